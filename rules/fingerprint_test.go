package rules_test

import (
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
		{"one of them", person + events, "f", []string{"f: F is in 1992, but P"}},
		{"one side", person + "[[event]]\nid = \"e\"\ntitle = \"E\"\ndate = 1991\nby = \"p\"\n", "p", []string{"p: E is in 1991, but P died in 1990 < e is in 1991"}},
		{"a link of a chain", chain, "protest", []string{"protest: these 3 facts cannot all be true"}},
		{"the fact before a gap", person + gap, "one", []string{"one: nobody held O between 31 December 1982 and 1 January 1985 < two the first after it, held from 1985 until 1986"}},
		{"the second of an id", "[[person]]\nid = \"p\"\nname = \"P\"\n[[person]]\nid = \"p\"\nname = \"Q\"\n", "", []string{"p: the id \"p\" belongs to P and to Q"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before strings.Builder
			for i, part := range strings.Split(c.text, "[[") {
				if i > 0 && !slices.ContainsFunc(strings.Fields(c.changed), func(id string) bool {
					return strings.Contains(part, "id = \""+id+"\"") || strings.Contains(part, "id     = \""+id+"\"")
				}) {
					before.WriteString("[[" + part)
				}
			}
			plain := resultOf(t, c.text, engine.Settings{})
			r := resultOf(t, c.text, engine.Settings{Past: pastOf(t, before.String())})
			if c.changed == "" {
				require.Empty(t, r.Findings)
				r.Findings, r.Before = r.Before, nil
			}
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
			r.Findings = append(r.Findings, r.Before...)
			assert.Equal(t, contradictions(plain), contradictions(r), "the fingerprints depend on what has changed")
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

// resultOf checks one file of facts.
func resultOf(t *testing.T, text string, s engine.Settings) *engine.Result {
	t.Helper()
	r, err := engine.Run(t.Context(), load(t, map[string]string{"a.toml": text}), s)
	require.NoError(t, err)
	return r
}

// pastOf is a base that is one file of facts, as it was.
func pastOf(t *testing.T, text string) *engine.Past {
	t.Helper()
	base := load(t, map[string]string{"a.toml": text})
	r, err := engine.Run(t.Context(), base, engine.Settings{})
	require.NoError(t, err)
	return engine.NewPast(base, r)
}

const threeActs = `[[person]]
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
`

// TestKnown leaves out what is known by its parts.
func TestKnown(t *testing.T) {
	plain := resultOf(t, threeActs, engine.Settings{})
	require.Len(t, plain.Findings, 1)
	require.Len(t, plain.Findings[0].Parts, 3)
	for known := range 4 {
		seen := map[string]bool{}
		for _, p := range plain.Findings[0].Parts[:known] {
			seen[p.Fingerprint] = true
		}
		r := resultOf(t, threeActs, engine.Settings{Known: func(fp string) bool { return seen[fp] }})
		var fresh, old int
		for _, f := range r.Findings {
			fresh += len(f.Contradictions())
		}
		for _, f := range r.Known {
			old += len(f.Contradictions())
		}
		require.Equal(t, []int{3 - known, known}, []int{fresh, old})
		require.LessOrEqual(t, len(r.Findings), 1)
		require.LessOrEqual(t, len(r.Known), 1)
		if known == 2 {
			require.Equal(t, "G is in 1993, but P died in 1990; correct one of the two dates, or the field by", r.Findings[0].Message, "the last by itself")
		}
	}
}

// TestBeforeChains tells a new chain that is resolved by the same fact as an old one.
func TestBeforeChains(t *testing.T) {
	const sitting = "[[event]]\nid = \"protest\"\ntitle = \"The protest\"\nduring = \"sitting\"\n" +
		"[[event]]\nid = \"sitting\"\ntitle = \"The sitting\"\nstart = 2022-05-10\nend = 2022-05-24\n"
	const decree = "[[event]]\nid = \"decree\"\ntitle = \"The decree\"\ndate = 2022-05-30\nbefore = \"protest\"\n"
	const law = "[[event]]\nid = \"law\"\ntitle = \"The law\"\ndate = 2022-06-01\nbefore = \"protest\"\n"
	require.Len(t, only(t, "date-contradiction", sitting+decree), 1)
	r := resultOf(t, sitting+decree+law, engine.Settings{Past: pastOf(t, law+sitting+decree)})
	require.Empty(t, r.Findings, "nothing has changed")
	require.NotEmpty(t, r.Before)
	r = resultOf(t, sitting+decree+law, engine.Settings{Past: pastOf(t, sitting+decree)})
	require.Len(t, r.Findings, 1, describe(r.Findings))
	require.Equal(t, "law", r.Findings[0].Place.Fact.ID())
	require.Contains(t, r.Findings[0].Message, `these 3 facts cannot all be true, for they leave no room by 8 days: "The law", "The protest" and "The sitting"`)
	for _, n := range r.Findings[0].Related {
		require.NotEqual(t, "decree", n.Fact.ID(), "it is known")
	}
}
