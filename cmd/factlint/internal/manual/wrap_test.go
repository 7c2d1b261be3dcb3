package manual

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"github.com/stretchr/testify/assert"
)

func TestWrap(t *testing.T) {
	const page = `check reads the whole base that each path belongs to,
and reports what it finds.

The kinds are

  one    what is told of the first of them
  three  told in two lines,
         of which this is one

    start  = 2022-05-24 # an example, whose line is never broken

Examples:
  factlint check --since origin/main
`
	const narrow = `check reads the whole base that each
path belongs to, and reports what it
finds.

The kinds are

  one    what is told of the first of
         them
  three  told in two lines, of which
         this is one

    start  = 2022-05-24 # an example, whose line is never broken

Examples:
  factlint check --since origin/main
`
	assert.Equal(t, narrow, Wrap(page, 37))
	assert.Equal(t, narrow, Wrap(narrow, 37), "what is wrapped is left alone")
	assert.Contains(t, Wrap(page, 25), "  three\n      told in two lines,\n      of which this is\n", "below the name where there is no room beside it")
	assert.Equal(t, "東京の\n山\n", Wrap("東京の 山\n", 8), "in cells, not in letters")
	for width := range 120 {
		out := Wrap(page, width)
		assert.Equal(t, strings.Fields(page), strings.Fields(out), width)
		for line := range strings.Lines(out) {
			words := strings.TrimSpace(line)
			whole := strings.Contains(words, " = ") || strings.HasPrefix(words, "factlint ") || !strings.Contains(words, " ")
			assert.True(t, whole || uniseg.StringWidth(strings.TrimRight(line, "\n")) <= min(width, Widest), "%d: %q", width, line)
		}
	}
}

func TestIndent(t *testing.T) {
	assert.Equal(t, "    Who holds\n    it.\n", Indent("Who holds it.", 4, 14))
}
