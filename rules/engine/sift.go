package engine

import (
	"cmp"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// name gives every contradiction its fingerprint.
func (e *engine) name(single []rules.Finding, conflicts [][]conflict) {
	n := newNamer(e.settings)
	for i := range single {
		f := &single[i]
		n.addFinding(f)
		for j := range f.Others {
			n.addFinding(&f.Others[j])
		}
	}
	for i := range conflicts {
		n.addConflicts(e.rules[i], conflicts[i])
	}
	n.finish()
	e.aliases = n.aliases
}

// seen reports whether a contradiction is known, by its fingerprint or by that
// which it had when its facts were called otherwise.
func (e *engine) seen(fingerprint string) bool {
	if e.settings.Seen == nil {
		return false
	}
	former, has := e.aliases[fingerprint]
	return e.settings.Seen(fingerprint) || has && e.settings.Seen(former)
}

// sift puts a finding among those to report or those seen before. Of one that
// gathers several contradictions, some of them seen, each other is reported by
// itself.
func (e *engine) sift(r *Result, f rules.Finding) {
	all := append([]rules.Finding{f}, f.Others...)
	all[0].Related, all[0].Others = f.Related[:len(f.Related)-f.Beyond], nil
	var fresh, seen []rules.Finding
	for i := range all {
		if len(f.Others) > 0 {
			f.Parts = append(f.Parts, all[i].Contradictions()...)
		}
		if !e.seen(all[i].Fingerprint) {
			fresh = append(fresh, all[i])
		} else {
			seen = append(seen, all[i])
		}
	}
	if len(f.Others) > 0 {
		f.Fingerprint = fingerprintOf(f.Parts)
	}
	switch len(fresh) {
	case 0:
		r.Seen = append(r.Seen, f)
	case len(all):
		r.Findings = append(r.Findings, f)
	default:
		r.Findings, r.Seen = append(r.Findings, fresh...), append(r.Seen, seen...)
	}
}

// siftConflicts parts conflicts into those to report and those seen before.
func (e *engine) siftConflicts(all []conflict) (fresh, seen []conflict) {
	if e.settings.Seen == nil {
		return all, nil
	}
	lacks := map[[2]*facts.Fact]bool{} // whether seen
	for _, c := range all {
		known, asked := lacks[c.Lack]
		if !asked || c.Lack == [2]*facts.Fact{} {
			known = e.seen(c.fingerprint)
			lacks[c.Lack] = known
		}
		if known {
			seen = append(seen, c)
		} else {
			fresh = append(fresh, c)
		}
	}
	return fresh, seen
}

// turn makes a changed place the primary one of a finding that has another
// there, which becomes the first of the related places.
func turn(f *rules.Finding, changed func(facts.Place) bool) {
	if changed(f.Place) {
		return
	}
	for i, n := range f.Related[:len(f.Related)-f.Beyond] {
		if !changed(n.Place) {
			continue
		}
		was := facts.Note{Place: f.Place, Words: cmp.Or(f.Words, "is the other side of it")}
		f.Place, f.Words = n.Place, n.Words
		for _, other := range f.Related {
			if other.Place == was.Place {
				return // it stands among the related places already, as in a chain
			}
		}
		copy(f.Related[1:i+1], f.Related[:i])
		f.Related[0] = was
		return
	}
}
