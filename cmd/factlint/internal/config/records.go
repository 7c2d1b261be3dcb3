package config

import (
	"cmp"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// Records is what may be written in [[records]].
type Records struct {
	Files     []string                  `toml:"files" doc:"Globs of the files, relative to this file." alone:"yes" form:"files is a list of globs such as [\"data/**/*.yml\"], not {noun}" each:"a glob is a string such as \"data/**/*.yml\", not {noun}" validate:"required,dive,glob"`
	Format    string                    `toml:"format" doc:"The format of the files; by default as their ending tells." called:"format" validate:"omitempty,recordformat"`
	Delimiter string                    `toml:"delimiter" doc:"What stands between the columns of CSV, by default a comma." validate:"delimiter"`
	Mapping   string                    `toml:"mapping" doc:"The mapping by which the records make facts: a file, relative to this one, or a name that factlint ships."`
	Fact      []mapping.FactDeclaration `toml:"fact" doc:"The facts that each record makes, in place of a mapping of its own." called:"a fact" needs:"kind and fields" form:"write the facts of records with two brackets: [[records.fact]], then kind and fields" each:"a fact is a table with kind and fields, not {noun}" validate:"dive"`
}

// maxRecords is how many [[records]] there may be: each file of the base is held
// against their globs.
const maxRecords = 100

// records takes the list of [[records]].
func (r *reader) records(all []Records, v *vocabulary.Vocabulary) {
	for i := range all {
		at := fmt.Sprintf("records[%d]", i)
		if i == maxRecords {
			r.doc().Mistake(at, r.doc().At(at).Span, "there are more than %d records; join some of them", maxRecords)
			return
		}
		r.oneRecords(&all[i], at, v)
	}
}

func (r *reader) oneRecords(d *Records, at string, v *vocabulary.Vocabulary) {
	doc := r.doc()
	head := doc.At(at)
	globs := r.globs(d.Files, at+".files")
	if n := doc.At(at + ".files"); n != nil && len(d.Files) == 0 && !doc.HasMistake(at+".files") {
		r.mistake(n.Span, "files names no file; write at least one glob such as \"data/**/*.yml\"")
	}
	format := r.formatOf(d, at)
	switch {
	case len(d.Fact) > 0 && d.Mapping != "":
		r.mistake(doc.At(at+".mapping").Span, "the facts of these records stand right here, in [[records.fact]]; a mapping besides is too much")
		return
	case len(d.Fact) == 0 && d.Mapping == "" && !doc.HasMistake(at):
		r.mistake(head.Span, "the records have no mapping; name one, or write which facts they make: [[records.fact]], then kind and fields")
		return
	case v == nil || doc.HasMistake(at):
		return // what a mapping takes may be what a mistake took with it
	}
	out := facts.Records{Format: d.Format, Globs: globs}
	out.Files, _ = folder.NewGlobs(globs) // those with a mistake are left out
	if d.Mapping != "" {
		out.Mapping, out.Name, out.Source = r.mapping(d.Mapping, at+".mapping", format, v)
	} else {
		out.Mapping, out.Name, out.Source = mapping.New(doc, d.Fact, at+".fact", format, v), folder.ConfigName, doc.Source
	}
	if out.Mapping == nil || doc.HasMistake(at) {
		return
	}
	if format == "" {
		out.Format = out.Mapping.Format
	}
	if d.Delimiter != "" {
		out.Mapping.Delimiter, _ = utf8.DecodeRuneInString(d.Delimiter)
	}
	r.config.Records = append(r.config.Records, out)
}

// formatOf returns a format that stands for those of the files: the one that is
// given, else one that a glob ends in; "" when nothing tells.
func (r *reader) formatOf(d *Records, at string) string {
	if d.Format != "" {
		return d.Format
	}
	format := ""
	for i, glob := range d.Files {
		is := records.FormatOf(strings.TrimRight(glob, "}"))
		switch {
		case is == "":
		case format != "" && records.Named(is).Table != records.Named(format).Table:
			r.doc().Mistake(at, r.doc().At(fmt.Sprintf("%s.files[%d]", at, i)).Span, "a mapping names the columns of tables or the keys of records, not both; write [[records]] of their own for the %s files", is)
		default:
			format = is
		}
	}
	return format
}

// mapping reads a mapping that is in a file, or that factlint ships,
// and returns what messages call it, and its text.
func (r *reader) mapping(text, at, format string, v *vocabulary.Vocabulary) (*mapping.Mapping, string, []byte) {
	span := r.doc().At(at).Span
	if src, ok := mapping.Shipped(text); ok {
		m, _ := mapping.ParseShipped(src, format, v)
		if m == nil {
			r.doc().Mistake(at, span, "the mapping %s makes facts of kinds that this base has changed; write one of your own", wording.Quote(text))
		}
		return m, "the mapping " + text, src
	}
	name, wrong := mappingName(text)
	switch {
	case wrong != "":
		r.doc().Mistake(at, span, "%s %s", wording.Quote(text), wrong)
		return nil, "", nil
	case r.read == nil:
		r.doc().Mistake(at, span, "%s cannot be read here", wording.Quote(text))
		return nil, "", nil
	}
	src, err := r.read(name)
	if err != nil {
		r.doc().Mistake(at, span, "%s %s", wording.Quote(text), err)
		return nil, "", nil
	}
	r.mappings = append(r.mappings, FileMistakes{Name: name, Source: src})
	m, mistakes := mapping.Parse(src, format, v)
	r.mappings[len(r.mappings)-1].Mistakes = mistakes
	return m, name, src
}

// MappingEnding ends the name of a mapping, unless it is called like other TOML.
const MappingEnding = ".mapping"

// mappingName is the name of the file of a mapping, or says what is wrong with it.
func mappingName(text string) (name, wrong string) {
	if !strings.HasSuffix(text, ".toml") && !strings.HasSuffix(text, MappingEnding) {
		near := wording.DidYouMean(text, mapping.ShippedNames())
		return "", "is not a mapping that factlint ships" + cmp.Or(near, "; those are "+wording.And(mapping.ShippedNames())) + "; the name of a file ends in " + MappingEnding
	}
	return relativeName("", text)
}

// relativeName is the name of a file that one in dir names, or says what is wrong
// with it.
func relativeName(dir, text string) (name, wrong string) {
	switch {
	case strings.ContainsAny(text, "\\\x00:"):
		return "", "is not a path; write / between folders on every system"
	case path.IsAbs(text):
		return "", "begins with a slash; write it relative to this file"
	case len(text) > 1000:
		return "", "is too long"
	}
	for part := range strings.SplitSeq(text, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." {
			return "", "lies in a folder that is hidden, or is hidden itself; such files are not read"
		}
	}
	if name = path.Join(dir, text); name == folder.ConfigName {
		return "", "is this factlint.toml itself"
	}
	return name, ""
}
