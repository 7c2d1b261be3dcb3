package expression_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules/expression"
)

// TestMistakes holds what is said of wrong conditions about a match against
// testdata/mistakes.txt: each condition, then lines "=> FROM-TO message" with
// the characters it is about between bars. With FACTLINT_UPDATE set in the
// environment they are written anew.
func TestMistakes(t *testing.T) {
	const file = "testdata/mistakes.txt"
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	l := expression.New(leagueVocabulary())
	var updated []string
	for block := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n\n") {
		source, _, _ := strings.Cut(block, "\n=> ")
		_, mistakes := l.Condition(source, kindsOf("match"))
		got := source
		for _, m := range mistakes {
			got += fmt.Sprintf("\n=> |%s| %s", source[m.Start:m.End], m.Message)
		}
		assert.NotEmpty(t, mistakes, "%s is taken", source)
		updated = append(updated, got)
		if os.Getenv("FACTLINT_UPDATE") == "" {
			assert.Equal(t, block, got)
		}
	}
	if os.Getenv("FACTLINT_UPDATE") != "" {
		require.NoError(t, os.WriteFile(file, []byte(strings.Join(updated, "\n\n")+"\n"), 0o666))
	}
}
