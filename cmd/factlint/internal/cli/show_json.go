package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
)

// shown is what show prints, in the layout of its JSON. The number of the
// schema grows when a field changes its meaning or goes away, not when one is
// added. Lists are never null.
type shown struct {
	Schema     int          `json:"schema"`
	Consistent bool         `json:"consistent"` // no facts contradict each other in time, so every bound is the tightest
	Facts      []*shownFact `json:"facts"`
}

// shownFact is everything known of one fact.
type shownFact struct {
	factName
	Status string `json:"status"` // "", planned, cancelled or disputed
	shownPlace
	Shared    int              `json:"same_id"` // how many facts have this id
	Fields    []shownField     `json:"fields"`  // but for id and source
	Sources   []shownValue     `json:"sources"`
	Begin     *shownMoment     `json:"begin"` // null when the kind has no period
	End       *shownMoment     `json:"end"`
	Referrers []shownReference `json:"referrers"` // in the order of files and of writing
	Holders   []*shownTenure   `json:"holders"`   // of what can be held, in the order of time
	Tenures   []*shownTenure   `json:"tenures"`   // that it holds, in the order of time
	Acts      shownActs        `json:"acts"`

	held bool // its kind can be held
}

// factName names a fact. The id is "" when it has none.
type factName struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Label string `json:"label"`
}

// shownPlace counts lines and columns from 1, columns in code points; the end
// is exclusive.
type shownPlace struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
}

type shownField struct {
	Name   string       `json:"name"`
	Values []shownValue `json:"values"` // several of a list
}

// shownValue is a value in words, and the facts that it refers to.
type shownValue struct {
	Text string     `json:"text"`
	Refs []factName `json:"refs"`
	shownPlace
}

// shownMoment is what all facts together say of a beginning or an end.
type shownMoment struct {
	Earliest shownBound `json:"earliest"`
	Latest   shownBound `json:"latest"`
	Ongoing  bool       `json:"ongoing"` // said to have not ended

	verb string
	at   edtf.Moment
	own  string // of what is ongoing: which date says so
}

// shownBound is a bound, and what it follows from, step by step.
type shownBound struct {
	Day   *string     `json:"day"` // ISO 8601; null when unknown
	Own   bool        `json:"own"` // the fact's own date says so
	Steps []shownStep `json:"steps"`

	own string // which date says so
}

type shownStep struct {
	Message string   `json:"message"`
	Fact    factName `json:"fact"` // whose claim it is
	shownPlace

	words string // the message for people, who know which fact it is about
}

type shownReference struct {
	Fact  factName `json:"fact"`
	Field string   `json:"field"` // "by", "by.as"
	shownPlace

	from *facts.Fact
}

// shownTenure is a tenure among those of one office or of one holder.
type shownTenure struct {
	Tenure factName `json:"tenure"`
	Holder factName `json:"holder"`
	Of     factName `json:"of"`
	Acting bool     `json:"acting"`
	Status string   `json:"status"`
	shownPlace
	Earliest *string `json:"earliest"` // begins on that day or later
	Latest   *string `json:"latest"`   // ends on that day or earlier
	// Gap is the time before it in which certainly no holder is recorded.
	Gap *shownGap `json:"gap_before"`
	// Overlaps are tenures listed earlier that it certainly overlaps, at most
	// maxOverlaps of OverlapCount.
	Overlaps     []shownOverlap `json:"overlaps"`
	OverlapCount int            `json:"overlap_count"`

	from, until string
}

type shownGap struct {
	From  string `json:"from"` // the first free day
	Until string `json:"until"`
	Days  int64  `json:"days"`

	words string
}

type shownOverlap struct {
	Tenure factName `json:"tenure"`
	Holder factName `json:"holder"`
	From   *string  `json:"from"` // certainly from that day
	Until  *string  `json:"until"`

	words string
}

type shownActs struct {
	Count   int              `json:"count"` // facts in which it acts
	Offices []shownActsInOne `json:"offices"`
}

type shownActsInOne struct {
	Fact  factName `json:"fact"`
	Count int      `json:"count"`
}

func nameOf(f *facts.Fact) factName { return factName{f.Kind.Name, f.ID, f.Label()} }

// isoDay writes the day of a second as ISO 8601 does: 2022-05-24, and years
// outside 0000…9999 with a sign. It is nil for an unknown one.
func isoDay(second int64) *string {
	if second <= edtf.Past || second >= edtf.Future {
		return nil
	}
	y, m, d := time.Unix(second, 0).UTC().Date()
	sign := ""
	switch {
	case y > 9999:
		sign = "+"
	case y < 0:
		sign, y = "-", -y
	}
	s := fmt.Sprintf("%s%04d-%02d-%02d", sign, y, m, d)
	return &s
}

// writeJSON writes one object, indented. Beyond what JSON asks for it escapes
// every character that must not reach a terminal or a log raw.
func (s *shown) writeJSON(w io.Writer) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(s); err != nil {
		return err
	}
	out := make([]byte, 0, b.Len())
	for src := b.Bytes(); len(src) > 0; {
		r, size := utf8.DecodeRune(src)
		if r >= 0x7f && report.Visible(string(src[:size])) != string(src[:size]) {
			for _, u := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, u)
			}
		} else {
			out = append(out, src[:size]...)
		}
		src = src[size:]
	}
	_, err := w.Write(out)
	return err
}
