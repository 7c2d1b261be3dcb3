// Package convert writes facts made of the records of other programs as a fact
// file, and facts as JSON lines.
//
// It promises that nothing is lost without a word: a value that does not fit its
// field is written as it is, and told with the place it came from, as is
// everything that package mapping says is lost. It does not hold facts against
// each other; that is what factlint check is for.
package convert

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// Options say how records become facts.
type Options struct {
	// Mapping says which facts a record makes; nil for records as Export writes them.
	Mapping *mapping.Mapping
	// Vocabulary is the kinds of the base, that of the mapping.
	Vocabulary *vocabulary.Vocabulary
	// Comments puts before each fact where it comes from.
	Comments bool
	// Untaken tells of the keys and columns that the mapping does not take.
	Untaken bool
}

// A File is records to be converted.
type File struct {
	Name string // with forward slashes, as the mapping and comments see it
	Doc  *records.Document
}

// A Problem is something wrong with a place of a file: what is no record, what
// makes no fact, a value that does not fit.
type Problem struct {
	File    int // among the files
	Span    toml.Span
	Message string
}

// Result is what records were turned into.
type Result struct {
	Text     string // a fact file
	Facts    int
	Problems []Problem // sorted by file and place; equal ones told once
	// Absent are paths of the mapping that no record has.
	Absent []mapping.Problem
}

// Convert turns the records of files into facts.
func Convert(ctx context.Context, files []File, o Options) (*Result, error) {
	w := &writer{options: o, files: files, once: map[string]bool{}}
	var use *mapping.Use
	for i := range files {
		doc := files[i].Doc
		for _, p := range doc.Problems {
			w.problem(i, p.Span, 1, p.Message)
		}
		var made *mapping.Result
		if o.Mapping == nil {
			made = mapping.Exported(doc, o.Vocabulary)
		} else {
			made = o.Mapping.Apply(files[i].Name, doc)
			use = use.Add(made.Use)
		}
		for _, p := range made.Problems {
			w.problem(i, p.Span, p.Count, p.Message)
		}
		if o.Untaken && o.Mapping != nil {
			for _, p := range o.Mapping.Untaken(doc) {
				w.problem(i, p.Span, p.Count, p.Message)
			}
		}
		w.lines = toml.NewLines(doc.Source)
		for j := range made.Facts {
			w.fact(i, &made.Facts[j])
		}
	}
	r := &Result{Text: w.String(), Facts: len(w.heads)}
	if o.Mapping != nil {
		r.Absent = o.Mapping.Absent(use)
	}
	if err := w.check(ctx, r.Text); err != nil {
		return nil, err
	}
	r.Problems = w.told()
	return r, nil
}

// writer gathers facts as text.
type writer struct {
	strings.Builder
	options  Options
	files    []File
	lines    *toml.Lines
	once     map[string]bool // kinds and ids of facts that are written once
	heads    []place         // of the records that the facts come from
	places   []place         // of what is written, in order
	problems []problem
}

// place is where what is written from an offset on comes from.
type place struct {
	offset int
	file   int
	span   toml.Span
}

// problem is one or several things wrong in one way.
type problem struct {
	Problem
	count int
}

func (w *writer) problem(file int, at toml.Span, count int, message string) {
	w.problems = append(w.problems, problem{Problem{file, at, message}, count})
}

func (w *writer) fact(file int, f *mapping.Fact) {
	if id := f.ID(); f.Once && id != "" {
		key := f.Kind.Name + " " + id
		if w.once[key] {
			return
		}
		w.once[key] = true
	}
	head := f.Record.Head(w.files[file].Doc.Source)
	if len(w.heads) > 0 {
		w.WriteByte('\n')
	}
	if w.options.Comments {
		fmt.Fprintf(w, "# from %s:%d\n", printable(w.files[file].Name), w.lines.Position(head.Start).Line)
	}
	w.places = append(w.places, place{w.Len(), file, head})
	fmt.Fprintf(w, "[[%s]]\n", f.Kind.Name)
	for i := range f.Fields {
		w.field(file, &f.Fields[i], head)
		w.WriteByte('\n')
	}
	w.heads = append(w.heads, place{file: file, span: head})
}

