package convert

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/factlint/factlint/facts/declaration"
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

// A Declaration is what may stand in a mapping.
type Declaration struct {
	Format    string            `toml:"format" doc:"The format of the records; by default as the ending of their file tells." validate:"oneof=csv tsv json jsonl yaml"`
	Delimiter string            `toml:"delimiter" doc:"What stands between the columns of CSV, by default a comma." validate:"delimiter"`
	Fact      []FactDeclaration `toml:"fact" doc:"The facts that each record makes." called:"a fact" needs:"kind and fields" form:"a mapping says which facts a record makes: [[fact]], then kind and fields" each:"a fact is a table with kind and fields, not {noun}" validate:"dive"`
}

// A FactDeclaration is what may stand in [[fact]].
type FactDeclaration struct {
	Kind    string                      `toml:"kind" doc:"The kind of the facts." validate:"required"`
	Records string                      `toml:"records" doc:"The path to the records inside a document."`
	When    []string                    `toml:"when" doc:"Paths that must have a value; other records make no fact." alone:"yes"`
	Once    bool                        `toml:"once" doc:"Of facts with one id only the first is made."`
	Fields  map[string]FieldDeclaration `toml:"fields" doc:"Where the values of its fields come from." called:"a field" form:"fields is a table: { name = \"path\" }" each:"{key} comes from a path, a list of paths, or a table with from or value, not from {noun}" validate:"dive"`
}

// A FieldDeclaration says where the values of a field come from; a path, or a list
// of paths of which the first with a value counts, stands for from alone.
type FieldDeclaration struct {
	From      []string                    `toml:"from" doc:"Paths, of which the first with a value counts." alone:"yes"`
	Value     any                         `toml:"value" doc:"A value that is always the same."`
	After     string                      `toml:"after" doc:"What a text has up to this is dropped."`
	Split     string                      `toml:"split" doc:"A text is a list with this between its items."`
	Words     map[string]string           `toml:"words" doc:"What to write for what stands there." form:"words is a table: { \"what stands there\" = \"what to write\" }"`
	Slug      bool                        `toml:"slug" doc:"An id is made of the text."`
	Prefix    string                      `toml:"prefix" doc:"What to write before it."`
	Date      string                      `toml:"date" doc:"The order in which a date is written." called:"order of a date" validate:"oneof=ymd dmy mdy"`
	Precision []string                    `toml:"precision" doc:"Paths to the precision of a date, as a number of Wikidata." alone:"yes"`
	Fields    map[string]FieldDeclaration `toml:"fields" doc:"Where the entries of a table come from." called:"a field" form:"fields is a table: { name = \"path\" }" each:"{key} comes from a path, a list of paths, or a table with from or value, not from {noun}" schema:"open" validate:"dive"`
}

// Short is the key that a path stands for.
func (FieldDeclaration) Short() string { return "from" }

// Language is what mappings are written in.
var Language = sync.OnceValue(func() *declaration.Language {
	return declaration.NewLanguage(map[string]declaration.Check{"delimiter": {Wrong: func(_, text string) string {
		if utf8.RuneCountInString(text) != 1 || strings.ContainsAny(text, "\"\r\n\uFFFD") {
			return "the delimiter is one character such as \";\""
		}
		return ""
	}}})
})

// ParseMapping reads a mapping onto the kinds of a vocabulary. The Mapping is
// nil exactly when there are mistakes, which are sorted by place.
func ParseMapping(src []byte, v *vocabulary.Vocabulary) (*Mapping, []declaration.Mistake) {
	var d Declaration
	r := mappingReader{vocabulary: v}
	r.doc = Language().Read(new(toml.Parser).Parse(bytes.Clone(src)), &d, "a mapping", nil)
	r.mapping.format = d.Format
	r.mapping.delimiter, _ = utf8.DecodeRuneInString(d.Delimiter)
	if d.Delimiter == "" {
		r.mapping.delimiter = 0
	}
	if len(d.Fact) == 0 && len(r.doc.Mistakes) == 0 {
		r.doc.Mistake("", r.doc.Root().Span, "a mapping says which facts a record makes: [[fact]], then kind and fields")
	}
	for i := range d.Fact {
		r.fact(&d.Fact[i], fmt.Sprintf("fact[%d]", i))
	}
	if mistakes := r.doc.Sorted(); len(mistakes) > 0 {
		return nil, mistakes
	}
	return &r.mapping, nil
}

