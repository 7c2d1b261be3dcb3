package quantities

import (
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules/moments"
)

// held reports whether a thing is certainly a part at the time of a figure, where
// its link says when it is.
func held(link facts.Value, q *facts.Quantity) bool {
	begins, ends, written := link.Holds()
	return !written || Timed(q) && begins.Latest <= q.At.Earliest && q.At.Latest <= ends.Earliest
}

// byAnother reports whether what has several wholes is a part of one of them by way
// of another, in whose figures it is counted then.
func byAnother(links facts.Value, whole *facts.Fact, kind *vocabulary.Kind) bool {
	if !links.IsList() {
		return false
	}
	for other := range links.Refs() {
		if other != whole && liesIn(other, whole, kind) {
			return true
		}
	}
	return false
}

// maxUpwards is how many wholes are looked at on the way from a part upwards.
const maxUpwards = 1000

// liesIn reports whether a thing is a part of a whole by some way.
func liesIn(f, whole *facts.Fact, kind *vocabulary.Kind) bool {
	seen := map[*facts.Fact]bool{f: true}
	todo := []*facts.Fact{f}
	for len(todo) > 0 && len(seen) < maxUpwards {
		f := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		for up := range f.Get(kind.Quantity.PartOf.In(f.Kind())).Refs() {
			if up == whole {
				return true
			}
			if !seen[up] {
				seen[up] = true
				todo = append(todo, up)
			}
		}
	}
	return false
}

// common are the things that have something in common with others, by the kind of
// figures: a part that says it is one of several wholes at a time.
type common map[*vocabulary.Kind]map[*facts.Fact]bool

// commonIn returns the things of a base that have something in common with others;
// nil, as for most figures, when there are none.
func commonIn(b *facts.Base) common {
	var out common
	for asked := range b.Asked {
		links := asked.Value
		if !links.IsList() || !links.Fact().Comparable() {
			continue
		}
		for _, k := range b.Vocabulary.Kinds {
			if k.Quantity == nil || k.Quantity.PartOf.Name != links.Field().Name {
				continue
			}
			for to, v := range links.Refs() {
				for other, w := range links.Refs() {
					if to != other && mayMeet(v, w) {
						if out == nil {
							out = common{}
						}
						out.add(k, to)
					}
				}
			}
		}
	}
	return out
}

// mayMeet reports whether two links may hold at one time, and not one after the other.
func mayMeet(v, w facts.Value) bool { return !follows(v, w) && !follows(w, v) }

// follows reports whether one link ends before another begins, or as it does.
func follows(v, w facts.Value) bool {
	_, ends, _ := v.Holds()
	begins, _, _ := w.Holds()
	return moments.Known(ends.Latest) && moments.Known(begins.Earliest) && ends.Earliest <= begins.Latest
}

// add notes a thing and what it is a part of itself.
func (c common) add(k *vocabulary.Kind, f *facts.Fact) {
	if c[k] == nil {
		c[k] = map[*facts.Fact]bool{}
	}
	todo := []*facts.Fact{f}
	for len(todo) > 0 {
		f := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if c[k][f] {
			continue
		}
		c[k][f] = true
		for up := range f.Get(k.Quantity.PartOf.In(f.Kind())).Refs() {
			todo = append(todo, up)
		}
	}
}

// leaveCommon leaves out of a whole the parts that have something in common with
// each other, which their sum would count twice.
func (w *Whole) leaveCommon(c common) {
	shared := func(p Part) bool { return c[w.Kind][p.thing] }
	n := 0
	for _, p := range w.parts {
		if shared(p) {
			n++
		}
	}
	if n > 1 {
		w.parts = slices.DeleteFunc(w.parts, shared)
	}
}
