package rules_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules"
)

func TestTenureUnclosed(t *testing.T) {
	const O = "O pm seats=1\n"
	runTenureCases(t, []tenureCase{
		{"a successor", O + "T ann pm 2001-01-01 -\nT bob pm 2005-01-01 2007-01-01", "2 tenure-unclosed"},
		{"a successor without an end", O + "T ann pm 2001-01-01 -\nT bob pm 2005-01-01 -", "2 tenure-unclosed"},
		{"a chain of them", O + "T ann pm 2001-01-01 -\nT bob pm 2005-01-01 -\nT cy pm 2009-01-01 -", "2 tenure-unclosed, 3 tenure-unclosed"},
		{"no seats", "O pm\nT ann pm 2001-01-01 -\nT bob pm 2005-01-01 2007-01-01", ""},
		{"an acting successor", O + "T ann pm 2001-01-01 -\nT bob pm 2005-01-01 2007-01-01 acting=true", ""},
		{"acting without an end takes no seat", O + "T ann pm 2001-01-01 - acting=true\nT bob pm 2005-01-01 2007-01-01", ""},
		{"a disputed successor", O + "T ann pm 2001-01-01 -\nT bob pm 2005-01-01 2007-01-01 status=\"disputed\"", ""},
		{"a planned successor", O + "T ann pm 2001-01-01 -\nT bob pm 2005-01-01 2007-01-01 status=\"planned\"", ""},
		{"a predecessor", O + "T ann pm 2001-01-01 -\nT bob pm 1998-01-01 2001-01-01", ""},
		{"a successor that may be a predecessor", O + "T ann pm 2001 -\nT bob pm 2001 2001", ""},
		{"begun in the same year, but longer", O + "T ann pm 2001 -\nT bob pm 2001 2003", "2 tenure-unclosed"},
		{"the same person again", O + "T ann pm 2001-01-01 -\nT ann pm 2005-01-01 2007-01-01", ""},
		{"no start either", O + "T ann pm - -\nT bob pm 2005-01-01 2007-01-01", ""},
		{"two seats, one successor", "O pm seats=2\nT ann pm 2001-01-01 -\nT bob pm 2005-01-01 2007-01-01", ""},
		{"two seats, two at once", "O pm seats=2\nT ann pm 2001-01-01 -\nT bob pm 2005-01-01 2007-01-01\nT cy pm 2006-01-01 2008-01-01", "2 tenure-unclosed"},
		{"two seats, one after the other", "O pm seats=2\nT ann pm 2001-01-01 -\nT bob pm 2005-01-01 2007-01-01\nT cy pm 2007-01-01 2008-01-01", ""},
		{"two seats, one of them her own", "O pm seats=2\nT ann pm 2001-01-01 -\nT ann pm 2005-01-01 2007-01-01\nT cy pm 2005-01-01 2008-01-01", ""},
		{"two seats, the last only begun", "O pm seats=2\nT ann pm 2001-01-01 -\nT bob pm 2005-01-01 2007-01-01\nT cy pm 2006-01-01 -", "2 tenure-unclosed"},
		{"a wrong end is unknown", O + "T ann pm 2001-01-01 2001-02-30\nT bob pm 2005-01-01 2007-01-01", "2 date-invalid"},
		{"a misspelt end", O + "T ann pm 2001-01-01 - ende=2004-01-01\nT bob pm 2005-01-01 2007-01-01", "2 fact-field"},
		{"equal ones are fact-duplicate", O + "T ann pm 2001-01-01 -\nT ann pm 2001-01-01 -\nT bob pm 2005-01-01 -", "2 tenure-unclosed, 3 fact-duplicate"},
	})
}

// TestTenureUnclosedFix applies the fix, after which all rules are silent.
func TestTenureUnclosedFix(t *testing.T) {
	const office, successor = "[[office]]\nid = \"pm\"\nname = \"PM\"\nseats = 1\n", "[[tenure]]\nperson = \"bob\"\noffice = \"pm\"\nstart = 2005-01-01\n"
	for _, c := range []struct{ name, tenure, want string }{
		{"plain", "[[tenure]]\nperson = \"ann\"\noffice = \"pm\"\nstart = 2001-01-01\n", "start = 2001-01-01\nend = 2005-01-01\n"},
		{"aligned", "[[tenure]]\nperson = \"ann\"\noffice = \"pm\"\nstart  = 2001-01-01 # sic\nnote   = \"x\"\n", "start  = 2001-01-01 # sic\nend    = 2005-01-01\nnote"},
		{"indented", "[[tenure]]\n\tperson = \"ann\"\n\toffice = \"pm\"\n\tstart=2001-01-01\n", "\tstart=2001-01-01\n\tend=2005-01-01\n"},
		{"line ends", "[[tenure]]\r\nperson = \"ann\"\r\noffice = \"pm\"\r\nstart = 2001-01-01\r\n", "start = 2001-01-01\r\nend = 2005-01-01\r\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := successor + c.tenure + office + people
			fs := check(t, text)
			require.Len(t, fs, 1, "no fix:\n%s", describe(fs))
			require.NotNil(t, fs[0].Fix, "no fix:\n%s", describe(fs))
			fixed := apply(text, fs[0].Fix)
			assert.Contains(t, fixed, c.want)
			assert.Empty(t, describe(check(t, fixed)), "after the fix")
		})
	}
	t.Run("at the end of a file", func(t *testing.T) {
		text := office + people + successor + strings.TrimSuffix("[[tenure]]\nperson = \"ann\"\noffice = \"pm\"\nstart = 2001-01-01\n", "\n")
		fixed := apply(text, check(t, text)[0].Fix)
		assert.True(t, strings.HasSuffix(fixed, "start = 2001-01-01\nend = 2005-01-01"), "got:\n%s", fixed)
		assert.Empty(t, describe(check(t, fixed)), fixed)
	})
	t.Run("start from defaults", func(t *testing.T) {
		text := "[defaults]\nstart = 2001-01-01\n" + successor + "[[tenure]]\nperson = \"ann\"\noffice = \"pm\"\n" + office + people
		fixed := apply(text, check(t, text)[0].Fix)
		assert.Contains(t, fixed, "[[tenure]]\nend = 2005-01-01\nperson = \"ann\"")
		assert.Empty(t, describe(check(t, fixed)), fixed)
	})
}

func apply(text string, fix *rules.Fix) string {
	e := fix.Edits[0]
	return text[:e.Span.Start] + e.Text + text[e.Span.End:]
}
