package moments

import (
	"iter"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

// The clocks of inhabited places differ by at most zones, 26 hours, from UTC-12 to
// UTC+14; an offset of a date-time is below Offset, a day.
const (
	zones  = 26 * 60 * 60
	Offset = Day
)

// A Window is when a fact begins and ends, as it is held against another.
type Window struct{ Begin, End edtf.Moment }

// Slack is by how many seconds the times of facts may differ without its being
// certain that they do: by the clocks of the places where they happened.
func Slack(b *facts.Base) int64 {
	if b.LocalClock {
		return zones
	}
	return 0
}

// Between is [Slack] for two facts: none when they name one place, and so one clock.
func Between(b *facts.Base, f, g *facts.Fact) int64 {
	if b.LocalClock && (f == g || samePlace(f, g)) {
		return 0
	}
	return Slack(b)
}

// Clocked reports whether the times of two facts cannot be held against each other
// as they stand.
func Clocked(b *facts.Base, f, g *facts.Fact) bool {
	return b.LocalClock || f.HasInstants() && g.HasInstants()
}

// Views yields the times of two facts as they can be held against each other. No
// view is too narrow: what is impossible in one of them is certainly so. The dates
// of two facts are of one clock, unless the base says that each is of its own and
// the two name no place in common; and instants are compared as such, where the
// dates beside them are then as wide as an offset may be.
func Views(b *facts.Base, f, g *facts.Fact) iter.Seq2[Window, Window] {
	return func(yield func(Window, Window) bool) {
		slack := Between(b, f, g)
		by := slack / 2 // of each, so that two differ by the whole
		if !yield(window(f).widened(by), window(g).widened(by)) || !f.HasInstants() || !g.HasInstants() {
			return
		}
		by = max(slack, Offset)
		yield(inUTC(f, by), inUTC(g, by))
	}
}

// BeginsBefore reports whether a fact certainly begins before another does.
func BeginsBefore(b *facts.Base, f, g *facts.Fact) bool {
	for w, v := range Views(b, f, g) {
		if w.Begin.Latest < v.Begin.Earliest {
			return true
		}
	}
	return false
}

// EndsAfter reports whether a fact certainly ends after another does.
func EndsAfter(b *facts.Base, f, g *facts.Fact) bool {
	for w, v := range Views(b, f, g) {
		if w.End.Earliest > v.End.Latest {
			return true
		}
	}
	return false
}

func window(f *facts.Fact) Window { return Window{f.Begin(), f.End()} }

func (w Window) widened(by int64) Window {
	return Window{Widened(w.Begin, by), Widened(w.End, by)}
}

// Widened returns a moment that may be earlier or later by some seconds.
func Widened(m edtf.Moment, by int64) edtf.Moment {
	if Known(m.Earliest) {
		m.Earliest -= by
	}
	if Known(m.Latest) {
		m.Latest += by
	}
	return m
}

// inUTC returns when a fact begins and ends in UTC: exactly where its dates say
// so, and else by so many seconds wider.
func inUTC(f *facts.Fact, by int64) Window {
	w := window(f).widened(by)
	begin, end := f.Instants()
	if begin.Known() {
		w.Begin = begin.Moment
	}
	if end.Known() {
		w.End = end.Moment
	}
	return w
}

// samePlace reports whether two facts each name one place, or are one, and it is
// the same.
func samePlace(f, g *facts.Fact) bool {
	p := placeOf(f)
	return p != nil && p == placeOf(g)
}

// placeOf returns the only place that a fact names in a field for places, or that
// it is.
func placeOf(f *facts.Fact) *facts.Fact {
	if isPlace(f) {
		return f
	}
	var place *facts.Fact
	for _, i := range f.Kind().Refs {
		field := &f.Kind().Fields[i]
		if field.Type.Form() != types.RefForm || len(field.To) == 0 || field.Order != vocabulary.Unordered {
			continue
		}
		for to := range f.Get(i).Refs() {
			switch {
			case !isPlace(to) || to == place:
			case place != nil:
				return nil
			default:
				place = to
			}
		}
	}
	return place
}

func isPlace(f *facts.Fact) bool { return f.Kind().Period != nil && f.Kind().Period.Place }
