package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// TestTenuresHostile gives one office many tenures, in ways that a careless
// search would compare each with each.
func TestTenuresHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	many, fewer := 20_000**large, 4_000**large // fewer where there is much to tell
	years := fewer * 9 / 20
	year := func(y int) string { return fmt.Sprintf("%04d-01-01", y) }
	for _, c := range []struct {
		name   string
		person func(i int) int
		start  func(i int) string
		end    func(i int) string
		more   string // of the office
		extra  func(i int) string
		n      int
		most   int // findings of tenure-overlap
	}{
		{name: "all at once", end: func(int) string { return "2010-01-01" }, most: 1},
		{name: "all at once, a thousand seats", end: func(int) string { return "2010-01-01" }, more: "seats = 1000\n", most: 1},
		{name: "all at once, half as many seats", end: func(int) string { return "2010-01-01" }, more: fmt.Sprintf("seats = %d\n", many/2), most: 1},
		{name: "none ends"},
		{name: "one person", person: func(int) int { return 0 }, end: func(int) string { return "2010-01-01" }, most: 1},
		{name: "one person, none ends", person: func(int) int { return 0 }},
		{name: "one long, many short", start: func(i int) string { return year(2 + i%years) }, end: func(i int) string {
			if i == 0 {
				return "9999-01-01"
			}
			return year(2 + i%years)
		}, n: fewer, most: fewer},
		{name: "each beside the next fifteen", start: func(i int) string { return year(1 + i%years) }, end: func(i int) string { return year(2 + i%years) }, n: fewer, most: fewer},
		{name: "acts of one", person: func(int) int { return 0 }, end: func(int) string { return "2010-01-01" }, n: fewer, most: 1, extra: func(i int) string {
			if i%4 > 0 {
				return ""
			}
			return "[[event]]\ntitle = \"x\"\ndate = 2020-01-01\nby = { person = \"p0\", as = \"o\" }\n"
		}},
		{name: "incompatible", end: func(int) string { return "2010-01-01" }, n: fewer, most: 1, extra: func(i int) string {
			return fmt.Sprintf("[[tenure]]\nperson = \"p%d\"\noffice = \"other\"\nstart = 2005-01-01\nend = 2006-01-01\n", i)
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			if c.n == 0 {
				c.n = many
			}
			if c.more == "" {
				c.more = "seats = 1\n"
			}
			b.WriteString("[[office]]\nid = \"o\"\nname = \"o\"\ncomplete = true\nmax_consecutive = 2\nincompatible_with = \"other\"\n" + c.more)
			b.WriteString("[[office]]\nid = \"other\"\nname = \"other\"\n")
			for i := range c.n {
				person, start, end := i, "2000-01-01", ""
				if c.person != nil {
					person = c.person(i)
				}
				if c.start != nil {
					start = c.start(i)
				}
				if c.end != nil {
					end = "end = " + c.end(i) + "\n"
				}
				fmt.Fprintf(&b, "[[person]]\nid = \"p%d\"\nname = \"p\"\n[[tenure]]\nid = \"t%d\"\nperson = \"p%d\"\noffice = \"o\"\nstart = %s\n%s", i, i, person, start, end)
				if c.extra != nil {
					b.WriteString(c.extra(i))
				}
			}
			base := load(t, map[string]string{"facts.toml": b.String()})
			for _, rule := range rules.All() {
				if rule.Group() != "tenure" {
					continue
				}
				bytes, looks, found := effort(t, base, engine.Settings{Select: []string{rule.Name}})
				assertLinear(t, b.Len(), bytes, 200, looks)
				if rule.Name == "tenure-overlap" {
					assert.LessOrEqual(t, len(found), c.most)
				}
			}
		})
	}
}
