// Package vocabulary makes kinds of declarations: the built-in ones of kinds.toml
// and those of a base's factlint.toml, with their fields, roles and labels. Every
// mistake in a declaration is reported at its place. A vocabulary without mistakes names
// nothing that is not there, and never changes.
package vocabulary

import (
	_ "embed"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"

	burntsushi "github.com/BurntSushi/toml"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
)

//go:embed kinds.toml
var builtinKinds []byte

// builtin is what kinds.toml declares. It is decoded as it stands, without the search
// for mistakes: every run of the program waits for it.
var builtin = sync.OnceValue(func() *Declarations {
	declared := &builtinDeclarations{}
	if _, err := burntsushi.Decode(string(builtinKinds), declared); err != nil {
		panic(err) // a test finds nothing wrong with it; it cannot happen later
	}
	doc := &declaration.Document{Document: new(toml.Parser).Parse(builtinKinds)}
	return &Declarations{"kinds.toml", doc, declared.Kinds, declared}
})

// Builtin returns the vocabulary of the built-in kinds.
var Builtin = sync.OnceValue(func() *Vocabulary { return Join() })

// A Kinds is what factlint.toml says of kinds.
type Kinds struct {
	Kind map[string]KindDeclaration `toml:"kind" doc:"Kinds of facts that the base declares, and fields that it adds to others." form:"write kinds as tables: [kind.NAME]" each:"write a kind as a table: [kind.{key}]" called:"a kind" validate:"dive"`
}

// Declarations are the kinds that one file declares.
type Declarations struct {
	Name string                // of the file, for messages
	Doc  *declaration.Document // whose mistakes are added to
	Kinds

	common *builtinDeclarations // of kinds.toml
}

// Join returns the built-in kinds together with those declared in several files,
// and adds the mistakes of each file to its document. With any the vocabulary is
// not to be used. A later file may add fields and roles to a kind of an earlier
// one; a field, summary or label that both give has to be the same in both, but the
// last file may replace summaries and labels.
func Join(files ...Declarations) *Vocabulary {
	b := &builder{v: &Vocabulary{byName: map[string]*Kind{}}, fieldAt: map[kindKey]declared{}, textAt: map[kindKey]place{}, mistaken: map[kindKey]bool{}}
	own := builtin()
	b.files = append([]Declarations{*own}, files...)
	b.file, b.doc = 0, own.Doc
	b.common(own.common)
	for i := range b.files {
		b.file, b.doc = i, b.files[i].Doc
		if n := b.get(b.doc.Root(), "kind"); n != nil {
			for c := range b.doc.Children(n) {
				if d, ok := b.files[i].Kind[c.Name()]; ok && !b.full() {
					b.addKind(d, c)
				}
			}
		}
	}
	b.complete()
	return b.v
}

// What a base may declare. The file comes from strangers: each bound keeps some
// work or some message from growing without end, far above what people need.
const (
	maxFields      = math.MaxUint16 // of all kinds together, those that every kind has included
	maxName        = 100            // bytes of the name of a kind or field
	maxLabelFields = 8              // of one label; each may stand for the label of another fact
	maxLabelSize   = 400            // bytes
	maxOneOf       = 1000
	maxTableDepth  = 8         // of tables within tables
	maxNearest     = 1_000_000 // names looked at in search of what was meant
)

// builder puts a vocabulary together from declarations.
type builder struct {
	v     *Vocabulary
	files []Declarations        // kinds.toml first
	file  int                   // the one being read
	doc   *declaration.Document // its text

	usual     Roles    // with the words of roles that bring none
	labelled  []string // the labels that a kind may have that gives none
	always    []Field  // those that every kind has
	relations []Field  // and that every kind with a period has

	// What is judged once all kinds and their fields are known.
	roles     []roleDeclaration
	refs      []naming // kinds that fields name
	inTime    []naming // options of fields that have no meaning without a time
	among     []naming // subset_of and disjoint_with
	alike     []naming
	labels    []naming
	widenings []widening

	fieldAt  map[kindKey]declared // fields that files declare
	textAt   map[kindKey]place    // the label and the summary that files give a kind
	mistaken map[kindKey]bool     // fields whose declaration has a mistake: what else names them is not held against it
	tags     tagChecker
	// counted is the number of fields so far; beyond maxFields the rest is not read.
	counted int
	// compared counts the names that were looked at in search of the nearest.
	compared int
}

// A naming is a value that names fields of a kind, or other kinds, at its path in a
// document.
type naming struct {
	kind *Kind
	node *toml.Node
	path string
	in   *declaration.Document
}

// kindKey names a field or another key of a kind.
type kindKey struct {
	kind *Kind
	name string
}

// place is where something is.
type place struct {
	file int
	at   uint32
}

// declared is a field that a file declares.
type declared struct {
	place
	field Field
}

// get returns what a table has under a key, nil for nothing or a mistake.
func (b *builder) get(n *toml.Node, key string) *toml.Node {
	if c := b.doc.Get(n, key); c != nil && c.Type != toml.Invalid {
		return c
	}
	return nil
}

func (b *builder) builtin() bool { return b.file == 0 }

// where says where something is: "common.toml on line 3".
func (b *builder) where(p place) string {
	in := b.files[p.file]
	return fmt.Sprintf("%s on line %d", wording.Quote(in.Name), toml.NewLines(in.Doc.Source).Line(p.at))
}

