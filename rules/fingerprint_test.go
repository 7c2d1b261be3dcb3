package rules_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// prints returns the fingerprints of all contradictions in files, sorted.
func prints(t *testing.T, files map[string][]byte) []string {
	t.Helper()
	var out []string
	for _, f := range findings(t, files, 2) {
		for _, p := range f.Contradictions() {
			out = append(out, p.Fingerprint)
		}
	}
	slices.Sort(out)
	return out
}

// only returns the fingerprints of what one rule finds in a file.
func only(t *testing.T, rule, text string) []string {
	t.Helper()
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(text)}})
	require.NoError(t, err)
	r, err := engine.Run(t.Context(), base, engine.Settings{Select: []string{rule}})
	require.NoError(t, err)
	return slices.Sorted(maps.Keys(contradictions(r)))
}

// TestFingerprintsStay moves the bad example of every rule about: none of that
// makes it another finding.
func TestFingerprintsStay(t *testing.T) {
	for _, r := range rules.All() {
		was := prints(t, map[string][]byte{"a.toml": []byte(r.Bad)})
		for name, files := range map[string]map[string][]byte{
			"lines":    {"a.toml": []byte("# A comment\n\n\n" + r.Bad)},
			"the file": {"folder/z.toml": []byte(r.Bad)},
			"the form": {"a.toml": []byte(strings.ReplaceAll(strings.ReplaceAll(r.Bad, " = ", "   =  "), "\n", "\r\n"))},
			"another":  {"a.toml": []byte("[[person]]\nid = \"somebody-else\"\nname = \"Somebody else\"\nsource = \"https://example.org\"\n" + r.Bad)},
		} {
			if r.Name == "toml-syntax" && name == "another" {
				continue // it ends in a part that cannot be read, and this would begin with one
			}
			assert.Equal(t, was, prints(t, files), "%s: after moving %s", r.Name, name)
		}
	}
}

// TestFingerprintsOfFactsWithoutID tells the terms of one holder apart by when
// they begin, and what is equal in that too by number.
func TestFingerprintsOfFactsWithoutID(t *testing.T) {
	const head = "[[office]]\nid = \"o\"\nname = \"O\"\nseats = 1\n[[person]]\nid = \"a\"\nname = \"A\"\n[[person]]\nid = \"b\"\nname = \"B\"\n"
	term := func(who, start, end string) string {
		return "[[tenure]]\nperson = \"" + who + "\"\noffice = \"o\"\nstart = " + start + "\nend = " + end + "\n"
	}
	one := term("a", "2001-01-01", "2003-01-01") + term("b", "2002-01-01", "2004-01-01")
	two := term("a", "2011-01-01", "2013-01-01") + term("b", "2012-01-01", "2014-01-01")
	check := func(text string) []string { return only(t, "tenure-overlap", head+text) }
	first, second, both := check(one), check(two), check(two+one)
	require.Len(t, first, 1)
	require.Len(t, second, 1)
	require.NotEqual(t, first, second, "two clashes have one fingerprint")
	want := slices.Concat(first, second)
	slices.Sort(want)
	assert.Equal(t, want, both)
	const event = "[[event]]\ntitle = \"E\"\nstart = 2002\nend = 2001\n"
	period := func(text string) []string { return only(t, "date-period", text) }
	once, twice := period(event), period(event+"[[event]]\ntitle = \"E\"\nstart = 2002\nend = 2000\n")
	require.Len(t, once, 1)
	require.Len(t, twice, 2)
	assert.Contains(t, twice, once[0])
}

// TestChanged tells new contradictions at the side that has changed.
func TestChanged(t *testing.T) {
	const person = "[[person]]\nid = \"p\"\nname = \"P\"\ndied = 1990\n"
	const events = "[[event]]\nid = \"e\"\ntitle = \"E\"\ndate = 1991\nby = \"p\"\n[[event]]\nid = \"f\"\ntitle = \"F\"\ndate = 1992\nby = \"p\"\n"
	const chain = `[[event]]
id     = "decree"
title  = "The decree"
date   = 2022-05-30
before = "protest"
[[event]]
id     = "protest"
title  = "The protest"
during = "sitting"
[[event]]
id    = "sitting"
title = "The sitting"
start = 2022-05-10
end   = 2022-05-24
`
	const gap = "[[office]]\nid = \"o\"\nname = \"O\"\ncomplete = true\n[[tenure]]\nid = \"one\"\nperson = \"p\"\noffice = \"o\"\nstart = 1980\nend = 1982\n[[tenure]]\nid = \"two\"\nperson = \"p\"\noffice = \"o\"\nstart = 1985\nend = 1986\n"
	for _, c := range []struct {
		name, text string
		changed    string // ids
		want       []string
	}{
		{"nothing", person + events, "", []string{"p: P died in 1990, which does not fit"}},
		{"the common side", person + events, "p", []string{"p: P died in 1990, which does not fit"}},
		{"the others", person + events, "e f", []string{"e: E is in 1991, but P died in 1990 < p died in 1990", "f: F is in 1992, but P died in 1990 < p died in 1990"}},
		{"one of them", person + events, "f", []string{"e: E is in 1991, but P", "f: F is in 1992, but P"}},
		{"one side", person + "[[event]]\nid = \"e\"\ntitle = \"E\"\ndate = 1991\nby = \"p\"\n", "p", []string{"p: E is in 1991, but P died in 1990 < e is in 1991"}},
		{"a link of a chain", chain, "protest", []string{"protest: these 3 facts cannot all be true"}},
		{"the fact before a gap", person + gap, "one", []string{"one: nobody held O between 31 December 1982 and 1 January 1985 < two the first after it, held from 1985 until 1986"}},
		{"the second of an id", "[[person]]\nid = \"p\"\nname = \"P\"\n[[person]]\nid = \"p\"\nname = \"Q\"\n", "", []string{"p: the id \"p\" belongs to P already"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			base, err := facts.Load(context.Background(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(c.text)}})
			require.NoError(t, err)
			plain, err := engine.Run(t.Context(), base, engine.Settings{})
			require.NoError(t, err)
			s := engine.Settings{Changed: func(p facts.Place) bool {
				return p.Fact != nil && slices.Contains(strings.Fields(c.changed), p.Fact.ID())
			}}
			r, err := engine.Run(t.Context(), base, s)
			require.NoError(t, err)
			var got []string
			for _, f := range r.Findings {
				text := f.Place.Fact.ID() + ": " + f.Message
				if len(f.Related) > 0 {
					text += " < " + f.Related[0].Fact.ID() + " " + f.Related[0].Words
				}
				got = append(got, text)
				for _, n := range f.Related {
					assert.NotEmpty(t, n.Words, "%s: a related place without words", f.Rule.Name)
				}
			}
			ok := len(got) == len(c.want)
			for i := range got {
				if ok {
					before, after, _ := strings.Cut(c.want[i], " < ")
					ok = strings.HasPrefix(got[i], before) && strings.Contains(got[i], after)
				}
			}
			assert.True(t, ok, "got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			a, b := contradictions(plain), contradictions(r)
			assert.Equal(t, b, a, "the fingerprints depend on what has changed")
		})
	}
}

