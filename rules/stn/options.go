package stn

import "cmp"

// Options bound and steer a search for contradictions. In all numbers 0 means
// the default.
type Options struct {
	// Before settles ties between facts; without it the lower number is first.
	Before func(a, b Fact) bool
	// Told lists sets of facts, mostly pairs, that are reported already as
	// unable to be true together. See [Network.Contradictions].
	Told [][]Fact
	// Known, when not nil, says of a chain that it was reported another time.
	// It is reported again, but to go on the fact of it is set aside without
	// which most contradictions are left, so that what else there is shows too.
	Known func(*Chain) bool

	Reports  int // contradictions reported in full, 100; negative for all
	Related  int // related chains with each, 20; negative for none
	Records  int // records of the search for one chain, 16 000
	Filter   int // facts tried in the deletion filter, 40
	Culprits int // facts tried as the culprit, 8
}

const (
	defaultReports  = 100
	defaultRelated  = 20
	defaultRecords  = 16_000
	defaultFilter   = 40
	defaultCulprits = 8

	// What a report may cost, in relations looked at: about ten nanoseconds
	// each. Thousands of contradictions around one large hub or in one large
	// loop would else take minutes.
	searchWork = 5_000_000  // then chains are searched only one by one, when nothing else is left
	trialWork  = 15_000_000 // then the culprit is the fact in most chains
	stopWork   = 60_000_000 // then what is left is only counted
)

func (o *Options) ties() ties {
	if o.Before != nil {
		return o.Before
	}
	return byNumber
}

func (o *Options) records() int { return cmp.Or(o.Records, defaultRecords) }
func (o *Options) filter() int  { return cmp.Or(o.Filter, defaultFilter) }

// Chain is an irreducible contradiction: the facts cannot all be true, and any
// one of them left out, the others can. (Of a chain of more facts than
// Options.Filter, one that was not tried might be superfluous.)
type Chain struct {
	// Links in the order of time: a lower bound, relations, an upper bound
	// that is overshot; or for a Loop relations, each from where the last one
	// leads to, and the last to where the first begins.
	Links []Link
	Facts []Fact // by Options.Before
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
