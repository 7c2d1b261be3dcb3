package show

import (
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/timeline"
)

// A Statement says one thing about when a fact begins or ends.
type Statement struct {
	Verb     string // "begins"; "" when there is none
	Repeated bool   // the verb is that of the statement before
	Words    string // "no earlier than 3 May 2022, because"
	// Because is what it follows from, step by step; nothing when Words say it all.
	Because []string
}

// Statements words what all facts together say of the beginning and the end of
// a fact; as one, when the same is known of both.
func Statements(begin, end *Moment) []Statement {
	if begin == nil {
		return nil
	}
	if begin.Earliest.same(&end.Earliest) && begin.Latest.same(&end.Latest) && !end.Ongoing {
		one := *begin
		one.Words = timeline.Words{}
		return one.statements(nil)
	}
	return append(begin.statements(nil), end.statements(begin)...)
}

// same reports whether two bounds say the same for the same reasons.
func (b *Bound) same(c *Bound) bool {
	return (b.Day == nil) == (c.Day == nil) && (b.Day == nil || *b.Day == *c.Day) &&
		slices.EqualFunc(b.Steps, c.Steps, func(x, y Step) bool { return x.Place == y.Place })
}

// statements words the two bounds of a moment. Where the reasons are those of
// an earlier moment it says so.
func (m *Moment) statements(before *Moment) []Statement {
	first, last := edtf.NameDay(m.At.Earliest), edtf.NameDay(m.At.Latest)
	earliest, latest := &m.Earliest, &m.Latest
	switch {
	case m.Ongoing:
		return []Statement{{Words: m.GoesOn + m.Own}}
	case earliest.Day == nil && latest.Day == nil:
		return []Statement{{Words: strings.TrimSpace(m.Noun + " unknown")}}
	case earliest.Own && earliest.OwnDate == latest.OwnDate && *earliest.Day == *latest.Day:
		return []Statement{{Verb: m.Verb, Words: "on " + first + earliest.OwnDate}}
	case earliest.Own && earliest.OwnDate == latest.OwnDate:
		return []Statement{{Verb: m.Verb, Words: "between " + first + " and " + last + earliest.OwnDate}}
	}
	var sameEarliest, sameLatest bool
	if before != nil {
		sameEarliest, sameLatest = earliest.same(&before.Earliest), latest.same(&before.Latest)
	}
	var out []Statement
	verb := m.Verb
	if earliest.Day != nil {
		words := "no earlier than " + first
		if m.NotBefore != "" && latest.Day == nil {
			verb, words = "", m.NotBefore+" "+first
		}
		out = append(out, earliest.statement(verb, words, sameEarliest))
	}
	if latest.Day != nil {
		s := latest.statement(verb, "no later than "+last, sameLatest)
		s.Repeated = len(out) > 0
		out = append(out, s)
	}
	if m.At.Earliest > m.At.Latest {
		out = append(out, Statement{Words: "which cannot be: these facts contradict each other"})
	}
	return out
}

func (b *Bound) statement(verb, words string, same bool) Statement {
	s := Statement{Verb: verb, Words: words}
	switch {
	case b.Own:
		s.Words += b.OwnDate
	case len(b.Steps) == 0:
		s.Words += ", by more facts than can be listed"
	case same:
		s.Words += ", for the same reasons"
	default:
		s.Words += ", because"
		for i := range b.Steps {
			step := &b.Steps[i]
			words := step.Words
			if rest, ok := strings.CutPrefix(words, "this "); ok {
				words = "This " + rest
			}
			s.Because = append(s.Because, words+" ["+step.Place.String()+"]")
		}
	}
	return s
}
