package rules

import (
	"bytes"
	"fmt"
	"sort"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

var factDuplicate = &Rule{
	Name:     "fact-duplicate",
	Summary:  "Two facts share an id or a value that must be unique; a warning when they are equal in every field.",
	Severity: Error,
	Why: `With two facts of one id nobody can tell which a ref means. Two facts equal in
every field are one fact written twice, most often by a merge.`,
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
	Together: together("{fact} and {n} other facts share an id or a value that must be unique, or are equal in every field; keep one of them, or give each its own"),
	Base:     checkDuplicates,
}

func checkDuplicates(p *Pass) {
	for first, again := range p.Base.Duplicates {
		var fix *Fix
		if first.Equal(again) {
			fix = removeFact(again)
		}
		p.Conflict(Conflict{
			Fix:     fix,
			Message: fmt.Sprintf("the id %s belongs to %s already; give this %s another, or remove one of the two", wording.QuoteCut(again.ID(), 60), first.Label(), again.Kind().Name),
			Turned:  fmt.Sprintf("the id %s belongs to %s too; give this %s another, or remove one of the two", wording.QuoteCut(first.ID(), 60), again.Label(), first.Kind().Name),
			Sides:   []facts.Note{{Place: again.IDPlace(), Words: "has it again"}, {Place: first.IDPlace(), Words: "has the id first"}},
		})
	}
	for first, again := range p.Base.Equals {
		p.Conflict(Conflict{
			Severity: Warning,
			Message:  fmt.Sprintf("%s is written twice, equal in every field; remove one of the two", again.Label()),
			Sides:    []facts.Note{{Place: again.Place(), Words: "the same again"}, {Place: first.Place(), Words: "the first"}},
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

// checkUnique reports facts of a kind that share a value of a unique field.
func checkUnique(p *Pass, k *vocabulary.Kind, field int) {
	seen := map[string]facts.Value{}
	for f := range p.Base.OfKind(k) {
		if !f.Comparable() {
			continue
		}
		for v := range f.Get(field).Each() {
			key := v.Canonical()
			first, taken := seen[key]
			if !taken {
				seen[key] = v
				continue
			}
			if first.Fact() == f || first.Fact().Equal(f) {
				continue
			}
			p.Conflict(Conflict{
				Message: fmt.Sprintf("%s has the %s %s already, and no two facts of kind %s may share it; correct one of the two", first.Fact().Label(), k.Fields[field].Name, wording.QuoteCut(key, 60), k.Name),
				Turned:  fmt.Sprintf("%s has the %s %s too, and no two facts of kind %s may share it; correct one of the two", f.Label(), k.Fields[field].Name, wording.QuoteCut(key, 60), k.Name),
				Sides:   []facts.Note{{Place: v.Place(), Words: "has it again"}, {Place: first.Place(), Words: "has it first"}},
			})
		}
	}
}

// removeFact takes out a fact that says what another of its id says, with the
// blank lines behind it. It returns nil when something would be lost: a comment,
// or what could not be read.
func removeFact(f *facts.Fact) *Fix {
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
