package facts

import (
	"sort"
	"unsafe"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A File is one fact file, as one base knows it.
type File struct {
	// What facts are asked for stands first, together in memory.
	*content
	base         *Base
	kinds        []*vocabulary.Kind
	first        int32       // index of the first fact
	firstForeign int32       // number of the first ref that leads out of the file, among those of the base
	targets      []int32     // by ref: as in content, but for facts whose id others have too
	foreign      []int32     // by ref that leads out of the file: the index of the fact, -1 for none
	Facts        []Fact      // in the order of writing: a part of the base's
	orders       []TieDates  // by row of content
	lifetimes    []TieDates  // the same
	dated        []TieDates  // the same
	acts         []tenureRun // by row of content: of the person in the office
	wins         []tenureRun // the same

	Path   string // relative to the base's folder, with forward slashes
	Source []byte
	// Problems are what is wrong with the file taken by itself, in the order of reading.
	Problems []Problem
	// Directives are the comments that silence findings.
	Directives []Directive
	// Index is the file's position among the base's files.
	Index int
}

// newFile returns a file of no base.
func newFile(c *content) File {
	return File{Path: c.path, Source: c.file(), content: c, kinds: c.vocabulary.Kinds}
}

// Lines returns the index of the lines of the file, made when it is first asked for.
func (f *File) Lines() *toml.Lines { return f.lines() }

// content is what a file says by itself. Once read it never changes; all bases
// that have the file share it.
type content struct {
	fields  fieldSet // that some fact writes
	values  []value  // fields of the facts, each fact's in one run
	elems   []value  // elements of lists and entries of tables
	runs    []run    // of the elems
	source  []byte   // the text that the facts are read from: what spans in it are of
	origin  *origin  // of a file in another format; nil for one that is that text
	records []record
	traits  []traits // of the records
	rows
	path       string
	lines      func() *toml.Lines
	vocabulary *vocabulary.Vocabulary
	texts      map[uint32]string  // by where they begin: of strings that do not stand in the source as they are
	keys       map[uint32]uint32  // by where their values begin: where keys begin that value.lead cannot tell
	unknown    []*vocabulary.Kind // kinds that the vocabulary does not have
	problems   []Problem
	directives []Directive
	lost       []Span // parts that a syntax error made unreadable
	notFacts   bool   // it is left out of the base: see reader.notFacts
	doubtful   bool   // some date may be misread
	backwards  bool   // some fact, or date, may end before it begins
}

// Backwards reports whether some period of the file may end before it begins.
func (f *File) Backwards() bool { return f.backwards }

// LocalClock reports whether a day in the file is the local day of wherever
// something happened, see [Base.LocalClock].
func (f *File) LocalClock() bool { return f.base.LocalClock }

// Doubtful reports whether some date of the file may be misread, see [edtf.Date.Doubtful].
func (f *File) Doubtful() bool { return f.doubtful }

// text returns the text of a string: one of texts, or what stands between one quote
// on either side.
func (c *content) text(at extent) string {
	if len(c.texts) > 0 {
		if text, decoded := c.texts[at.start]; decoded {
			return text
		}
	}
	return alias(c.source[at.start+1 : at.end-1])
}

// idOf returns the id of a record that has one.
func (c *content) idOf(r *record) string { return c.text(extent{r.id.Start, r.id.End}) }

// date reads a date value. A quoted one is EDTF, an integer a year, the rest TOML's own dates.
func (c *content) date(v *value) (edtf.Date, error) {
	switch text := alias(c.source[v.start:v.end]); {
	case text[0] == '"' || text[0] == '\'':
		return edtf.Parse(c.text(v.extent))
	case len(text) >= 10 && text[4] == '-':
		return edtf.ParseTOML(text)
	}
	return edtf.Year(c.integer(v))
}

// indexOf returns the index of the fact that a ref leads to; -1 for none, and
// for no ref, which is -1.
func (f *File) indexOf(ref int32) int32 {
	if ref < 0 {
		return -1
	}
	if to := f.targets[ref]; to >= 0 {
		return f.first + to
	} else {
		return f.foreign[-1-to]
	}
}

// target returns the fact that a ref names, or nil.
func (f *File) target(ref int32) *Fact {
	if i := f.indexOf(ref); i >= 0 {
		return &f.base.Facts[i]
	}
	return nil
}

// Base returns the base that the file belongs to.
func (f *File) Base() *Base { return f.base }

// InPlace reports whether the file holds records of another format, of which a
// mapping makes the facts. Nothing is written into it.
func (f *File) InPlace() bool { return f.origin != nil }

// HasComments reports whether the format of the file has comments.
func (f *File) HasComments() bool { return f.origin == nil || records.Named(f.origin.format).Comments }

// Comments returns the comments of the file, each from its # on.
func (f *File) Comments() []Span {
	if f.origin != nil {
		return f.origin.comments
	}
	return toml.Comments(f.source)
}

// Holding returns the fact whose text, or record, holds the byte at offset, or nil.
func (f *File) Holding(offset uint32) *Fact {
	i := -1
	if f.origin != nil {
		i = f.holdingRecord(offset)
	} else {
		i = f.holding(offset)
	}
	if 0 <= i && i < len(f.Facts) {
		return &f.Facts[i]
	}
	return nil
}

// holdingFact returns the fact whose text holds the byte at offset of the text that
// the facts of the file are read from.
func (f *File) holdingFact(offset uint32) *Fact {
	if i := f.holding(offset); i >= 0 {
		return &f.Facts[i]
	}
	return nil
}

// holding returns the index of the record whose text holds the byte at offset of
// the source, or -1.
func (c *content) holding(offset uint32) int {
	return sort.Search(len(c.records), func(i int) bool { return c.records[i].head.Start > offset }) - 1
}

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
	RecordSyntaxProblem
	RecordPathProblem    // a mapping names what no record has
	RecordEmptyProblem   // a record makes no fact
	RecordValueProblem   // a value is left out
	RecordUntakenProblem // a key of records that a mapping does not take
)

