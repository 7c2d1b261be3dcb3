// Package convert writes facts made of the records of other programs as a fact
// file, and facts as JSON lines.
//
// It promises that nothing is lost without a word: a value that does not fit its
// field is written as it is, and reported with the place it came from, as is
// everything that package mapping says is lost. It does not hold facts against
// each other; that is what factlint check is for.
package convert

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sort"
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
	// Untaken reports the keys and columns that the mapping does not take.
	Untaken bool
}

// A File is records to be converted.
type File struct {
	Name string // with forward slashes, as comments and messages show it
	Path string // as the mapping sees it: relative to the base that it belongs to
	Doc  *records.Document
}

// A Problem is something wrong with a place of a file: what is no record, what
// makes no fact, a value that does not fit.
type Problem struct {
	File int // among the files
	mapping.Problem
}

// Result is what records were turned into.
type Result struct {
	Text     string // a fact file
	Facts    int
	Problems []Problem // sorted by file and place; equal ones once
	// Absent are paths of the mapping that no record has.
	Absent []mapping.Problem
}

// Convert turns the records of files into facts. It lets go of the trees of the
// documents, which take many times what is made of them.
func Convert(ctx context.Context, files []File, o Options) (*Result, error) {
	w := &writer{options: o, files: files, once: map[string]bool{}}
	var uses []*mapping.Use
	for i := range files {
		doc := files[i].Doc
		for _, p := range doc.Problems {
			w.problem(i, p.Span, p.Message)
		}
		var made *mapping.Result
		if o.Mapping == nil {
			made = mapping.Exported(doc, o.Vocabulary)
		} else {
			made = o.Mapping.Apply(files[i].Path, doc)
			uses = append(uses, made.Use)
		}
		if o.Untaken && o.Mapping != nil {
			made.Problems = append(made.Problems, o.Mapping.Untaken(doc)...)
		}
		for _, p := range made.Problems {
			w.problems = append(w.problems, Problem{i, p})
		}
		w.starts, w.lines = append(w.starts, w.text.Len()), toml.NewLines(doc.Source)
		for j := range made.Facts {
			w.fact(i, &made.Facts[j])
		}
		doc.Tops = nil
	}
	r := &Result{Text: w.text.String(), Facts: len(w.heads)}
	if o.Mapping != nil {
		r.Absent = o.Mapping.Absent(uses)
	}
	if err := w.check(ctx, r.Text); err != nil {
		return nil, err
	}
	r.Problems = w.merged()
	return r, nil
}

// writer gathers facts as text, file by file.
type writer struct {
	options  Options
	files    []File
	text     mapping.Text
	starts   []int           // of what comes from each file
	lines    *toml.Lines     // of the file at hand
	once     map[string]bool // keys of facts that are written once
	heads    []place         // of the records that the facts come from
	problems []Problem
}

// place is where something stands in the files.
type place struct {
	file int
	span toml.Span
}

func (w *writer) problem(file int, at toml.Span, message string) {
	w.problems = append(w.problems, Problem{file, mapping.Problem{Span: at, Count: 1, Message: message}})
}

func (w *writer) fact(file int, f *mapping.Fact) {
	if f.Once && len(w.files) > 1 { // in one file the mapping has seen to it
		key := f.Key()
		if w.once[key] {
			return
		}
		w.once[key] = true
	}
	text, head := &w.text, f.Record.Head(w.files[file].Doc.Source)
	if len(w.heads) > 0 {
		text.WriteByte('\n')
	}
	if w.options.Comments {
		fmt.Fprintf(text, "# from %s:%d\n", printable(w.files[file].Name), w.lines.Position(head.Start).Line)
	}
	text.Fact(f, head)
	w.heads = append(w.heads, place{file, head})
}

// from returns where what stands at an offset of the whole comes from.
func (w *writer) from(offset uint32) place {
	file := sort.SearchInts(w.starts, int(offset)+1) - 1
	return place{file, mapping.SourceOf(w.text.Places, offset)}
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
			w.problem(at.file, at.span, p.Message)
		}
	}
	for first, later := range base.Duplicates {
		one, two := w.heads[first.Index], w.from(later.IDPlace().Span.Start)
		line := toml.NewLines(w.files[one.file].Doc.Source).Position(one.span.Start).Line
		where := fmt.Sprintf("line %d", line)
		if one.file != two.file {
			where = fmt.Sprintf("%s:%d", w.files[one.file].Name, line)
		}
		w.problem(two.file, two.span, fmt.Sprintf("makes a fact with the id %s, as %s does", wording.QuoteCut(later.ID(), 60), where))
	}
	return nil
}

// merged returns the problems by place, each once with how often it is.
func (w *writer) merged() []Problem {
	slices.SortStableFunc(w.problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	first := map[string]int{}
	var out []Problem
	for _, p := range w.problems {
		if i, known := first[p.Message]; known {
			out[i].Count += p.Count
			continue
		}
		first[p.Message] = len(out)
		out = append(out, p)
	}
	for i := range out {
		if p := &out[i]; p.Count > 1 {
			p.Message += fmt.Sprintf(" (the first of %d)", p.Count)
		}
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
