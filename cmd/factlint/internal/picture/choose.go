package picture

import (
	"cmp"
	"maps"
	"slices"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/tenures"
	"github.com/factlint/factlint/rules/timeline"
)

// chooser sorts the facts of a base into lanes.
type chooser struct {
	base    *facts.Base
	times   *timeline.Timeline
	window  Window
	only    map[*facts.Fact]bool         // nil for all
	held    map[*facts.Fact]facts.Tenure // by the fact of the tenure
	vacant  map[*facts.Fact]*facts.Fact  // vacancies of what tenures are of too, and of what
	offices map[*facts.Fact]*lane
	kinds   map[*vocabulary.Kind]*lane
}

// choose fills the lanes with the facts to be shown, those asked for by name
// first, then offices, then what happened.
func (p *Picture) choose(base *facts.Base, times *timeline.Timeline, o *Options) {
	c := &chooser{
		base: base, times: times, window: o.Window,
		held:    map[*facts.Fact]facts.Tenure{},
		vacant:  map[*facts.Fact]*facts.Fact{},
		offices: map[*facts.Fact]*lane{},
		kinds:   map[*vocabulary.Kind]*lane{},
	}
	if o.Only != nil {
		c.only = map[*facts.Fact]bool{}
		for _, f := range o.Only {
			c.only[f] = true
		}
	}
	for _, ts := range base.Held {
		for _, t := range ts {
			c.held[t.Fact] = t
		}
	}
	vacancies := tenures.Vacancies(base)
	for of, all := range vacancies.All {
		if len(base.TenuresIn(of)) > 0 {
			for _, f := range all {
				c.vacant[f] = of
			}
		}
	}
	kinds := map[string]int{} // of the facts without a time that are left out
	for f := range base.All {
		if !c.wants(f) || len(base.TenuresIn(f)) > 0 && f.Kind().Period != nil {
			if c.only == nil && len(base.TenuresIn(f)) == 0 && f.Kind().Source == nil {
				kinds[f.Kind().Name]++
			}
			continue // of an office, its holders have a lane
		}
		it := c.item(f)
		switch {
		case it == nil:
			p.left.undated = append(p.left.undated, f)
		case it.end.Latest < o.Window.Since || it.begin.Earliest > o.Window.Until:
			p.left.outside++
		default:
			it.lane = c.lane(f)
			it.hue, it.form = it.lane.hue, form(int(it.lane.hue)%int(forms))
			it.lane.items = append(it.lane.items, it)
		}
	}
	names := vocabulary.KindNames(base.Vocabulary.Kinds)
	for _, name := range slices.Concat(names, slices.Sorted(maps.Keys(kinds))) { // last those that nobody declared
		if n := kinds[name]; n > 0 {
			p.left.kinds = append(p.left.kinds, counted{name, n})
			delete(kinds, name)
		}
	}
	p.lanes = c.lanes()
}

// wants reports whether a fact is to be shown.
func (c *chooser) wants(f *facts.Fact) bool {
	switch {
	case f.Kind().Period == nil && f.Kind().Quantity == nil:
		return false
	case c.only == nil:
		return !f.Kind().Lasting
	case c.only[f]:
		return true
	case f.Kind().Lasting:
		return false
	}
	if t, ok := c.held[f]; ok && c.refers(t.Of) {
		return true // with an office come its holders
	}
	return c.refers(f)
}

// refers reports whether a fact refers to one that is asked for.
func (c *chooser) refers(f *facts.Fact) bool {
	for _, v := range f.Written {
		for e := range v.Each() {
			if c.only[e.Ref()] {
				return true
			}
			for _, part := range e.Entries() {
				if c.only[part.Ref()] {
					return true
				}
			}
		}
	}
	return false
}

// item makes the item of a fact, or nil when nothing is known of its time.
func (c *chooser) item(f *facts.Fact) *item {
	it := &item{fact: f, begin: f.Begin(), end: f.End(), full: wholeLabel(f)}
	if f.Kind().Period == nil {
		if !it.measure() {
			return nil
		}
		it.drawn = stretchOf(it)
		return it
	}
	if f.Inverted() {
		it.begin, it.end = asWritten(f)
	} else {
		c.narrow(it)
	}
	if !known(it.begin) && !known(it.end) {
		return nil
	}
	period := f.Kind().Period
	spans := period.Start != vocabulary.None && f.Has(period.Start) || period.End != vocabulary.None && f.Has(period.End)
	it.point = f.OneDate() && !spans || period.Date != vocabulary.None && !f.Dated() || !f.Dated() && !lasting(f.Kind())
	it.point = it.point && !f.Kind().Lasting
	it.name = it.full
	if t, ok := c.held[f]; ok {
		it.point, it.holder, it.acting = false, t.Holder, t.Acting
		it.name, it.short = report.Visible(t.Holder.Label()), report.Visible(surname(t.Holder))
		if t.Acting {
			it.name += " (acting)"
		}
	}
	if _, ok := c.vacant[f]; ok {
		it.point, it.name, it.vacant = false, "vacant", true
	}
	it.drawn = stretchOf(it)
	return it
}

