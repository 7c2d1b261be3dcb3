package slips

import (
	"cmp"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
)

// A slip is a sort of slip of the hand, the likelier first.
type slip uint8

const (
	oneDigit slip = iota
	swappedDigits
	swappedParts // day and month
	offYears     // by one, ten or a hundred, where that changes several digits
	nearID
	extraDigit // of a figure
	missingDigit
	units  // thousands for ones, or the other way round
	copied // the date of a neighbour
)

var slipWords = [...]string{
	oneDigit: "one digit apart", swappedDigits: "two digits exchanged", swappedParts: "day and month exchanged", offYears: "",
	nearID:     "an id that is near",
	extraDigit: "a digit less", missingDigit: "a digit more", units: "in other units", copied: "which stands beside it",
}

// A candidate is a value as it may have been meant.
type candidate struct {
	fact  *facts.Fact
	file  *facts.File
	span  facts.Span // of the value as it is written
	old   string
	text  string // in its place
	slip  slip
	words string
	// meets is how many dates of other facts are written as the candidate, less
	// those that are written as what it replaces: a slip leads away from a date
	// that others share, and hardly by chance to one that they do.
	meets  int
	brings int // warnings that come to light with it
}

// likely is how likely a candidate is before it is tried: 0 most.
func (c *candidate) likely() int {
	switch {
	case c.slip < copied && c.meets > 0:
		return -min(c.meets, 100)
	case c.slip == nearID:
		return 0
	case c.slip < nearID:
		return 1
	}
	return int(c.slip)
}

// apply returns a text with the candidate written at a range.
func (c *candidate) apply(src []byte, at facts.Span) []byte {
	return slices.Concat(src[:at.Start], []byte(c.text), src[at.End:])
}

func (c *candidate) fix() rules.Fix {
	return rules.Fix{
		Title: fmt.Sprintf("Write %s for %s: %s, it agrees with everything", c.text, c.old, c.words),
		Edits: []rules.Edit{{File: c.file, Span: c.span, Text: c.text}},
	}
}

// datesOf yields the dates that a fact has, one a field.
func datesOf(f *facts.Fact) iter.Seq[string] {
	return func(yield func(string) bool) {
		for field, v := range f.Written {
			if field.Type.Form() == types.DateForm && !v.IsList() && !yield(v.Source()) {
				return
			}
		}
	}
}

// countDates counts how often each date is written in the base.
func (s *Finder) countDates() {
	s.dates = map[string]int{}
	for f := range s.base.All {
		for date := range datesOf(f) {
			s.dates[date]++
		}
	}
}

// candidates returns what the dates and figures of the facts of a finding may
// have been, the likelier first.
func (s *Finder) candidates(finding *rules.Finding) []candidate {
	all := factsOf(finding)
	beside := map[string]bool{}
	for _, f := range all {
		for date := range datesOf(f) {
			beside[date] = true
		}
	}
	var out []candidate
	if p := finding.Place; finding.Rule.File != nil && !isRead(p) && !p.File.InPlace() { // it is not a date
		c := candidate{fact: p.Fact, file: p.File, span: p.Span, old: string(p.File.Source[p.Span.Start:p.Span.End])}
		out = s.dateCandidates(c, nil)
		all = nil
	}
	for _, f := range all {
		if f.File.InPlace() {
			continue // nothing is written there
		}
		at := f.Extent()
		for field, v := range f.Written {
			if field.Name == "id" || field.Common() {
				continue
			}
			if span := v.Span(); span.Start < at.Start || span.End > at.End || v.IsList() || v.IsTable() {
				continue // from [defaults], or many
			}
			c := candidate{fact: f, file: f.File, span: v.Span(), old: v.Source()}
			switch field.Type.Form() {
			case types.DateForm:
				out = append(out, s.dateCandidates(c, beside)...)
			case types.IntegerForm, types.NumberForm:
				out = append(out, c.figures()...)
			case types.RefForm, types.ActorForm:
				out = append(out, s.ids(c, field)...)
			}
		}
	}
	if finding.Severity == rules.Warning { // which is not a proof: a gap may be one
		out = slices.DeleteFunc(out, func(c candidate) bool { return c.slip < extraDigit && c.likely() >= 0 || c.slip == copied })
	}
	slices.SortStableFunc(out, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.likely(), b.likely()), cmp.Compare(a.slip, b.slip))
	})
	return out
}

// ids returns the ids near the one that is in a field, of facts that the field
// takes. Short ids are all near each other.
func (s *Finder) ids(c candidate, field *vocabulary.Field) (out []candidate) {
	old := strings.Trim(c.old, `"`)
	if len(old) < 6 || s.left < 0 {
		return nil
	}
	s.left -= len(s.base.Facts) / 10
	most := min(2, len(old)/6)
	for _, k := range field.To {
		for f := range s.base.OfKind(k) {
			if id := f.ID(); id != "" && id != old && s.speller.Distance(id, old, most) <= most {
				c := c
				c.text, c.slip, c.words = strconv.Quote(id), nearID, slipWords[nearID]
				out = append(out, c)
			}
		}
	}
	return out
}

