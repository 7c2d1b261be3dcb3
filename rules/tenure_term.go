package rules

import (
	"cmp"
	"fmt"
	"slices"
	"sort"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
	"github.com/factlint/factlint/rules/timeline"
)

var tenureTerm = &Rule{
	Name:     "tenure-term",
	Summary:  "A tenure certainly lasts longer than max_term, or one person has more than max_consecutive of them in a row.",
	Severity: Warning,
	OfTime:   true,
	Compares: true,
	Absence:  true,
	Why: `A constitution says how long a term is and how many may follow each other; a tenure
beyond that is a wrong date, or news worth a note. In a row means that nobody
else can have held the office in full between them; years without a holder do
not matter. Acting is not a term. A tenure that has not ended has no length.`,
	Example: mended(`[[person]]
id = "bibilov"
name = "Anatoly Bibilov"

[[office]]
id = "president"
name = "President of South Ossetia"
max_term = "5y"

[[tenure]]
person = "bibilov"
office = "president"
start = 2017-04-21
end = 2025-05-24
`, "end = 2025-05-24", "end = 2022-04-21"),
	Base: checkTerms,
}

func checkTerms(p *Pass) {
	repeated := p.repeated()
	for office, held := range p.Base.Held {
		if !office.Comparable() {
			continue
		}
		var kind *vocabulary.Kind
		var term facts.Value   // the longest of tenures of the kind
		var rows []facts.Value // how many may follow each other
		for i := range held {
			if held[i].Kind != kind {
				kind = held[i].Kind
				term = office.Get(kind.Tenure.MaxTerm.In(office.Kind()))
				if most := office.Get(kind.Tenure.MaxConsecutive.In(office.Kind())); most.Int() >= 1 && !slices.Contains(rows, most) {
					rows = append(rows, most)
				}
			}
			if term.OK() && tenures.Full(&held[i]) && !repeated[held[i].Fact] {
				checkLength(p, &held[i], term)
			}
		}
		if len(rows) > 0 && !p.Base.MayHaveLostTenure(office) {
			for _, most := range rows {
				checkRows(p, held, most, repeated)
			}
		}
	}
}

func checkLength(p *Pass, t *facts.Tenure, term facts.Value) {
	f := t.Fact
	_, most, _ := term.Days()
	if f.Ongoing() || !moments.Known(f.End().Earliest) || !moments.Known(f.Begin().Latest) || f.End().Earliest-f.Begin().Latest <= most*moments.Day {
		return
	}
	p.Report(Finding{
		Message: fmt.Sprintf("%s %s %s, more than %s, though it may last %s (%s); correct a date, or add the tenures that it is made of",
			t.Holder.Label(), tenures.Holds(t), moments.When(f), wording.Days((f.End().Earliest-f.Begin().Latest)/moments.Day), timeline.DurationWords(term.Text()), term.Field().Name),
		Place:   moments.Ended(f),
		Words:   tenures.HoldsIt(f, moments.When(f)),
		Related: []facts.Note{{Place: moments.Began(f), Words: tenures.HoldsIt(f, moments.From(f))}, {Place: term.Place(), Words: "the longest that it may last"}},
	})
}

// checkRows looks at each holder's tenures in turn for too many in a row.
func checkRows(p *Pass, held []facts.Tenure, most facts.Value, repeated map[*facts.Fact]bool) {
	var between *rivals
	for of := range byHolder(held) {
		var mine []*facts.Fact
		for i := range of {
			if tenures.Full(&of[i]) && !repeated[of[i].Fact] {
				mine = append(mine, of[i].Fact)
			}
		}
		if int64(len(mine)) > most.Int() {
			if between == nil {
				between = newRivals(held)
			}
			checkRow(p, &of[0], mine, most, between)
		}
	}
}

