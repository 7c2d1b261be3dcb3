package features

import (
	"bytes"
	"regexp"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
)

// scanner goes over a table from its header on and stops at the next.
type scanner struct {
	src    []byte
	at     int
	out    cursor
	done   bool // the place was passed
	frames []nest
}

// nest is a table or list that is open.
type nest struct {
	bracket byte // [ or {, 0 for the table under the header
	name    string
	set     map[string]string
	key     string // being set
	part    string // the last part of a key that is being read
	value   bool   // the = was read
	filled  bool   // so was a value after it
	dotted  []string
	start   int
}

func (s *scanner) top() *nest { return &s.frames[len(s.frames)-1] }

func (s *scanner) scan(i int) {
	s.frames = []nest{{set: map[string]string{}, start: i}}
	end := min(len(s.src), s.at+maxScan)
	for i < end {
		t := toml.Next(s.src, i)
		from := int(t.Start)
		if i = int(t.End); t.Kind == 'a' && !s.top().value { // a dot separates keys
			if dot := bytes.IndexByte(s.src[from:i], '.'); dot >= 0 {
				i = from + max(dot, 1)
			}
			if s.src[from] == '.' {
				continue
			}
		}
		switch t.Kind {
		case '\n':
			s.mark(from, from)
			if s.lineBegins(i) {
				if s.done {
					return
				}
				s.mark(s.at, s.at)
				return
			}
		case '#':
			s.mark(from, from)
			if !s.done && s.at <= i {
				s.record(inComment, from, i, 0)
			}
		case '"', '\'':
			s.quoted(t)
		case '=':
			s.mark(from, from)
			if f := s.top(); !f.value {
				f.key, f.value, f.filled = f.part, true, false
				if f.key != "" {
					f.set[first(f.dotted, f.key)] = ""
				}
			}
		case ',':
			s.mark(from, from)
			if f := s.top(); f.bracket == '{' {
				f.restart(i)
			} else {
				f.filled = false
			}
		case '[', '{':
			s.mark(from, from)
			if len(s.frames) < 100 {
				s.push(t.Kind, i)
			}
		case ']', '}':
			s.mark(from, from)
			if len(s.frames) > 1 {
				s.frames = s.frames[:len(s.frames)-1]
				s.top().filled = true
			}
		case 'a':
			s.mark(from, i)
			s.word(string(s.src[from:i]))
		}
	}
	s.mark(i, i)
}

// first returns the first of the keys that a dotted key consists of.
func first(dotted []string, key string) string {
	if len(dotted) > 0 {
		return dotted[0]
	}
	return key
}

func (f *nest) restart(at int) {
	f.key, f.part, f.value, f.filled, f.dotted, f.start = "", "", false, false, nil, at
}

func (s *scanner) push(bracket byte, at int) {
	f := s.top()
	next := nest{bracket: bracket, name: f.key, start: at, set: f.set}
	if bracket == '{' {
		next.set = map[string]string{}
	} else {
		next.key, next.value = f.key, true
	}
	s.frames = append(s.frames, next)
}

// word takes a bare word: a part of a key, or a value.
func (s *scanner) word(text string) {
	f := s.top()
	switch {
	case f.value:
		f.filled = true
		if key := first(f.dotted, f.key); key != "" && f.set[key] == "" {
			f.set[key] = text
		}
	default:
		if f.part != "" {
			f.dotted = append(f.dotted, f.part)
		}
		f.part = text
	}
}

// lineBegins looks at the beginning of a line, and reports whether it is the
// header of another table. What is open and was never closed ends where the
// next statement plainly begins.
func (s *scanner) lineBegins(i int) (header bool) {
	line := s.src[i:lineEnd(s.src, i)]
	if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("[")) && tableHeader.Match(line) {
		return true
	}
	f := s.top()
	if f.bracket == 0 || statement.Match(line) && (f.bracket == '[' || !bytes.HasPrefix(line, []byte(" ")) && !s.continues(i)) {
		s.frames = s.frames[:1]
		s.top().restart(i)
	}
	return false
}

var statement = regexp.MustCompile(`^[ \t]*[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*[ \t]*=`)

// continues reports whether the line before i ends inside of an inline table.
func (s *scanner) continues(i int) bool {
	before := bytes.TrimRight(s.src[:i], " \t\r\n")
	return len(before) > 0 && (before[len(before)-1] == ',' || before[len(before)-1] == '{')
}

// quoted takes a string.
func (s *scanner) quoted(t toml.Token) {
	start, end := int(t.Start), int(t.End)
	if !s.done && start < s.at && (s.at < end || s.at == end && t.Open) {
		if f := s.top(); !f.value {
			s.record(onKey, start, end, 0)
		} else {
			s.record(inValue, int(t.Inner.Start), int(t.Inner.End), t.Kind)
			s.out.open = t.Open
		}
	}
	s.mark(start, end)
	s.word(string(s.src[t.Inner.Start:t.Inner.End]))
}

// mark notes that what comes before from is over, and that a word, or nothing,
// goes from there to end: the cursor is recorded once it is reached.
func (s *scanner) mark(from, end int) {
	if s.done || s.at > end {
		return
	}
	start, stop := from, end
	if s.at < from || from == end {
		start, stop = s.at, s.at
	}
	f := s.top()
	switch {
	case f.value && (!f.filled || start < stop):
		s.record(inValue, start, stop, 0)
	case f.value:
		s.record(nowhere, s.at, s.at, 0)
	case f.part == "" || start < stop:
		s.record(onKey, start, stop, 0)
	default:
		s.record(nowhere, s.at, s.at, 0)
	}
}

func (s *scanner) record(w where, start, end int, quote byte) {
	s.done = true
	c := &s.out
	c.where, c.quote = w, quote
	c.token = facts.Span{Start: uint32(start), End: uint32(end)}
	c.start = uint32(bytes.LastIndexByte(s.src[:min(s.frames[0].start, s.at)], '\n') + 1)
	for i := range s.frames {
		f := &s.frames[i]
		if f.bracket == '{' && f.name != "" {
			c.path = append(c.path, f.name)
		}
		c.path = append(c.path, f.dotted...)
	}
	f := s.top()
	c.set, c.key = f.set, f.key
	if w == onKey && f.part != "" && start < end {
		c.path = append(c.path, f.part)
	}
	if w == onKey && f.part != "" && start == end {
		c.where = nowhere
	}
}
