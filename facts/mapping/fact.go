package mapping

import (
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A Fact is what a record makes.
type Fact struct {
	Kind *vocabulary.Kind
	// Record is the record that makes it.
	Record *records.Node
	// Once says that of the facts of its Key only the first is meant, over all files.
	Once bool
	// Fields are those for which the record has something, in the order of the mapping.
	Fields []Field
}

// ID returns the fact's id, "" when it has none.
func (f *Fact) ID() string {
	for i := range f.Fields {
		if f.Fields[i].Name == f.Kind.Fields[vocabulary.IDField].Name {
			return f.Fields[i].Text
		}
	}
	return ""
}

// Key is what facts share that are made once: their kind and id, without an id all
// that they say.
func (f *Fact) Key() string {
	if id := f.ID(); id != "" {
		return f.Kind.Name + " " + id
	}
	var t Text
	t.Fact(f, toml.Span{})
	return t.String()
}

// A Field is a field of a fact, or an entry of a table.
type Field struct {
	Name string
	Value
}

// A Value is what TOML would have for a value of a record.
type Value struct {
	// Type is String, Integer, Float, Boolean, LocalDate, LocalDateTime,
	// OffsetDateTime, Array or Table.
	Type toml.Type
	// Text is the text of a string, and any other scalar as TOML writes it.
	Text string
	// Span is where it is in the records, Key the key under which it does;
	// both are zero for a constant.
	Span, Key toml.Span
	// Constant says that it is in the mapping, or in the file's name, not in
	// the records.
	Constant bool

	Items  []Value // of an Array
	Fields []Field // of a Table
}

// A ProblemKind is what sort of thing is lost; each is a rule of the same name
// that begins with record.
type ProblemKind uint8

// The kinds of problems.
const (
	// PathProblem is a path that no record has.
	PathProblem ProblemKind = iota + 1
	// RecordsProblem is a path to records that leads to none.
	RecordsProblem
	// EmptyProblem is a record that makes no fact.
	EmptyProblem
	// ValueProblem is a value that is left out.
	ValueProblem
	// UntakenProblem is a key or a column that no path leads to.
	UntakenProblem
)

// A Problem is something that a mapping loses.
type Problem struct {
	Kind ProblemKind
	// Span is where it is: in the mapping for a PathProblem and a
	// RecordsProblem, else in the records, the first of Count such places.
	Span    toml.Span
	Count   int
	Message string
}

// A Result is what a document makes.
type Result struct {
	Facts []Fact
	// Problems are what is lost, sorted by place.
	Problems []Problem
	Use      *Use
}
