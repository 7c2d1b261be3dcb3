package fix

import (
	"context"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// wrong is a rule invented for tests: every word of a pattern is wrong, and
// to be replaced by a text.
type wrong struct {
	name, pattern, with string
	also                map[string]string // word by word in another file
	warning             bool
}

// mendWords mends texts by invented rules and returns them and the outcome.
func mendWords(t *testing.T, texts map[string]string, all ...wrong) (map[string]string, *Outcome) {
	t.Helper()
	ruleOf := map[string]*rules.Rule{}
	for _, w := range all {
		ruleOf[w.name] = &rules.Rule{Name: w.name}
	}
	check := func(changed map[string][]byte) (State, error) {
		files := map[string][]byte{}
		for path, text := range texts {
			files[path] = []byte(text)
		}
		maps.Copy(files, changed)
		base, err := facts.Load(context.Background(), facts.Options{Overlay: files})
		if err != nil {
			return State{}, err
		}
		r := &engine.Result{}
		for _, file := range base.Files {
			for _, w := range all {
				for _, at := range regexp.MustCompile(w.pattern).FindAllIndex(file.Source, -1) {
					f := rules.Finding{Rule: ruleOf[w.name], Severity: rules.Error, Message: w.name}
					if w.warning {
						f.Severity = rules.Warning
					}
					f.Place = facts.Place{File: file, Span: facts.Span{Start: uint32(at[0]), End: uint32(at[1])}}
					f.Place.Fact = file.Holding(f.Place.Span.Start)
					if w.with != "-" {
						f.Fix = &rules.Fix{Safe: true, Edits: []rules.Edit{{File: file, Span: f.Place.Span, Text: w.with}}}
						for _, other := range base.Files {
							for from, to := range w.also {
								if i := strings.Index(string(other.Source), from); i >= 0 && other != file {
									f.Fix.Edits = append(f.Fix.Edits, rules.Edit{File: other, Span: facts.Span{Start: uint32(i), End: uint32(i + len(from))}, Text: to})
								}
							}
						}
					}
					r.Findings = append(r.Findings, f)
				}
			}
		}
		return State{base, r}, nil
	}
	first, err := check(nil)
	require.NoError(t, err)
	m := Fixer{Check: check, May: func(State) func(*rules.Finding) bool { return func(*rules.Finding) bool { return true } }}
	o, err := m.Fix(first)
	require.NoError(t, err)
	out := maps.Clone(texts)
	for _, c := range o.Changes {
		out[c.Path] = string(c.New)
		assert.Equal(t, out[c.Path], string(apply(c.Old, c.edits)), "what the edits of %s make of it", c.Path)
	}
	return out, o
}

func TestMend(t *testing.T) {
	for _, c := range []struct {
		name           string
		texts          map[string]string
		rules          []wrong
		want           map[string]string
		fixed, refused int
	}{
		{"nothing to do", map[string]string{"a": "# x"}, nil, map[string]string{"a": "# x"}, 0, 0},
		{"of two that overlap the first in order, then what is left of the other",
			map[string]string{"a": "# abc"},
			[]wrong{{name: "one", pattern: "ab", with: "AB", warning: true}, {name: "two", pattern: "bc|Bc", with: "!", warning: true}},
			map[string]string{"a": "# A!"}, 2, 0},
		{"two files",
			map[string]string{"a": "# abc", "b": "# xyz"},
			[]wrong{{name: "one", pattern: "abc", with: "ABC", also: map[string]string{"xyz": "XYZ"}}},
			map[string]string{"a": "# ABC", "b": "# XYZ"}, 1, 0},
		{"two files, in one of which another comes first: all of it or nothing",
			map[string]string{"a": "# abcd", "b": "# xyz"},
			[]wrong{{name: "one", pattern: "abc", with: "ABC"}, {name: "two", pattern: "bcd", with: "!", also: map[string]string{"xyz": "XYZ"}}},
			map[string]string{"a": "# ABCd", "b": "# xyz"}, 1, 0},
		{"a finding that stays", map[string]string{"a": "# abc"},
			[]wrong{{name: "one", pattern: "a", with: "aa"}}, map[string]string{"a": "# abc"}, 0, 1},
		{"a finding that stays beside one that goes", map[string]string{"a": "# abc xyz"},
			[]wrong{{name: "one", pattern: "a", with: "a"}, {name: "two", pattern: "xyz", with: "."}}, map[string]string{"a": "# abc ."}, 1, 1},
		{"an error that comes of it", map[string]string{"a": "[[person]]\nname = \"a\"\n[[person]]\nname = \"b\""},
			[]wrong{{name: "one", pattern: `"a"`, with: `"worse"`}, {name: "two", pattern: `"b"`, with: `"better"`}, {name: "three", pattern: "worse", with: "-"}},
			map[string]string{"a": "[[person]]\nname = \"a\"\n[[person]]\nname = \"better\""}, 1, 1},
		{"an error elsewhere that comes of one of them", map[string]string{"a": "# a", "b": "# b"},
			[]wrong{{name: "one", pattern: "a", with: "worse"}, {name: "two", pattern: "b", with: "good"}, {name: "three", pattern: "worse", with: "-"}},
			map[string]string{"a": "# a", "b": "# good"}, 1, 1},
		{"a warning that comes of it may have a fix too", map[string]string{"a": "# a"},
			[]wrong{{name: "one", pattern: "a", with: "b"}, {name: "two", pattern: "b", with: "c", warning: true}},
			map[string]string{"a": "# c"}, 2, 0},
		{"to and fro", map[string]string{"a": "# a"},
			[]wrong{{name: "one", pattern: "a", with: "b", warning: true}, {name: "two", pattern: "b", with: "a", warning: true}},
			map[string]string{"a": "# a"}, maxRounds, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, o := mendWords(t, c.texts, c.rules...)
			assert.Equal(t, fmt.Sprint(c.want), fmt.Sprint(got), got)
			assert.Equal(t, c.fixed, o.Fixed, got)
			assert.Equal(t, c.refused, o.Refused, got)
		})
	}
}
