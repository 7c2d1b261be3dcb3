package rules

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

var refSet = &Rule{
	Name:     "ref-set",
	Summary:  "A field names what its subset_of does not have, or what its disjoint_with has too.",
	Severity: Error,
	Why: `Who won an election was a candidate in it, and did not lose it. Such fields are
declared with subset_of and disjoint_with, and each holds only where the other field is there: an election
without candidates says nothing of who stood. While one of the candidates is wrong or known to nobody, the
winner may be that one.`,
	Example: mended(`[[person]]
id = "bibilov"
name = "Anatoly Bibilov"

[[person]]
id = "gagloev"
name = "Alan Gagloev"

[[office]]
id = "president"
name = "President of South Ossetia"

[[election]]
title = "Presidential election of 2022"
date = 2022-05-08
office = "president"
candidates = ["bibilov", "gagloev"]
winner = "gagloev"
defeated = ["bibilov", "gagloev"]

[[tenure]]
person = "gagloev"
office = "president"
start = 2022-05-24
`, `defeated = ["bibilov", "gagloev"]`, `defeated = "bibilov"`),
	Fact: checkSets,
	Kinds: func(k *vocabulary.Kind) bool {
		return slices.ContainsFunc(k.Fields, func(f vocabulary.Field) bool { return bound(&f) })
	},
}

// bound reports whether what a field names depends on what another does.
func bound(f *vocabulary.Field) bool { return f.SubsetOf != "" || f.DisjointWith != "" }

func checkSets(p *Pass, f *facts.Fact) {
	for i := range f.Kind().Fields {
		field := &f.Kind().Fields[i]
		if !bound(field) || !f.Get(i).OK() {
			continue
		}
		whole, known := named(f, f.Kind().FieldIndex(field.SubsetOf))
		others, _ := named(f, f.Kind().FieldIndex(field.DisjointWith))
		for ref, v := range f.Get(i).Refs() {
			if other, both := others[ref]; both {
				p.Report(Finding{
					Message: fmt.Sprintf("%s names %s as %s and as %s; leave it out of one of the two", f.Label(), ref.Label(), field.Name, field.DisjointWith),
					Place:   v.Place(),
					Words:   "is named as " + field.Name,
					Related: []facts.Note{{Place: other.Place(), Words: "is named as " + field.DisjointWith}},
					Detail:  field.Name + " " + ref.ID(),
				})
			}
			if _, in := whole[ref]; known && !in {
				among := f.Get(f.Kind().FieldIndex(field.SubsetOf))
				p.Report(Finding{
					Message: fmt.Sprintf("%s names %s as %s, but not among its %s; add %s there, or correct one of the two", f.Label(), ref.Label(), field.Name, field.SubsetOf, wording.QuoteCut(ref.ID(), 60)),
					Place:   v.Place(),
					Words:   "is named as " + field.Name,
					Related: []facts.Note{{Place: among.Place(), Words: "does not have it"}},
					Detail:  field.Name + " " + ref.ID(),
				})
			}
		}
	}
}

// named returns what a field names, and where; and whether that is something, and
// all of it is known.
func named(f *facts.Fact, field int) (refs map[*facts.Fact]facts.Value, known bool) {
	v := f.Get(field)
	_, wrong := v.Elements()
	known = v.OK() && wrong == 0
	for e := range v.Each() {
		to := e.Ref()
		if to == nil {
			known = false
			continue
		}
		if refs == nil {
			refs = map[*facts.Fact]facts.Value{}
		}
		refs[to] = e
	}
	return refs, known && len(refs) > 0
}