// mark notes where the value that is written next comes from, and returns it; one
// without a place of its own has that of what is around it.
func (w *writer) mark(file int, v *mapping.Value, around toml.Span) toml.Span {
	at := v.Span
	if v.Constant {
		at = around
	}
	w.places = append(w.places, place{w.Len(), file, at})
	return at
}

// field writes a key and its value.
func (w *writer) field(file int, f *mapping.Field, around toml.Span) {
	at := w.mark(file, &f.Value, around)
	w.WriteString(key(f.Name) + " = ")
	w.value(file, &f.Value, at)
}

func (w *writer) value(file int, v *mapping.Value, at toml.Span) {
	switch v.Type {
	case toml.String:
		w.WriteString(toml.Quote(v.Text))
	case toml.Array:
		w.WriteByte('[')
		for i := range v.Items {
			if i > 0 {
				w.WriteString(", ")
			}
			w.value(file, &v.Items[i], w.mark(file, &v.Items[i], at))
		}
		w.WriteByte(']')
	case toml.Table:
		w.WriteByte('{')
		for i := range v.Fields {
			w.WriteString([...]string{" ", ", "}[min(i, 1)])
			w.field(file, &v.Fields[i], at)
		}
		if len(v.Fields) > 0 {
			w.WriteByte(' ')
		}
		w.WriteByte('}')
	default:
		w.WriteString(v.Text)
	}
}

// key writes a key, in quotes where it has to.
func key(name string) string {
	if name == "" || strings.ContainsFunc(name, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_' && c != '-'
	}) {
		return toml.Quote(name)
	}
	return name
}

// check reads the facts as factlint check would, each file by itself.
func (w *writer) check(ctx context.Context, text string) error {
	base, err := facts.Load(ctx, facts.Options{
		Vocabulary: w.options.Vocabulary,
		Overlay:    map[string][]byte{"facts.toml": []byte(text)},
	})
	if err != nil {
		return err
	}
	for _, f := range base.Files {
		for _, p := range f.Problems {
			at := w.from(p.Span.Start)
			w.problem(at.file, at.span, 1, p.Message)
		}
	}
	for first, again := range base.Duplicates {
		one, two := w.heads[first.Index], w.from(again.IDPlace().Span.Start)
		line := toml.NewLines(w.files[one.file].Doc.Source).Position(one.span.Start).Line
		where := fmt.Sprintf("line %d", line)
		if one.file != two.file {
			where = fmt.Sprintf("%s:%d", w.files[one.file].Name, line)
		}
		w.problem(two.file, two.span, 1, fmt.Sprintf("makes a fact with the id %s, as %s does", wording.QuoteCut(again.ID(), 60), where))
	}
	return nil
}

// from returns where what stands at an offset of the text comes from.
func (w *writer) from(offset uint32) place {
	i, found := slices.BinarySearchFunc(w.places, int(offset), func(p place, at int) int { return cmp.Compare(p.offset, at) })
	for found && i+1 < len(w.places) && w.places[i+1].offset == int(offset) {
		i++
	}
	if !found {
		i--
	}
	if i < 0 {
		return place{}
	}
	return w.places[i]
}

// told returns the problems by place, each once with how often it is.
func (w *writer) told() []Problem {
	slices.SortStableFunc(w.problems, func(a, b problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	first := map[string]int{}
	var out []problem
	for _, p := range w.problems {
		if i, again := first[p.Message]; again {
			out[i].count += p.count
			continue
		}
		first[p.Message] = len(out)
		out = append(out, p)
	}
	problems := make([]Problem, len(out))
	for i, p := range out {
		if problems[i] = p.Problem; p.count > 1 {
			problems[i].Message += fmt.Sprintf(" (the first of %d)", p.count)
		}
	}
	return problems
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
