package mapping

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// A Mapping says which facts records make. Once read it does not change, and may
// be used by several goroutines at once.
type Mapping struct {
	// Format is what the mapping says of the format of the records; "" for nothing.
	Format string
	// Delimiter is what is between the columns of a table, 0 for the usual.
	Delimiter rune

	groups  []group
	facts   int
	ways    []*way
	choices []choice
	taken   *taken
	lenient bool // no record needs to have anything: it is made for many spellings
}

// A group is the facts that the records at one path make.
type group struct {
	records *way
	facts   []fact
}

// fact is one [[fact]]: a fact for each record.
type fact struct {
	index  int // among those of the mapping
	at     toml.Span
	kind   *vocabulary.Kind
	when   []condition
	once   bool
	fields []field
}

// A condition is what a record must have.
type condition struct {
	ways     []*way // of which one is enough
	likeness likeness
}

// source is a path from which values come.
type source struct {
	way      *way
	likeness likeness
	change   change
	slug     bool
	prefix   string
}

// field says where the value of a field comes from.
type field struct {
	field     *vocabulary.Field
	from      []source // the first that has a value
	join      []part
	constant  *Value
	inner     []field // of a table
	split     string  // a text is a list with this between its items
	change    change
	slug      bool
	prefix    string
	date      string // the order in which a date is written
	precision []*way // of a date, as a number of Wikidata
}

// A choice is the ways of which the first with a value counts, from the records at one path.
type choice struct {
	ways    []*way
	records *way
	fact    int // from 1, of which it gives a field; 0 for none
}

// Parse reads a mapping that is a file of its own onto the kinds of a vocabulary.
// Format is that of the records when it is known already, else "". The Mapping is
// nil exactly when there are mistakes, which are sorted by place.
func Parse(src []byte, format string, v *vocabulary.Vocabulary) (*Mapping, []declaration.Mistake) {
	var d Declaration
	doc := Language().Read(new(toml.Parser).Parse(bytes.Clone(src)), &d, "a mapping", nil)
	if format == "" {
		format = d.Format
	}
	if len(d.Fact) == 0 && len(doc.Mistakes) == 0 {
		doc.Mistake("", doc.Root().Span, "a mapping says which facts a record makes: [[fact]], then kind and fields")
	}
	m := New(doc, d.Fact, "fact", format, v)
	m.Format = d.Format
	if d.Delimiter != "" {
		m.Delimiter, _ = utf8.DecodeRuneInString(d.Delimiter)
	}
	if mistakes := doc.Sorted(); len(mistakes) > 0 {
		return nil, mistakes
	}
	return m, nil
}

// What a mapping may have: each of its paths is looked for in each record.
const (
	maxFacts    = 100
	maxWays     = 2000
	maxPatterns = 1000
)

// New reads the facts that are at a path of a document, such as "fact" or
// "records[0].fact"; mistakes are reported by the document. Format is that of the
// records, "" when it is not known.
func New(doc *declaration.Document, declared []FactDeclaration, at, format string, v *vocabulary.Vocabulary) *Mapping {
	r := reader{doc: doc, vocabulary: v, table: records.Named(format).Table}
	for i := range declared {
		if i == maxFacts {
			doc.Mistake(at, doc.At(fmt.Sprintf("%s[%d]", at, i)).Span, "there are more than %d facts; leave some out, or write another mapping for them", maxFacts)
			break
		}
		r.fact(&declared[i], fmt.Sprintf("%s[%d]", at, i))
	}
	r.mapping.facts = len(declared)
	r.mapping.taken = takenBy(&r.mapping)
	return &r.mapping
}

type reader struct {
	doc        *declaration.Document
	vocabulary *vocabulary.Vocabulary
	mapping    Mapping
	table      bool
	records    *way // of the fact that is read
	within     int  // that fact, from 1, while its fields are read
	patterns   int  // so far
}

func (r *reader) fact(d *FactDeclaration, at string) {
	kind := r.doc.At(at + ".kind")
	if kind == nil || r.doc.HasMistake(at+".kind") {
		return
	}
	f := fact{index: r.mapping.facts, kind: r.vocabulary.Kind(d.Kind), once: d.Once}
	r.mapping.facts++
	if f.kind == nil {
		r.doc.Mistake(at, kind.Span, "there is no kind %s%s", wording.Quote(d.Kind), wording.DidYouMean(d.Kind, vocabulary.KindNames(r.vocabulary.Kinds)))
		return
	}
	g := r.group(d.Records, at+".records")
	r.records = g.records
	for i := range d.When {
		c := condition{likeness: newLikeness(&d.When[i].Likeness)}
		if c.ways = r.ways(d.When[i].Path, fmt.Sprintf("%s.when[%d].path", at, i)); len(c.ways) > 0 {
			f.when = append(f.when, c)
		}
	}
	if when := r.doc.At(at + ".when"); when != nil {
		f.at = when.Span
	}
	r.within = f.index + 1
	f.fields = r.fields(d.Fields, f.kind.Fields, f.kind.Name, at+".fields")
	r.within = 0
	if len(f.fields) == 0 && !r.doc.HasMistake(at) {
		r.doc.Mistake(at, kind.Span, "the fact has no fields: fields = { %s = \"…\" }", f.kind.Fields[0].Name)
	}
	g.facts = append(g.facts, f)
}

