package rules

import (
	"slices"

	"github.com/factlint/factlint/facts"
)

// silencer knows the ignore comments of a base.
type silencer struct {
	byFile map[*facts.File][]*directive
}

// directive is an ignore comment that counts: it names known rules and gives a reason.
type directive struct {
	facts.Directive
	file *facts.File
	used bool
}

func newSilencer(base *facts.Base) *silencer {
	s := &silencer{byFile: map[*facts.File][]*directive{}}
	for _, f := range base.Files {
		for _, d := range f.Directives {
			if d.Complaint == "" && !slices.ContainsFunc(d.Names, func(n string) bool { return !Known(n) }) {
				s.byFile[f] = append(s.byFile[f], &directive{Directive: d, file: f})
			}
		}
	}
	return s
}

// silences reports whether a comment at the finding's place, or at one of its
// related places, silences the rule there. A nil silencer silences nothing.
func (s *silencer) silences(r *Rule, place facts.Place, related []Note) bool {
	if s == nil || len(s.byFile) == 0 {
		return false
	}
	silent := s.at(r, place)
	for _, n := range related {
		silent = s.at(r, n.Place) || silent
	}
	return silent
}

func (s *silencer) silencesConflict(r *Rule, c *Conflict) bool {
	if len(s.byFile) == 0 {
		return false
	}
	silent := false
	for _, side := range c.Sides {
		silent = s.at(r, side.Place) || silent
	}
	for _, also := range c.Also {
		silent = s.at(r, also.Place) || silent
	}
	return silent
}

// at marks every comment that silences the rule at a place as used.
func (s *silencer) at(r *Rule, p facts.Place) bool {
	silent := false
	for _, d := range s.byFile[p.File] {
		if r.named(d.Names) && d.covers(p) {
			d.used, silent = true, true
		}
	}
	return silent
}

func (d *directive) covers(p facts.Place) bool {
	switch {
	case d.Whole:
		return true
	case d.Fact != nil:
		return p.Fact == d.Fact || p.File.Holding(p.Span.Start) == d.Fact
	}
	return d.Field.Start <= p.Span.Start && p.Span.Start < d.Field.End
}

// unused reports comments that silenced nothing, unless one of the rules they
// name did not run.
func (e *engine) unused(r *Result, s *silencer) {
	rule := Find(ignoreUnused.Name)
	for _, f := range e.base.Files {
		for _, d := range s.byFile[f] {
			if d.used || !e.allRan(d) {
				continue
			}
			e.settle(r, s, Finding{
				Rule: rule, Severity: rule.Severity,
				Message: "this comment silences nothing; remove it",
				Place:   facts.Place{File: f, Span: d.Span, Fact: d.Fact},
				Fix:     removal(f, d.Span),
			})
		}
	}
}

// allRan reports whether every rule that the comment names is on for its file.
func (e *engine) allRan(d *directive) bool {
	on := e.profiles.byFile[d.file.Index].severity
	for i, r := range e.rules {
		if on[i] == Off && r.named(d.Names) {
			return false
		}
	}
	return true
}

// removal takes a comment out of a file: with its whole line when it stands
// alone, else with the blanks before it.
func removal(f *facts.File, comment facts.Span) *Fix {
	src := f.Source
	start, end := comment.Start, comment.End
	for start > 0 && (src[start-1] == ' ' || src[start-1] == '\t') {
		start--
	}
	if start == 0 || src[start-1] == '\n' {
		if end < uint32(len(src)) && src[end] == '\r' {
			end++
		}
		if end < uint32(len(src)) && src[end] == '\n' {
			end++
		}
	}
	return &Fix{Title: "Remove the comment", Safe: true, Edits: []Edit{{File: f, Span: facts.Span{Start: start, End: end}}}}
}
