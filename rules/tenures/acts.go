package tenures

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
)

// An Act is somebody acting in an office.
type Act struct {
	facts.Act
	// Excluded are the other tenures of the person in the office, which by their
	// dates cannot be the one that an act proves something about.
	Excluded []*facts.Fact
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
	return facts.Note{Place: a.Value.Place(), Words: words}
}

// Proof is what acts say about a tenure beyond its own dates: that it had
// begun by the end of one, and had not ended at the beginning of another.
type Proof struct{ Begun, Going *Act }

// triedTenures is how many tenures of one person in one office are looked
// through for the only one that an act can fall into.
const triedTenures = 16

// Acts is what the acts of a base say of its tenures. Acts that may not be held
// against others, or by whom no tenure of the office takes, say nothing.
type Acts struct {
	// Unheld are those at times when the person certainly does not hold the office.
	Unheld []*Act
	// Proofs are by tenure. An act proves something when it can fall into one only.
	Proofs map[*facts.Fact]Proof
}

// ActsOf goes through the acts of a base.
func ActsOf(b *facts.Base) Acts {
	out := Acts{Proofs: map[*facts.Fact]Proof{}}
	var last [2]*vocabulary.Kind // of the person and the office, and whether the one can hold the other
	can := false
	for a := range b.Acts {
		if !TookPlace(a.Fact) {
			continue
		}
		if kinds := [2]*vocabulary.Kind{a.Person.Kind(), a.Office.Kind()}; kinds != last {
			last, can = kinds, CanHold(b, a.Person, a.Office)
		}
		switch {
		case !can:
		case !b.MayHold(a.Person, a.Office, a.Fact.Begin(), a.Fact.End()):
			out.Unheld = append(out.Unheld, &Act{Act: a})
		default:
			if t := onlyTenure(b, &a); t != nil {
				out.prove(b, t, a)
			}
		}
	}
	return out
}

// prove notes what an act says of the tenure that it falls into.
func (o *Acts) prove(b *facts.Base, t *facts.Fact, a facts.Act) {
	begun, going := a.Fact.End().Latest < t.Begin().Latest, a.Fact.Begin().Earliest > t.End().Earliest
	if !begun && !going {
		return
	}
	p, act := o.Proofs[t], &Act{Act: a}
	for _, other := range b.TenuresBetween(a.Person, a.Office) {
		if apart(&other, &a) {
			act.Excluded = append(act.Excluded, other.Fact)
		}
	}
	if begun && (p.Begun == nil || a.Fact.End().Latest < p.Begun.Fact.End().Latest) {
		p.Begun = act
	}
	if going && (p.Going == nil || a.Fact.Begin().Earliest > p.Going.Fact.Begin().Earliest) {
		p.Going = act
	}
	o.Proofs[t] = p
}

// onlyTenure returns the one tenure that the act can fall into, or nil.
func onlyTenure(b *facts.Base, a *facts.Act) *facts.Fact {
	var only *facts.Fact
	all := b.TenuresBetween(a.Person, a.Office)
	if len(all) == 0 || len(all) > triedTenures || MayBeUnseen(b, a.Person, a.Office) {
		return nil
	}
	for _, t := range all {
		if apart(&t, a) {
			continue
		}
		if only != nil && !only.Equal(t.Fact) || !t.TookPlace {
			return nil
		}
		if only == nil {
			only = t.Fact
		}
	}
	return only
}

// apart reports whether an act certainly falls outside of a tenure.
func apart(t *facts.Tenure, a *facts.Act) bool {
	return t.Begin.Earliest > a.Fact.End().Latest || t.End.Latest < a.Fact.Begin().Earliest
}