// isRead reports whether a place is that of a value that could be read.
func isRead(p facts.Place) bool {
	for _, v := range p.Fact.Written {
		if v.Span() == p.Span {
			return true
		}
	}
	return false
}

var plainDate = regexp.MustCompile(`^("?)(-?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?("?)$`)

// dateCandidates returns what a date may have been that is a day, a month or a
// year, in quotes or without.
func (s *Finder) dateCandidates(c candidate, beside map[string]bool) (out []candidate) {
	m := plainDate.FindStringSubmatch(c.old)
	if m == nil || m[1] != m[5] {
		return nil
	}
	own := map[string]int{} // how often the fact itself has a date
	for date := range datesOf(c.fact) {
		own[date]++
	}
	shared := s.dates[c.old] - own[c.old]
	seen := map[string]bool{c.old: true}
	add := func(text string, sort slip, words string) {
		if !seen[text] && isDate(text) {
			seen[text] = true
			c := c
			c.text, c.slip, c.words, c.meets = text, sort, words, s.dates[text]-own[text]-shared
			out = append(out, c)
		}
	}
	c.digits(add)
	if m[4] != "" {
		add(m[1]+m[2]+"-"+m[4]+"-"+m[3]+m[1], swappedParts, slipWords[swappedParts])
	}
	year, _ := strconv.Atoi(m[2])
	for _, by := range []int{1, 10, 100} {
		for _, y := range []int{year - by, year + by} {
			if y >= 0 {
				words := strconv.Itoa(by) + " years apart"
				if by == 1 {
					words = "a year apart"
				}
				add(m[1]+fmt.Sprintf("%04d", y)+c.old[len(m[1])+len(m[2]):], offYears, words)
			}
		}
	}
	for text := range beside {
		if plainDate.MatchString(text) {
			add(text, copied, slipWords[copied])
		}
	}
	slices.SortStableFunc(out, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.slip, b.slip), strings.Compare(a.text, b.text)) })
	return out
}

// digits adds what is one digit apart, and what has two digits exchanged.
func (c candidate) digits(add func(text string, s slip, words string)) {
	text := []byte(c.old)
	for i, was := range text {
		if was < '0' || was > '9' {
			continue
		}
		for d := byte('0'); d <= '9'; d++ {
			text[i] = d
			add(string(text), oneDigit, slipWords[oneDigit])
		}
		text[i] = was
		next := i + 1
		for next < len(text) && (text[next] < '0' || text[next] > '9') {
			next++
		}
		if next < len(text) {
			text[i], text[next] = text[next], text[i]
			add(string(text), swappedDigits, slipWords[swappedDigits])
			text[i], text[next] = text[next], text[i]
		}
	}
}

// isDate reports whether a text is a date as a fact file has it.
func isDate(text string) bool {
	if inner, quoted := strings.CutPrefix(text, `"`); quoted {
		_, err := edtf.Parse(strings.TrimSuffix(inner, `"`))
		return err == nil
	}
	_, err := edtf.Parse(text)
	return err == nil && (len(text) > 5 || text[0] != '0') // TOML writes no integer with a zero first
}

var plainFigure = regexp.MustCompile(`^[1-9][0-9_]*$`)

// figures returns what a whole number may have been.
func (c candidate) figures() (out []candidate) {
	if !plainFigure.MatchString(c.old) {
		return nil
	}
	digits := strings.ReplaceAll(c.old, "_", "")
	if len(digits) > 15 {
		return nil
	}
	seen := map[string]bool{digits: true}
	add := func(text string, s slip, words string) {
		if text != "" && text[0] != '0' && !seen[text] {
			seen[text] = true
			c := c
			c.text, c.slip, c.words = grouped(text, c.old), s, words
			out = append(out, c)
		}
	}
	for i := 1; i < len(digits); i++ {
		if digits[i] == digits[i-1] { // a key held too long
			add(digits[:i]+digits[i+1:], extraDigit, slipWords[extraDigit])
		}
	}
	add(digits+"0", missingDigit, slipWords[missingDigit])
	if strings.HasSuffix(digits, "000") {
		add(strings.TrimSuffix(digits, "000"), units, slipWords[units])
	}
	add(digits+"000", units, slipWords[units])
	return out
}

// grouped writes digits with underscores where the old figure has them.
func grouped(digits, old string) string {
	if !strings.Contains(old, "_") {
		return digits
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte('_')
		}
		b.WriteRune(d)
	}
	return b.String()
}
