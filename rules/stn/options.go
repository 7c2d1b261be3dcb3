package stn

// Options steer a search for contradictions.
type Options struct {
	// Reported lists sets of facts, mostly pairs, that are reported already as
	// unable to be true together. See [Network.Contradictions].
	Reported [][]Fact
	// Known, when not nil, says of a chain that it was reported another time.
	// It is reported again, but to go on the fact of it is set aside without
	// which most contradictions are left, so that what else there is shows too.
	Known func(*Chain) bool
}

// What a search is bounded by.
const (
	maxReports  = 100       // contradictions reported in full
	maxClashes  = 1_000     // clashes over seats proved
	clashWork   = 100_000   // facts looked at in the proofs of all of them: of ten facts each takes a hundred
	maxRelated  = 20        // related chains with each
	maxRecords  = 16_000    // records of the search for one chain
	maxLooked   = 1_000_000 // relations looked at in it: one variable may have that many
	maxFiltered = 40        // facts tried in the deletion filter
	maxCulprits = 8         // facts tried as the culprit

	// What a report may cost, in relations looked at: ten to forty nanoseconds
	// each. Thousands of contradictions around one large hub or in one large
	// loop would else take minutes.
	searchWork = 5_000_000  // then chains are searched only one by one, when nothing else is left
	trialWork  = 10_000_000 // then the culprit is the fact in most chains, and all beyond the last report is only counted
	stopWork   = 40_000_000 // then what is left is only counted; if nothing is found yet, at twice that
)

// Chain is an irreducible contradiction: the facts cannot all be true, and any
// one of them left out, the others can. (Of a chain of more than 40 facts, one
// that was not tried might be superfluous.)
type Chain struct {
	// Links in the order of time: a lower bound, relations, an upper bound
	// that is overshot; or for a Loop relations, each from where the last one
	// leads to, and the last to where the first begins.
	Links []Link
	Facts []Fact // in order
	Loop  bool
	Gap   int64 // days by which it fails; 0 for a loop of orders with a strict one
}

// Contradiction is a chain with the fact that is set aside to go on.
type Contradiction struct {
	Chain
	// Culprit is the fact of the chain without which fewest contradictions are
	// left. It is an anchor, not blame: of equally trusted facts it is the
	// false one about half the time.
	Culprit Fact
	// Related are other chains that leaving out Culprit resolves too, each
	// with other facts; MoreRelated says how many are not listed.
	Related     []Chain
	MoreRelated int
}

// Report is what [Network.Contradictions] found. More says how many further
// contradictions there are, about: they are counted without the care that
// groups those reported.
type Report struct {
	Contradictions []Contradiction
	More           int
}
