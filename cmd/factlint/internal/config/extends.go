package config

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"reflect"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/own"
)

// A Reader gives the text of a file that factlint.toml extends, or of a mapping. The name is
// relative to the folder of the base, with forward slashes and perhaps ".." at
// its beginning. The error says in a few words why it cannot be read: "is a
// folder".
type Reader func(name string) ([]byte, error)

// FileMistakes are the mistakes in one file, sorted by place.
type FileMistakes struct {
	Name     string // as a Reader takes it; "" for factlint.toml itself
	Source   []byte
	Mistakes []declaration.Mistake
}

// What may be extended. The file comes from strangers.
const (
	maxExtended = 50
	maxDepth    = 10
)

// file is a file of a configuration: factlint.toml, or one that it extends.
type file struct {
	name string // "" for factlint.toml
	doc  *declaration.Document
	Declaration
}

// shown names the file in a message.
func (f *file) shown() string { return cmp.Or(f.name, "factlint.toml") }

// open parses a file.
func (r *reader) open(name string, src []byte) *file {
	f := &file{name: name}
	doc := new(toml.Parser).Parse(bytes.Clone(src))
	if name != "" {
		f.doc = Language().Read(doc, &f.Shared, "a file that others extend", notShared)
		return f
	}
	f.doc = Language().Read(doc, &f.Declaration, "factlint.toml", func(n *toml.Node) string {
		if n.Type != toml.Array && (len(r.rules.Named(n.Name())) > 0 || declares(doc, n.Name())) {
			return fmt.Sprintf("the rule %s stands outside [rules]; write it below that header", n.Name())
		}
		return ""
	})
	return f
}

// declares reports whether a factlint.toml declares a rule of that name.
func declares(doc *toml.Document, name string) bool {
	all := doc.Get(doc.Root(), "rule")
	for n := all; n != nil && n == all; {
		for n = doc.First(all); n != nil; n = doc.Next(n) {
			if is := doc.Get(n, "name"); is != nil && is.Text() == name {
				return true
			}
		}
	}
	return false
}

// notShared says that a key of a base is in a file that others extend.
func notShared(n *toml.Node) string {
	for _, k := range declaration.Keys(reflect.TypeFor[Declaration]()) {
		if k.Name == n.Name() {
			return fmt.Sprintf("a file that others extend shares kinds and rules; %s stands in the factlint.toml of each base", k.Name)
		}
	}
	return ""
}

// extend opens the files that the present one extends, and those that they
// extend, before it: what is shared comes first. chain names the files on the
// way to it.
func (r *reader) extend(chain []string) {
	f := r.file
	for i, text := range f.Extends {
		c := f.doc.At(fmt.Sprintf("extends[%d]", i))
		name, wrong := extendedName(path.Dir(f.name), text)
		switch {
		case wrong != "":
			r.mistake(c.Span, "%s %s", wording.Quote(text), wrong)
		case slices.Contains(chain, name):
			r.mistake(c.Span, "%s leads back to itself: %s", wording.Quote(text), strings.Join(append(chain, name), " extends "))
		case slices.ContainsFunc(r.files, func(f *file) bool { return f.name == name }):
			// shared by two that are extended: it is read once
		case len(chain) > maxDepth:
			r.mistake(c.Span, "files extend each other more than %d deep; name this one in factlint.toml", maxDepth)
		case r.opened == maxExtended:
			r.mistake(c.Span, "more than %d files are extended; join some of them", maxExtended)
		case r.read == nil:
			r.mistake(c.Span, "%s cannot be read here", wording.Quote(text))
		default:
			r.opened++
			src, err := r.read(name)
			if err != nil {
				r.mistake(c.Span, "%s %s", wording.Quote(text), err)
				continue
			}
			r.file = r.open(name, src)
			r.extend(append(slices.Clone(chain), name))
			r.files = append(r.files, r.file)
			r.file = f
		}
	}
}

// extendedName is the name of a file that one in dir extends, or says what is
// wrong with it.
func extendedName(dir, text string) (name, wrong string) {
	if name, wrong = relativeName(dir, text); wrong == "" && !strings.HasSuffix(text, ".toml") {
		return "", "is not a file of kinds and rules; its name ends in .toml"
	}
	return name, wrong
}

// vocabulary reads the kinds of all files; it is nil when they cannot be relied on.
func (r *reader) vocabulary() *vocabulary.Vocabulary {
	var all []vocabulary.Declarations
	for _, f := range r.files {
		if len(f.doc.Errors) > 0 {
			return nil // what kinds refer to may be what an error took with it
		}
		all = append(all, vocabulary.Declarations{Name: f.shown(), Doc: f.doc, Kinds: f.Kinds})
	}
	v := vocabulary.Join(all...)
	if slices.ContainsFunc(r.files, func(f *file) bool { return f.doc.HasMistake("kind") }) {
		return nil
	}
	r.config.Vocabulary = v
	return v
}

// allRules reads the rules of all files. Their names count as known from here on.
func (r *reader) allRules(v *vocabulary.Vocabulary) {
	o := ownReader{reader: r, names: map[string]named{}}
	if v != nil {
		o.compiler = own.NewCompiler(v)
	}
	for _, r.file = range r.files {
		o.readAll(r.file.Rule)
	}
	var known []*rules.Rule
	for name := range o.names {
		known = append(known, &rules.Rule{Name: name})
	}
	r.rules = r.rules.With(known)
}

// excludeExtended leaves the files of the base out of it that are extended, or
// hold a mapping: they hold no facts.
func (r *reader) excludeExtended() {
	var names []string
	for _, f := range r.files {
		names = append(names, f.name)
	}
	for _, m := range r.mappings {
		names = append(names, m.Name)
	}
	for _, name := range names {
		if name != "" && !strings.HasPrefix(name, "../") {
			r.config.Exclude = append(r.config.Exclude, folder.GlobOf(name))
		}
	}
}
