// Package config reads factlint.toml, the configuration of a base.
//
// It promises that every mistake is told with its place, at the very key or
// value that is wrong, that all of them are told at once and in the order of the
// file, and that no input makes it panic, read anything else or take more than
// about a second for ten megabytes: the file may come from a stranger.
//
// It does not look at the facts, nor at the disk but in ReadFile and Beside. That a glob names no file, or a
// rule has nothing to judge, is no mistake.
package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// A Config is what factlint.toml says.
type Config struct {
	Exclude    []string // globs of files and folders that are not part of the base
	Vocabulary *vocabulary.Vocabulary
	// Settings has Rules, Overrides and Today filled; the rest is the command's.
	Settings engine.Settings
	// Names are the ids of facts that its rules name in calls of get.
	Names []Name
}

// A Name is an id that a rule of the base names.
type Name struct {
	File string // as a Reader takes it; "" for factlint.toml itself
	Span facts.Span
	ID   string
}

// A Mistake is something wrong with factlint.toml: a span of it, and one
// sentence that says what is wrong and what is allowed.
type Mistake = vocabulary.Mistake

// Default returns the configuration of a base without factlint.toml.
func Default() *Config { return &Config{Vocabulary: vocabulary.Builtin()} }

// Parse reads the text of factlint.toml, without what it extends, which is then
// a mistake. The Config is nil exactly when there are mistakes, which are sorted
// by place. An empty text is [Default].
func Parse(src []byte) (*Config, []Mistake) { return parse(src, rules.All()) }

// ParseWith reads the text of factlint.toml, and with read the files that it
// extends. The Config is nil exactly when there are mistakes, which are told for
// each file that has some.
func ParseWith(src []byte, read Reader) (*Config, []FileMistakes) {
	return parseWith(src, rules.All(), read)
}

// CheckNames returns an error that tells the first of names, as given to
// --select and --ignore, that is neither one of the known rules nor a group.
func CheckNames(names []string, known rules.List) error {
	r := reader{rules: known}
	for _, name := range names {
		if len(r.rules.Named(name)) == 0 {
			return fmt.Errorf("%s", r.noRule(name))
		}
	}
	return nil
}

// maxMistakes is how many mistakes are told; who makes more learns of the
// others after mending these.
const maxMistakes = 1000

func parse(src []byte, known rules.List) (*Config, []Mistake) {
	c, mistakes := parseWith(src, known, nil)
	if len(mistakes) > 0 {
		return nil, mistakes[0].Mistakes
	}
	return c, nil
}

func parseWith(src []byte, known rules.List, read Reader) (*Config, []FileMistakes) {
	r := reader{rules: known, read: read}
	main := r.open("", src)
	r.in(main, func() {
		r.extend([]string{"factlint.toml"})
		r.files = append(r.files, main)
		v := r.vocabulary()
		r.allRules(v)
		for _, f := range r.files[:len(r.files)-1] {
			r.in(f, r.shared)
		}
		r.top()
	})
	r.excludeExtended()
	var told []FileMistakes
	for _, f := range r.files {
		if len(f.mistakes) == 0 {
			continue
		}
		slices.SortStableFunc(f.mistakes, func(a, b Mistake) int {
			return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), strings.Compare(a.Message, b.Message))
		})
		f.mistakes = slices.Compact(f.mistakes)
		told = append(told, FileMistakes{f.name, f.doc.Source, f.mistakes[:min(len(f.mistakes), maxMistakes)]})
	}
	if len(told) > 0 {
		return nil, told
	}
	return &r.config, nil
}

// reader takes a configuration out of documents.
type reader struct {
	file   *file   // the one that is read
	files  []*file // all of them, what is extended before what extends it
	read   Reader
	opened int
	rules  rules.List
	config Config
	// globs and globBytes count the patterns so far, with their braces written out.
	globs, globBytes int
}

func (r *reader) doc() *toml.Document { return r.file.doc }

var topKeys = []string{"exclude", "extends", "today", "rules", "override", "rule", "kind"}

func (r *reader) top() {
	for n := range r.children(r.doc().Root()) {
		switch n.Name() {
		case "exclude":
			r.config.Exclude = r.globList(n, "exclude")
		case "today":
			r.today(n)
		case "rules":
			r.config.Settings.Rules = r.ruleTable(n)
		case "override":
			r.overrides(n)
		case "extends", "kind", "rule":
		default:
			if n.Type != toml.Array && len(r.rules.Named(n.Name())) > 0 {
				r.mistake(n.Key, "the rule %s stands outside [rules]; write it below that header", n.Name())
				continue
			}
			r.unknown(n, "factlint.toml", topKeys)
		}
	}
}

// children yields the children of a table or array, without the values that
// the document itself has told to be impossible, until there are too many mistakes.
func (r *reader) children(n *toml.Node) func(yield func(*toml.Node) bool) {
	return func(yield func(*toml.Node) bool) {
		for c := r.doc().First(n); c != nil && len(r.file.mistakes) <= maxMistakes; c = r.doc().Next(c) {
			if c.Type != toml.Invalid && !yield(c) {
				return
			}
		}
	}
}

func (r *reader) mistake(at facts.Span, format string, args ...any) {
	r.file.mistakes = append(r.file.mistakes, Mistake{Span: at, Message: fmt.Sprintf(format, args...)})
}

func (r *reader) unknown(n *toml.Node, where string, known []string) {
	r.mistake(n.Key, "%s has no key %s%s; its keys are %s", where, quote(n.Name()), didYouMean(n.Name(), known), list(known, "and"))
}
