package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// TestLimits holds large offices to what is judged of them: a clash by an event is
// found beside many undated tenures, and where it no longer is, that is reported.
func TestLimits(t *testing.T) {
	const clash = `[[office]]
id = "o"
name = "O"
seats = 1
[[person]]
id = "ann"
name = "Ann"
[[person]]
id = "bob"
name = "Bob"
[[tenure]]
person = "ann"
office = "o"
start = 1990-01-01
end = 2000-01-01
[[tenure]]
id = "term"
person = "bob"
office = "o"
[[event]]
title = "E"
date = 1995-01-01
during = "term"
`
	for _, tt := range []struct {
		undated, dated int
		tied           bool // something is known of the times of the undated ones
	}{
		{59, 0, false},
		{300, 0, true},
		{10, 800, true},
		{1500, 0, false},
		{1500, 0, true},
	} {
		var all []string
		for i := range tt.undated + tt.dated {
			dates := ""
			if tt.tied {
				dates = "after = \"hub\"\n"
			}
			if i >= tt.undated {
				dates = fmt.Sprintf("start = %d-01-01\nend = %d-01-01\n", i, i+1)
			}
			all = append(all, fmt.Sprintf("[[person]]\nid = \"p%d\"\nname = \"P%d\"\n[[tenure]]\nperson = \"p%d\"\noffice = \"o\"\n%s", i, i, i, dates))
		}
		slices.Reverse(all[:len(all)/2])
		base := load(t, map[string]string{"a.toml": clash + "[[event]]\nid = \"hub\"\ntitle = \"H\"\ndate = 1900\n" + strings.Join(all, "")})
		r, err := engine.Run(t.Context(), base, engine.Settings{Select: []string{"tenure-overlap"}})
		require.NoError(t, err)
		if !tt.tied || tt.undated < 1000 {
			assert.Len(t, r.Findings, 1, "%+v", tt)
			assert.Empty(t, r.Limits, "%+v", tt)
			continue
		}
		require.Len(t, r.Limits, 1, "%+v", tt)
		l := r.Limits[0]
		assert.Regexp(t, "^O has too many tenures whose dates do not tell their order: of 1502, [0-9]+ were held against each other by what other facts say of their times$", l.Message)
		assert.Greater(t, l.Judged, 50)
		assert.Equal(t, 1502, l.All)
	}
}

// TestLimitOfCrowd has a crowd of which not each pair is reported.
func TestLimitOfCrowd(t *testing.T) {
	text := "[[office]]\nid = \"o\"\nname = \"O\"\nseats = 1\n"
	for i := range 300 {
		text += fmt.Sprintf("[[person]]\nid = \"p%d\"\nname = \"P%d\"\n[[tenure]]\nperson = \"p%d\"\noffice = \"o\"\nstart = 2000-01-01\nend = %d\n", i, i, i, 2010+i)
	}
	r, err := engine.Run(t.Context(), load(t, map[string]string{"a.toml": text}), engine.Settings{Select: []string{"tenure-overlap"}})
	require.NoError(t, err)
	require.Len(t, r.Limits, 1)
	assert.Equal(t, "O has too many holders of one seat at a time: of 44850 pairs of them 299 are told, one for each tenure", r.Limits[0].Message)
}

// TestActBesideManyTerms finds by an act that somebody holds an office still who held
// it many times before.
func TestActBesideManyTerms(t *testing.T) {
	text := "O pm seats=1\n"
	for y := range 40 {
		text += fmt.Sprintf("T ann pm %d-01-01 %d-06-01\n", 1801+y, 1801+y)
	}
	text += "T ann pm 1850-01-01 -\nT bob pm 1855-01-01 1860-01-01\n"
	runTenureCases(t, []tenureCase{
		{"no act", text, "42 tenure-unclosed"},
		{"an act in the last of them", text + "A ann pm 1856-05-05", "43 tenure-overlap"},
		{"an act in an earlier one", text + "A ann pm 1810-03-03", "42 tenure-unclosed"},
	})
}

// TestPairsOfCrowd has a crowd of which each two are a part of the finding, and a
// larger one of which each is, whoever else is there: what goes leaves nothing new.
func TestPairsOfCrowd(t *testing.T) {
	crowd := func(from, n int) string {
		text := "[[office]]\nid = \"o\"\nname = \"O\"\nseats = 1\n"
		for i := from; i < n; i++ {
			text += fmt.Sprintf("[[person]]\nid = \"p%d\"\nname = \"P%d\"\n[[tenure]]\nid = \"t%d\"\nperson = \"p%d\"\noffice = \"o\"\nstart = 2000-01-01\nend = %d-01-01\n", i, i, i, i, 9000-i)
		}
		return text
	}
	parts := func(text string) map[string]bool {
		r, err := engine.Run(t.Context(), load(t, map[string]string{"a.toml": text}), engine.Settings{Select: []string{"tenure-overlap"}})
		require.NoError(t, err)
		require.Len(t, r.Findings, 1)
		out := map[string]bool{}
		for _, f := range r.Findings[0].Contradictions() {
			out[f.Fingerprint] = true
		}
		return out
	}
	assert.Len(t, parts(crowd(0, 80)), 80*79/2)
	all := parts(crowd(0, 400))
	for fingerprint := range parts(crowd(1, 400)) { // without that which goes on longest
		assert.True(t, all[fingerprint], "a clash that was there before")
	}
	more := parts(crowd(0, 401))
	for fingerprint := range all {
		delete(more, fingerprint)
	}
	assert.Len(t, more, 1, "the one who is new")
}

