package rules

import (
	"github.com/factlint/factlint/facts"
)

// A Finding is one thing found wrong: inert data, ready to be written in any format.
type Finding struct {
	Rule     *Rule
	Severity Severity // Warning or Error
	Message  string   // one sentence: what is claimed, what contradicts it, what to write instead
	Place    facts.Place
	Words    string // what the primary place says, for when another becomes the primary one
	Related  []facts.Note
	Fix      *Fix // nil when there is none
	// Alternatives are what may be meant instead of Fix, likelier first; none is safe.
	Alternatives []Fix
	// Fingerprint is made of the rule and the facts, never of line numbers. It
	// is unique within a run.
	Fingerprint string
	// Parts are the contradictions that a finding gathers, each as the finding
	// that it would be by itself. There are none in one that gathers nothing.
	Parts []Finding
	// Detail tells apart what one fact has wrong at one place.
	Detail string
}

// Contradictions returns the parts of a finding, or the finding as its only part.
func (f *Finding) Contradictions() []Finding {
	if f.Parts != nil {
		return f.Parts
	}
	return []Finding{*f}
}

// A Fix is a set of edits that would mend a finding.
type Fix struct {
	Title string // "End the tenure on 2022-05-24"
	// Safe says that it only writes what the facts already imply or certainly meant.
	Safe  bool
	Edits []Edit // against the text that was checked; they do not overlap
}

// An Edit replaces a range of a file.
type Edit struct {
	File *facts.File
	Span facts.Span
	Text string
}

// A Conflict is a set of facts, nearly always two, that cannot all be true.
// The engine gathers the conflicts of one rule under the fact common to them,
// so that one wrong record is one finding.
type Conflict struct {
	Message string // when it is a finding by itself
	// Sides are the facts in conflict, each with its place and what it says
	// there. The first is the primary place of a finding by itself.
	Sides []facts.Note
	// Also are further places, such as where the relation is declared.
	Also []facts.Note
	// About are the facts that tell the conflict apart from others of its rule,
	// where those among the sides may come and go without making another of it;
	// nil for all that have a place in it.
	About []*facts.Fact
	// Lack, when set, is what is missing. Conflicts about one lack are one finding
	// at the first, with the edits of all their fixes.
	Lack     Lack
	Severity Severity // Unset for that of the rule
	Fix      *Fix
	// Culprit, when set, is the fact under which the conflict is gathered, at its
	// side. The sides are then a chain: all are reported, in their order.
	Culprit *facts.Fact
	// Unlisted is how many more conflicts of the culprit are not reported.
	Unlisted int
	// Because says in a few words what rules the sides out together, for a
	// finding that gathers several: "and it has 1 seat".
	Because string
}

// A Lack is something that is not in the base: between two facts, such as a
// tenure, or what an id names.
type Lack struct {
	Facts [2]*facts.Fact
	ID    string
}

// A Limit is something that a rule did not judge, since that would have taken too
// long: nothing is said of it, right or wrong.
type Limit struct {
	Rule    *Rule
	Message string // one sentence: what was left out, of how many
	Judged  int    // how many of All were judged
	All     int
}