// lasting reports whether the kind has a beginning and an end of its own.
func lasting(k *vocabulary.Kind) bool {
	return k.Period.Start != vocabulary.None || k.Period.End != vocabulary.None
}

func known(m edtf.Moment) bool { return m.Earliest > edtf.Past || m.Latest < edtf.Future }

// narrow puts what other facts imply where the fact itself says nothing.
func (c *chooser) narrow(it *item) {
	f := it.fact
	if it.begin.Earliest > edtf.Past && it.begin.Latest < edtf.Future && (it.end.Earliest > edtf.Past && it.end.Latest < edtf.Future || f.Ongoing()) {
		return
	}
	begin, end := c.times.Period(f)
	it.begin = fill(it.begin, begin)
	if !f.Ongoing() {
		it.end = fill(it.end, end)
	}
	it.implied = !f.Dated()
}

// fill returns own with its unknown sides taken from what is implied, unless
// that contradicts it. Where what is implied contradicts itself, the moment is
// drawn between the two.
func fill(own, implied edtf.Moment) edtf.Moment {
	out := own
	if own.Earliest <= edtf.Past {
		out.Earliest = implied.Earliest
	}
	if own.Latest >= edtf.Future {
		out.Latest = implied.Latest
	}
	switch {
	case out.Earliest <= out.Latest:
		return out
	case own.Earliest <= edtf.Past && own.Latest >= edtf.Future:
		return edtf.Moment{Earliest: out.Latest, Latest: out.Earliest}
	}
	return own
}

// asWritten reads the two sides of a fact that ends before it begins, the
// earlier one first.
func asWritten(f *facts.Fact) (begin, end edtf.Moment) {
	begin, end = edtf.Moment{Earliest: edtf.Past, Latest: edtf.Future}, edtf.Moment{Earliest: edtf.Past, Latest: edtf.Future}
	p := f.Kind().Period
	if d, ok := f.Get(p.Date).Date(); ok {
		begin, end = d.Begin, d.End
	}
	if d, ok := f.Get(p.Start).Date(); ok {
		begin = d.Hull()
	}
	if d, ok := f.Get(p.End).Date(); ok {
		end = d.Hull()
	}
	if begin.Earliest > end.Earliest {
		begin, end = end, begin
	}
	return begin, end
}

// lane returns the lane for a fact.
func (c *chooser) lane(f *facts.Fact) *lane {
	of := c.vacant[f]
	if t, ok := c.held[f]; ok {
		of = t.Of
	}
	if of != nil {
		l := c.offices[of]
		if l == nil {
			l = &lane{title: report.Visible(of.Label()), note: seats(c.base.TenuresIn(of)[0].Kind, of), hue: officeHue, form: held}
			c.offices[of] = l
		}
		return l
	}
	l := c.kinds[f.Kind()]
	if l == nil {
		l = &lane{title: plural(f.Kind().Name), hue: firstKindHue + hue(f.Kind().Index%(hues-int(firstKindHue)))}
		switch {
		case f.Kind().Lasting:
			l.hue = lifetimeHue
		case f.Kind().Period == nil:
			l.form, l.title = measured, kindWords(f.Kind().Name)
		}
		c.kinds[f.Kind()] = l
	}
	return l
}

// seats says how many may hold an office at once.
func seats(k *vocabulary.Kind, of *facts.Fact) string {
	n := of.Get(k.Tenure.Seats.In(of.Kind())).Int()
	if n == 0 {
		return ""
	}
	return wording.Count(n, "seat")
}

// lanes returns the lanes from top to bottom, their items in order of time.
func (c *chooser) lanes() []*lane {
	var first, offices, rest []*lane
	for f := range c.base.All {
		if l := c.offices[f]; l != nil {
			offices = append(offices, l)
		}
	}
	for _, k := range c.base.Vocabulary.Kinds {
		switch l := c.kinds[k]; {
		case l == nil:
		case k.Lasting:
			first = append(first, l)
		default:
			rest = append(rest, l)
		}
	}
	all := slices.Concat(first, offices, rest)
	for _, l := range all {
		slices.SortFunc(l.items, func(a, b *item) int {
			return cmp.Or(cmp.Compare(a.begin.Latest, b.begin.Latest), cmp.Compare(a.end.Latest, b.end.Latest), cmp.Compare(a.fact.Index, b.fact.Index))
		})
	}
	return all
}
