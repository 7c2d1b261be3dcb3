package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/grouped"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

var factAlike = &Rule{
	Name:     "fact-alike",
	Summary:  "Two facts of a kind with different ids are equal in all fields in which its facts are alike.",
	Severity: Warning,
	Why: `Two persons of one name, born on one day, are probably one person entered twice, and
what refers to the one is not seen at the other. A kind says with alike which fields tell; they speak only
where both facts have all of them. Letters are compared without case and accents, in whatever form of Unicode
they are.`,
	Example: Example{
		Bad: `[[person]]
id = "bibilov"
name = "Anatoly Bibilov"
born = 1970-02-06

[[person]]
id = "a-bibilov"
name = "Anatoly BIBILOV"
born = 1970-02-06
`,
		Good: `[[person]]
id = "bibilov"
name = "Anatoly Bibilov"
born = 1970-02-06
aliases = "Anatoly BIBILOV"
`,
	},
	Together: together("{fact} and {n} others are probably one; keep one of them, or correct what tells them apart"),
	Base:     checkAlike,
}

func checkAlike(p *Pass) {
	for _, k := range p.Base.Vocabulary.Kinds {
		if len(k.Alike) == 0 {
			continue
		}
		var shared grouped.By[string, *facts.Fact]
		for f := range maybeAlike(p.Base, k) {
			p.Look()
			if key, ok := likeness(f); ok {
				shared.Add(key, f)
			}
		}
		for _, alike := range shared.All {
			reportAlike(p, k, alike)
		}
	}
}

// reportAlike reports facts that are alike, each against the first by what they say.
func reportAlike(p *Pass, k *vocabulary.Kind, alike []*facts.Fact) {
	eachWithFirst(p, alike, func(a, b *facts.Fact, _ []*facts.Fact) {
		if a.ID() == b.ID() {
			return // which fact-duplicate tells
		}
		sides := laterFirst(facts.Note{Place: a.IDPlace(), Words: a.Label()}, facts.Note{Place: b.IDPlace(), Words: b.Label()})
		sides[0].Words, sides[1].Words = sides[0].Words+" again", "the first "+sides[1].Words
		p.Conflict(Conflict{
			Message: fmt.Sprintf("%s and %s have the same %s and are probably one; keep one of the two, or correct what tells them apart",
				wording.QuoteCut(b.ID(), 60), wording.QuoteCut(a.ID(), 60), fieldNames(k)),
			Sides: sides,
		})
	})
}

func fieldNames(k *vocabulary.Kind) string {
	names := make([]string, len(k.Alike))
	for i, field := range k.Alike {
		names[i] = k.Fields[field].Name
	}
	return wording.And(names)
}

// maybeAlike yields the facts of a kind, in order, but for those that differ from
// every other in the first of the texts in which they would be alike. Most do, and
// a hash of that text shows it.
func maybeAlike(b *facts.Base, k *vocabulary.Kind) func(yield func(*facts.Fact) bool) {
	if !facts.AlikeByText(k) {
		return b.OfKind(k)
	}
	return func(yield func(*facts.Fact) bool) {
		n := 0
		for range b.MaybeAlike {
			n++
		}
		seen, repeated := newHashSet(n), newHashSet(n)
		for _, hash := range b.MaybeAlike {
			if seen.has(hash) {
				repeated.add(hash)
			}
			seen.add(hash)
		}
		for f, hash := range b.MaybeAlike {
			if repeated.has(hash) && f.Kind() == k && !yield(f) {
				return
			}
		}
	}
}

// likeness returns a text that two facts of a kind share just when they are
// alike; false for a fact without an id, or without one of the fields.
func likeness(f *facts.Fact) (key string, ok bool) {
	if f.ID() == "" || !f.Comparable() {
		return "", false
	}
	for _, i := range f.Kind().Alike {
		v := f.Get(i)
		if _, wrong := v.Elements(); !v.OK() || wrong > 0 {
			return "", false
		}
		var all []string
		for e := range v.Each() {
			all = append(all, wording.BareLetters(e.Canonical()))
		}
		slices.Sort(all)
		key += strings.Join(all, "\x00") + "\x00\x00"
	}
	return key, true
}
