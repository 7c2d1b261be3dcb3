package facts

import (
	"bytes"
	"sort"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
)

// Span is a range of bytes in a file.
type Span = toml.Span

// Status says how a fact stands to reality.
type Status uint8

// The statuses of a fact.
const (
	Plain Status = iota
	Planned
	Cancelled
	Disputed
)

var statusNames = [...]string{Plain: "", Planned: "planned", Cancelled: "cancelled", Disputed: "disputed"}

// String returns the status as fact files write it, "" for none.
func (s Status) String() string { return statusNames[s] }

// A Fact is one record of a fact file, as one base knows it: what its refs lead
// to is as it was when that base was linked.
type Fact struct {
	File *File
	*record
	traits
}

// traits is what rules ask a fact for most. They stand in the fact itself: rules
// come to facts all over the base, and wait for each place in memory. With them a
// fact is as large as what memory gives at once.
type traits struct {
	begin, end edtf.Moment
	Index      int32  // position among the base's facts; in a file among those of the file
	first      uint32 // of its values among those of the file
	count      uint32
	kind       uint16 // Kind.Index, or from unknownKinds on an index into File.unknown
	status     Status
	flags      flag
}

// record is what a fact says by itself. It belongs to the file and never
// changes; the facts of all bases that have the file share it.
type record struct {
	head Span // its [[kind]] header
	id   Span // of the value of id
}

// unknownKinds is more than a vocabulary can have kinds.
const unknownKinds = 1 << 15

// Kind returns the kind of the fact. It is never nil; a kind that the
// vocabulary does not know has no fields and no roles.
func (f *Fact) Kind() *vocabulary.Kind {
	if kinds := f.File.kinds; int(f.traits.kind) < len(kinds) {
		return kinds[f.traits.kind]
	}
	return f.File.unknown[f.traits.kind-unknownKinds]
}

// ID returns the fact's id, "" when it has none.
func (f *Fact) ID() string {
	if f.id.End == 0 {
		return ""
	}
	return f.File.idOf(f.record)
}

// Head returns the range of the fact's [[kind]] header, or where its record begins.
func (f *Fact) Head() Span { return f.File.stands(f.head) }

// Extent returns the range of the file that the fact takes up: from its header to
// the next, or all of its record.
func (f *Fact) Extent() Span {
	if o := f.File.origin; o != nil {
		return o.spans[f.Index-f.File.first]
	}
	return Span{Start: f.head.Start, End: f.textEnd()}
}

// Status says how the fact stands to reality.
func (f *Fact) Status() Status { return f.status }

// Begin returns when the fact's period begins, as narrow as begin ≤ end allows:
// any moment when the kind has no period, the dates are missing or wrong, or
// the fact certainly ends before it begins.
func (f *Fact) Begin() edtf.Moment { return f.begin }

// End returns when the fact's period ends, in the same way.
func (f *Fact) End() edtf.Moment { return f.end }

type flag uint8

const (
	broken   flag = 1 << iota // a syntax error cut it short
	oneDate                   // the period stands in one plain date: begins and ends inside it
	ongoing                   // its end is written as ".."
	inverted                  // certainly ends before it begins
	hasDate                   // some date of its period is known
	unknown                   // its kind is not in the vocabulary
	several                   // the period is in several parts
	instants                  // some date of its period carries an offset from UTC
)

// Broken reports whether a syntax error cut the fact short, so that fields may be missing.
func (f *Fact) Broken() bool { return f.flags&broken != 0 }

// OneDate reports whether the fact begins and ends somewhere inside one date.
func (f *Fact) OneDate() bool { return f.flags&oneDate != 0 }

// Ongoing reports whether the fact says that it has not ended.
func (f *Fact) Ongoing() bool { return f.flags&ongoing != 0 }

// Inverted reports whether the fact certainly ends before it begins; Begin and End are then unknown.
func (f *Fact) Inverted() bool { return f.flags&inverted != 0 }

