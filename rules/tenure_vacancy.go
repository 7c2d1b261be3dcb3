package rules

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/moments"
	"github.com/factlint/factlint/rules/tenures"
)

// becauseVacant is why a tenure and a vacancy clash.
const becauseVacant = "nobody holds an office while it is vacant"

// checkVacancies reports holders of an office while it is vacant. A vacancy leaves
// one seat empty, and of an office that does not say how many it has, all.
func checkVacancies(p *Pass) {
	vacant := tenures.Vacancies(p.Base)
	if len(vacant.Keys) == 0 {
		return
	}
	repeated := p.repeated()
	for office, all := range vacant.All {
		c := vacancyClash{pass: p, vacancies: map[*facts.Fact]bool{}}
		var holds []*tenures.Hold
		room, sure := int64(1), true
		for _, t := range p.Base.TenuresIn(office) {
			if repeated[t.Fact] || !tenures.Full(&t) {
				continue
			}
			most, ok := tenures.MostSeats(&t)
			room, sure = max(room, most), sure && ok
			holds = append(holds, tenures.HoldOf(t, t.Holder, tenures.Proof{}))
		}
		for _, f := range all {
			if tenures.TookPlace(f) && !repeated[f] {
				c.vacancies[f] = true
				holds = append(holds, tenures.HoldOf(facts.Tenure{Fact: f, Of: office, Begin: f.Begin(), End: f.End()}, f, tenures.Proof{}))
			}
		}
		if c.room = int(min(room, int64(len(holds)))); sure && len(c.vacancies) > 0 && len(holds) > c.room {
			tenures.SweepOver(holds, p.Look, c.visit)
			p.limitHeld(office, "tenures and vacancies", c.cut, len(holds))
		}
	}
}

// A vacancyClash looks for vacancies beside as many holders as there are seats.
type vacancyClash struct {
	pass      *Pass
	room      int
	vacancies map[*facts.Fact]bool
	sought    int // holds looked for
	cut       int // tenures and vacancies for which not all others were looked through
}

func (c *vacancyClash) visit(s *tenures.Sweep, h *tenures.Hold) {
	before := s.Cut
	defer func() {
		if s.Cut > before {
			c.cut++
		}
	}()
	if c.room == 1 {
		with := s.Meeting(h, maxVacancyClashes)
		if len(with) == maxVacancyClashes && s.Others(h) > len(with) {
			s.Cut++
		}
		for _, g := range with {
			if c.vacancies[h.Fact] != c.vacancies[g.Fact] {
				c.report([]*tenures.Hold{h, g})
			}
		}
		return
	}
	if s.Others(h) < c.room {
		return
	}
	if c.sought += c.room; c.sought > tenures.MaxSought {
		s.Cut++
		return
	}
	if all := append([]*tenures.Hold{h}, s.Beside(h, c.room)...); len(all) > c.room {
		c.report(all)
	}
}

// report says that somebody holds an office which is vacant: by all of some
// holds, unless none, or each, is a vacancy.
func (c *vacancyClash) report(all []*tenures.Hold) {
	slices.SortFunc(all, (*tenures.Hold).Before)
	var held, vacant, of *facts.Fact
	out := Conflict{Because: becauseVacant}
	for _, h := range all {
		of = h.Of
		out.About = append(out.About, h.Fact)
		if c.vacancies[h.Fact] {
			vacant = h.Fact
			out.Sides = append(out.Sides, facts.Note{Place: moments.Began(h.Fact), Words: "nobody " + tenures.HoldsIt(h.Fact, moments.When(h.Fact))})
			continue
		}
		held = h.Fact // the last of them, and so the primary place
		out.Sides = slices.Insert(out.Sides, 0, facts.Note{Place: moments.Began(h.Fact), Words: holderOf(h.Fact) + " " + tenures.HoldsIt(h.Fact, moments.When(h.Fact))})
	}
	if held == nil || vacant == nil {
		return
	}
	role := held.Kind().Tenure
	out.Message = fmt.Sprintf("%s %s %s%s, but nobody %s; correct one of the dates, or remove the vacancy",
		holderOf(held), role.Holds, of.Label(), wording.Spaced(moments.When(held)), tenures.HoldsIt(vacant, moments.When(vacant)))
	if c.room > 1 {
		out.Message = fmt.Sprintf("%s %s %s%s, but of its %s one is vacant%s; correct one of the dates, or remove the vacancy",
			holderOf(held), role.Holds, of.Label(), wording.Spaced(moments.When(held)), wording.Count(c.room, "seat"), wording.Spaced(moments.When(vacant)))
	}
	c.pass.Conflict(out)
}
