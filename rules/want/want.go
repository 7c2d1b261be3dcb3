// Package want holds findings against expectations written into the fact files
// themselves:
//
//	end = 1996-11-27 # want tenure-overlap "until"
//
// says that a finding of the rule has its primary place on this line and that
// its message, or the words of a related place, contain the text. A line may
// want several; a finding that nobody wants is a difference, and so is a want
// that no finding meets.
package want

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/rules"
)

// difference is a finding that nobody wants, a want that no finding meets, or a
// comment that is none.
type difference struct {
	file    *facts.File
	span    facts.Span     // of the finding's primary place, or of the comment
	words   string         // "not wanted: RULE: …", "missing: RULE \"…\""
	finding *rules.Finding // nil for a comment
}

// want is one expectation.
type want struct {
	file *facts.File
	span facts.Span
	line int
	rule string
	text string
	met  bool
}

var (
	wanted = regexp.MustCompile(`#\s*want\s+(.*)$`)
	one    = regexp.MustCompile(`^([a-z][a-z0-9-]*)\s+("(?:[^"\\]|\\.)*")\s*`)
)

// Differences returns what differs between the findings and the expectations in
// the files of the base, by file and place, a line each with related places below,
// and how many expectations there are. At says where an offset of a file is.
func Differences(base *facts.Base, findings []rules.Finding, at func(f *facts.File, offset uint32) string) (out []string, wants int) {
	all, differences := compare(base, findings)
	for _, d := range differences {
		out = append(out, at(d.file, d.span.Start)+": "+d.words)
		if d.finding != nil {
			for _, n := range d.finding.Related {
				out = append(out, "    "+at(n.File, n.Span.Start)+": "+n.Words)
			}
		}
	}
	return out, len(all)
}

func compare(base *facts.Base, findings []rules.Finding) (all []*want, out []difference) {
	for _, f := range base.Files {
		ws, bad := wantsIn(f, f.Lines())
		all, out = append(all, ws...), append(out, bad...)
	}
	for i := range findings {
		f := &findings[i]
		line := f.Place.File.Lines().Line(f.Place.Span.Start)
		k := slices.IndexFunc(all, func(w *want) bool {
			return !w.met && w.file == f.Place.File && w.line == line && w.rule == f.Rule.Name && says(f, w.text)
		})
		if k < 0 {
			out = append(out, difference{f.Place.File, f.Place.Span, "not wanted: " + f.Rule.Name + ": " + f.Message, f})
		} else {
			all[k].met = true
		}
	}
	for _, w := range all {
		if !w.met {
			out = append(out, difference{w.file, w.span, fmt.Sprintf("missing: %s %q", w.rule, w.text), nil})
		}
	}
	slices.SortStableFunc(out, func(a, b difference) int {
		return cmp.Or(cmp.Compare(a.file.Index, b.file.Index), cmp.Compare(a.span.Start, b.span.Start), strings.Compare(a.words, b.words))
	})
	return all, out
}

func wantsIn(f *facts.File, lines *toml.Lines) (ws []*want, bad []difference) {
	for _, c := range f.Comments() {
		m := wanted.FindSubmatch(f.Source[c.Start:c.End])
		if m == nil {
			continue
		}
		line := lines.Line(c.Start)
		rest := strings.TrimSpace(string(m[1]))
		for rest != "" {
			w := one.FindStringSubmatch(rest)
			if w == nil {
				bad = append(bad, difference{f, c, "write # want RULE \"text\", not " + rest, nil})
				break
			}
			text, err := strconv.Unquote(w[2])
			if err != nil {
				bad = append(bad, difference{f, c, w[2] + " is not text in quotes", nil})
			}
			ws = append(ws, &want{file: f, span: c, line: line, rule: w[1], text: text})
			rest = rest[len(w[0]):]
		}
	}
	return ws, bad
}

func says(f *rules.Finding, text string) bool {
	return strings.Contains(f.Message, text) ||
		slices.ContainsFunc(f.Related, func(n facts.Note) bool { return strings.Contains(n.Words, text) })
}