type mappingReader struct {
	doc        *declaration.Document
	vocabulary *vocabulary.Vocabulary
	mapping    Mapping
}

func (r *mappingReader) fact(d *FactDeclaration, at string) {
	kind := r.doc.At(at + ".kind")
	if kind == nil || r.doc.Spoilt(at+".kind") {
		return
	}
	// Columns have names, not paths: a record is a row.
	f := factMapping{kind: r.vocabulary.Kind(d.Kind), once: d.Once, records: path{steps: []step{{each: true}}}}
	if f.kind == nil {
		r.doc.Mistake(at, kind.Span, "there is no kind %s%s", wording.Quote(d.Kind), wording.DidYouMean(d.Kind, slices.Collect(r.vocabulary.Names)))
		return
	}
	if r.doc.At(at+".records") != nil {
		f.records = r.path(d.Records, at+".records")
	}
	f.when = r.paths(d.When, at+".when")
	f.fields = r.fields(d.Fields, f.kind.Fields, f.kind.Name, at+".fields")
	if len(f.fields) == 0 && !r.doc.Spoilt(at) {
		r.doc.Mistake(at, kind.Span, "the fact has no fields: fields = { %s = \"…\" }", f.kind.Fields[0].Name)
	}
	r.mapping.facts = append(r.mapping.facts, f)
}

// fields reads where the fields of a kind, or of a table in one, come from.
func (r *mappingReader) fields(declared map[string]FieldDeclaration, known []vocabulary.Field, of, at string) (out []fieldMapping) {
	n := r.doc.At(at)
	if n == nil {
		return nil
	}
	for c := range r.doc.Children(n) {
		d, ok := declared[c.Name()]
		i := slices.IndexFunc(known, func(f vocabulary.Field) bool { return f.Name == c.Name() })
		switch {
		case i < 0:
			var names []string
			for j := range known {
				names = append(names, known[j].Name)
			}
			r.doc.Mistake(at, c.Key, "%s has no field %s%s", of, wording.Quote(c.Name()), wording.DidYouMean(c.Name(), names))
		case ok:
			out = append(out, r.field(&d, &known[i], c, at+"["+c.Name()+"]"))
		}
	}
	return out
}

func (r *mappingReader) field(d *FieldDeclaration, field *vocabulary.Field, n *toml.Node, at string) fieldMapping {
	m := fieldMapping{
		field: field, from: r.paths(d.From, at+".from"), after: d.After, split: d.Split, words: d.Words, slug: d.Slug, prefix: d.Prefix,
		date: d.Date, precision: r.paths(d.Precision, at+".precision"),
	}
	if value := r.doc.At(at + ".value"); value != nil {
		m.constant = string(r.doc.Source[value.Span.Start:value.Span.End])
		if value.Header() {
			r.doc.Mistake(at, value.Key, "write the value in one line")
		}
	}
	if inner := r.doc.At(at + ".fields"); inner != nil && len(field.Fields) == 0 {
		r.doc.Mistake(at, inner.Key, "%s has no fields of its own", field.Name)
	} else {
		m.inner = r.fields(d.Fields, field.Fields, field.Name, at+".fields")
	}
	if len(m.from) == 0 && m.constant == "" && len(m.inner) == 0 && !r.doc.Spoilt(at) {
		r.doc.Mistake(at, n.Span, "%s comes from nowhere; write from = \"path\", or value = … for one that is always the same", field.Name)
	}
	return m
}

func (r *mappingReader) paths(texts []string, at string) (out []path) {
	for i, text := range texts {
		out = append(out, r.path(text, fmt.Sprintf("%s[%d]", at, i)))
	}
	return out
}

func (r *mappingReader) path(text, at string) path {
	p, err := parsePath(text, r.mapping.format == "csv" || r.mapping.format == "tsv")
	p.at = r.doc.At(at).Span
	if err != nil {
		r.doc.Mistake(at, p.at, "%v", err)
	}
	return p
}
