package rules

import (
	"github.com/factlint/factlint/facts"
)

// An officialAct is somebody acting in an office.
type officialAct struct {
	fact           *facts.Fact
	actor          facts.Actor
	person, office *facts.Fact
}

// actsOf yields the acts in an office that a fact claims; none when it may not
// be held against others.
func actsOf(b *facts.Base, f *facts.Fact) func(yield func(officialAct) bool) {
	return func(yield func(officialAct) bool) {
		if len(f.Kind().Acts) == 0 || !tookPlace(f) {
			return
		}
		for _, field := range f.Kind().Acts {
			for a := range f.Get(field).Actors() {
				person, office := a.Person.Ref(), a.As.Ref()
				if person != nil && office != nil && canHold(b, person, office) && !yield(officialAct{f, a, person, office}) {
					return
				}
			}
		}
	}
}

// canHold reports whether some kind of tenure takes person as the holder of office.
func canHold(b *facts.Base, person, office *facts.Fact) bool {
	for _, k := range b.Vocabulary.Kinds {
		if k.Tenure != nil && takes(&k.Fields[k.Tenure.Holder], person.Kind()) && takes(&k.Fields[k.Tenure.Of], office.Kind()) {
			return true
		}
	}
	return false
}

func takes(f *facts.Field, k *facts.Kind) bool {
	for _, to := range f.To {
		if to == k {
			return true
		}
	}
	return len(f.To) == 0
}

// when says when the act was, with its preposition.
func (a *officialAct) when() string { return whenWords(a.fact) }

// note places the act at the actor.
func (a *officialAct) note(words string) Note {
	return Note{Place: a.actor.Value.Place(), Words: words}
}

// proof is what acts say about a tenure beyond its own dates: that it had
// begun by the end of one, and had not ended at the beginning of another.
type proof struct{ begun, going *officialAct }

// triedTenures is how many tenures of one person in one office are looked
// through for the only one that an act can fall into.
const triedTenures = 16

// proofsOf returns what acts say about tenures. An act says something when it
// can fall into one tenure only.
func proofsOf(b *facts.Base) map[*facts.Fact]proof {
	out := map[*facts.Fact]proof{}
	for f := range b.Acts {
		for act := range actsOf(b, f) {
			t := onlyTenure(b, &act)
			if t == nil {
				continue
			}
			p := out[t]
			if f.End().Latest < t.Begin().Latest && (p.begun == nil || f.End().Latest < p.begun.fact.End().Latest) {
				p.begun = &act
			}
			if f.Begin().Earliest > t.End().Earliest && (p.going == nil || f.Begin().Earliest > p.going.fact.Begin().Earliest) {
				p.going = &act
			}
			if p != (proof{}) {
				out[t] = p
			}
		}
	}
	return out
}

// onlyTenure returns the one tenure that the act can fall into, or nil.
func onlyTenure(b *facts.Base, a *officialAct) *facts.Fact {
	var only *facts.Fact
	all := b.TenuresBetween(a.person, a.office)
	if len(all) == 0 || len(all) > triedTenures || mayBeUnseen(b, a.person, a.office) {
		return nil
	}
	for _, t := range all {
		f := t.Fact
		if f.Begin().Earliest > a.fact.End().Latest || f.End().Latest < a.fact.Begin().Earliest {
			continue
		}
		if only != nil && !only.Equal(f) || !tookPlace(f) {
			return nil
		}
		if only == nil {
			only = f
		}
	}
	return only
}
