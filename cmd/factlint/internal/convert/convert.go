// Package convert turns records of other programs, in CSV, JSON, JSON lines and
// YAML, into facts, and facts into JSON lines.
//
// A mapping says which facts a record makes, and from where in it the fields
// come. It promises that nothing is lost without a word: a value that does not
// fit its field is written as it is, and told with the line it came from. It
// does not hold facts against each other; that is what factlint check is for.
//
// Records come from strangers: their size, their depth and, in YAML, what their
// aliases unfold to are bounded.
package convert

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// Options say how records become facts.
type Options struct {
	// Mapping says which facts a record makes; nil for records as Export writes them.
	Mapping *Mapping
	// Vocabulary is the kinds of the base, that of the mapping.
	Vocabulary *vocabulary.Vocabulary
	// Format is csv, tsv, json, jsonl or yaml; "" for that of the mapping, or
	// else of the ending of the name.
	Format string
	// Comments puts before each fact where it comes from.
	Comments bool
}

// A Problem is a value that does not fit, or a record that could not be used.
type Problem struct {
	Line    int // of the records, from 1
	Message string
}

// Result is what records were turned into.
type Result struct {
	Text     string // a fact file
	Facts    int
	Problems []Problem // sorted by line
	// Absent are columns that the mapping names and the table does not have: a
	// slip, or columns that are there at times only.
	Absent []declaration.Mistake
}

// Convert turns the records in src into facts. Name is shown in comments, and
// its ending tells the format. The error is for a source that is not of its
// format, with the line.
func Convert(ctx context.Context, name string, src []byte, o Options) (*Result, error) {
	format := o.Format
	if format == "" && o.Mapping != nil {
		format = o.Mapping.format
	}
	if format == "" {
		format = formatOf(name)
	}
	top, err := read(format, src, o.Mapping)
	if err != nil {
		return nil, err
	}
	w := &writer{options: o, name: name}
	if o.Mapping == nil {
		w.exported(top)
	} else {
		for i := range o.Mapping.facts {
			w.mapped(&o.Mapping.facts[i], top)
		}
	}
	r := &Result{Text: w.String(), Facts: len(w.lines), Problems: w.problems}
	if o.Mapping != nil && (format == "csv" || format == "tsv") {
		r.Absent = o.Mapping.absent(top.keys)
	}
	if err := w.check(ctx, r); err != nil {
		return nil, err
	}
	slices.SortStableFunc(r.Problems, func(a, b Problem) int { return a.Line - b.Line })
	return r, nil
}

// writer gathers facts as text.
type writer struct {
	strings.Builder
	options  Options
	name     string
	lines    []int // of the record that each fact comes from
	problems []Problem
}

func (w *writer) problem(line int, format string, args ...any) {
	w.problems = append(w.problems, Problem{line, fmt.Sprintf(format, args...)})
}

// entry is a field of a fact to be, and its value as TOML.
type entry struct{ name, value string }

func (w *writer) fact(kind string, line int, fields []entry) {
	if len(w.lines) > 0 {
		w.WriteByte('\n')
	}
	if w.options.Comments {
		fmt.Fprintf(w, "# from %s:%d\n", printable(w.name), line)
	}
	fmt.Fprintf(w, "[[%s]]\n", kind)
	for _, f := range fields {
		w.WriteString(f.name + " = " + f.value + "\n")
	}
	w.lines = append(w.lines, line)
}

// check reads the facts as factlint check would, each file by itself.
func (w *writer) check(ctx context.Context, r *Result) error {
	base, err := facts.Load(ctx, facts.Options{
		Vocabulary: w.options.Vocabulary,
		Overlay:    map[string][]byte{"facts.toml": []byte(r.Text)},
	})
	if err != nil {
		return err
	}
	for _, f := range base.Files {
		for _, p := range f.Problems {
			at := f.Holding(p.Span.Start)
			if p.Fact != nil {
				at = p.Fact
			}
			line := 1
			if at != nil && int(at.Index) < len(w.lines) {
				line = w.lines[at.Index]
			}
			r.Problems = append(r.Problems, Problem{line, p.Message})
		}
	}
	for first, again := range base.Duplicates {
		r.Problems = append(r.Problems, Problem{w.lines[again.Index], fmt.Sprintf("makes a fact with the id %s, as line %d does", wording.QuoteCut(again.ID(), 60), w.lines[first.Index])})
	}
	return nil
}

// absent tells of the columns that a mapping takes values from, without another
// to take them from, and that are not among those of a table.
func (m *Mapping) absent(columns []string) []declaration.Mistake {
	var out []declaration.Mistake
	look := func(from []path) {
		if slices.ContainsFunc(from, func(p path) bool { return len(p.steps) == 0 || slices.Contains(columns, p.steps[0].key) }) {
			return
		}
		for _, p := range from {
			near := ""
			if best := wording.Nearest(p.steps[0].key, slices.Values(columns)); best != "" {
				near = fmt.Sprintf(" (did you mean %s?)", wording.QuoteCut(best, 60))
			}
			out = append(out, declaration.Mistake{Span: p.at, Message: fmt.Sprintf("there is no column %s%s", wording.QuoteCut(p.steps[0].key, 60), near)})
		}
	}
	var fields func(list []fieldMapping)
	fields = func(list []fieldMapping) {
		for _, f := range list {
			look(f.from)
			fields(f.inner)
		}
	}
	for _, f := range m.facts {
		for _, p := range f.when {
			look([]path{p})
		}
		fields(f.fields)
	}
	return out
}

// printable returns a text fit for a comment on one line.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r == '\uFFFD' {
			return '_'
		}
		return r
	}, s)
}
