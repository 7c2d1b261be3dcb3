package config

import (
	"bytes"
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/own"
)

// A Reader gives the text of a file that factlint.toml extends. The name is
// relative to the folder of the base, with forward slashes and perhaps ".." at
// its beginning. The error says in a few words why it cannot be read: "is a
// folder".
type Reader func(name string) ([]byte, error)

// FileMistakes are the mistakes in one file, sorted by place.
type FileMistakes struct {
	Name     string // as a Reader takes it; "" for factlint.toml itself
	Source   []byte
	Mistakes []Mistake
}

// What may be extended. The file comes from strangers.
const (
	maxExtended = 50
	maxDepth    = 10
)

// file is a file of a configuration: factlint.toml, or one that it extends.
type file struct {
	name     string // "" for factlint.toml
	doc      *toml.Document
	mistakes []Mistake
}

// shown names the file in a message.
func (f *file) shown() string { return cmp.Or(f.name, "factlint.toml") }

// open parses a file and makes it known.
func (r *reader) open(name string, src []byte) *file {
	f := &file{name: name, doc: new(toml.Parser).Parse(bytes.Clone(src))}
	for _, e := range f.doc.Errors {
		f.mistakes = append(f.mistakes, Mistake{Span: e.Span, Message: e.Message})
	}
	return f
}

// in makes a file the one that is read while do runs.
func (r *reader) in(f *file, do func()) {
	before := r.file
	r.file = f
	do()
	r.file = before
}

// extend opens the files that the present one extends, and those that they
// extend, before it: what is shared comes first. chain names the files on the
// way to it.
func (r *reader) extend(chain []string) {
	n := r.doc().Get(r.doc().Root(), "extends")
	if n == nil || n.Type == toml.Invalid {
		return
	}
	for _, c := range r.oneOrList(n, "extends is a list of files such as [\"../common/kinds.toml\"]") {
		name, wrong := extendedName(path.Dir(r.file.name), c.Text())
		switch {
		case wrong != "":
			r.mistake(c.Span, "%s %s", quote(c.Text()), wrong)
		case slices.Contains(chain, name):
			r.mistake(c.Span, "%s leads back to itself: %s", quote(c.Text()), strings.Join(append(chain, name), " extends "))
		case slices.ContainsFunc(r.files, func(f *file) bool { return f.name == name }):
			// shared by two that are extended: it is read once
		case len(chain) > maxDepth:
			r.mistake(c.Span, "files extend each other more than %d deep; name this one in factlint.toml", maxDepth)
		case r.opened == maxExtended:
			r.mistake(c.Span, "more than %d files are extended; join some of them", maxExtended)
		case r.read == nil:
			r.mistake(c.Span, "%s cannot be read here", quote(c.Text()))
		default:
			r.opened++
			src, err := r.read(name)
			if err != nil {
				r.mistake(c.Span, "%s %s", quote(c.Text()), err)
				continue
			}
			r.in(r.open(name, src), func() {
				r.extend(append(slices.Clone(chain), name))
				r.files = append(r.files, r.file)
			})
		}
	}
}

// extendedName is the name of a file that one in dir extends, or says what is
// wrong with it.
func extendedName(dir, text string) (name, wrong string) {
	switch {
	case strings.ContainsAny(text, "\\\x00:"):
		return "", "is no path; write / between folders on every system"
	case path.IsAbs(text):
		return "", "begins with a slash; write it relative to this file"
	case !strings.HasSuffix(text, ".toml"):
		return "", "is no file of kinds and rules; its name ends in .toml"
	case len(text) > 1000:
		return "", "is too long"
	}
	for part := range strings.SplitSeq(text, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." {
			return "", "lies in a folder that is hidden, or is hidden itself; such files are not read"
		}
	}
	if name = path.Join(dir, text); name == "factlint.toml" {
		return "", "is this factlint.toml itself"
	}
	return name, ""
}

// shared reads what an extended file may say besides kinds and rules: nothing.
func (r *reader) shared() {
	for n := range r.children(r.doc().Root()) {
		switch n.Name() {
		case "kind", "rule", "extends":
		case "exclude", "today", "rules", "override":
			r.mistake(n.Key, "a file that others extend shares kinds and rules; %s stands in the factlint.toml of each base", n.Name())
		default:
			r.unknown(n, "a file that others extend", []string{"extends", "kind", "rule"})
		}
	}
}

// vocabulary reads the kinds of all files; it is nil when they cannot be relied on.
func (r *reader) vocabulary() *vocabulary.Vocabulary {
	var all []vocabulary.Declarations
	for _, f := range r.files {
		if len(f.doc.Errors) > 0 {
			return nil // what kinds refer to may be what an error took with it
		}
		kinds := f.doc.Get(f.doc.Root(), "kind")
		if kinds != nil && kinds.Type == toml.Invalid {
			kinds = nil
		}
		all = append(all, vocabulary.Declarations{Name: f.shown(), Doc: f.doc, Kinds: kinds})
	}
	v, mistakes := vocabulary.Join(all...)
	good := true
	for i, f := range r.files {
		f.mistakes = append(f.mistakes, mistakes[i]...)
		good = good && len(mistakes[i]) == 0
	}
	r.config.Vocabulary = v
	if !good {
		return nil
	}
	return v
}

// allRules reads the rules of all files. Their names count as known from here on.
func (r *reader) allRules(v *vocabulary.Vocabulary) {
	o := ownReader{reader: r, names: map[string]named{}}
	if v != nil {
		o.compiler = own.NewCompiler(v)
	}
	for _, f := range r.files {
		r.in(f, func() {
			if n := r.doc().Get(r.doc().Root(), "rule"); n != nil && n.Type != toml.Invalid {
				o.readAll(n)
			}
		})
	}
	own.Share(r.config.Settings.Own)
	var known []*rules.Rule
	for name := range o.names {
		known = append(known, &rules.Rule{Name: name})
	}
	r.rules = r.rules.With(known)
}

// excludeExtended leaves the files of the base out of it that are extended: they
// hold no facts.
func (r *reader) excludeExtended() {
	for _, f := range r.files {
		if f.name != "" && !strings.HasPrefix(f.name, "../") {
			r.config.Exclude = append(r.config.Exclude, globQuoter.Replace(f.name))
		}
	}
}

var globQuoter = strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, "]", `\]`, "{", `\{`, "}", `\}`, "!", `\!`)
