package facts

import "github.com/factlint/factlint/facts/vocabulary"

// An Act is somebody acting in an office, both of them known.
type Act struct {
	Fact, Person, Office *Fact
	Value                Value // the actor
}

// As returns the ref to the office.
func (a *Act) As() Value { return a.Value.sub(vocabulary.ActorAs) }

// Acts yields the acts that the facts of a file claim, in the order of writing.
func (f *File) Acts(yield func(Act) bool) {
	for _, r := range f.acts {
		person, office := f.leadsTo(r.person), f.leadsTo(r.office)
		if person == nil || office == nil {
			continue
		}
		fact := &f.Facts[r.record]
		if !yield(Act{fact, person, office, Value{fact, f.valueAt(r.value)}}) {
			return
		}
	}
}

// Acts yields the acts that the facts of a base claim, in the order of the facts.
func (b *Base) Acts(yield func(Act) bool) {
	for _, f := range b.Files {
		for a := range f.Acts {
			if !yield(a) {
				return
			}
		}
	}
}