// checkRow reports each run of more tenures of one holder than may follow each other.
func checkRow(p *Pass, t *facts.Tenure, mine []*facts.Fact, most facts.Value, between *rivals) {
	slices.SortFunc(mine, func(a, b *facts.Fact) int {
		return cmp.Or(cmp.Compare(a.Begin().Latest, b.Begin().Latest), cmp.Compare(a.End().Earliest, b.End().Earliest), cmp.Compare(a.Index, b.Index))
	})
	row := mine[:0:0]
	endRow := func() {
		if int64(len(row)) > most.Int() {
			reportRow(p, t, row, most)
		}
		row = row[:0:0]
	}
	for _, f := range mine {
		if len(row) > 0 {
			last := row[len(row)-1]
			free := edtf.Moment{Earliest: last.End().Earliest, Latest: f.Begin().Latest}
			switch {
			case f.End().Earliest > last.Begin().Latest && last.End().Earliest > f.Begin().Latest:
				continue // both at once is tenure-overlap, and counts as one
			case f.End().Earliest <= last.Begin().Latest, // it may be the other way round
				between.mayHold(t.Holder, free),
				p.Base.HasIncompleteTenure(nil, t.Of, moment(free.Earliest), moment(free.Latest)):
				endRow()
			}
		}
		row = append(row, f)
	}
	endRow()
}

func reportRow(p *Pass, t *facts.Tenure, row []*facts.Fact, most facts.Value) {
	n := int(most.Int())
	f := Finding{
		Message: fmt.Sprintf("%s %s %d times in a row, more than the %d that may follow each other (%s); correct this, or add who held it between",
			t.Holder.Label(), tenures.Holds(t), len(row), n, most.Field().Name),
		Place: moments.Began(row[n]),
		Words: tenures.HoldsIt(row[n], moments.When(row[n])),
	}
	for i, g := range row {
		if i == n {
			continue
		}
		if len(f.Related) == namedHolders {
			f.Related[namedHolders-1].Words += fmt.Sprintf(", and %d times more", len(row)-namedHolders-1)
			break
		}
		f.Related = append(f.Related, facts.Note{Place: moments.Began(g), Words: tenures.HoldsIt(g, moments.When(g))})
	}
	f.Related = append(f.Related, facts.Note{Place: most.Place(), Words: "how many may follow each other"})
	p.Report(f)
}

// rivals know when the tenures of an office may begin and end, and whose they
// are. Somebody may have held it between two tenures of one person when a
// tenure of theirs may begin there, or end there.
type rivals struct{ begin, end []another }

// another is a moment that may lie in a range, and the latest two that any up
// to it reach, of different holders.
type another struct {
	earliest     int64
	holder, next *facts.Fact
	latest, then int64
}

// newRivals takes all but acting and cancelled tenures: a disputed one may be true.
func newRivals(held []facts.Tenure) *rivals {
	o := &rivals{}
	for _, t := range held {
		if f := t.Fact; f.Status() != facts.Cancelled && !f.Get(f.Kind().Tenure.Acting).Bool() {
			o.begin = append(o.begin, another{earliest: f.Begin().Earliest, holder: t.Holder, latest: f.Begin().Latest, then: edtf.Past})
			o.end = append(o.end, another{earliest: f.End().Earliest, holder: t.Holder, latest: f.End().Latest, then: edtf.Past})
		}
	}
	for _, list := range [][]another{o.begin, o.end} {
		slices.SortFunc(list, func(a, b another) int { return cmp.Compare(a.earliest, b.earliest) })
		for i := 1; i < len(list); i++ {
			a, b := &list[i], list[i-1]
			a.join(b.holder, b.latest)
			a.join(b.next, b.then)
		}
	}
	return o
}

func (a *another) join(holder *facts.Fact, latest int64) {
	switch {
	case holder == a.holder:
		a.latest = max(a.latest, latest)
	case latest > a.latest:
		a.next, a.then = a.holder, a.latest
		a.holder, a.latest = holder, latest
	case holder != nil && latest >= a.then:
		a.next, a.then = holder, latest
	}
}

// mayHold reports whether anybody but holder may have begun or ended to hold it within free.
func (o *rivals) mayHold(holder *facts.Fact, free edtf.Moment) bool {
	for _, list := range [][]another{o.begin, o.end} {
		n := sort.Search(len(list), func(i int) bool { return list[i].earliest > free.Latest })
		if n == 0 {
			continue
		}
		a := list[n-1]
		if a.holder != holder && a.latest >= free.Earliest || a.next != nil && a.next != holder && a.then >= free.Earliest {
			return true
		}
	}
	return false
}
