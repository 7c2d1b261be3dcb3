package convert

import (
	"bytes"
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

//go:embed mappings
var shipped embed.FS

// Shipped returns the text of a mapping that factlint brings along, by its name.
func Shipped(name string) ([]byte, bool) {
	src, err := shipped.ReadFile("mappings/" + name + ".toml")
	return src, err == nil
}

// ShippedNames are the names of the mappings that factlint brings along, sorted.
func ShippedNames() []string {
	entries, err := fs.ReadDir(shipped, "mappings")
	if err != nil {
		panic(err) // they are part of the program
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".toml"))
	}
	return names
}

// A Mapping says which facts records make.
type Mapping struct {
	format    string
	delimiter rune // of CSV; 0 for the usual
	facts     []factMapping
}

// factMapping is one [[fact]]: a fact for each record.
type factMapping struct {
	kind    *vocabulary.Kind
	records path
	when    []path // those of which each must have a value
	once    bool   // of facts with one id only the first
	fields  []fieldMapping
}

// fieldMapping says where the value of a field comes from.
type fieldMapping struct {
	field     *vocabulary.Field
	from      []path // the first that has a value
	constant  string // as TOML; "" for none
	after     string // what a text has up to this is dropped
	split     string // a text is a list with this between its items
	words     map[string]string
	slug      bool
	prefix    string
	date      string // the order in which a date is written
	precision []path // of a date, as a number of Wikidata
	inner     []fieldMapping
}

// A Mistake is something wrong with a mapping: a span of it and one sentence.
type Mistake = vocabulary.Mistake

