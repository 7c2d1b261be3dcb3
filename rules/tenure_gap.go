package rules

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

var tenureGap = &Rule{
	Name:     "tenure-gap",
	Summary:  "The base claims to list every holder of an office, and certainly nobody held it for a while between two tenures.",
	Severity: Warning,
	OfTime:   true,
	Compares: true,
	Absence:  true,
	Why: `With complete = true an office claims that every holder is listed. A hole between
two of them is then a missing tenure or a wrong date. Somebody acting fills it,
and so does anything that may: a tenure with an unknown end, a disputed one,
somebody who acts in the office at that time, or a vacancy, which says that
nobody did.`,
	Example: mended(`[[person]]
id = "bibilov"
name = "Anatoly Bibilov"

[[person]]
id = "gagloev"
name = "Alan Gagloev"

[[office]]
id = "president"
name = "President of South Ossetia"
complete = true

[[tenure]]
person = "bibilov"
office = "president"
start = 2017-04-21
end = 2021-05-24

[[tenure]]
person = "gagloev"
office = "president"
start = 2022-05-24
`, "end = 2021-05-24", "end = 2022-05-24"),
	Options: []Option{{Name: "max_gap", Summary: "how long an office may be vacant", Default: "31d"}},
	Base:    checkGaps,
}

func checkGaps(p *Pass) {
	var offices []*facts.Fact
	claims := map[*facts.Fact]facts.Value{} // where an office says that all its holders are listed
	for office, held := range p.Base.Held {
		if v := tenures.Claimed(office, held); v.OK() && !p.Base.MayHaveLostTenure(office) {
			offices = append(offices, office)
			claims[office] = v
		}
	}
	if len(offices) == 0 {
		return
	}
	acts := map[*facts.Fact]*edtf.Spans{} // when somebody may act in an office without a tenure that would show it
	for _, a := range p.acts().Unheld {
		if acts[a.Office] == nil {
			acts[a.Office] = &edtf.Spans{}
		}
		acts[a.Office].Add(moment(a.From), moment(a.To))
	}
	for _, spans := range acts {
		spans.Sort()
	}
	vacant := tenures.Vacancies(p.Base)
	for _, office := range offices {
		checkGapsIn(p, claims[office], p.Base.TenuresIn(office), vacant.Of(office), acts[office])
	}
}

// claimNote says where the base claims to list every holder of an office.
func claimNote(claim facts.Value) facts.Note {
	return facts.Note{Place: claim.Place(), Words: "claims to list every holder"}
}

// checkGapsIn goes over all that may fill the office that makes a claim, each taken as wide as it
// may be: what is then free is free for certain.
func checkGapsIn(p *Pass, claim facts.Value, held []facts.Tenure, vacant []*facts.Fact, acts *edtf.Spans) {
	var all []*facts.Fact
	for _, t := range held {
		if t.Fact.Status() != facts.Cancelled {
			all = append(all, t.Fact)
		}
	}
	for _, f := range vacant {
		if f.Status() != facts.Cancelled {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b *facts.Fact) int {
		return cmp.Or(cmp.Compare(a.Begin().Earliest, b.Begin().Earliest), cmp.Compare(a.Index, b.Index))
	})
	var last *facts.Fact // the tenure that may go on longest so far
	reach := edtf.Past   // how long anything may
	widest := edtf.Moment{}
	for _, f := range all {
		if begin := f.Begin().Earliest; last != nil && begin > reach && begin-reach > widest.Latest-widest.Earliest {
			if from, to := moment(reach+1), moment(begin-1); !acts.Meet(from, to) && !p.Base.HasIncompleteTenure(nil, claim.Fact(), from, to) {
				widest = edtf.Moment{Earliest: reach, Latest: begin}
			}
		}
		reach = max(reach, f.End().Latest)
		if !tenures.TookPlace(f) || f.Kind().Vacancy != nil {
			continue // it may fill a gap, but bounds none
		}
		if free := (widest.Latest - widest.Earliest - 1) / moments.Day; last != nil && float64(free) > p.Option("max_gap", f.File) {
			reportGap(p, claim, last, f, widest, free)
		}
		widest = edtf.Moment{}
		if last == nil || f.End().Latest >= last.End().Latest {
			last = f
		}
	}
}

func moment(second int64) edtf.Moment { return edtf.Moment{Earliest: second, Latest: second} }

// reportGap reports that nobody held the office that makes a claim in free for some days.
func reportGap(p *Pass, claim facts.Value, before, after *facts.Fact, free edtf.Moment, days int64) {
	p.Report(Finding{
		Message: fmt.Sprintf("nobody held %s between %s and %s, for %s, though the base claims to list all its holders (%s = true); add who did, or correct a date",
			claim.Fact().Label(), edtf.NameDay(free.Earliest), edtf.NameDay(free.Latest), wording.Days(days), claim.Field().Name),
		Place: moments.Began(after),
		Words: "the first after it, held " + moments.When(after),
		Related: []facts.Note{
			{Place: moments.Ended(before), Words: "the last before it, held " + untilOrWhen(before)},
			claimNote(claim),
		},
	})
}
