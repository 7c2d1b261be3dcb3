package rules_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules"
)

// TestFixes says what a fix writes, and when it is certain.
func TestFixes(t *testing.T) {
	const (
		pm     = "[[office]]\nid = \"pm\"\nname = \"PM\"\nseats = 1\ncomplete = true\n"
		ann    = "[[tenure]]\nperson = \"ann\"\noffice = \"pm\"\nstart = 2001-01-01\n"
		bob    = "[[tenure]]\nperson = \"bob\"\noffice = \"pm\"\nstart = 2005-01-01\n"
		cy     = "[[tenure]]\nperson = \"cy\"\noffice = \"pm\"\nstart = 2003-01-01\nend = 2003-02-01\nacting = true\n"
		people = "[[person]]\nid = \"ann\"\nname = \"Ann\"\n[[person]]\nid = \"bob\"\nname = \"Bob\"\n[[person]]\nid = \"cy\"\nname = \"Cy\"\n"
		place  = "[[place]]\nid = \"x\"\nname = \"X\"\n"
		number = "[[population]]\nplace = \"x\"\n"
		dora   = "[[person]]\nid = \"dora\"\nname = \"Dora\"\n"
	)
	for _, c := range []struct {
		name, rule, text string
		safe             bool
		want             string // somewhere in the text mended; "" for no fix
	}{
		{"the next of a complete list", "tenure-unclosed", ann + bob + pm + people, true, "start = 2001-01-01\nend = 2005-01-01\n"},
		{"of a list that is not complete", "tenure-unclosed", ann + bob + strings.Replace(pm, "true", "false", 1) + people, false, "end = 2005-01-01\n"},
		{"with somebody between", "tenure-unclosed", ann + bob + cy + pm + people, false, "end = 2005-01-01\n"},
		{"at the end of a file with line ends of two bytes", "tenure-unclosed",
			strings.TrimSuffix(strings.ReplaceAll(bob+pm+people+ann, "\n", "\r\n"), "\r\n"), true, "start = 2001-01-01\r\nend = 2005-01-01"},
		{"min and max", "quantity-range", place + number + "min = 60_000\nmax = 40_000\n", true, "min = 40_000\nmax = 60_000\n"},
		{"one of them short of a digit", "quantity-range", place + number + "min = 40_000\nmax = 6_000\n", false, "min = 6_000\nmax = 40_000\n"},
		{"with the value between", "quantity-range", place + number + "min = 60_000\nvalue = 50_000\nmax = 40_000\n", true, "min = 40_000\nvalue = 50_000\nmax = 60_000\n"},
		{"with the value elsewhere", "quantity-range", place + number + "min = 60_000\nvalue = 90_000\nmax = 40_000\n", false, "min = 40_000"},
		{"with a comment that speaks of one", "quantity-range", place + number + "min = 60_000 # census\nmax = 40_000\n", false, "min = 40_000 # census"},
		{"twice in a row", "fact-duplicate", dora + "\n" + dora + "\n# about X\n" + place, true, dora + "\n# about X\n" + place},
		{"twice, at the end", "fact-duplicate", place + "\n" + dora + "\n" + dora, true, place + "\n" + dora},
		{"twice in another order", "fact-duplicate", dora + "[[person]]\nname = \"Dora\"\nid = \"dora\"\n" + place, true, dora + place},
		{"twice with a comment", "fact-duplicate", dora + "[[person]]\nid = \"dora\"\nname = \"Dora\" # sic\n" + place, false, ""},
		{"twice with a comment above", "fact-duplicate", dora + "# again\n" + dora + place, false, ""},
		{"twice, with other names", "fact-duplicate", dora + strings.Replace(dora, "Dora", "Theodora", 1), false, ""},
		{"twice without an id", "fact-duplicate", "[[event]]\ntitle = \"x\"\n[[event]]\ntitle = \"x\"\n", false, ""},
		{"a comment", "ignore-unused", "\ufeff# factlint: ignore[date-order] -- x\n" + dora, true, "\ufeff" + dora},
		{"a comment while a slip hides something", "ignore-unused", "# factlint: ignore[date-order] -- x\n" + dora + "born = 2022-02-30\n", false, dora},
		{"a comment for no rule", "ignore-unknown", "# factlint: ignore[date-oredr] -- x\n" + dora, true, "ignore[date-order] -- x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := check(t, c.text)
			i := slices.IndexFunc(all, func(f rules.Finding) bool { return f.Rule.Name == c.rule })
			require.GreaterOrEqual(t, i, 0, "%s is silent:\n%s", c.rule, describe(all))
			fix := all[i].Fix
			if c.want == "" {
				assert.Nil(t, fix, "there is a fix")
				return
			}
			require.NotNil(t, fix)
			require.Equal(t, c.safe, fix.Safe)
			text := c.text
			edits := slices.Clone(fix.Edits)
			slices.SortFunc(edits, func(a, b rules.Edit) int { return int(b.Span.Start) - int(a.Span.Start) })
			for _, e := range edits {
				text = text[:e.Span.Start] + e.Text + text[e.Span.End:]
			}
			assert.Contains(t, text, c.want)
			if c.rule == "fact-duplicate" {
				assert.Equal(t, c.want, text)
			}
		})
	}
}
