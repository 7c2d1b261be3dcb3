package config

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write what is told into testdata")

// TestMistakes holds every mistake to its place and its words. The file has
// configurations, each followed by the mistakes as lines that begin with "=> ".
func TestMistakes(t *testing.T) {
	text, err := os.ReadFile("testdata/mistakes.txt")
	if err != nil {
		t.Fatal(err)
	}
	var updated []string
	for entry := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n\n") {
		src, want, _ := strings.Cut(entry, "\n=> ")
		c, mistakes := parse([]byte(src), someRules)
		if c != nil || len(mistakes) == 0 {
			t.Errorf("%s\nis taken", src)
		}
		if got := told(src, mistakes); got != "=> "+want {
			t.Errorf("%s\n got\n%s\nwant\n=> %s", src, got, want)
		}
		updated = append(updated, src+"\n"+told(src, mistakes))
	}
	if *update {
		if err := os.WriteFile("testdata/mistakes.txt", []byte(strings.Join(updated, "\n\n\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}