func contradictions(r *engine.Result) map[string]bool {
	out := map[string]bool{}
	for i := range r.Findings {
		for _, p := range r.Findings[i].Contradictions() {
			out[p.Fingerprint] = true
		}
	}
	return out
}

// TestSeen leaves out what is known by its parts.
func TestSeen(t *testing.T) {
	base, err := facts.Load(context.Background(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(`[[person]]
id = "p"
name = "P"
died = 1990
[[event]]
id = "e"
title = "E"
date = 1991
by = "p"
[[event]]
id = "f"
title = "F"
date = 1992
by = "p"
[[event]]
id = "g"
title = "G"
date = 1993
by = "p"
`)}})
	require.NoError(t, err)
	plain, err := engine.Run(t.Context(), base, engine.Settings{})
	require.NoError(t, err)
	require.Len(t, plain.Findings, 1, describe(plain.Findings))
	require.Len(t, plain.Findings[0].Parts, 3, describe(plain.Findings))
	for known := range 4 {
		seen := map[string]bool{}
		for _, p := range plain.Findings[0].Parts[:known] {
			seen[p.Fingerprint] = true
		}
		r, err := engine.Run(t.Context(), base, engine.Settings{Seen: func(fp string) bool { return seen[fp] }})
		require.NoError(t, err)
		var fresh, old int
		for _, f := range r.Findings {
			fresh += len(f.Contradictions())
		}
		for _, f := range r.Seen {
			old += len(f.Contradictions())
		}
		assert.Equal(t, 3-known, fresh, "new ones, of which %d are known", known)
		assert.Equal(t, known, old, "known ones")
		assert.LessOrEqual(t, len(r.Findings), 1, describe(r.Findings))
		assert.LessOrEqual(t, len(r.Seen), 1, describe(r.Seen))
		if known == 2 {
			assert.Equal(t, "G is in 1993, but P died in 1990; correct one of the two dates, or the field by", r.Findings[0].Message, "the last by itself")
		}
	}
}

// TestSeenChains tells a new chain that is resolved by the same fact as a known one.
func TestSeenChains(t *testing.T) {
	const sitting = "[[event]]\nid = \"protest\"\ntitle = \"The protest\"\nduring = \"sitting\"\n" +
		"[[event]]\nid = \"sitting\"\ntitle = \"The sitting\"\nstart = 2022-05-10\nend = 2022-05-24\n"
	const decree = "[[event]]\nid = \"decree\"\ntitle = \"The decree\"\ndate = 2022-05-30\nbefore = \"protest\"\n"
	const law = "[[event]]\nid = \"law\"\ntitle = \"The law\"\ndate = 2022-06-01\nbefore = \"protest\"\n"
	known := only(t, "date-contradiction", sitting+decree)
	require.Len(t, known, 1)
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(sitting + decree + law)}})
	require.NoError(t, err)
	s := engine.Settings{Seen: func(fp string) bool { return fp == known[0] }, Changed: func(facts.Place) bool { return false }}
	r, err := engine.Run(t.Context(), base, s)
	require.NoError(t, err)
	assert.Empty(t, describe(r.Findings), "nothing has changed")
	assert.Len(t, r.Seen, 1, "nothing has changed")
	s.Changed = func(p facts.Place) bool { return p.Fact != nil && p.Fact.ID() == "law" }
	r, err = engine.Run(t.Context(), base, s)
	require.NoError(t, err)
	require.Len(t, r.Findings, 1, describe(r.Findings))
	require.Len(t, r.Seen, 1, describe(r.Findings))
	assert.Equal(t, "law", r.Findings[0].Place.Fact.ID())
	assert.Regexp(t, "^these 3 facts cannot all be true: The law, The protest and The sitting", r.Findings[0].Message)
	for _, n := range r.Findings[0].Related {
		assert.NotEqual(t, "decree", n.Fact.ID(), "which is known")
	}
}