// A Problem is something wrong with one place of a file.
type Problem struct {
	Kind    ProblemKind
	Span    Span
	Fact    *Fact // nil when it belongs to none
	File    *File // of a problem with a ref; else the one it is listed in
	Message string
	// Missing is the required field that the fact does not have, or the id that
	// nothing has; else "".
	Missing string
	// Instead is what to write at Span instead, when a known name is near; else "".
	Instead string
	// Addition is a fact to add to the file, as it is written there; else "".
	Addition string
	// Certain says that nothing else can have been meant, and that what stands
	// there is then in order.
	Certain bool
	// Related is another place it speaks of, with words; Related.File is nil when there is none.
	Related      Place
	RelatedWords string

	record int32 // while reading: the record that it belongs to; -1 for none
}

// Fact returns the first fact that the comment stands at; nil for none.
func (d *Directive) Fact() *Fact {
	if len(d.Facts) == 0 {
		return nil
	}
	return d.Facts[0]
}

// A Directive is a comment that silences findings.
type Directive struct {
	Span   Span     // the comment, from its #
	Names  []string // rules and groups as written
	Places []Span   // of each name
	Reason string   // "" when none is given
	Whole  bool     // ignore-file: for the whole file
	Facts  []*Fact  // those it stands at, when it silences them as a whole
	Field  Span     // else the range that it silences
	// Complaint says why it cannot be understood, and what to write; else "".
	Complaint string

	records []int32 // while reading: those it stands at
}

// begun returns a content whose columns are in the storage as far as that has room.
func (k *storage) begun() content {
	return content{
		records: k.records.room(), traits: k.traits.room(),
		values: k.values.room(), elems: k.elems.room(), runs: k.runs.room(),
		rows: rows{
			hashes: k.hashes.room(), targets: k.targets.room(), foreign: k.foreign.room(),
			tenures: k.tenures.room(), figures: k.figures.room(), asked: k.asked.room(),
			acts: k.acts.room(), wins: k.wins.room(), belongings: k.belongings.room(),
			orders: k.orders.room(), lifetimes: k.lifetimes.room(), dated: k.dated.room(), links: k.links.room(),
			alike: k.alike.room(), chains: k.chains.room(),
		},
	}
}

// keep keeps what a content says that was begun last.
func (k *storage) keep(c *content) {
	c.records, c.traits = k.records.keep(c.records), k.traits.keep(c.traits)
	c.values, c.elems, c.runs = k.values.keep(c.values), k.elems.keep(c.elems), k.runs.keep(c.runs)
	c.hashes, c.targets, c.foreign = k.hashes.keep(c.hashes), k.targets.keep(c.targets), k.foreign.keep(c.foreign)
	c.tenures, c.figures, c.asked = k.tenures.keep(c.tenures), k.figures.keep(c.figures), k.asked.keep(c.asked)
	c.acts, c.wins, c.belongings = k.acts.keep(c.acts), k.wins.keep(c.wins), k.belongings.keep(c.belongings)
	c.orders, c.lifetimes, c.dated, c.links = k.orders.keep(c.orders), k.lifetimes.keep(c.lifetimes), k.dated.keep(c.dated), k.links.keep(c.links)
	c.alike, c.chains = k.alike.keep(c.alike), k.chains.keep(c.chains)
}

// storage is where the files of a reader keep what they say. Hardly anything in it
// has pointers.
type storage struct {
	sources                         chunk[byte]
	records                         chunk[record]
	traits                          chunk[traits]
	values, elems                   chunk[value]
	runs                            chunk[run]
	hashes                          chunk[uint64]
	targets                         chunk[int32]
	foreign                         chunk[foreignRef]
	tenures                         chunk[tenureRow]
	figures                         chunk[figureRow]
	asked                           chunk[askedRow]
	acts, wins                      chunk[actRow]
	belongings                      chunk[belongingRow]
	orders, lifetimes, dated, links chunk[tieRow]
	alike                           chunk[alikeRow]
	chains                          chunk[chainRow]
}

// chunk is memory that several files share. A file that is read alone, as after
// an edit, gets as much as it needs, so that it can be let go alone; of many
// each next chunk is larger.
type chunk[T any] struct {
	free []T
	size int
	most int // that a file has taken
}

// room returns where the elements of a file may be appended, as many as one before has had.
func (c *chunk[T]) room() []T {
	c.reserve(c.most)
	return c.free[:0]
}

// keep keeps the elements that were appended there; they may have outgrown it.
func (c *chunk[T]) keep(s []T) []T {
	c.most = max(c.most, len(s))
	outgrown := cap(s) != cap(c.free)
	out := c.take(len(s))
	if outgrown {
		copy(out, s)
	}
	return out
}

// take returns n elements to be filled.
func (c *chunk[T]) take(n int) []T {
	if n == 0 {
		return nil
	}
	c.reserve(n)
	out := c.free[:n:n]
	c.free = c.free[n:]
	return out
}

// reserve begins the next chunk unless there is room for n elements.
func (c *chunk[T]) reserve(n int) {
	if n > len(c.free) {
		c.size = max(n, min(2*c.size, maxChunk/int(unsafe.Sizeof(*new(T)))))
		c.free = make([]T, c.size)
	}
}

const maxChunk = 1 << 20 // bytes
