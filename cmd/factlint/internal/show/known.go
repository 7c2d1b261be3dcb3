package show

import (
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/timeline"
)

// A Fact is everything known of one fact.
type Fact struct {
	Name
	Status string `json:"status"` // "", planned, cancelled or disputed
	Place
	Shared    int         `json:"same_id"` // how many facts have this id
	Fields    []Field     `json:"fields"`  // except for id and source
	Sources   []Value     `json:"sources"`
	Begin     *Moment     `json:"begin"` // null when the kind has no period
	End       *Moment     `json:"end"`
	Referrers []Reference `json:"referrers"` // in the order of files and of writing
	Holders   []*Tenure   `json:"holders"`   // of what can be held, in the order of time
	Tenures   []*Tenure   `json:"tenures"`   // that it holds, in the order of time
	Acts      Acts        `json:"acts"`

	Holdable bool `json:"-"` // its kind can be held
}

// A Name names a fact. The id is "" when it has none.
type Name struct {
	Kind  string `json:"kind"`
	ID    string `json:"id"`
	Label string `json:"label"`
}

// A Place counts lines and columns from 1, columns in code points; the end
// is exclusive.
type Place struct {
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"`
	EndLine   int    `json:"end_line"`
	EndColumn int    `json:"end_column"`
}

// A Field is a field that the fact sets, in words.
type Field struct {
	Name   string  `json:"name"`
	Values []Value `json:"values"` // several of a list
}

// A Value is a value in words, and the facts that it refers to.
type Value struct {
	Text string `json:"text"`
	Refs []Name `json:"refs"`
	Place
}

// A Moment is what all facts together say of a beginning or an end.
type Moment struct {
	Earliest Bound `json:"earliest"`
	Latest   Bound `json:"latest"`
	Ongoing  bool  `json:"ongoing"` // said to have not ended

	timeline.Words `json:"-"`  // what the fact does then
	At             edtf.Moment `json:"-"`
	Own            string      `json:"-"` // of what is ongoing: which date says so
}

// A Bound is a bound, and what it follows from, step by step.
type Bound struct {
	Day   *string `json:"day"` // ISO 8601; null when unknown
	Own   bool    `json:"own"` // the fact's own date says so
	Steps []Step  `json:"steps"`

	OwnDate string `json:"-"` // which date says so
}

// A Step is what one fact says on the way to a bound.
type Step struct {
	Message string `json:"message"`
	Fact    Name   `json:"fact"` // whose claim it is
	Place

	Words string `json:"-"` // the message for people, who know which fact it is about
}

// A Reference is one place where another fact refers to it.
type Reference struct {
	Fact  Name   `json:"fact"`
	Field string `json:"field"` // "by", "by.as"
	Place

	From *facts.Fact `json:"-"`
}

// A Tenure is a tenure among those of one office or of one holder.
type Tenure struct {
	Tenure Name   `json:"tenure"`
	Holder Name   `json:"holder"`
	Of     Name   `json:"of"`
	Acting bool   `json:"acting"`
	Status string `json:"status"`
	Place
	Earliest *string `json:"earliest"` // begins on that day or later
	Latest   *string `json:"latest"`   // ends on that day or earlier
	// Gap is the time before it in which certainly no holder is recorded.
	Gap *Gap `json:"gap_before"`
	// Overlaps are tenures listed earlier that it certainly overlaps, at most
	// maxOverlaps of OverlapCount.
	Overlaps     []Overlap `json:"overlaps"`
	OverlapCount int       `json:"overlap_count"`

	From, Until string `json:"-"` // the moments in words
}

// A Gap is a time in which certainly nobody is recorded.
type Gap struct {
	From  string `json:"from"` // the first free day
	Until string `json:"until"`
	Days  int64  `json:"days"`

	Words string `json:"-"`
}

// An Overlap is a time in which certainly two hold at once.
type Overlap struct {
	Tenure Name    `json:"tenure"`
	Holder Name    `json:"holder"`
	From   *string `json:"from"` // certainly from that day
	Until  *string `json:"until"`

	Words string `json:"-"`
}

// Acts counts the facts in which a fact acts.
type Acts struct {
	Count   int      `json:"count"` // facts in which it acts
	Offices []ActsAs `json:"offices"`
}

// ActsAs counts those of them in one office.
type ActsAs struct {
	Fact  Name `json:"fact"`
	Count int  `json:"count"`
}

// Report is what factlint show prints, in the layout of its JSON. The number of the
// schema grows when a field changes its meaning or goes away, not when one is
// added. Lists are never null.
type Report struct {
	Schema     int     `json:"schema"`
	Consistent bool    `json:"consistent"` // no facts contradict each other in time, so every bound is the tightest
	Facts      []*Fact `json:"facts"`
}
