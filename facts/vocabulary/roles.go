package vocabulary

import (
	"slices"

	"github.com/factlint/factlint/facts/types"
)

// Roles are the roles that a kind plays, nil for those that it does not.
//
// The tags of a role say what may be declared of it. A key with takes names a field
// of one of the types, with "many" one that may hold a list: an int is the index of
// a field of the kind itself, None when the role names none; an OtherField is one of
// what the role's of names, or by own = "yes" of the kind itself. A text is a word.
type Roles struct {
	Period     *PeriodRole     `toml:"period" doc:"When it begins and ends: the field with its date, or those with its start and end." called:"the role period" form:"a period names its fields: \"FIELD\", or { start = \"FIELD\", end = \"FIELD\" }"`
	Tenure     *TenureRole     `toml:"tenure" doc:"Somebody occupies something for a time; without a holder, nobody does." called:"the role tenure" form:"the role tenure is a table with the keys {keys}"`
	Membership *MembershipRole `toml:"membership" doc:"Somebody belongs to something for a time." called:"the role membership" form:"the role membership is a table with the keys {keys}"`
	Election   *ElectionRole   `toml:"election" doc:"Somebody is chosen for an office." called:"the role election" form:"the role election is a table with the keys {keys}"`
	Quantity   *QuantityRole   `toml:"quantity" doc:"A number about something at a time." called:"the role quantity" form:"the role quantity is a table with the keys {keys}"`
	Source     *SourceRole     `toml:"source" doc:"Facts are cited from it." called:"the role source" form:"the role source is a table with the keys {keys}"`

	// Vacancy is a tenure without a holder: nobody held Of during the period.
	Vacancy *TenureRole
}

// PeriodRole says which fields hold the time of a fact: Date for a period in
// one field, Start and End for one in two. The words are said of facts of the
// kind, and have those of the table [common.period] of kinds.toml for a default.
type PeriodRole struct {
	Date  int  `toml:"-" key:"date" takes:"date many" doc:"The field with its date."`
	Start int  `toml:"-" key:"start" takes:"date" doc:"The field with its beginning."`
	End   int  `toml:"-" key:"end" takes:"date" doc:"The field with its end."`
	Place bool `toml:"place" doc:"It is a place: facts that name the same one share its clock."`
	Human bool `toml:"human" doc:"It is the life of a human being, who holds office at the age of one."`

	Is            string `toml:"is" doc:"Said of its date: \"existed\"." validate:"word"`
	Begins        string `toml:"begins" doc:"Said of its beginning: \"was born\"." validate:"word"`
	Ends          string `toml:"ends" doc:"Said of its end: \"died\"." validate:"word"`
	EndsNotBefore string `toml:"ends_not_before" doc:"Said of the earliest day of its end: \"did not die before\"." validate:"word"`
	GoesOn        string `toml:"goes_on" doc:"Said while it has not ended: \"is still alive\"." validate:"word"`
	Lasts         string `toml:"lasts" doc:"Said of the time between: \"is alive\"." validate:"word"`
	Beginning     string `toml:"beginning" doc:"What its beginning is called: \"birth\"." validate:"word"`
	Ending        string `toml:"ending" doc:"What its end is called: \"death\"." validate:"word"`
}

// Short is the key that a text stands for: a period in one field.
func (PeriodRole) Short() string { return "date" }

// TenureRole says that Holder occupies Of during the period. The other fields,
// Acting apart, are of what is held.
type TenureRole struct {
	Holder           int        `toml:"-" key:"holder" takes:"ref" doc:"The field that names who occupies it; without it nobody does."`
	Of               int        `toml:"-" key:"of" takes:"ref" doc:"The field that names what is occupied."`
	Seats            OtherField `toml:"-" key:"seats" takes:"integer" doc:"The field of what is occupied that says by how many at once."`
	Acting           int        `toml:"-" key:"acting" takes:"boolean" doc:"The field that says that somebody only stands in, and takes no seat."`
	Complete         OtherField `toml:"-" key:"complete" takes:"boolean" doc:"The field of what is occupied that says that the base lists everybody who did."`
	MinAge           OtherField `toml:"-" key:"min_age" takes:"number integer" doc:"The field of what is occupied with the least age of a holder, in years."`
	MaxTerm          OtherField `toml:"-" key:"max_term" takes:"duration" doc:"The field of what is occupied that says for how long at most."`
	MaxConsecutive   OtherField `toml:"-" key:"max_consecutive" takes:"integer" doc:"The field of what is occupied that says how many times in a row."`
	IncompatibleWith OtherField `toml:"-" key:"incompatible_with" takes:"ref many" doc:"The field of what is occupied that names what nobody occupies besides."`

	Holds   string `toml:"holds" doc:"Said of the holder, before what is held: \"holds\"." validate:"word"`
	HoldsIt string `toml:"holds_it" doc:"The same where what is held is known: \"holds it\"." validate:"word"`
	HeldIt  string `toml:"held_it" doc:"The same of a time that is over: \"held it\"." validate:"word"`
}

