package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// TestShippedPicture checks that the picture in the README is that of the base
// we ship. With FACTLINT_UPDATE set it is drawn anew.
func TestShippedPicture(t *testing.T) {
	t.Parallel()
	const file = "../../../../.github/south-ossetia.svg"
	var out, errs bytes.Buffer
	status := Main([]string{
		"timeline", "--base", shipped, "--since", "1990", "--until", "2023",
		"--title", "South Ossetia and the question of joining Russia",
		"president-of-south-ossetia", "chairman-of-the-supreme-council", "annexation",
	}, strings.NewReader(""), &out, &errs)
	if status != exitClean {
		t.Fatalf("exit status %d: %s", status, errs.String())
	}
	if os.Getenv("FACTLINT_UPDATE") != "" {
		if err := os.WriteFile(file, out.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, out.Bytes()) {
		t.Errorf("%s is stale; run the test with FACTLINT_UPDATE=1", file)
	}
}
