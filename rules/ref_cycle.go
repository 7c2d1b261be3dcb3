package rules

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

var refCycle = &Rule{
	Name:     "ref-cycle",
	Summary:  "A chain of refs that may form no loop leads back to where it began.",
	Severity: Error,
	Why:      `No place is a part of itself, not by way of other places either. The whole loop is shown.`,
	Example: mended(`[[place]]
id = "ossetia"
name = "Ossetia"
part_of = "caucasus"

[[place]]
id = "caucasus"
name = "Caucasus"
part_of = "ossetia"
`, `part_of = "ossetia"
`, ""),
	Base: checkCycles,
}

// checkCycles follows each acyclic field from every fact that no walk has
// reached yet; a walk that meets itself has found a loop.
func checkCycles(p *Pass) {
	mayLoop := map[string]bool{} // by name of a field
	for _, k := range p.Base.Vocabulary.Kinds {
		for i := range k.Fields {
			if !k.Fields[i].Acyclic {
				continue
			}
			name := k.Fields[i].Name
			may, known := mayLoop[name]
			if !known {
				may = p.Base.MayLoop(name)
				mayLoop[name] = may
			}
			if may {
				walkField(p, k, i)
			}
		}
	}
}

// A step is one ref on the way round: from a fact by a value.
type step struct {
	from *facts.Fact
	by   facts.Value
}

// maxLoopSteps is how many refs the loops of one field may have together. Two refs of
// each fact make loops with the square of the number of facts.
const maxLoopSteps = 100_000

func walkField(p *Pass, k *vocabulary.Kind, field int) {
	name := k.Fields[field].Name
	const underWay, done = 1, 2
	loops, judged, steps := 0, 0, 0
	state := map[*facts.Fact]uint8{}
	type frame struct {
		fact *facts.Fact
		refs []step // still to follow
	}
	var starts []*facts.Fact
	for f := range p.Base.OfKind(k) {
		if f.Get(field).OK() {
			starts = append(starts, f)
		}
	}
	facts.SortByContent(starts, p.Look) // which loops are found depends on where walks begin
	for _, start := range starts {
		if state[start] == done {
			continue
		}
		var path []step
		stack := []frame{{start, stepsFrom(start, field)}}
		state[start] = underWay
		for len(stack) > 0 {
			p.Look()
			top := &stack[len(stack)-1]
			if len(top.refs) == 0 {
				state[top.fact] = done
				stack = stack[:len(stack)-1]
				if len(path) > 0 {
					path = path[:len(path)-1]
				}
				continue
			}
			next := top.refs[0]
			top.refs = top.refs[1:]
			to := next.by.Ref()
			switch state[to] {
			case underWay:
				if loops++; steps > maxLoopSteps {
					continue
				}
				judged++
				loop := loopTo(append(path, next), to)
				if steps += len(loop); heldAtOnce(loop) {
					reportLoop(p, name, loop)
				}
			case 0:
				if i := to.Kind().FieldIndex(name); i != vocabulary.None && to.Kind().Fields[i].Acyclic {
					state[to] = underWay
					path = append(path, next)
					stack = append(stack, frame{to, stepsFrom(to, i)})
				}
			}
		}
	}
	if judged < loops {
		p.Limit(Limit{
			Message: fmt.Sprintf("%s leads back to where it began in too many ways: of %d, %d are reported", name, loops, judged),
			Judged:  judged, All: loops,
		})
	}
}

func stepsFrom(f *facts.Fact, field int) []step {
	var out []step
	if !f.Comparable() {
		return nil
	}
	for to, v := range f.Get(field).Refs() {
		if to.Comparable() {
			out = append(out, step{f, v})
		}
	}
	return out
}

// loopTo returns the end of the path, from the step that leaves to.
func loopTo(path []step, to *facts.Fact) []step {
	for path[0].from != to {
		path = path[1:]
	}
	return path
}

// heldAtOnce reports whether there is a moment at which certainly all steps hold, of
// those that say when they do.
func heldAtOnce(loop []step) bool {
	from, to := edtf.Past, edtf.Future
	for _, s := range loop {
		if begins, ends, written := s.by.Holds(); written {
			from, to = max(from, begins.Latest), min(to, ends.Earliest)
		}
	}
	return from < to
}

// reportLoop reports a loop. It is
// placed where the first of its facts stands, and worded from the one that comes
// first by what it says.
func reportLoop(p *Pass, field string, path []step) {
	place, first := 0, 0
	for i, s := range path {
		if s.from.Index < path[place].from.Index {
			place = i
		}
		if s.from.Compare(path[first].from) < 0 {
			first = i
		}
	}
	from := path[first].from.Label()
	loop := append(append([]step(nil), path[place:]...), path[:place]...)
	f := Finding{Place: loop[0].by.Place(), Words: hasWords(loop[0], field)}
	if len(loop) == 1 {
		f.Message = fmt.Sprintf("%s is its own %s; name another, or leave the field out", from, field)
	} else {
		f.Message = fmt.Sprintf("following %s from %s leads back to it by way of %s; one of these is wrong", field, from, wording.Count(len(loop)-1, "other fact"))
	}
	for _, s := range loop[1:] {
		f.Related = append(f.Related, facts.Note{Place: s.by.Place(), Words: hasWords(s, field)})
	}
	p.Report(f)
}

func hasWords(s step, field string) string {
	return fmt.Sprintf("%s has %s %s", s.from.Label(), field, s.by.Ref().Label())
}
