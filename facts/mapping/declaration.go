package mapping

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/wording"
)

// A Declaration is what may be written in a mapping that is a file of its own.
type Declaration struct {
	Format    string            `toml:"format" doc:"The format of the records; by default as the ending of their file tells." validate:"recordformat"`
	Delimiter string            `toml:"delimiter" doc:"What stands between the columns of CSV, by default a comma." validate:"delimiter"`
	Fact      []FactDeclaration `toml:"fact" doc:"The facts that each record makes." called:"a fact" needs:"kind and fields" form:"a mapping says which facts a record makes: [[fact]], then kind and fields" each:"a fact is a table with kind and fields, not {noun}" validate:"dive"`
}

// A FactDeclaration is what may be written in [[fact]], or in [[records.fact]].
type FactDeclaration struct {
	Kind    string                      `toml:"kind" doc:"The kind of the facts." validate:"required"`
	Records string                      `toml:"records" doc:"The path to the records inside a document; by default the document itself, or the elements of one that is a list."`
	When    []ConditionDeclaration      `toml:"when" doc:"Paths that must have a value, each alone or with what it must be; other records make no fact, and those that have none are reported, but for a path with a ? behind it." called:"a condition" needs:"path" form:"when is a path, { path = \"…\", is = \"…\" }, or a list of these, not {noun}" each:"when is a path, { path = \"…\", is = \"…\" }, or a list of these, not {noun}" alone:"yes" validate:"dive"`
	Once    bool                        `toml:"once" doc:"Of facts with one id only the first is made, over all files; of facts without an id, of those that say the same."`
	Fields  map[string]FieldDeclaration `toml:"fields" doc:"Where the values of its fields come from." called:"a field" form:"fields is a table: { name = \"path\" }" each:"{key} comes from a path, a list of paths, or a table with from or value, not from {noun}" validate:"dive"`
}

// A ConditionDeclaration is what a record must have to make a fact; a path alone,
// or a list of paths of which one is enough, stands for having a value there.
type ConditionDeclaration struct {
	Path []string `toml:"path" doc:"The path that must have a value; of several, one." alone:"yes" validate:"required"`
	Likeness
}

// Short is the key that a path stands for.
func (ConditionDeclaration) Short() string { return "path" }

// A Likeness is what a value must be like.
type Likeness struct {
	Is  []string `toml:"is" doc:"The texts of which the value must be one; a * stands for anything." alone:"yes"`
	Not []string `toml:"not" doc:"The texts of which the value must be none; a * stands for anything, and alone for having no value." alone:"yes"`
}

// A FieldDeclaration says where the values of a field come from; a path, or a list
// of paths of which the first with a value counts, stands for from alone.
type FieldDeclaration struct {
	From   []SourceDeclaration         `toml:"from" doc:"Paths, of which the first with a value counts; { path = \"…\" } may say what the value must be like, and change it first." called:"a path" needs:"path" form:"{key} is a path or a list of paths, not {noun}" each:"a path is a string, or a table with path, not {noun}" alone:"yes" validate:"dive"`
	Join   []PartDeclaration           `toml:"join" doc:"The parts of a text that is made of several values; a path stands in braces." called:"a part" needs:"text" form:"join is a list of parts such as [\"{state}\", \"-\", \"{district}\"], not {noun}" each:"a part of join is a text such as \"{state}\", or a table with text, not {noun}" alone:"yes" validate:"dive"`
	Value  any                         `toml:"value" doc:"A value that is always the same, or that stands where the record has none."`
	Fields map[string]FieldDeclaration `toml:"fields" doc:"Where the entries of a table come from: of the record, or with from of each table there." called:"a field" form:"fields is a table: { name = \"path\" }" each:"{key} comes from a path, a list of paths, or a table with from or value, not from {noun}" schema:"open" validate:"dive"`
	Split  string                      `toml:"split" doc:"A text is a list with this between its items."`
	Change
	Slug      bool     `toml:"slug" doc:"An id is made of the text: its letters small and without accents, those of other alphabets as they sound, and those of scripts without one, as 北京, by their numbers in Unicode, u5317-u4eac. One text always makes the same id."`
	Prefix    string   `toml:"prefix" doc:"What to write before it."`
	Date      string   `toml:"date" doc:"The order in which a date is written." called:"order of a date" validate:"oneof=ymd dmy mdy"`
	Precision []string `toml:"precision" doc:"Paths to the precision of a date, as a number of Wikidata." alone:"yes"`
}

// Short is the key that a path stands for.
func (FieldDeclaration) Short() string { return "from" }

// A SourceDeclaration is a path from which a value comes; a path alone stands for itself.
type SourceDeclaration struct {
	Path string `toml:"path" doc:"The path." validate:"required"`
	Likeness
	Change
	Slug   bool   `toml:"slug" doc:"An id is made of the text: its letters small and without accents, those of other alphabets as they sound, and those of scripts without one, as 北京, by their numbers in Unicode, u5317-u4eac. One text always makes the same id."`
	Prefix string `toml:"prefix" doc:"What to write before it."`
}

// Short is the key that a path stands for.
func (SourceDeclaration) Short() string { return "path" }

// A PartDeclaration is a part of a text that is joined; a text stands for text alone.
type PartDeclaration struct {
	Text string `toml:"text" doc:"A text with paths in braces: what stands there takes their place." validate:"required"`
	Change
}

// Short is the key that a text stands for.
func (PartDeclaration) Short() string { return "text" }

// A Change is what may be done to a text.
type Change struct {
	After  string            `toml:"after" doc:"What a text has up to the last of this is dropped."`
	Before string            `toml:"before" doc:"What a text has from the first of this on is dropped."`
	Words  map[string]string `toml:"words" doc:"What to write for what stands there; a * stands for anything, and nothing is written for \"\"." form:"words is a table: { \"what stands there\" = \"what to write\" }"`
}

// Checks are those that the tags of this package ask for.
var Checks = map[string]declaration.Check{
	"delimiter": {Wrong: func(_, text string) string {
		if utf8.RuneCountInString(text) != 1 || strings.ContainsAny(text, "\"\r\n\uFFFD") {
			return "the delimiter is one character such as \";\""
		}
		return ""
	}},
	"recordformat": {
		Wrong: func(_, text string) string {
			if records.Named(text).Name != "" {
				return ""
			}
			return fmt.Sprintf("there is no format %s%s; it is %s", wording.Quote(text), wording.DidYouMean(text, records.Formats()), wording.Or(records.Formats()))
		},
		Schema: map[string]any{"enum": records.Formats()},
	},
}

// Language is what mappings are written in.
var Language = sync.OnceValue(func() *declaration.Language { return declaration.NewLanguage(Checks) })
