// Package config reads factlint.toml, the configuration of a base.
//
// It promises that every mistake is reported with its place, at the very key or
// value that is wrong, that all of them are reported at once and in the order of the
// file, and that no input makes it panic, read anything else or take more than
// a few seconds for ten megabytes: the file may come from a stranger.
//
// It does not look at the facts, nor at the disk but in ReadFile and Beside. That a glob names no file, or a
// rule has nothing to judge, is not a mistake.
package config

import (
	"fmt"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// A Config is what factlint.toml says.
type Config struct {
	Exclude    []string // globs of files and folders that are not part of the base
	Records    []facts.Records
	Vocabulary *vocabulary.Vocabulary
	Unclaimed  bool // there is no factlint.toml, so that no file is surely one of facts
	// LocalClock says that days are the local days of wherever things happened.
	LocalClock bool
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

// Facts are the options for reading the facts of the base.
func (c *Config) Facts() facts.Options {
	return facts.Options{Exclude: c.Exclude, Unclaimed: c.Unclaimed, Records: c.Records, Vocabulary: c.Vocabulary, LocalClock: c.LocalClock}
}

// Selection says which files belong to the base.
func (c *Config) Selection() folder.Selection {
	o := c.Facts()
	return o.Selection()
}

// Default returns the configuration of a base without factlint.toml.
func Default() *Config { return &Config{Unclaimed: true, Vocabulary: vocabulary.Builtin()} }

// Parse reads the text of factlint.toml, and with read the files that it extends,
// which are a mistake without it. The Config is nil exactly when there are mistakes, which are reported for
// each file that has some. No text at all is that of a factlint.toml that is not there.
func Parse(src []byte, read Reader) (*Config, []FileMistakes) {
	return parse(src, rules.All(), read)
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

func parse(src []byte, known rules.List, read Reader) (*Config, []FileMistakes) {
	r := reader{rules: known, read: read}
	main := r.open("", src)
	r.file = main
	r.extend([]string{"factlint.toml"})
	r.files = append(r.files, main)
	v := r.vocabulary()
	r.allRules(v)
	r.file = main
	r.top(&main.Declaration)
	r.records(main.Records, v)
	r.excludeExtended()
	r.config.Unclaimed = src == nil
	var all []FileMistakes
	for _, f := range r.files {
		if mistakes := f.doc.Sorted(); len(mistakes) > 0 {
			all = append(all, FileMistakes{f.name, f.doc.Source, mistakes})
		}
	}
	for _, m := range r.mappings {
		if len(m.Mistakes) > 0 {
			all = append(all, m)
		}
	}
	if len(all) > 0 {
		return nil, all
	}
	return &r.config, nil
}

// reader takes a configuration out of documents.
type reader struct {
	file   *file   // the one that is read
	files  []*file // all of them, what is extended before what extends it
	read   Reader
	opened int
	// mappings are the files of mappings, and what is wrong with them.
	mappings []FileMistakes
	rules    rules.List
	config   Config
	// patterns and patternBytes count the globs so far, with their braces written out.
	patterns, patternBytes int
}

func (r *reader) doc() *declaration.Document { return r.file.doc }

// top reads what a base says besides the kinds and rules that it may share.
func (r *reader) top(d *Declaration) {
	r.config.Exclude = r.globs(d.Exclude, "exclude")
	r.config.LocalClock = d.Clock == "local"
	if n := r.doc().At("today"); n != nil {
		r.today(n)
	}
	if n := r.doc().At("rules"); n != nil {
		r.config.Settings.Rules = r.ruleTable(n)
	}
	r.overrides(d.Override)
}

func (r *reader) mistake(at facts.Span, format string, args ...any) {
	r.doc().Mistake("", at, format, args...)
}