// addKind reads one [kind.NAME]; of a kind that exists it adds fields, and roles it does not have.
func (b *builder) addKind(d KindDeclaration, n *toml.Node) {
	name := n.Name()
	path := "kind[" + name + "]"
	if !IsKindName(name) {
		b.doc.Mistake(path, n.Key, "%s is not a name for a kind; use up to %d letters, digits, _ and -, beginning with a letter", wording.Quote(name), maxName)
		return
	}
	if name == "defaults" {
		b.doc.Mistake(path, n.Key, "a kind cannot be called defaults: [defaults] has a meaning of its own")
		return
	}
	k := b.v.byName[name]
	if k == nil {
		name = strings.Clone(name)
		if !b.count(n, path, countFields(b.always)+countFields(b.relations)) {
			return
		}
		k = &Kind{Name: name, Builtin: b.builtin(), Index: len(b.v.Kinds), byName: map[string]int{}}
		common := b.always
		if slices.ContainsFunc(b.files, func(d Declarations) bool { return d.Kind[name].Period != nil }) {
			common = slices.Concat(b.always, b.relations)
		}
		for _, f := range common {
			k.add(f)
		}
		b.v.byName[name] = k
		b.v.Kinds = append(b.v.Kinds, k)
	}
	b.text(k, &k.Summary, d.Summary, b.get(n, "summary"), path)
	if b.text(k, &k.Label, d.Label, b.get(n, "label"), path) {
		b.labels = append(b.labels, naming{k, b.get(n, "label"), path, b.doc})
	}
	for _, role := range roleNames {
		if at := b.get(n, role); at != nil {
			b.roles = append(b.roles, roleDeclaration{k, role, path + "." + role, at, b.file, roleNamed(&d.Roles, role)})
		}
	}
	if at := b.get(n, "alike"); at != nil {
		b.alike = append(b.alike, naming{k, at, path + ".alike", b.doc})
	}
	if fields := b.get(n, "field"); fields != nil {
		b.kindFields(k, d.Field, fields, path+".field")
	}
}

// text takes a text of a kind, and reports whether there is one. Two files give the
// same; but what they or the program give is the last file's to change, which is the
// base's own.
func (b *builder) text(k *Kind, to *string, text string, n *toml.Node, path string) bool {
	if n == nil || b.doc.HasMistake(path+"."+n.Name()) {
		return false
	}
	at := kindKey{k, strings.Clone(n.Name())}
	if first, given := b.textAt[at]; given && *to != text && b.file < len(b.files)-1 {
		b.doc.Mistake(path, n.Key, "%s already has another %s, given in %s; give the same, or leave it out", k.Name, at.name, b.where(first))
		return false
	} else if !given && !b.builtin() {
		b.textAt[at] = place{b.file, n.Key.Start}
	}
	*to = text
	return true
}

// kindFields adds the fields declared at a path to a kind.
func (b *builder) kindFields(k *Kind, declarations map[string]FieldDeclaration, n *toml.Node, path string) {
	for c := range b.doc.Children(n) {
		name, at := c.Name(), path+"["+c.Name()+"]"
		d, ok := declarations[name]
		if b.full() {
			return
		}
		old := k.FieldIndex(name) != None
		if ok && old && b.get(c, "type") == nil {
			b.widenings = append(b.widenings, widening{naming{k, c, at, b.doc}, d})
			continue
		}
		var f Field
		if ok {
			f, ok = b.field(d, c, at, 0)
		}
		switch {
		case !ok:
			b.mistaken[kindKey{k, strings.Clone(name)}] = true
			continue
		case old, slices.ContainsFunc(b.relations, func(f Field) bool { return f.Name == name }):
			b.redeclared(k, c, at, f)
			continue
		case !b.builtin():
			b.fieldAt[kindKey{k, f.Name}] = declared{place{b.file, c.Key.Start}, f}
		}
		k.add(f)
		for _, key := range []string{"lifetime", "order", "subset_of", "disjoint_with"} {
			switch option := (naming{k, b.get(c, key), at, b.doc}); {
			case option.node == nil || key == "lifetime" && !f.Lifetime:
			case key == "lifetime" || key == "order":
				b.inTime = append(b.inTime, option)
			default:
				b.among = append(b.among, option)
			}
		}
	}
}

// add gives a kind one more field.
func (k *Kind) add(f Field) {
	k.byName[f.Name] = len(k.Fields)
	k.Fields = append(k.Fields, f)
}

// redeclared judges a field that a kind has already: another file may declare it too,
// if it is the same.
func (b *builder) redeclared(k *Kind, at *toml.Node, path string, f Field) {
	first, ok := b.fieldAt[kindKey{k, f.Name}]
	switch {
	case !ok || first.file == b.file:
		b.doc.Mistake(path, at.Key, "%s already has a field %s; choose another name", k.Name, f.Name)
	case !reflect.DeepEqual(first.field, f):
		b.doc.Mistake(path, at.Key, "%s already has a field %s, declared otherwise in %s; declare it alike, or choose another name", k.Name, f.Name, b.where(first.place))
	}
}

// count takes note of fields that a declaration adds. With more than a
// vocabulary can number it tells so once, and nothing is read from there on.
func (b *builder) count(n *toml.Node, path string, fields int) bool {
	if b.full() {
		return false
	}
	if b.counted += fields; b.counted > maxFields {
		b.doc.Mistake(path, n.Key, "the kinds have too many fields together; factlint takes up to %d, counting those that every kind has", maxFields)
		return false
	}
	return true
}

// full reports whether there are too many fields or mistakes to go on.
func (b *builder) full() bool { return b.counted > maxFields || b.doc.Full() }

// nearest proposes the nearest of the names, as long as that does not take for ever.
func (b *builder) nearest(name string, names []string) string {
	if b.compared += len(names); b.compared > maxNearest {
		return ""
	}
	return wording.DidYouMean(name, names)
}

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
