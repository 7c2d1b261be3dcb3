package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/engine"
)

// TestLeads: what a finding that gathers several says first is a sentence, whatever the
// common fact is.
func TestLeads(t *testing.T) {
	var b strings.Builder
	b.WriteString(`[[person]]
id = "ann"
name = "Ann Lee"
[[office]]
id = "mayor"
name = "Mayor of Hill"
incompatible_with = "judge"
[[office]]
id = "judge"
name = "Judge"
[[organization]]
id = "greens"
name = "Greens"
exclusive = "party"
[[organization]]
id = "blues"
name = "Blues"
exclusive = "party"
[[tenure]]
person = "ann"
office = "mayor"
start = 1980
end = 1999
[[membership]]
person = "ann"
organization = "blues"
start = 1980
end = 1999
`)
	for i := range 3 {
		fmt.Fprintf(&b, "[[tenure]]\nperson = \"ann\"\noffice = \"judge\"\nstart = %d\nend = %d\n", 1990+2*i, 1991+2*i)
		fmt.Fprintf(&b, "[[membership]]\nperson = \"ann\"\norganization = \"greens\"\nstart = %d\nend = %d\n", 1990+2*i, 1991+2*i)
		fmt.Fprintf(&b, "[[event]]\ntitle = \"Act %d\"\ndate = %d\nby = { person = \"ann\", as = \"mayor\" }\n", i, 2001+i)
	}
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(b.String())}})
	assert.NoError(t, err)
	r, err := engine.Run(t.Context(), base, engine.Settings{})
	assert.NoError(t, err)
	var got []string
	for _, f := range r.Findings {
		got = append(got, f.Message)
	}
	assert.Equal(t, []string{
		"Ann Lee holds the office of Mayor of Hill until 1999, but 3 other tenures at that time are of offices incompatible with it; check its dates first",
		"Ann Lee holds the office of Mayor of Hill from 1980 until 1999, which does not fit 3 other facts on who acts in the office when; check its dates first",
		"Ann Lee belongs to Blues from 1980 until 1999, at a time of 3 other memberships that leave no room for it; check its dates first",
	}, got)
}
