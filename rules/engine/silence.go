package engine

import (
	"cmp"
	"slices"
	"sync"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// silencer knows the ignore comments of a base.
type silencer struct {
	byFile map[*facts.File]*comments
}

// directive is an ignore comment that counts: it names known rules and gives a reason.
type directive struct {
	facts.Directive
	file  *facts.File
	rules []*rules.Rule
	used  bool
}

// comments are the directives of a file. Those that silence the same range are
// kept together, so that the time a finding takes does not grow with their
// number: files come from strangers, with a hundred thousand of them above one fact.
type comments struct {
	all    []*directive // in the order of writing
	whole  sameRange
	byFact map[*facts.Fact]*sameRange
	fields rangeTree
}

// sameRange is the directives that silence one range.
type sameRange struct {
	span       facts.Span // of a field
	directives []*directive
	asked      map[*rules.Rule]bool // whether a directive names the rule; those that do are marked
}

// silences marks the directives that name the rule as used and reports
// whether there is one.
func (g *sameRange) silences(r *rules.Rule) bool {
	if g == nil || len(g.directives) == 0 {
		return false
	}
	silent, known := g.asked[r]
	if known {
		return silent
	}
	for _, d := range g.directives {
		if slices.Contains(d.rules, r) {
			d.used, silent = true, true
		}
	}
	if g.asked == nil {
		g.asked = map[*rules.Rule]bool{}
	}
	g.asked[r] = silent
	return silent
}

func newSilencer(base *facts.Base, list rules.List) *silencer {
	s := &silencer{byFile: map[*facts.File]*comments{}}
	for _, f := range base.Files {
		if len(f.Directives) == 0 {
			continue
		}
		c := &comments{byFact: map[*facts.Fact]*sameRange{}}
		for _, d := range f.Directives {
			if rules, ok := rulesOf(d, list); ok {
				c.all = append(c.all, &directive{Directive: d, file: f, rules: rules})
			}
		}
		if len(c.all) > 0 {
			c.index()
			s.byFile[f] = c
		}
	}
	return s
}

// rulesOf returns the rules that a comment names; ok is false when it cannot
// be understood or names what is none.
func rulesOf(d facts.Directive, list rules.List) (rules rules.List, ok bool) {
	seen := map[string]bool{}
	for _, name := range d.Names {
		if seen[name] {
			continue
		}
		seen[name] = true
		selected := list.Named(name)
		if len(selected) == 0 {
			return nil, false
		}
		rules = append(rules, selected...)
	}
	return rules, d.Complaint == ""
}

func (c *comments) index() {
	bySpan := map[facts.Span]*sameRange{}
	for _, d := range c.all {
		for _, f := range d.Facts {
			g := c.byFact[f]
			if g == nil {
				g = &sameRange{}
				c.byFact[f] = g
			}
			g.directives = append(g.directives, d)
		}
		if len(d.Facts) > 0 {
			continue
		}
		g := &c.whole
		if !d.Whole {
			if g = bySpan[d.Field]; g == nil {
				g = &sameRange{span: d.Field}
				bySpan[d.Field] = g
				c.fields.ranges = append(c.fields.ranges, g)
			}
		}
		g.directives = append(g.directives, d)
	}
	c.fields.build()
}

// silences reports whether a comment at one of the places of a contradiction silences
// the rule there. A nil silencer silences nothing.
func (s *silencer) silences(r *rules.Rule, of *subject) (silent bool) {
	if s == nil || len(s.byFile) == 0 {
		return false
	}
	for _, p := range of.places {
		silent = s.at(r, p) || silent
	}
	return silent
}

// at marks every comment that silences the rule at a place as used.
func (s *silencer) at(r *rules.Rule, p facts.Place) bool {
	c := s.byFile[p.File]
	if c == nil {
		return false
	}
	silent := c.whole.silences(r)
	silent = c.byFact[p.Fact].silences(r) || silent
	if at := p.File.Holding(p.Span.Start); at != p.Fact {
		silent = c.byFact[at].silences(r) || silent
	}
	c.fields.over(p.Span.Start, func(g *sameRange) { silent = g.silences(r) || silent })
	return silent
}

// silence notes that a comment silences a contradiction.
func (r *Result) silence(rule *rules.Rule, s subject) {
	r.Ignored++
	if r.silenced == nil {
		r.silenced = map[string]bool{}
	}
	r.silenced[newNamer(nil, func() {}).fingerprint(rule, s)] = true
}

// rangeTree finds the ranges over a byte: a binary tree in a sorted slice, the
// root of each part in its middle.
type rangeTree struct {
	ranges []*sameRange
	ends   []uint32 // the furthest end in the part of which this is the middle
}

func (t *rangeTree) build() {
	slices.SortFunc(t.ranges, func(a, b *sameRange) int {
		return cmp.Or(cmp.Compare(a.span.Start, b.span.Start), cmp.Compare(a.span.End, b.span.End))
	})
	t.ends = make([]uint32, len(t.ranges))
	t.measure(0, len(t.ranges))
}

func (t *rangeTree) measure(lo, hi int) uint32 {
	if lo >= hi {
		return 0
	}
	mid := (lo + hi) / 2
	t.ends[mid] = max(t.ranges[mid].span.End, t.measure(lo, mid), t.measure(mid+1, hi))
	return t.ends[mid]
}

// over calls f with every range that holds the byte at offset.
func (t *rangeTree) over(offset uint32, f func(*sameRange)) { t.search(0, len(t.ranges), offset, f) }

func (t *rangeTree) search(lo, hi int, offset uint32, f func(*sameRange)) {
	for lo < hi {
		mid := (lo + hi) / 2
		if t.ends[mid] <= offset {
			return
		}
		t.search(lo, mid, offset, f)
		g := t.ranges[mid]
		if g.span.Start > offset {
			return
		}
		if offset < g.span.End {
			f(g)
		}
		lo = mid + 1
	}
}

// unused appends to kept the comments that silenced nothing, unless one of the
// rules they name did not run.
func (e *engine) unused(r *Result, kept []rules.Finding, s *silencer) []rules.Finding {
	rule := e.rules.Find("ignore-unused")
	safe := sync.OnceValue(e.allKnown)
	for _, f := range e.base.Files {
		c := s.byFile[f]
		if c == nil {
			continue
		}
		for _, d := range c.all {
			if d.used || !e.allRan(d) {
				continue
			}
			kept = e.keep(r, kept, s, rules.Finding{
				Rule: rule, Severity: rule.Severity,
				Message: "this comment silences nothing; remove it",
				Place:   facts.Place{File: f, Span: d.Span, Fact: d.Fact()},
				Fix:     writable(removal(f, d.Span, safe())),
			})
		}
	}
	return kept
}

// allRan reports whether every rule that the comment names is on for its file
// and was not stopped.
func (e *engine) allRan(d *directive) bool {
	on := e.profiles.byFile[d.file.Index].severity
	return !slices.ContainsFunc(d.rules, func(r *rules.Rule) bool {
		i := e.position(r)
		return on[i] == rules.Off || e.stopped(i)
	})
}

// allKnown reports whether no slip in the base hides anything from the rules. As
// long as one does, the finding that a comment silences may only be out of sight.
func (e *engine) allKnown() bool {
	b := e.base
	if len(b.Unread) > 0 || len(b.Problems) > 0 {
		return false
	}
	for range b.Duplicates {
		return false
	}
	for f := range b.All {
		if f.Inverted() {
			return false
		}
	}
	return !slices.ContainsFunc(b.Files, func(f *facts.File) bool { return len(f.Problems) > 0 })
}

// removal takes a comment out of a file: with its whole line when it is
// alone, else with the blanks before it.
func removal(f *facts.File, comment facts.Span, safe bool) *rules.Fix {
	src := f.Source
	start, end := comment.Start, comment.End
	for start > 0 && (src[start-1] == ' ' || src[start-1] == '\t') {
		start--
	}
	if start == 0 || src[start-1] == '\n' || string(src[:start]) == "\uFEFF" {
		if end < uint32(len(src)) && src[end] == '\r' {
			end++
		}
		if end < uint32(len(src)) && src[end] == '\n' {
			end++
		}
	}
	return &rules.Fix{Title: "Remove the comment", Safe: safe, Edits: []rules.Edit{{File: f, Span: facts.Span{Start: start, End: end}}}}
}
