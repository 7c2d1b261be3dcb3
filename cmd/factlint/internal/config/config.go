// Package config reads factlint.toml, the configuration of a base.
//
// It promises that every mistake is told with its place, at the very key or
// value that is wrong, that all of them are told at once and in the order of the
// file, and that no input makes it panic, read anything else or take more than
// about a second for ten megabytes: the file may come from a stranger.
//
// It does not look at the facts, nor at the disk but in ReadFile. That a glob names no file, or a
// rule has nothing to judge, is no mistake.
package config

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/rules"
)

// A Config is what factlint.toml says.
type Config struct {
	Exclude    []string // globs of files and folders that are not part of the base
	Vocabulary *facts.Vocabulary
	// Settings has Rules, Overrides and Today filled; the rest is the command's.
	Settings rules.Settings
}

// A Mistake is something wrong with factlint.toml: a span of it, and one
// sentence that says what is wrong and what is allowed.
type Mistake = facts.Mistake

// Default returns the configuration of a base without factlint.toml.
func Default() *Config { return &Config{Vocabulary: facts.Builtin()} }

// Parse reads the text of factlint.toml. The Config is nil exactly when there
// are mistakes, which are sorted by place. An empty text is [Default].
func Parse(src []byte) (*Config, []Mistake) { return parse(src, rules.All()) }

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
	var p toml.Parser
	r := reader{doc: p.Parse(bytes.Clone(src)), rules: known}
	for _, e := range r.doc.Errors {
		r.mistake(e.Span, "%s", e.Message)
	}
	r.top()
	if len(r.mistakes) > 0 {
		slices.SortStableFunc(r.mistakes, func(a, b Mistake) int {
			return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End), strings.Compare(a.Message, b.Message))
		})
		r.mistakes = slices.Compact(r.mistakes)
		return nil, r.mistakes[:min(len(r.mistakes), maxMistakes)]
	}
	return &r.config, nil
}

// reader takes a configuration out of a document.
type reader struct {
	doc      *toml.Document
	rules    rules.List
	config   Config
	mistakes []Mistake
	// globs and globBytes count the patterns so far, with their braces written out.
	globs, globBytes int
}

var topKeys = []string{"exclude", "today", "rules", "override", "rule", "kind"}

func (r *reader) top() {
	root := r.doc.Root()
	v := r.vocabulary(r.doc.Get(root, "kind"))
	if n := r.doc.Get(root, "rule"); n != nil && n.Type != toml.Invalid {
		r.ownRules(n, v) // before what names them
	}
	for n := range r.children(root) {
		switch n.Name() {
		case "exclude":
			r.config.Exclude = r.globList(n, "exclude")
		case "today":
			r.today(n)
		case "rules":
			r.config.Settings.Rules = r.ruleTable(n)
		case "override":
			r.overrides(n)
		case "kind", "rule":
		default:
			if n.Type != toml.Array && len(r.rules.Named(n.Name())) > 0 {
				r.mistake(n.Key, "the rule %s stands outside [rules]; write it below that header", n.Name())
				continue
			}
			r.unknown(n, "factlint.toml", topKeys)
		}
	}
}

// vocabulary reads the kinds; it is nil when they cannot be relied on.
func (r *reader) vocabulary(kinds *toml.Node) *facts.Vocabulary {
	if len(r.doc.Errors) > 0 {
		return nil // what kinds refer to may be what an error took with it
	}
	if kinds != nil && kinds.Type == toml.Invalid {
		kinds = nil
	}
	v, mistakes := facts.NewVocabulary(r.doc, kinds)
	r.config.Vocabulary = v
	r.mistakes = append(r.mistakes, mistakes...)
	if len(mistakes) > 0 {
		return nil
	}
	return v
}

// children yields the children of a table or array, without the values that
// the document itself has told to be impossible, until there are too many mistakes.
func (r *reader) children(n *toml.Node) func(yield func(*toml.Node) bool) {
	return func(yield func(*toml.Node) bool) {
		for c := r.doc.First(n); c != nil && len(r.mistakes) <= maxMistakes; c = r.doc.Next(c) {
			if c.Type != toml.Invalid && !yield(c) {
				return
			}
		}
	}
}

func (r *reader) mistake(at facts.Span, format string, args ...any) {
	r.mistakes = append(r.mistakes, Mistake{Span: at, Message: fmt.Sprintf(format, args...)})
}

func (r *reader) unknown(n *toml.Node, where string, known []string) {
	r.mistake(n.Key, "%s has no key %s%s; its keys are %s", where, quote(n.Name()), didYouMean(n.Name(), known), list(known, "and"))
}
