// Package vocabulary makes kinds of declarations: the built-in ones of kinds.toml
// and those of a base's factlint.toml, with their fields, roles and labels. Every
// mistake in a declaration is told at its place.
package vocabulary

import (
	_ "embed"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
)

//go:embed kinds.toml
var builtinKinds []byte

// A Mistake is something wrong with a declaration in factlint.toml.
type Mistake struct {
	Span    toml.Span
	Message string // one sentence: what is wrong, what is allowed
}

// Builtin returns the vocabulary of the built-in kinds.
var Builtin = sync.OnceValue(func() *Vocabulary {
	v, mistakes := New(nil, nil)
	if len(mistakes) > 0 {
		panic("vocabulary: kinds.toml: " + mistakes[0].Message) // a test reads it; it cannot happen later
	}
	return v
})

// New returns the built-in kinds together with those declared in
// kinds, the table [kind] of doc (nil for none). With mistakes the vocabulary
// is not to be used.
func New(doc *toml.Document, kinds *toml.Node) (*Vocabulary, []Mistake) {
	v, mistakes := Join(Declarations{Doc: doc, Kinds: kinds})
	return v, mistakes[0]
}

// Declarations are the kinds that one file declares.
type Declarations struct {
	Name  string // of the file, for messages
	Doc   *toml.Document
	Kinds *toml.Node // its table [kind], nil for none
}

// Join returns the built-in kinds together with those declared in
// several files, and for each file its mistakes. A later file may add fields and
// roles to a kind of an earlier one; a field, summary or label that both give has
// to be the same in both, but the last file may replace summaries and labels.
func Join(files ...Declarations) (*Vocabulary, [][]Mistake) {
	b := &builder{v: &Vocabulary{byName: map[string]*Kind{}}, spoilt: map[spoiltField]bool{}, files: files, fieldAt: map[spoiltField]declared{}, textAt: map[spoiltField]textDeclaration{}}
	var p toml.Parser
	b.builtinDoc, b.builtin = p.Parse(builtinKinds), true
	b.enter(-1)
	common := b.doc.Get(b.doc.Root(), "common")
	b.common(common)
	b.v.common = b.fields(b.doc.Get(common, "field"), "what every fact has", 0)
	for i := range b.v.common {
		b.v.common[i].common = true
	}
	b.counted = 0
	for n := b.doc.First(b.doc.Get(b.doc.Root(), "kind")); n != nil; n = b.doc.Next(n) {
		b.kind(n)
	}
	b.builtin = false
	for i, f := range files {
		if f.Kinds == nil {
			continue
		}
		b.enter(i)
		if f.Kinds.Type != toml.Table {
			b.mistake(f.Kinds.Span, "write kinds as tables: [kind.NAME]")
			continue
		}
		for n := f.Doc.First(f.Kinds); n != nil && !b.full(); n = f.Doc.Next(n) {
			b.kind(n)
		}
	}
	b.finish()
	mistakes := make([][]Mistake, max(1, len(files)))
	for i, m := range b.mistakes {
		mistakes[b.inFile[i]] = append(mistakes[b.inFile[i]], m)
	}
	return b.v, mistakes
}

// enter makes a file the one that is read, or that mistakes are in.
func (b *builder) enter(file int) {
	b.file = file
	b.doc = b.builtinDoc
	if file >= 0 {
		b.doc = b.files[file].Doc
	}
}

// What a base may declare. The file comes from strangers: each bound keeps some
// work or some message from growing without end, far above what people need.
const (
	maxFields      = math.MaxUint16 // of all kinds together, those that every kind has included
	maxMistakes    = 1000
	maxName        = 100 // bytes of the name of a kind or field
	maxLabelFields = 8   // of one label; each may stand for the label of another fact
	maxLabelSize   = 400 // bytes
	maxOneOf       = 1000
	maxTableDepth  = 8         // of tables within tables
	maxNearest     = 1_000_000 // names looked at in search of what was meant
)

