package tenures

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
)

// An Act is somebody acting in an office.
type Act struct {
	Fact           *facts.Fact
	actor          facts.Actor
	Person, Office *facts.Fact
	// Excluded are the other tenures of the person in the office, which by their
	// dates cannot be the one that an act proves something about.
	Excluded []*facts.Fact
}

// Acts yields the acts in an office that a fact claims; none when it may not
// be held against others.
func Acts(b *facts.Base, f *facts.Fact) func(yield func(Act) bool) {
	return func(yield func(Act) bool) {
		if len(f.Kind().Acts) == 0 || !TookPlace(f) {
			return
		}
		for _, field := range f.Kind().Acts {
			for a := range f.Get(field).Actors() {
				person, office := a.Person.Ref(), a.As.Ref()
				if person != nil && office != nil && CanHold(b, person, office) && !yield(Act{Fact: f, actor: a, Person: person, Office: office}) {
					return
				}
			}
		}
	}
}

// CanHold reports whether some kind of tenure takes person as the holder of office.
func CanHold(b *facts.Base, person, office *facts.Fact) bool {
	for _, k := range b.Vocabulary.Kinds {
		if k.Tenure != nil && takes(&k.Fields[k.Tenure.Holder], person.Kind()) && takes(&k.Fields[k.Tenure.Of], office.Kind()) {
			return true
		}
	}
	return false
}

func takes(f *vocabulary.Field, k *vocabulary.Kind) bool {
	for _, to := range f.To {
		if to == k {
			return true
		}
	}
	return len(f.To) == 0
}

// When says when the act was, with its preposition.
func (a *Act) When() string { return moments.When(a.Fact) }

// Note places the act at the actor.
func (a *Act) Note(words string) facts.Note {
	return facts.Note{Place: a.actor.Value.Place(), Words: words}
}

// Proof is what acts say about a tenure beyond its own dates: that it had
// begun by the end of one, and had not ended at the beginning of another.
type Proof struct{ Begun, Going *Act }

// triedTenures is how many tenures of one person in one office are looked
// through for the only one that an act can fall into.
const triedTenures = 16

// Proofs returns what acts say about tenures. An act says something when it
// can fall into one tenure only.
func Proofs(b *facts.Base) map[*facts.Fact]Proof {
	out := map[*facts.Fact]Proof{}
	for f := range b.Acts {
		for act := range Acts(b, f) {
			t := onlyTenure(b, &act) // which also notes those that it is not
			if t == nil {
				continue
			}
			p := out[t]
			if f.End().Latest < t.Begin().Latest && (p.Begun == nil || f.End().Latest < p.Begun.Fact.End().Latest) {
				p.Begun = &act
			}
			if f.Begin().Earliest > t.End().Earliest && (p.Going == nil || f.Begin().Earliest > p.Going.Fact.Begin().Earliest) {
				p.Going = &act
			}
			if p != (Proof{}) {
				out[t] = p
			}
		}
	}
	return out
}

// onlyTenure returns the one tenure that the act can fall into, or nil, and
// notes in the act those that it cannot.
func onlyTenure(b *facts.Base, a *Act) *facts.Fact {
	var only *facts.Fact
	all := b.TenuresBetween(a.Person, a.Office)
	if len(all) == 0 || len(all) > triedTenures || MayBeUnseen(b, a.Person, a.Office) {
		return nil
	}
	for _, t := range all {
		f := t.Fact
		if f.Begin().Earliest > a.Fact.End().Latest || f.End().Latest < a.Fact.Begin().Earliest {
			a.Excluded = append(a.Excluded, f)
			continue
		}
		if only != nil && !only.Equal(f) || !TookPlace(f) {
			return nil
		}
		if only == nil {
			only = f
		}
	}
	return only
}