// group returns the facts that are made of the records at a path.
func (r *reader) group(records, at string) *group {
	text := records
	if r.doc.At(at) == nil {
		text = "." // the record that a document, or an element of it, is
	}
	i := slices.IndexFunc(r.mapping.groups, func(g group) bool { return g.records.text == text })
	if i < 0 {
		table := r.table
		r.table = false
		w := &way{text: text}
		if r.doc.At(at) != nil {
			if w = r.way(text, at); w == nil {
				w = &way{text: text}
			}
			if w.up > 0 || w.file != "" {
				r.doc.Mistake(at, w.at, "the path to records leads inward; %s does not", wording.Quote(text))
			}
			r.mapping.choices = append(r.mapping.choices, choice{ways: []*way{w}})
		}
		r.table = table
		i = len(r.mapping.groups)
		r.mapping.groups = append(r.mapping.groups, group{records: w})
	}
	return &r.mapping.groups[i]
}

// fields reads where the fields of a kind, or of a table in one, come from.
func (r *reader) fields(declared map[string]FieldDeclaration, known []vocabulary.Field, of, at string) (out []field) {
	n := r.doc.At(at)
	if n == nil {
		return nil
	}
	for c := range r.doc.Children(n) {
		d, ok := declared[c.Name()]
		f := vocabulary.FieldNamed(known, c.Name())
		switch {
		case f == nil:
			r.doc.Mistake(at, c.Key, "%s has no field %s%s", of, wording.Quote(c.Name()), wording.DidYouMean(c.Name(), vocabulary.FieldNames(known)))
		case ok:
			out = append(out, r.field(&d, f, c, at+"["+c.Name()+"]"))
		}
	}
	return out
}

func (r *reader) field(d *FieldDeclaration, known *vocabulary.Field, n *toml.Node, at string) field {
	f := field{
		field: known, from: r.sources(d.From, at+".from"), split: d.Split, change: r.change(&d.Change, at), slug: d.Slug, prefix: d.Prefix,
		date: d.Date, precision: r.ways(d.Precision, at+".precision"),
	}
	for i := range d.Join {
		f.join = append(f.join, r.part(&d.Join[i], fmt.Sprintf("%s.join[%d].text", at, i)))
	}
	if value := r.doc.At(at + ".value"); value != nil {
		c := constant(r.doc, value)
		f.constant = &c
	}
	if inner := r.doc.At(at + ".fields"); inner != nil && len(known.Fields) == 0 {
		r.doc.Mistake(at, inner.Key, "%s has no fields of its own", known.Name)
	} else {
		f.inner = r.fields(d.Fields, known.Fields, known.Name, at+".fields")
	}
	if len(f.from) == 0 && len(f.join) == 0 && f.constant == nil && len(f.inner) == 0 && !r.doc.HasMistake(at) {
		r.doc.Mistake(at, n.Span, "%s comes from nowhere; write from = \"path\", or value = … for one that is always the same", known.Name)
	}
	return f
}

func (r *reader) part(d *PartDeclaration, at string) part {
	if r.doc.HasMistake(at) {
		return part{}
	}
	pieces, err := parsePart(d.Text, func(path string) *way {
		w := r.way(path, at)
		if w != nil {
			r.choose(w)
		}
		return w
	})
	if err != nil {
		r.doc.Mistake(at, r.doc.At(at).Span, "%v", err)
	}
	return part{pieces, r.change(&d.Change, strings.TrimSuffix(at, ".text"))}
}

// change reads what is done to a text.
func (r *reader) change(d *Change, at string) change {
	c := newChange(d)
	if r.patterns += len(c.like); r.patterns > maxPatterns && len(c.like) > 0 {
		r.doc.Mistake(at, r.doc.At(at+".words").Span, "there are more than %d words with a * in them; leave some out", maxPatterns)
	}
	return c
}

// sources reads paths of which the first with a value counts.
func (r *reader) sources(declared []SourceDeclaration, at string) (out []source) {
	var ways []*way
	for i := range declared {
		d := &declared[i]
		if w := r.way(d.Path, fmt.Sprintf("%s[%d].path", at, i)); w != nil {
			ways = append(ways, w)
			out = append(out, source{w, newLikeness(&d.Likeness), r.change(&d.Change, fmt.Sprintf("%s[%d]", at, i)), d.Slug, d.Prefix})
		}
	}
	if len(ways) > 0 {
		r.choose(ways...)
	}
	return out
}

// ways reads paths of which the first with a value counts.
func (r *reader) ways(texts []string, at string) (out []*way) {
	for i, text := range texts {
		if w := r.way(text, fmt.Sprintf("%s[%d]", at, i)); w != nil {
			out = append(out, w)
		}
	}
	if len(out) > 0 {
		r.choose(out...)
	}
	return out
}

func (r *reader) choose(ways ...*way) {
	r.mapping.choices = append(r.mapping.choices, choice{ways, r.records, r.within})
}

// way reads a path; nil for what is not one.
func (r *reader) way(text, at string) *way {
	n := r.doc.At(at)
	if n == nil || r.doc.HasMistake(at) {
		return nil
	}
	w, err := parseWay(text, r.table)
	if err != nil {
		r.doc.Mistake(at, n.Span, "%v", err)
		return nil
	}
	if len(r.mapping.ways) == maxWays {
		r.doc.Mistake(at, n.Span, "there are more than %d paths; leave some out, or write another mapping for them", maxWays)
		return nil
	}
	w.at, w.index = n.Span, len(r.mapping.ways)
	r.mapping.ways = append(r.mapping.ways, w)
	return w
}

// constant reads a value that is in the mapping.
func constant(doc *declaration.Document, n *toml.Node) Value {
	v := Value{Type: n.Type, Text: n.Text(), Constant: true}
	for c := range doc.Children(n) {
		if n.Type == toml.Table {
			v.Fields = append(v.Fields, Field{c.Name(), constant(doc, c)})
		} else {
			v.Items = append(v.Items, constant(doc, c))
		}
	}
	return v
}