// builder puts a vocabulary together from declarations.
type builder struct {
	v        *Vocabulary
	doc      *toml.Document // the one being read
	builtin  bool           // it is the built-in one
	mistakes []Mistake
	inFile   []int // of each mistake
	roles    []roleDeclaration
	usual    Roles      // with the words of roles that bring none
	labelled []string   // the labels that a kind may have that gives none
	refs     []kindName // names in `to`, to be resolved once all kinds are known

	files      []Declarations
	file       int // the one being read, -1 for the built-in one
	builtinDoc *toml.Document
	fieldAt    map[spoiltField]declared        // fields that files declare
	textAt     map[spoiltField]textDeclaration // the label and the summary that files give a kind, by that name
	timed      []naming                        // options of fields that have no meaning without a time
	among      []naming                        // subset_of and disjoint_with
	alike      []naming
	labels     []naming
	widenings  []naming
	spoilt     map[spoiltField]bool
	tags       tagChecker
	// counted is the number of fields so far; beyond maxFields the rest is not read.
	counted int
	// compared counts the names that were looked at in search of the nearest.
	compared int
	kinds    []string // their names, once asked for
}

// declared is where a field is declared.
type declared struct {
	file  int
	key   toml.Span
	field Field
}

// kindName is the name of a kind, in a file.
type kindName struct {
	node *toml.Node
	file int
}

// spoiltField names a field whose declaration has a mistake; what else names it
// is not held against it.
type spoiltField struct {
	kind *Kind
	name string
}

// naming is a key of a kind or of one of its fields that is judged once all else
// is known: it names other fields, or has no meaning without a period.
type naming struct {
	kind *Kind
	node *toml.Node
	file int
}

// textDeclaration is where a file gives a text.
type textDeclaration struct {
	file   int
	offset uint32
}

func (b *builder) mistake(at toml.Span, format string, args ...any) {
	if len(b.mistakes) == maxMistakes {
		return
	}
	b.mistakes = append(b.mistakes, Mistake{at, fmt.Sprintf(format, args...)})
	b.inFile = append(b.inFile, max(b.file, 0)) // the built-in one has none
}

var kindKeys = slices.Concat([]string{"summary", "label"}, roleNames, []string{"alike", "field"})

// kind reads one [kind.NAME]; of a kind that exists it adds fields, and roles it does not have.
func (b *builder) kind(n *toml.Node) {
	name := n.Name()
	if !IsKindName(name) {
		b.mistake(n.Key, "%s is no name for a kind; use up to %d letters, digits, _ and -, beginning with a letter", wording.Quote(name), maxName)
		return
	}
	if name == "defaults" {
		b.mistake(n.Key, "a kind cannot be called defaults: [defaults] has a meaning of its own")
		return
	}
	if n.Type != toml.Table {
		b.mistake(n.Span, "write a kind as a table: [kind.%s]", name)
		return
	}
	k := b.v.byName[name]
	if k == nil {
		name = strings.Clone(name)
		if k = (&Kind{Name: name, Builtin: b.builtin, Index: len(b.v.Kinds)}); !b.count(n, countFields(b.v.common)) {
			return
		}
		k.Fields = append(k.Fields, b.v.common...)
		b.v.byName[name] = k
		b.v.Kinds = append(b.v.Kinds, k)
	}
	for c := b.doc.First(n); c != nil && !b.full(); c = b.doc.Next(c) {
		switch {
		case c.Name() == "summary":
			before := k.Summary
			if b.text(c, &k.Summary) {
				b.said(k, c, before)
			}
		case c.Name() == "label":
			before := k.Label
			if b.text(c, &k.Label) {
				b.said(k, c, before)
				b.labels = append(b.labels, naming{k, c, b.file})
			}
		case slices.Contains(roleNames, c.Name()):
			b.roles = append(b.roles, roleDeclaration{k, c.Name(), c, b.file})
		case c.Name() == "alike":
			b.alike = append(b.alike, naming{k, c, b.file})
		case c.Name() == "field":
			b.kindFields(k, c)
		default:
			b.unknownKey(c, "a kind", kindKeys)
		}
	}
}

