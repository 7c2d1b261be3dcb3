package cli

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTitleOf checks what a picture is called by itself.
func TestTitleOf(t *testing.T) {
	t.Parallel()
	for root, want := range map[string]string{
		"/home/a/south-ossetia": "South Ossetia", "/home/a/league_tables": "League Tables", "/home/a/council/facts": "Council",
		"/facts": "/", "/home/élan": "Élan",
	} {
		assert.Equal(t, want, titleOf(root, nil), root)
	}
}

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
	require.Equal(t, exitClean, status, errs.String())
	if os.Getenv("FACTLINT_UPDATE") != "" {
		require.NoError(t, os.WriteFile(file, out.Bytes(), 0o666))
	}
	have, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, out.String(), string(have), "%s is stale; run the test with FACTLINT_UPDATE=1", file)
}