// MembershipRole says that Member belongs to Of during the period. Exclusive is a
// field of what they belong to: to one of those with the same name, and no other.
type MembershipRole struct {
	Member    int        `toml:"-" key:"member" takes:"ref" doc:"The field that names who belongs to it."`
	Of        int        `toml:"-" key:"of" takes:"ref" doc:"The field that names what they belong to."`
	Exclusive OtherField `toml:"-" key:"exclusive" takes:"string" doc:"The field of what they belong to that says as what nobody belongs to another."`

	Belongs string `toml:"belongs" doc:"Said of the member, before what they belong to: \"belongs to\"." validate:"word"`
}

// ElectionRole says that somebody is chosen for an office.
type ElectionRole struct {
	Office     int `toml:"-" key:"office" takes:"ref" doc:"The field that names the office."`
	Winner     int `toml:"-" key:"winner" takes:"ref many" doc:"The field that names who was chosen."`
	Defeated   int `toml:"-" key:"defeated" takes:"ref many" doc:"The field that names who was not."`
	Candidates int `toml:"-" key:"candidates" takes:"ref many" doc:"The field that names who stood."`
}

// QuantityRole describes a number about Of at a time. PartOf, Area and Shares are
// fields of the thing measured or of the fact itself.
type QuantityRole struct {
	Of          int        `toml:"-" key:"of" takes:"ref" doc:"The field that names what is measured."`
	At          int        `toml:"-" key:"at" takes:"date" doc:"The field with the time the number is for."`
	Min         int        `toml:"-" key:"min" takes:"number integer" doc:"The field with the least number."`
	Max         int        `toml:"-" key:"max" takes:"number integer" doc:"The field with the greatest number."`
	Value       int        `toml:"-" key:"value" takes:"number integer" doc:"The field with the number."`
	PartOf      OtherField `toml:"-" key:"part_of" takes:"ref many" own:"yes" doc:"The field that names what the thing measured is a part of."`
	Area        OtherField `toml:"-" key:"area" takes:"number integer" own:"yes" doc:"The field with the area of the thing measured, in square kilometres."`
	Shares      OtherField `toml:"-" key:"shares" takes:"table" own:"yes" doc:"The field with the share of each group."`
	Group       int        `toml:"-" key:"group" takes:"string" doc:"The field with the group counted, when it is not everybody."`
	Predominant int        `toml:"-" key:"predominant" takes:"string" doc:"The field with the largest group."`
	Overlapping int        `toml:"-" key:"overlapping" takes:"boolean" doc:"The field that says that the shares may count somebody twice."`
	People      bool       `toml:"people" doc:"The number is one of people."`
}

// SourceRole describes something that facts are cited from.
type SourceRole struct {
	Published int `toml:"-" key:"published" takes:"date" doc:"The field with the day of publication."`
	Accessed  int `toml:"-" key:"accessed" takes:"date" doc:"The field with the day it was last read."`
}

// An OtherField is a field that a role expects in facts which may be of any kind,
// known by its name and its type. The zero value is in none.
type OtherField struct {
	Name  string
	takes takes
}

// In returns the index of the field in a kind, None when the kind has none of
// that name and type.
func (o OtherField) In(k *Kind) int {
	if o.Name != "" {
		if i := k.FieldIndex(o.Name); i != None && o.takes.fits(&k.Fields[i]) {
			return i
		}
	}
	return None
}

// takes says which fields a key of a role may name.
type takes struct {
	types []types.Type
	many  bool // also one that may hold a list
}

func (t takes) fits(f *Field) bool { return slices.Contains(t.types, f.Type) && (t.many || !f.Many) }
