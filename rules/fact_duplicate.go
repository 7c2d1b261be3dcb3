package rules

import (
	"bytes"
	"fmt"
	"slices"
	"sort"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

var factDuplicate = &Rule{
	Name:        "fact-duplicate",
	Summary:     "Two facts share an id or a value that must be unique; a warning when they are equal in every field.",
	Severity:    Error,
	Unnecessary: true,
	Why: `With two facts of one id nobody can tell which a ref means. Two facts equal in
every field are one fact written twice, most often by a merge.`,
	Example: Example{
		Bad: `[[person]]
id = "gagloev"
name = "Alan Gagloev"

[[person]]
id = "gagloev"
name = "Alan Gagloyty"
`,
		Good: `[[person]]
id = "gagloev"
name = "Alan Gagloev"
`,
	},
	Together: alikeTogether,
	Base:     checkDuplicates,
}

const becauseEqual = "are equal in every field"

// alikeTogether says what the facts of a group share.
func alikeTogether(g *Group) string {
	var shared []string
	for _, c := range g.Conflicts {
		if !slices.Contains(shared, c.Because) {
			shared = append(shared, c.Because)
		}
	}
	slices.Sort(shared)
	advice := "give each its own, or keep one of them"
	if len(shared) == 1 && shared[0] == becauseEqual {
		advice = "keep one of them"
	}
	return fmt.Sprintf("%s and %s %s; %s", g.Fact.Label(), wording.Count(len(g.Partners), "other fact"), wording.And(shared), advice)
}

func checkDuplicates(p *Pass) {
	var shared grouped.By[*facts.Fact, *facts.Fact] // those of one id, by the first of them
	for first, later := range p.Base.Duplicates {
		shared.Add(first, later)
	}
	for first, others := range shared.All {
		eachWithFirst(p, append(others, first), func(a, b *facts.Fact, earlier []*facts.Fact) {
			var fix *Fix
			if slices.ContainsFunc(earlier, b.Equal) {
				fix = removeFact(b)
			}
			p.Conflict(Conflict{
				Fix:     fix,
				Because: "have the id " + wording.QuoteCut(a.ID(), 60),
				Message: fmt.Sprintf("the id %s belongs to %s and to %s; give one of the two another, or remove it", wording.QuoteCut(a.ID(), 60), a.Label(), b.Label()),
				Sides:   inTurn(a.IDPlace(), b.IDPlace(), "has the id first", "has it again"),
			})
		})
	}
	for first, later := range p.Base.Equals {
		p.Conflict(Conflict{
			Severity: Warning,
			Because:  becauseEqual,
			Message:  fmt.Sprintf("%s is written twice, equal in every field; remove one of the two", later.Label()),
			Sides:    []facts.Note{{Place: later.Place(), Words: "the same again"}, {Place: first.Place(), Words: "the first"}},
		})
	}
	for _, k := range p.Base.Vocabulary.Kinds {
		for i := range k.Fields {
			if k.Fields[i].Unique {
				checkUnique(p, k, i)
			}
		}
	}
}

// eachWithFirst calls do with each of some facts that share what only one may
// have and the first of them by what they say, and with those before it in that
// order.
func eachWithFirst(p *Pass, all []*facts.Fact, do func(first, other *facts.Fact, earlier []*facts.Fact)) {
	facts.SortByContent(all, p.Look)
	for i := 1; i < len(all); i++ {
		do(all[0], all[i], all[:i])
	}
}

// laterFirst puts the side that stands later before the other: it is more likely
// the one that was added.
func laterFirst(a, b facts.Note) []facts.Note {
	if a.Fact.Index > b.Fact.Index {
		return []facts.Note{a, b}
	}
	return []facts.Note{b, a}
}

// inTurn words two places by the order in which they stand, the later first.
func inTurn(a, b facts.Place, first, later string) []facts.Note {
	sides := laterFirst(facts.Note{Place: a}, facts.Note{Place: b})
	sides[0].Words, sides[1].Words = later, first
	return sides
}

// checkUnique reports facts of a kind that share a value of a unique field.
func checkUnique(p *Pass, k *vocabulary.Kind, field int) {
	var seen grouped.By[string, facts.Value]
	for f := range p.Base.OfKind(k) {
		if !f.Comparable() {
			continue
		}
		for v := range f.Get(field).Each() {
			key := v.Canonical()
			if !slices.ContainsFunc(seen.Of(key), func(w facts.Value) bool { return w.Fact() == f || w.Fact().Equal(f) }) {
				seen.Add(key, v)
			}
		}
	}
	for key, shared := range seen.All {
		if len(shared) == 1 {
			continue
		}
		values := map[*facts.Fact]facts.Value{}
		var all []*facts.Fact
		for _, v := range shared {
			values[v.Fact()] = v
			all = append(all, v.Fact())
		}
		eachWithFirst(p, all, func(a, b *facts.Fact, _ []*facts.Fact) {
			p.Conflict(Conflict{
				Message: fmt.Sprintf("%s and %s have the same %s, %s, and no two facts of kind %s may share it; correct one of the two", a.Label(), b.Label(), k.Fields[field].Name, wording.QuoteCut(key, 60), k.Name),
				Because: "have the same " + k.Fields[field].Name + ", " + wording.QuoteCut(key, 60),
				Sides:   inTurn(values[a].Place(), values[b].Place(), "has it first", "has it again"),
			})
		})
	}
}

// removeFact takes out a fact that says what another of its id says, with the
// blank lines behind it. It returns nil when something would be lost: a comment,
// or what could not be read.
func removeFact(f *facts.Fact) *Fix {
	if f.File.InPlace() {
		return nil
	}
	src := f.File.Source
	start := bytes.LastIndexByte(src[:f.Head().Start], '\n') + 1
	end := len(src)
	all := f.File.Facts
	if i := sort.Search(len(all), func(i int) bool { return all[i].Head().Start > f.Head().Start }); i < len(all) {
		end = bytes.LastIndexByte(src[:all[i].Head().Start], '\n') + 1
	}
	// Comments above the next fact are about that one.
	body := end
	for body > start {
		line := bytes.LastIndexByte(src[:body-1], '\n') + 1
		if text := bytes.TrimSpace(src[line:body]); len(text) > 0 && text[0] != '#' {
			break
		}
		body = line
	}
	end = body
	for line := range bytes.Lines(src[body:]) {
		if len(bytes.TrimSpace(line)) > 0 {
			break
		}
		end += len(line)
	}
	if len(f.File.Problems) > 0 || end <= start || len(toml.Comments(src[start:end])) > 0 || commentEnds(src[:start]) || end == body && end < len(src) && src[end] == '#' {
		return nil
	}
	// What follows the head belongs to the fact, but for a table of another name.
	for line := range bytes.Lines(src[f.Head().End:end]) {
		key := bytes.TrimLeft(line, " \t[")
		if len(key) < len(bytes.TrimLeft(line, " \t")) && !bytes.HasPrefix(key, []byte(f.Kind().Name+".")) {
			return nil
		}
	}
	if end == len(src) {
		start = len(bytes.TrimRight(src[:start], "\r\n"))
		start += len(src[start:]) - len(bytes.TrimLeft(src[start:], "\r")) // a line end stays whole
		if start < len(src) && src[start] == '\n' {
			start++
		}
	}
	return &Fix{Title: "Remove the second", Safe: true, Edits: []Edit{{File: f.File, Span: facts.Span{Start: uint32(start), End: uint32(end)}}}}
}

// commentEnds reports whether the last line of a text is a comment, which
// speaks of what follows.
func commentEnds(text []byte) bool {
	text = bytes.TrimSuffix(bytes.TrimSuffix(text, []byte("\n")), []byte("\r"))
	return bytes.HasPrefix(bytes.TrimLeft(text[bytes.LastIndexByte(text, '\n')+1:], " \t"), []byte("#"))
}
