// Package show gathers what a base knows of a fact, and what follows from it, in
// words: its fields, when it begins and ends by all facts together, who holds
// it, who refers to it. The command show prints it, and editors show it beside
// a fact.
//
// It promises nothing about the layout of a page, and escapes nothing: the
// texts are those of fact files, and whoever shows them must. The names in JSON
// are those of factlint show --format json.
package show

import (
	"fmt"
	"time"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/timeline"
)

// A View says what is known of the facts of one base.
type View struct {
	Base *facts.Base
	// Timeline and Referrers are called when they are asked for.
	Timeline  func() *timeline.Timeline
	Referrers func() *facts.Referrers
	// Path names a file as people see it.
	Path func(*facts.File) string
}

// place finds the lines and columns of a place.
func (s *View) place(p facts.Place) Place {
	l := p.File.Lines()
	start, end := l.Position(p.Span.Start), l.Position(p.Span.End)
	return Place{s.Path(p.File), start.Line, start.Column, end.Line, end.Column}
}

// String returns the place as "file:line".
func (p Place) String() string { return fmt.Sprintf("%s:%d", p.File, p.Line) }

func nameOf(f *facts.Fact) Name { return Name{f.Kind().Name, f.ID(), f.Label()} }

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