// ParseMapping reads a mapping onto the kinds of a vocabulary. The Mapping is
// nil exactly when there are mistakes, which are sorted by place.
func ParseMapping(src []byte, v *vocabulary.Vocabulary) (*Mapping, []Mistake) {
	var p toml.Parser
	r := mappingReader{doc: p.Parse(bytes.Clone(src)), vocabulary: v}
	for _, e := range r.doc.Errors {
		r.mistake(e.Span, "%s", e.Message)
	}
	if len(r.mistakes) == 0 {
		r.top()
	}
	if len(r.mistakes) > 0 {
		slices.SortStableFunc(r.mistakes, func(a, b Mistake) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
		return nil, r.mistakes
	}
	return &r.mapping, nil
}

type mappingReader struct {
	doc        *toml.Document
	vocabulary *vocabulary.Vocabulary
	mapping    Mapping
	mistakes   []Mistake
}

func (r *mappingReader) mistake(at facts.Span, format string, args ...any) {
	if len(r.mistakes) < 1000 {
		r.mistakes = append(r.mistakes, Mistake{Span: at, Message: fmt.Sprintf(format, args...)})
	}
}

// unknown tells that a key is none of those known.
func (r *mappingReader) unknown(n *toml.Node, where string, known ...string) {
	near := ""
	if best := wording.Nearest(n.Name(), slices.Values(known)); best != "" {
		near = " (did you mean " + wording.QuoteCut(best, 60) + "?)"
	}
	last := len(known) - 1
	r.mistake(n.Key, "%s has no key %s%s; its keys are %s and %s", where, wording.QuoteCut(n.Name(), 60), near, strings.Join(known[:last], ", "), known[last])
}

func (r *mappingReader) children(n *toml.Node) func(yield func(*toml.Node) bool) {
	return func(yield func(*toml.Node) bool) {
		for c := r.doc.First(n); c != nil; c = r.doc.Next(c) {
			if !yield(c) {
				return
			}
		}
	}
}

func (r *mappingReader) top() {
	var all *toml.Node
	for n := range r.children(r.doc.Root()) {
		switch n.Name() {
		case "format":
			if r.text(n, &r.mapping.format) && !slices.Contains(FormatNames, r.mapping.format) {
				r.mistake(n.Span, "there is no format %s; there are %s", wording.QuoteCut(n.Text(), 60), strings.Join(FormatNames, ", "))
			}
		case "delimiter":
			var s string
			if r.text(n, &s) {
				if r.mapping.delimiter, _ = utf8.DecodeRuneInString(s); utf8.RuneCountInString(s) != 1 || strings.ContainsAny(s, "\"\r\n\uFFFD") {
					r.mistake(n.Span, "the delimiter is one character such as \";\"")
				}
			}
		case "fact":
			all = n
		default:
			r.unknown(n, "a mapping", "format", "delimiter", "fact")
		}
	}
	if all == nil || all.Type != toml.Array || r.doc.First(all) == nil {
		r.mistake(r.doc.Root().Span, "a mapping says which facts a record makes: [[fact]], then kind and fields")
		return
	}
	for n := range r.children(all) {
		if n.Type != toml.Table {
			r.mistake(n.Span, "a fact is a table with kind and fields")
			continue
		}
		r.fact(n)
	}
}

func (r *mappingReader) fact(n *toml.Node) {
	var f factMapping
	kind := r.doc.Get(n, "kind")
	if kind == nil {
		r.mistake(n.Span, "the fact has no kind")
		return
	}
	var name string
	if !r.text(kind, &name) {
		return
	}
	if f.kind = r.vocabulary.Kind(name); f.kind == nil {
		near := ""
		names := func(yield func(string) bool) {
			for _, k := range r.vocabulary.Kinds {
				if !yield(k.Name) {
					return
				}
			}
		}
		if best := wording.Nearest(name, names); best != "" {
			near = " (did you mean " + wording.QuoteCut(best, 60) + "?)"
		}
		r.mistake(kind.Span, "there is no kind %s%s", wording.QuoteCut(name, 60), near)
		return
	}
	// Columns have names, not paths: a record is a row.
	f.records = path{steps: []step{{each: true}}}
	for c := range r.children(n) {
		switch c.Name() {
		case "kind":
		case "records":
			var at []path
			r.paths(c, &at)
			if len(at) == 1 {
				f.records = at[0]
			}
		case "when":
			r.paths(c, &f.when)
		case "once":
			f.once = r.flag(c)
		case "fields":
			f.fields = r.fields(c, f.kind.Fields, f.kind.Name)
		default:
			r.unknown(c, "a fact", "kind", "records", "when", "once", "fields")
		}
	}
	if len(f.fields) == 0 && len(r.mistakes) == 0 {
		r.mistake(kind.Span, "the fact has no fields: fields = { %s = \"…\" }", f.kind.Fields[0].Name)
	}
	r.mapping.facts = append(r.mapping.facts, f)
}

// fields reads where the fields of a kind, or of a table in one, come from.
func (r *mappingReader) fields(n *toml.Node, known []vocabulary.Field, of string) []fieldMapping {
	if n.Type != toml.Table {
		r.mistake(n.Span, "fields is a table: { name = \"path\" }")
		return nil
	}
	var out []fieldMapping
	for c := range r.children(n) {
		i := slices.IndexFunc(known, func(f vocabulary.Field) bool { return f.Name == c.Name() })
		if i < 0 {
			var names []string
			for j := range known {
				names = append(names, known[j].Name)
			}
			near := ""
			if best := wording.Nearest(c.Name(), slices.Values(names)); best != "" {
				near = "; did you mean " + wording.QuoteCut(best, 60) + "?"
			}
			r.mistake(c.Key, "%s has no field %s%s", of, wording.QuoteCut(c.Name(), 60), near)
			continue
		}
		out = append(out, r.field(c, &known[i]))
	}
	return out
}

var fieldKeys = []string{"from", "value", "after", "split", "words", "slug", "prefix", "date", "precision", "fields"}

func (r *mappingReader) field(n *toml.Node, field *vocabulary.Field) fieldMapping {
	m := fieldMapping{field: field}
	if n.Type != toml.Table {
		r.paths(n, &m.from)
		return m
	}
	before := len(r.mistakes)
	for c := range r.children(n) {
		switch c.Name() {
		case "from":
			r.paths(c, &m.from)
		case "value":
			m.constant = string(r.doc.Source[c.Span.Start:c.Span.End])
			if c.Header() {
				r.mistake(c.Key, "write the value in one line")
			}
		case "after":
			r.text(c, &m.after)
		case "split":
			r.text(c, &m.split)
		case "words":
			m.words = r.words(c)
		case "slug":
			m.slug = r.flag(c)
		case "prefix":
			r.text(c, &m.prefix)
		case "date":
			if r.text(c, &m.date) && !slices.Contains([]string{"ymd", "dmy", "mdy"}, m.date) {
				r.mistake(c.Span, "the order of a date is \"ymd\", \"dmy\" or \"mdy\", not %s", wording.QuoteCut(m.date, 60))
			}
		case "precision":
			r.paths(c, &m.precision)
		case "fields":
			if len(field.Fields) == 0 {
				r.mistake(c.Key, "%s has no fields of its own", field.Name)
				continue
			}
			m.inner = r.fields(c, field.Fields, field.Name)
		default:
			r.unknown(c, "a field", fieldKeys...)
		}
	}
	if len(m.from) == 0 && m.constant == "" && len(m.inner) == 0 && len(r.mistakes) == before {
		r.mistake(n.Span, "%s comes from nowhere; write from = \"path\", or value = … for one that is always the same", field.Name)
	}
	return m
}

func (r *mappingReader) words(n *toml.Node) map[string]string {
	if n.Type != toml.Table {
		r.mistake(n.Span, "words is a table: { \"what stands there\" = \"what to write\" }")
		return nil
	}
	out := map[string]string{}
	for c := range r.children(n) {
		var s string
		if r.text(c, &s) {
			out[strings.Clone(c.Name())] = s
		}
	}
	return out
}

// paths reads a path or a list of them.
func (r *mappingReader) paths(n *toml.Node, to *[]path) {
	one := func(n *toml.Node) {
		var s string
		if !r.text(n, &s) {
			return
		}
		p, err := parsePath(s, r.columns())
		if err != nil {
			r.mistake(n.Span, "%v", err)
			return
		}
		p.at = n.Span
		*to = append(*to, p)
	}
	if n.Type != toml.Array {
		one(n)
		return
	}
	for c := range r.children(n) {
		one(c)
	}
}

// columns reports whether the records are the rows of a table.
func (r *mappingReader) columns() bool {
	n := r.doc.Get(r.doc.Root(), "format")
	return n != nil && (n.Text() == "csv" || n.Text() == "tsv")
}

func (r *mappingReader) text(n *toml.Node, to *string) bool {
	if n.Type != toml.String {
		r.mistake(n.Span, "%s is a string", cmp.Or(n.Name(), "this"))
		return false
	}
	*to = strings.Clone(n.Text())
	return true
}

func (r *mappingReader) flag(n *toml.Node) bool {
	if n.Type != toml.Boolean {
		r.mistake(n.Span, "%s is true or false", n.Name())
	}
	return n.Bool()
}