// said judges a text of a kind that another file may have given too: two files
// give the same. What they or the program give is the last file's to change, which
// is the base's own.
func (b *builder) said(k *Kind, n *toml.Node, before string) {
	if b.builtin || b.file == len(b.files)-1 {
		return
	}
	at := spoiltField{k, n.Name()}
	first, ok := b.textAt[at]
	switch {
	case !ok:
		b.textAt[spoiltField{k, strings.Clone(n.Name())}] = textDeclaration{b.file, n.Key.Start}
	case n.Text() != before:
		in := b.files[first.file]
		b.mistake(n.Key, "%s already has another %s, given in %s on line %d; give the same, or leave it out",
			k.Name, n.Name(), wording.Quote(in.Name), toml.NewLines(in.Doc.Source).Line(first.offset))
	}
}

// kindFields adds the fields declared in n to a kind.
func (b *builder) kindFields(k *Kind, n *toml.Node) {
	if n.Type != toml.Table {
		b.mistake(n.Span, fieldsForm, "kind "+k.Name)
		return
	}
	had := len(k.Fields)
	for at := b.doc.First(n); at != nil && !b.full(); at = b.doc.Next(at) {
		old := slices.IndexFunc(k.Fields[:had], func(f Field) bool { return f.Name == at.Name() })
		if old >= 0 && at.Type == toml.Table && b.doc.Get(at, "type") == nil {
			b.widenings = append(b.widenings, naming{k, at, b.file})
			continue
		}
		f, ok := b.field(at, 0)
		switch {
		case !ok:
			b.spoilt[spoiltField{k, strings.Clone(at.Name())}] = true
			continue
		case old >= 0:
			b.again(k, at, f)
			continue
		case !b.builtin:
			b.fieldAt[spoiltField{k, f.Name}] = declared{b.file, at.Key, f}
		}
		k.Fields = append(k.Fields, f)
		for option := b.doc.First(at); option != nil; option = b.doc.Next(option) {
			switch name := option.Name(); {
			case name == "lifetime" && f.Lifetime, name == "order":
				b.timed = append(b.timed, naming{k, option, b.file})
			case name == "subset_of", name == "disjoint_with":
				b.among = append(b.among, naming{k, option, b.file})
			}
		}
	}
}

// again judges a field that a kind has already: another file may declare it too,
// if it is the same.
func (b *builder) again(k *Kind, at *toml.Node, f Field) {
	first, ok := b.fieldAt[spoiltField{k, f.Name}]
	switch {
	case !ok || first.file == b.file:
		b.mistake(at.Key, "%s already has a field %s; choose another name", k.Name, f.Name)
	case !reflect.DeepEqual(first.field, f):
		in := b.files[first.file]
		b.mistake(at.Key, "%s already has a field %s, declared otherwise in %s on line %d; declare it alike, or choose another name",
			k.Name, f.Name, wording.Quote(in.Name), toml.NewLines(in.Doc.Source).Line(first.key.Start))
	}
}

// count takes note of fields that a declaration adds. With more than a
// vocabulary can number it tells so once, and nothing is read from there on.
func (b *builder) count(n *toml.Node, fields int) bool {
	if b.full() {
		return false
	}
	if b.counted += fields; b.counted > maxFields {
		b.mistake(n.Key, "the kinds have too many fields together; factlint takes up to %d, counting those that every kind has", maxFields)
		return false
	}
	return true
}

// full reports whether there are too many fields or mistakes to go on.
func (b *builder) full() bool { return b.counted > maxFields || len(b.mistakes) == maxMistakes }

// countFields is how many fields the numbering spends on fields, those of tables included.
func countFields(fields []Field) int {
	n := len(fields)
	for i := range fields {
		n += countFields(fields[i].Fields)
	}
	return n
}

func IsKindName(s string) bool {
	for i, c := range []byte(s) {
		letter := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
		if !letter && (i == 0 || c != '_' && c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return s != "" && len(s) <= maxName
}

func (v *Vocabulary) Names(yield func(string) bool) {
	for _, k := range v.Kinds {
		if !yield(k.Name) {
			return
		}
	}
}

// Listed names the kinds for a message.
func (v *Vocabulary) Listed() string { return wording.Or(slices.Collect(v.Names)) }
