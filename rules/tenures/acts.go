package tenures

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/moments"
)

// An Act is somebody acting in an office.
type Act struct {
	facts.Act
	// From and To are when it was at the widest, by the clock of the office.
	From, To int64
	// Excluded are the other tenures of the person in the office, which by their
	// dates cannot be the one that an act proves something about.
	Excluded []*facts.Fact
}

// CanHold reports whether some kind of tenure takes person as the holder of office.
func CanHold(b *facts.Base, person, office *facts.Fact) bool {
	for _, k := range b.Vocabulary.Kinds {
		if k.Tenure != nil && k.Fields[k.Tenure.Holder].Takes(person.Kind()) && k.Fields[k.Tenure.Of].Takes(office.Kind()) {
			return true
		}
	}
	return false
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
const triedTenures = 256

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
	for a := range b.Acts {
		if TookPlace(a.Fact) {
			out.add(b, a)
		}
	}
	return out
}

// add notes what an act says. Most say nothing, and of those no more is asked.
func (o *Acts) add(b *facts.Base, a *facts.Act) {
	begin, end := a.Fact.Begin(), a.Fact.End()
	if slack := moments.Slack(b); slack > 0 {
		begin, end = moments.Widened(begin, slack), moments.Widened(end, slack)
	}
	within, proves := false, false
	if len(a.Held) > triedTenures {
		within = b.MayHold(a.Person, a.Office, begin, end)
	} else {
		for i := range a.Held {
			if t := &a.Held[i]; !Apart(b, t, a) {
				begun, going := shows(t, begin.Earliest, end.Latest)
				within, proves = true, proves || begun || going
			}
		}
	}
	switch {
	case !within && !b.HasIncompleteTenure(a.Person, a.Office, begin, end) && CanHold(b, a.Person, a.Office):
		o.Unheld = append(o.Unheld, &Act{Act: *a, From: begin.Earliest, To: end.Latest})
	case proves:
		if t := onlyTenure(b, a); t != nil {
			o.prove(b, t, &Act{Act: *a, From: begin.Earliest, To: end.Latest})
		}
	}
}

// shows reports whether something in a tenure, at the widest between two seconds,
// shows that it had begun earlier than its own dates do, or goes on later.
func shows(t *facts.Tenure, from, to int64) (begun, going bool) {
	return to < t.Begin.Latest, from > t.End.Earliest
}

// prove notes what an act says of the tenure that it falls into.
func (o *Acts) prove(b *facts.Base, t *facts.Tenure, act *Act) {
	begun, going := shows(t, act.From, act.To)
	if !begun && !going {
		return
	}
	p := o.Proofs[t.Fact]
	for i := range act.Held {
		if Apart(b, &act.Held[i], &act.Act) {
			act.Excluded = append(act.Excluded, act.Held[i].Fact)
		}
	}
	if begun && (p.Begun == nil || act.To < p.Begun.To) {
		p.Begun = act
	}
	if going && (p.Going == nil || act.From > p.Going.From) {
		p.Going = act
	}
	o.Proofs[t.Fact] = p
}

// onlyTenure returns the one tenure that the act can fall into, or nil.
func onlyTenure(b *facts.Base, a *facts.Act) *facts.Tenure {
	if MayBeUnseen(b, a.Person, a.Office) {
		return nil
	}
	var only *facts.Tenure
	for i := range a.Held {
		t := &a.Held[i]
		if Apart(b, t, a) {
			continue
		}
		if only != nil && !only.Fact.Equal(t.Fact) || !t.TookPlace {
			return nil
		}
		if only == nil {
			only = t
		}
	}
	return only
}

// Apart reports whether an act certainly falls outside of a tenure.
func Apart(b *facts.Base, t *facts.Tenure, a *facts.Act) bool {
	if !moments.Clocked(b, a.Fact, t.Fact) { // the act first, which mostly settles it
		return t.Begin.Earliest > a.Fact.End().Latest || t.End.Latest < a.Fact.Begin().Earliest
	}
	for w, v := range moments.Views(b, t.Fact, a.Fact) {
		if w.Begin.Earliest > v.End.Latest || w.End.Latest < v.Begin.Earliest {
			return true
		}
	}
	return false
}
