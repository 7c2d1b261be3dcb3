// Package rulestest holds findings against expectations written into the fact
// files themselves:
//
//	end = 1996-11-27 # want tenure-overlap "until"
//
// says that a finding of the rule has its primary place on this line and that
// its message, or the words of a related place, contain the text. A line may
// want several; a finding that nobody wants fails, and so does the reverse.
package rulestest

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/rules"
)

// want is one expectation.
type want struct {
	file *facts.File
	line int
	rule string
	text string
	met  bool
}

var (
	wanted = regexp.MustCompile(`#\s*want\s+(.*)$`)
	one    = regexp.MustCompile(`^([a-z][a-z-]*)\s+("(?:[^"\\]|\\.)*")\s*`)
)

// Unmet returns what differs between the findings and the expectations in the
// files of the base, a line each; nothing when they agree.
func Unmet(base *facts.Base, findings []rules.Finding) []string {
	var wants []*want
	var out []string
	lines := map[*facts.File]*facts.Lines{}
	for _, f := range base.Files {
		lines[f] = facts.NewLines(f.Source)
		ws, bad := wantsIn(f, lines[f])
		wants, out = append(wants, ws...), append(out, bad...)
	}
	for i := range findings {
		f := &findings[i]
		line := lines[f.Place.File].Line(f.Place.Span.Start)
		k := slices.IndexFunc(wants, func(w *want) bool {
			return !w.met && w.file == f.Place.File && w.line == line && w.rule == f.Rule.Name && says(f, w.text)
		})
		if k < 0 {
			out = append(out, fmt.Sprintf("%s:%d: not wanted: %s: %s%s", f.Place.File.Path, line, f.Rule.Name, f.Message, related(f, lines)))
		} else {
			wants[k].met = true
		}
	}
	for _, w := range wants {
		if !w.met {
			out = append(out, fmt.Sprintf("%s:%d: missing: %s %q", w.file.Path, w.line, w.rule, w.text))
		}
	}
	return out
}

func wantsIn(f *facts.File, lines *facts.Lines) (ws []*want, bad []string) {
	for _, c := range toml.Comments(f.Source) {
		m := wanted.FindSubmatch(f.Source[c.Start:c.End])
		if m == nil {
			continue
		}
		line := lines.Line(c.Start)
		rest := strings.TrimSpace(string(m[1]))
		for rest != "" {
			w := one.FindStringSubmatch(rest)
			if w == nil {
				bad = append(bad, fmt.Sprintf("%s:%d: write # want RULE \"text\", not %s", f.Path, line, rest))
				break
			}
			text, err := strconv.Unquote(w[2])
			if err != nil {
				bad = append(bad, fmt.Sprintf("%s:%d: %s is no text: %v", f.Path, line, w[2], err))
			}
			ws = append(ws, &want{file: f, line: line, rule: w[1], text: text})
			rest = rest[len(w[0]):]
		}
	}
	return ws, bad
}

func says(f *rules.Finding, text string) bool {
	return strings.Contains(f.Message, text) ||
		slices.ContainsFunc(f.Related, func(n rules.Note) bool { return strings.Contains(n.Words, text) })
}

func related(f *rules.Finding, lines map[*facts.File]*facts.Lines) string {
	var b strings.Builder
	for _, n := range f.Related {
		fmt.Fprintf(&b, "\n    %s:%d: %s", n.File.Path, lines[n.File].Line(n.Span.Start), n.Words)
	}
	return b.String()
}
