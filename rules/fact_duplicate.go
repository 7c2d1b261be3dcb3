package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
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
	Together: "{fact} and {n} other facts share an id or a value that must be unique, or are equal in every field; keep one of them, or give each its own",
	Base:     checkDuplicates,
}

func checkDuplicates(p *Pass) {
	for first, again := range p.Base.Duplicates {
		p.Conflict(Conflict{
			Message: fmt.Sprintf("the id %s belongs to %s already; give this %s another, or remove one of the two", facts.Quote(again.ID, 60), first.Label(), again.Kind.Name),
			Turned:  fmt.Sprintf("the id %s belongs to %s too; give this %s another, or remove one of the two", facts.Quote(first.ID, 60), again.Label(), first.Kind.Name),
			Sides:   []Note{{Place: again.IDPlace(), Words: "has it again"}, {Place: first.IDPlace(), Words: "has the id first"}},
		})
	}
	for first, again := range p.Base.Equals {
		p.Conflict(Conflict{
			Severity: Warning,
			Message:  fmt.Sprintf("%s is written twice, equal in every field; remove one of the two", again.Label()),
			Sides:    []Note{{Place: again.Place(), Words: "the same again"}, {Place: first.Place(), Words: "the first"}},
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
func checkUnique(p *Pass, k *facts.Kind, field int) {
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
				Message: fmt.Sprintf("%s has the %s %s already, and no two facts of kind %s may share it; correct one of the two", first.Fact().Label(), k.Fields[field].Name, facts.Quote(key, 60), k.Name),
				Turned:  fmt.Sprintf("%s has the %s %s too, and no two facts of kind %s may share it; correct one of the two", f.Label(), k.Fields[field].Name, facts.Quote(key, 60), k.Name),
				Sides:   []Note{{Place: v.Place(), Words: "has it again"}, {Place: first.Place(), Words: "has it first"}},
			})
		}
	}
}