// Dated reports whether anything is known of when the fact begins or ends.
func (f *Fact) Dated() bool { return f.flags&hasDate != 0 }

// UnknownKind reports whether the fact is of a kind that the vocabulary does not have.
func (f *Fact) UnknownKind() bool { return f.flags&unknown != 0 }

// Comparable reports whether the fact may be held against others: it is not disputed.
func (f *Fact) Comparable() bool { return f.status != Disputed }

// Happens reports whether the fact is claimed to have happened: neither planned nor cancelled.
func (f *Fact) Happens() bool { return f.status != Planned && f.status != Cancelled }

// Place returns where the fact's header stands.
func (f *Fact) Place() Place { return Place{File: f.File, Span: f.Head(), Fact: f} }

// Get returns the value of the field at an index of Kind.Fields, taken from
// [defaults] when the fact does not set it. It returns the zero Value when
// there is none, or it has an error of its own.
func (f *Fact) Get(field int) Value {
	if field < 0 {
		return Value{}
	}
	if v := f.written(field); v.value != nil && v.value.shape != badValue {
		return v
	}
	return Value{}
}

// written returns the value of a field even when it has an error of its own.
func (f *Fact) written(field int) Value {
	id := f.Kind().FirstField + uint16(field)
	if !f.File.fields.has(id) {
		return Value{} // as of most fields in most files
	}
	vals := f.values()
	for i := range vals {
		if vals[i].field == id {
			return Value{f, &vals[i]}
		}
	}
	return Value{}
}

// Has reports whether the field is written at all, wrong or not.
func (f *Fact) Has(field int) bool { return field >= 0 && f.written(field).OK() }

// isWrong reports whether the field is written, but with an error of its own.
func (f *Fact) isWrong(field int) bool { return f.Has(field) && !f.Get(field).OK() }

// Written yields every field that the fact sets or takes from [defaults], in
// the order of writing, those with an error of their own left out.
func (f *Fact) Written(yield func(*vocabulary.Field, Value) bool) {
	vals := f.values()
	for i := range vals {
		if vals[i].shape != badValue && !yield(f.File.vocabulary.Fields[vals[i].field], Value{fact: f, value: &vals[i]}) {
			return
		}
	}
}

func (f *Fact) values() []value {
	return f.File.values[f.first : f.first+f.count : f.first+f.count]
}

// A Place is a range of a file, and the fact that it belongs to (nil when none).
type Place struct {
	File *File
	Span Span
	Fact *Fact
}

// A Note is a place with a few words on what it says.
type Note struct {
	Place
	Words string
}

// IDPlace returns where the fact's id stands; its header when it has none.
func (f *Fact) IDPlace() Place {
	p := f.Place()
	if f.id.End > 0 {
		p.Span = f.File.stands(f.id)
	}
	return p
}

// Text returns the fact as written, from its header on and without the
// comments and empty lines that end it, followed by what it takes from
// [defaults]; with the line ends of Unix. Facts with one text say the same,
// though not every two that say the same have one text.
func (f *Fact) Text() string {
	src := f.text()
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	}
	for {
		src = bytes.TrimRight(src, " \t\n")
		line := src[bytes.LastIndexByte(src, '\n')+1:]
		if line = bytes.TrimLeft(line, " \t"); len(line) == 0 || line[0] != '#' {
			break
		}
		src = src[:len(src)-len(line)]
	}
	var given strings.Builder
	for field, v := range f.Written {
		if at := v.value.start; at < f.head.Start || at >= f.textEnd() {
			given.WriteString("\x00" + field.Name + "=" + v.Source())
		}
	}
	return string(src) + given.String()
}

// textEnd returns where the next fact begins, or the text ends.
func (f *Fact) textEnd() uint32 {
	all := f.File.Facts
	next := sort.Search(len(all), func(i int) bool { return all[i].head.Start > f.head.Start })
	if next < len(all) {
		return all[next].head.Start
	}
	return uint32(len(f.File.source))
}
