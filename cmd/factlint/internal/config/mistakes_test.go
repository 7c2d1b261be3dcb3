package config

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// update says that the golden files are written anew.
var update = os.Getenv("FACTLINT_UPDATE") != ""

// TestMistakes holds every mistake to its place and its words. The file has
// configurations, each followed by the mistakes as lines that begin with "=> ".
func TestMistakes(t *testing.T) {
	text, err := os.ReadFile("testdata/mistakes.txt")
	require.NoError(t, err)
	var updated []string
	for entry := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n\n") {
		src, want, _ := strings.Cut(entry, "\n=> ")
		c, mistakes := parseAlone([]byte(src), someRules)
		assert.Nil(t, c, src)
		assert.NotEmpty(t, mistakes, src)
		updated = append(updated, src+"\n"+worded(src, mistakes))
		if !update {
			assert.Equal(t, "=> "+want, worded(src, mistakes), src)
		}
	}
	if update {
		require.NoError(t, os.WriteFile("testdata/mistakes.txt", []byte(strings.Join(updated, "\n\n\n")+"\n"), 0o666))
	}
}
