package cli

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
)

// times writes when the fact begins and ends; as one, when the same is known of both.
func (t *showText) times(f *shownFact) {
	if f.Begin == nil {
		return
	}
	t.section("When, by all facts together")
	begin, end := f.Begin, f.End
	if begin.Earliest.same(&end.Earliest) && begin.Latest.same(&end.Latest) && !end.Ongoing {
		one := *begin
		one.verb = ""
		t.moment(&one, nil)
		return
	}
	t.moment(begin, nil)
	t.moment(end, begin)
}

// same reports whether two bounds say the same for the same reasons.
func (b *shownBound) same(c *shownBound) bool {
	return (b.Day == nil) == (c.Day == nil) && (b.Day == nil || *b.Day == *c.Day) &&
		slices.EqualFunc(b.Steps, c.Steps, func(x, y shownStep) bool { return x.shownPlace == y.shownPlace })
}

// unknown says what is not known, by what the fact does then.
var unknown = map[string]string{"was born": "birth unknown", "died": "death unknown", "begins": "beginning unknown", "ends": "end unknown"}

// moment writes the two bounds of a moment. Where the reasons are those of an
// earlier moment it says so.
func (t *showText) moment(m, before *shownMoment) {
	first, last := edtf.NameDay(m.at.Earliest), edtf.NameDay(m.at.Latest)
	verb := "  " + m.verb + " "
	if m.verb == "" {
		verb = "  "
	}
	early, late := &m.Earliest, &m.Latest
	switch {
	case m.Ongoing:
		t.put("  ", "has not ended"+m.own)
		return
	case early.Day == nil && late.Day == nil:
		t.put("  ", cmp.Or(unknown[m.verb], "unknown"))
		return
	case early.Own && early.own == late.own && *early.Day == *late.Day:
		t.put(verb, "on "+first+early.own)
		return
	case early.Own && early.own == late.own:
		t.put(verb, "between "+first+" and "+last+early.own)
		return
	}
	var sameEarly, sameLate bool
	if before != nil {
		sameEarly, sameLate = early.same(&before.Earliest), late.same(&before.Latest)
	}
	if early.Day != nil {
		words := "no earlier than " + first
		if m.verb == "died" && late.Day == nil {
			verb, words = "  ", "did not die before "+first
		}
		t.bound(verb, words, early, sameEarly)
		verb = strings.Repeat(" ", len(verb))
	}
	if late.Day != nil {
		t.bound(verb, "no later than "+last, late, sameLate)
	}
	if m.at.Earliest > m.at.Latest {
		t.put("  ", "which cannot be: these facts contradict each other")
	}
}

func (t *showText) bound(indent, words string, b *shownBound, same bool) {
	switch {
	case b.Own:
		t.put(indent, words+b.own)
	case len(b.Steps) == 0:
		t.put(indent, words+", by more facts than can be listed")
	case same:
		t.put(indent, words+", for the same reasons")
	default:
		t.put(indent, words+", because")
		digits := len(strconv.Itoa(len(b.Steps)))
		for i := range b.Steps {
			step := &b.Steps[i]
			words := step.words
			if rest, ok := strings.CutPrefix(words, "this "); ok {
				words = "This " + rest
			}
			t.put(fmt.Sprintf("    %*d. ", digits, i+1), words+" ["+step.shownPlace.String()+"]")
		}
	}
}
