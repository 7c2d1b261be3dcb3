package toml

import (
	"bytes"
	"errors"

	"github.com/pelletier/go-toml/v2/unstable"
)

// maxStatement is how long a key with its value may be. go-toml holds the tree
// of one statement at a time, at up to 28 bytes (56 while growing) for every
// byte of it, so this is what bounds its memory.
const maxStatement = 4 << 20

// A reader walks the statements of a source. A file longer than maxStatement
// is given to go-toml in windows that end with a line; a statement that such
// an end cuts in two is read again at the beginning of the next window.
type reader struct {
	ast unstable.Parser
	src []byte
	// base and end are where in src the window lies. Ranges of ast count from
	// base.
	base, end int
	// pos is where the last statement that could be read ends.
	pos int
}

// maxKept is the size of source up to which the next one gets its memory.
const maxKept = 1 << 20

func (r *reader) reset(src []byte) {
	if len(r.src) > maxKept {
		// One monstrous statement shall not hold its memory for ever.
		r.ast = unstable.Parser{KeepComments: r.ast.KeepComments}
	}
	r.src, r.pos = src, 0
	r.window(len(byteOrderMark(src)))
}

func byteOrderMark(src []byte) []byte {
	if bytes.HasPrefix(src, []byte("\xef\xbb\xbf")) {
		return src[:3]
	}
	return nil
}

// window begins a new window. It is empty where not one line fits in.
func (r *reader) window(base int) {
	r.base, r.end = base, len(r.src)
	r.pos = max(r.pos, base)
	if r.end-base > maxStatement {
		r.end = base + bytes.LastIndexByte(r.src[base:base+maxStatement], '\n') + 1
	}
	r.ast.Reset(r.src[base:r.end])
}

// next gives the next statement, or nil at the end of the source and at a
// syntax error. It is valid until the next call. The caller keeps pos.
func (r *reader) next() *unstable.Node {
	for !r.ast.NextExpression() {
		if !r.slide() {
			return nil
		}
	}
	return r.ast.Expression()
}

// slide moves the window on if nothing but its end stopped the parser.
func (r *reader) slide() bool {
	switch {
	case r.end == len(r.src) || r.end == r.base:
		return false
	case r.ast.Error() == nil:
		r.window(r.end)
		return true
	case !r.atEnd():
		return false
	}
	start := skipBlank(r.src, r.pos)
	if start <= r.base {
		return false
	}
	r.window(start)
	return true
}

// finished reports whether next gave nil because there is nothing more.
func (r *reader) finished() bool {
	return r.ast.Error() == nil && r.end == len(r.src)
}

// atEnd reports whether the error is that the window ended too early. go-toml
// places such an error at the last byte.
func (r *reader) atEnd() bool {
	return r.errorSpan().End >= uint32(r.end)
}

// errorSpan is the place that go-toml gives its error.
func (r *reader) errorSpan() Span {
	at := r.base
	length := 0
	var e *unstable.ParserError
	if errors.As(r.ast.Error(), &e) {
		// The highlight is a part of the window; see unstable.Parser.Range,
		// which panics where it is not.
		at += cap(r.ast.Data()) - cap(e.Highlight)
		length = len(e.Highlight)
	}
	at = min(max(at, r.base), r.end)
	return Span{uint32(at), uint32(min(at+length, r.end))}
}

// A failure is a statement that is no TOML.
type failure struct {
	start   int    // where the statement begins
	at      Span   // where go-toml stopped
	cause   string // what go-toml says
	tooLong bool
	newFact bool // the statement is a top-level [[header]]: what stands before it is whole
	restart int  // where reading can begin again, the end of the source if nowhere
}

// failure describes the error that made next give nil.
func (r *reader) failure() failure {
	f := failure{start: skipBlank(r.src, r.pos), at: r.errorSpan()}
	if err := r.ast.Error(); err != nil {
		f.cause = err.Error()
	}
	if at := int(f.at.Start); f.start > at {
		f.start = lineStart(r.src, at) // a comment is no statement, but may hold a wrong byte
	}
	f.tooLong = r.end < len(r.src) && (r.end == r.base || r.atEnd())
	if f.tooLong {
		f.at = Span{uint32(f.start), uint32(f.start)}
	}
	_, f.newFact = headerName(r.src[f.start:])
	f.restart = nextFact(r.src, f.resume(r.src))
	return f
}

// resume is the beginning of the first line that may be a header again. It is
// the line of the error itself when that lies below the statement's first: a
// list that was never closed fails only at the header of the next fact.
// A header cannot have been read as part of the value before that line, since
// what begins with [[ and a name is no value.
func (f *failure) resume(src []byte) int {
	at := int(f.at.Start)
	if isUnterminated(f.cause) && !f.tooLong {
		// go-toml read to the end of the source in search of the quotes.
		_, at = enclosing(src, f.start, at+1)
		at = max(at, f.start)
	} else if line := lineStart(src, at); line > f.start {
		return line
	}
	return nextLine(src, at)
}

// restart begins to read at a place that failure gave.
func (r *reader) restart(at int) {
	r.pos = at
	r.window(at)
}