// TestClashBesideMany finds a clash that only an event shows where dates show hundreds.
func TestClashBesideMany(t *testing.T) {
	text := "[[office]]\nid = \"o\"\nname = \"O\"\nseats = 1\n"
	for i := range 30 {
		text += fmt.Sprintf("[[person]]\nid = \"p%d\"\nname = \"P%d\"\n[[tenure]]\nperson = \"p%d\"\noffice = \"o\"\nstart = 1900-01-01\nend = 1950-01-01\n", i, i, i)
	}
	text += "[[person]]\nid = \"ann\"\nname = \"Ann\"\n[[person]]\nid = \"bob\"\nname = \"Bob\"\n" +
		"[[tenure]]\nperson = \"ann\"\noffice = \"o\"\nstart = 1990-01-01\nend = 2000-01-01\n" +
		"[[tenure]]\nid = \"term\"\nperson = \"bob\"\noffice = \"o\"\n[[event]]\ntitle = \"E\"\ndate = 1995-01-01\nduring = \"term\"\n"
	r, err := engine.Run(t.Context(), load(t, map[string]string{"a.toml": text}), engine.Settings{Select: []string{"tenure-overlap"}})
	require.NoError(t, err)
	require.Len(t, r.Findings, 2)
	assert.Contains(t, r.Findings[1].Message, "hold one seat of O, but by what other facts")
}

// TestLimitOfOverride has an override with a pattern that takes too long to compare
// with a path.
func TestLimitOfOverride(t *testing.T) {
	path := strings.Repeat(strings.Repeat("a", 100)+"/", 40) + "a.toml"
	for pattern, want := range map[string]int{strings.Repeat("a*", 2000) + "b": 1, "b/**": 0} {
		r, err := engine.Run(t.Context(), load(t, map[string]string{path: "", "b.toml": ""}), engine.Settings{
			Overrides: []engine.Override{{Files: []string{pattern}, Rules: map[string]engine.Setting{"date-order": {Severity: rules.Off}}}},
		})
		require.NoError(t, err)
		require.Len(t, r.Limits, want)
		if want > 0 {
			assert.Equal(t, rules.Limit{
				Rule:    rules.All().Find("date-order"),
				Message: "the patterns of override no. 1 take too long: of 2 files, 1 were not compared with all of them", Judged: 1, All: 2,
			}, r.Limits[0])
		}
	}
}

// TestManyLoops has loops with the square of the number of facts.
func TestManyLoops(t *testing.T) {
	const n = 2000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[[place]]\nid = \"q%d\"\nname = \"Q\"\npart_of = [\"q%d\", \"q%d\"]\n", i, (i+1)%n, i*7%n)
	}
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(b.String())}})
	require.NoError(t, err)
	r, err := engine.Run(t.Context(), base, engine.Settings{Select: []string{"ref-cycle"}})
	require.NoError(t, err)
	steps := 0
	for _, f := range r.Findings {
		steps += 1 + len(f.Related)
	}
	assert.Greater(t, steps, 100_000)
	assert.Less(t, steps, 100_000+2*n)
	require.Len(t, r.Limits, 1)
	assert.Regexp(t, `^part_of leads back to where it began in too many ways: of \d+, \d+ are reported$`, r.Limits[0].Message)
}

// TestManyMemberships gives one person more memberships at once than can be told in
// pairs: each is reported against some other.
func TestManyMemberships(t *testing.T) {
	const n = 3000
	var b strings.Builder
	b.WriteString("[[person]]\nid = \"p\"\nname = \"P\"\n")
	for i := range n {
		fmt.Fprintf(&b, "[[organization]]\nid = \"g%d\"\nname = \"G\"\nexclusive = \"party\"\n[[membership]]\nperson = \"p\"\norganization = \"g%d\"\nstart = 2000\nend = 2002\n", i, i)
	}
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(b.String())}})
	require.NoError(t, err)
	r, err := engine.Run(t.Context(), base, engine.Settings{Select: []string{"membership-overlap"}})
	require.NoError(t, err)
	pairs := 0
	for i := range r.Findings {
		pairs += len(r.Findings[i].Contradictions())
	}
	assert.Greater(t, pairs, n)
	assert.Less(t, pairs, 40_000)
	require.Len(t, r.Limits, 1)
	assert.Regexp(t, `^P has too many memberships at one time: of 3000, \d+ were not held against all others$`, r.Limits[0].Message)
}

// TestManyTenuresOfOne has acts of somebody whose tenures in the office are too many to
// find the one that each belongs to.
func TestManyTenuresOfOne(t *testing.T) {
	for _, n := range []int{100, 101} {
		var b strings.Builder
		b.WriteString("[[person]]\nid = \"p\"\nname = \"P\"\n[[office]]\nid = \"o\"\nname = \"O\"\n[[event]]\ntitle = \"E\"\nby = { person = \"p\", as = \"o\" }\n")
		for i := range n {
			fmt.Fprintf(&b, "[[tenure]]\nperson = \"p\"\noffice = \"o\"\nstart = %d-01-01\nend = %d-02-01\n", 1500+i, 1500+i)
		}
		base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(b.String())}})
		require.NoError(t, err)
		r, err := engine.Run(t.Context(), base, engine.Settings{Select: []string{"date-contradiction"}})
		require.NoError(t, err)
		var limits []string
		for _, l := range r.Limits {
			limits = append(limits, l.Message)
		}
		if n <= 100 {
			assert.Empty(t, limits)
		} else {
			assert.Equal(t, []string{"chains in time through 1 act were not looked for: the actor has too many tenures in the office"}, limits)
		}
	}
}
