package facts

import (
	"strings"

	"github.com/factlint/factlint/facts/edtf"
)

// A File is one fact file, read. It is read-only once its base is linked.
type File struct {
	Path   string // relative to the base's folder, with forward slashes
	Source []byte
	Facts  []Fact // in the order of writing
	// Problems are what is wrong with the file taken by itself, in the order of reading.
	Problems []Problem
	// Directives are the comments that silence findings.
	Directives []Directive
	// Index is the file's position among the base's files.
	Index int

	lost       []Span  // parts that a syntax error made unreadable
	values     []value // fields of the facts, each fact's in one run
	elems      []value // elements of lists and entries of tables
	texts      []string
	world      *world
	vocabulary *Vocabulary
	// names are hashes of all ids in the file's refs, sorted; nil until an edit asks for them.
	names []uint64
}

// text returns the text of a string value whose index into texts is n-1, or
// that stands between the quotes for n = 0.
func (f *File) text(v *value, n uint32) string {
	if n > 0 {
		return f.texts[n-1]
	}
	return alias(f.Source[v.start+1 : v.end-1])
}

// date reads a date value. A quoted one is EDTF, an integer a year, the rest TOML's own dates.
func (f *File) date(v *value) (edtf.Date, error) {
	switch {
	case v.bits > 0: // escapes or a multi-line string
		return edtf.Parse(f.texts[v.bits-1])
	case f.Source[v.start] == '"' || f.Source[v.start] == '\'':
		return edtf.Parse(alias(f.Source[v.start+1 : v.end-1]))
	default:
		return parseBareDate(alias(f.Source[v.start:v.end]))
	}
}

// Base returns the base that the file belongs to: of several that share it the newest.
func (f *File) Base() *Base { return f.world.base.Load() }

// Holding returns the fact whose text holds the byte at offset, or nil.
func (f *File) Holding(offset uint32) *Fact {
	lo, hi := 0, len(f.Facts)
	for lo < hi {
		if mid := (lo + hi) / 2; f.Facts[mid].Head.Start <= offset {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return nil
	}
	return &f.Facts[lo-1]
}

// lostNames adds to names everything in the lost parts that could be an id,
// and reports whether one could be spelt with escapes.
func (f *File) lostNames(names map[string]bool) (escapes bool) {
	for _, s := range f.lost {
		text := alias(f.Source[s.Start:s.End])
		escapes = escapes || strings.Contains(text, `\u`) || strings.Contains(text, `\U`) || strings.Contains(text, `\x`)
		for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return !strings.ContainsRune(slugBytes, c) }) {
			names[word] = true
		}
	}
	return escapes
}

const slugBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._:/-"

// ProblemKind is what sort of thing is wrong with a file taken by itself, or
// with a ref; each is a rule of the same name.
type ProblemKind uint8

// The kinds of problems found while reading and linking.
const (
	SyntaxProblem ProblemKind = iota + 1
	KindProblem
	FieldProblem
	RequiredProblem
	TypeProblem
	ValueProblem
	DateProblem
	RefProblem     // nothing has that id
	RefKindProblem // it is of a kind that the field does not take
)

// A Problem is something wrong with one place of a file.
type Problem struct {
	Kind    ProblemKind
	Span    Span
	Fact    *Fact // nil when it belongs to none
	File    *File // of a problem with a ref; else the one it is listed in
	Message string
	// Missing is the required field that the fact does not have; else "".
	Missing string
	// Instead is what to write at Span instead, when a known name is near; else "".
	Instead string
	// Certain says that nothing else can have been meant, and that what stands
	// there is then in order.
	Certain bool
	// Related is another place it speaks of, with words; Related.File is nil when there is none.
	Related      Place
	RelatedWords string

	field *Field // of a ref
	to    int32  // the fact referred to, when it is of the wrong kind
}

// A Directive is a comment that silences findings.
type Directive struct {
	Span   Span     // the comment, from its #
	Names  []string // rules and groups as written
	Places []Span   // of each name
	Reason string   // "" when none is given
	Whole  bool     // ignore-file: for the whole file
	Fact   *Fact    // the one it stands at, when it silences that fact as a whole
	Field  Span     // else the range that it silences
	// Complaint says why it cannot be understood, and what to write; else "".
	Complaint string
}
