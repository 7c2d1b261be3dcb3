package facts

import (
	"cmp"
	"slices"
	"sort"

	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
)

// origin is a file of another format, and the facts that its records make: as
// the text that TOML would have for them, so that they are read as all others
// are, with the place in the file of each part of that text.
type origin struct {
	source []byte // the file
	text   []byte // its facts as TOML
	starts []uint32
	places []mapping.Place // in the order of the text
	spans  []Span          // by fact: the whole of its record
	broken []bool          // by fact: a syntax error cut its record short
	once   []string        // by fact: its id, when it is made once; else ""

	comments []Span // of the file
	problems []Problem
	lost     []Span
	use      *mapping.Use
	by       *Records
	format   string
	begin    Span // of the first record; of a table the row that names its columns

	whole   *origin // with the facts that are made once, wherever else they are
	dropped []bool  // by fact of the whole: whether it is left out
}

// newOrigin makes the facts of a document.
func newOrigin(path, format string, doc *records.Document, by *Records) *origin {
	o := &origin{source: doc.Source, comments: doc.Comments, lost: doc.Lost, by: by, format: format, begin: begin(doc)}
	for _, p := range doc.Problems {
		problem := Problem{Kind: RecordSyntaxProblem, Span: p.Span, Message: p.Message, record: -1}
		if p.RelatedWords != "" {
			problem.Related.Span, problem.RelatedWords = p.Related, p.RelatedWords
		}
		o.problems = append(o.problems, problem)
	}
	made := by.Mapping.Apply(path, doc)
	o.use = made.Use
	for _, p := range made.Problems {
		if p.Kind == mapping.EmptyProblem {
			p.Message = "this record " + p.Message
		}
		o.problems = append(o.problems, Problem{Kind: recordKinds[p.Kind], Span: p.Span, Message: counted(p.Message, p.Count), record: -1})
	}
	slices.SortStableFunc(made.Facts, func(a, b mapping.Fact) int { return cmp.Compare(a.Record.Span.Start, b.Record.Span.Start) })
	var text mapping.Text
	for i := range made.Facts {
		f := &made.Facts[i]
		once := ""
		if f.Once {
			once = f.ID()
		}
		o.starts, o.spans, o.broken, o.once = append(o.starts, uint32(text.Len())), append(o.spans, f.Record.Span), append(o.broken, f.Record.Broken), append(o.once, once)
		text.Fact(f, f.Record.Head(o.source))
	}
	o.text, o.places = []byte(text.String()), slices.Clip(text.Places)
	o.whole, o.dropped = o, make([]bool, len(o.once))
	return o
}

// begin returns where a document begins, for a message about all of it.
func begin(doc *records.Document) Span {
	if last := len(doc.Columns) - 1; last >= 0 {
		return Span{Start: doc.Columns[0].Key.Start, End: doc.Columns[last].Key.End}
	}
	for first := range doc.Records {
		return first.Head(doc.Source)
	}
	if len(doc.Tops) > 0 {
		return doc.Tops[0].Head(doc.Source)
	}
	return Span{}
}

var recordKinds = [...]ProblemKind{
	mapping.PathProblem: RecordPathProblem, mapping.RecordsProblem: RecordPathProblem, mapping.EmptyProblem: RecordEmptyProblem,
	mapping.ValueProblem: RecordValueProblem, mapping.UntakenProblem: RecordUntakenProblem,
}

// without returns the origin with some of its facts left out.
func (o *origin) without(drop []bool) *origin {
	out := *o
	out.text, out.starts, out.places, out.spans, out.broken, out.once = nil, nil, nil, nil, nil, nil
	out.dropped = drop
	for i, start := range o.starts {
		if drop[i] {
			continue
		}
		end := uint32(len(o.text))
		if i+1 < len(o.starts) {
			end = o.starts[i+1]
		}
		shift := uint32(len(out.text)) - start // may wrap, and back
		out.starts = append(out.starts, uint32(len(out.text)))
		out.text = append(out.text, o.text[start:end]...)
		for j := sort.Search(len(o.places), func(j int) bool { return o.places[j].At >= start }); j < len(o.places) && o.places[j].At < end; j++ {
			p := o.places[j]
			p.At += shift
			out.places = append(out.places, p)
		}
		out.spans, out.broken, out.once = append(out.spans, o.spans[i]), append(out.broken, o.broken[i]), append(out.once, o.once[i])
	}
	return &out
}

// stands returns where in the file the part stands that a span of the text
// begins in.
func (o *origin) stands(s Span) Span {
	return mapping.SourceOf(o.places, s.Start)
}

// stands returns where in the file a span stands of the text that its facts are
// read from.
func (c *content) stands(s Span) Span {
	if c.origin == nil {
		return s
	}
	return c.origin.stands(s)
}

// standElsewhere gives what was found wrong while reading the text of an origin its
// places in the file, and puts before it what is wrong with the file itself. None of
// it can be mended: nobody writes into the records of other programs.
func (c *content) standElsewhere() {
	for i := range c.problems {
		p := &c.problems[i]
		p.Span, p.Instead, p.Certain = c.origin.stands(p.Span), "", false
		if p.Kind == SyntaxProblem {
			p.Kind = RecordSyntaxProblem // too much for one file
		}
	}
	c.problems = slices.Concat(c.origin.problems, c.problems)
	if c.lost != nil {
		c.lost = []Span{{End: uint32(len(c.origin.source))}}
	} else {
		c.lost = c.origin.lost
	}
}

// file returns the text of the file.
func (c *content) file() []byte {
	if c.origin == nil {
		return c.source
	}
	return c.origin.source
}

// maxAround is how many records before an offset are looked at for one that lies
// around it.
const maxAround = 1000

// holding returns the index of a fact whose record holds the byte at an offset of
// the file: of several the innermost, and of those that one record makes the one
// that has a value there; -1 for none.
func (c *content) holdingRecord(offset uint32) int {
	spans := c.origin.spans
	last := sort.Search(len(spans), func(i int) bool { return spans[i].Start > offset }) - 1
	best := -1
	for i := last; i >= 0 && i > last-maxAround; i-- {
		if spans[i].End <= offset && spans[i] != (Span{Start: offset, End: offset}) {
			continue
		}
		switch {
		case best >= 0 && spans[i] != spans[best]:
			if spans[i].End-spans[i].Start < spans[best].End-spans[best].Start {
				best = i
			}
		case c.hasValueAt(i, offset):
			return i
		default:
			best = i
		}
	}
	return best
}

// hasValueAt reports whether a fact has a value at an offset of the file.
func (c *content) hasValueAt(record int, offset uint32) bool {
	if record >= len(c.records) {
		return false // there were too many to be read
	}
	t := &c.traits[record]
	for _, v := range c.values[t.first : t.first+t.count] {
		if s := c.stands(Span{Start: v.start, End: v.end}); s.Start <= offset && offset < s.End {
			return true
		}
	}
	return false
}
