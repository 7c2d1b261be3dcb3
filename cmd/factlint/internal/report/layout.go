package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"reflect"
	"strconv"
	"unicode/utf8"
)

// A layout says where lines begin in the JSON of a type, by tags of its fields
// that count the spaces to indent by: line for the field itself, each for the
// elements of its list, rest for those after the first.
type layout struct {
	line, each, rest int // 0 where no line begins
	fields           map[string]*layout
	element          *layout
	streamed         bool // a list whose elements are written one by one
}

var oneLine = &layout{}

func layoutOf(t reflect.Type, tag reflect.StructTag) *layout {
	l := &layout{line: spaces(tag, "line"), each: spaces(tag, "each"), rest: spaces(tag, "rest")}
	if l.each > 0 {
		l.rest = l.each
	}
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if list, ok := reflect.Zero(t).Interface().(interface{ element() reflect.Type }); ok {
		l.streamed, l.element = true, layoutOf(list.element(), "")
		return l
	}
	switch t.Kind() {
	case reflect.Slice:
		l.element = layoutOf(t.Elem(), "")
	case reflect.Struct:
		l.fields = make(map[string]*layout, t.NumField())
		for _, f := range reflect.VisibleFields(t) {
			if !f.Anonymous {
				name, _, _ := bytes.Cut([]byte(f.Tag.Get("json")), []byte(","))
				l.fields[string(name)] = layoutOf(f.Type, f.Tag)
			}
		}
	}
	return l
}

func spaces(tag reflect.StructTag, key string) int {
	n, _ := strconv.Atoi(tag.Get(key))
	return n
}

func (l *layout) field(name []byte) *layout {
	if in := l.fields[string(name)]; in != nil {
		return in
	}
	return oneLine
}

func (l *layout) item() *layout {
	if l.element != nil {
		return l.element
	}
	return oneLine
}

// A list stands in a document for the list whose elements are written one by
// one, so that no more than one is held as text.
type list[T any] struct{}

func (list[T]) MarshalJSON() ([]byte, error) { return []byte("[]"), nil }
func (list[T]) element() reflect.Type        { return reflect.TypeFor[T]() }

// jsonWriter writes what encoding/json makes of structs, laid out for people
// and safe to show: JSON is read in terminals and logs too.
type jsonWriter struct {
	w        *bufio.Writer
	out      []byte // not yet written
	text     bytes.Buffer
	encoder  *json.Encoder // into text
	elements iter.Seq[any] // of the list of the document
}

func newJSONWriter(w *bufio.Writer) *jsonWriter {
	j := &jsonWriter{w: w}
	j.encoder = json.NewEncoder(&j.text)
	j.encoder.SetEscapeHTML(false)
	return j
}

// document writes a value that has a list, and the elements of that list.
func (j *jsonWriter) document(v any, tag reflect.StructTag, elements iter.Seq[any]) {
	j.elements = elements
	j.value(bytes.Clone(j.marshal(v)), layoutOf(reflect.TypeOf(v), tag))
	j.endLine()
}

// line writes a value on one line.
func (j *jsonWriter) line(v any) {
	j.value(j.marshal(v), oneLine)
	j.endLine()
}

func (j *jsonWriter) endLine() {
	j.out = append(j.out, '\n')
	j.flush()
}

func (j *jsonWriter) flush() {
	if j.w != nil {
		j.w.Write(j.out)
		j.out = j.out[:0]
	}
}

// marshal returns a value as encoding/json writes it, until it is called again.
func (j *jsonWriter) marshal(v any) []byte {
	j.text.Reset()
	if err := j.encoder.Encode(v); err != nil {
		panic(err) // structs of texts, numbers and booleans only
	}
	return bytes.TrimSuffix(j.text.Bytes(), []byte("\n"))
}

// value lays out the JSON value at the beginning of src, which holds no blanks,
// and returns what follows it.
func (j *jsonWriter) value(src []byte, l *layout) []byte {
	n := 0
	switch src[0] {
	case '{':
		j.out = append(j.out, '{')
		for src = src[1:]; src[0] != '}'; n++ {
			src = bytes.TrimPrefix(src, []byte(","))
			end := stringEnd(src)
			in := l.field(src[1 : end-1])
			j.separate(n, in.line)
			j.out = append(AppendSafe(j.out, src[:end]), ": "...)
			src = j.value(src[end+len(":"):], in)
		}
		j.out = append(j.out, '}')
		return src[1:]
	case '[':
		j.out = append(j.out, '[')
		if l.streamed {
			j.stream(l)
		}
		for src = src[1:]; src[0] != ']'; n++ {
			src = bytes.TrimPrefix(src, []byte(","))
			indent := l.rest
			if n == 0 {
				indent = l.each
			}
			j.separate(n, indent)
			src = j.value(src, l.item())
		}
		j.out = append(j.out, ']')
		return src[1:]
	case '"':
		n = stringEnd(src)
	default:
		n = len(src)
		if end := bytes.IndexAny(src, ",]}"); end >= 0 {
			n = end
		}
	}
	j.out = AppendSafe(j.out, src[:n])
	return src[n:]
}

// stream writes the elements of the list of the document.
func (j *jsonWriter) stream(l *layout) {
	n := 0
	for v := range j.elements {
		j.separate(n, l.each)
		j.value(j.marshal(v), l.item())
		j.flush()
		n++
	}
}

// separate ends what is before the nth field or element.
func (j *jsonWriter) separate(n, indent int) {
	if n > 0 {
		j.out = append(j.out, ',')
	}
	switch {
	case indent > 0:
		j.out = append(j.out, '\n')
		for range indent {
			j.out = append(j.out, ' ')
		}
	case n > 0:
		j.out = append(j.out, ' ')
	}
}

// stringEnd returns where the string ends that src begins with.
func stringEnd(src []byte) int {
	i := 1
	for ; src[i] != '"'; i++ {
		if src[i] == '\\' {
			i++
		}
	}
	return i + 1
}

// AppendJSONLine appends a value as JSON on a line of its own, safe to show.
func AppendJSONLine(dst []byte, v any) []byte {
	j := newJSONWriter(nil)
	j.out = dst
	j.line(v)
	return j.out
}

// WriteJSON writes a value as JSON, a line for each field and element, safe to show.
func WriteJSON(w io.Writer, v any) error {
	j := newJSONWriter(nil)
	j.encoder.SetIndent("", " ")
	_, err := w.Write(AppendSafe(nil, append(j.marshal(v), '\n')))
	return err
}

// AppendSafe appends JSON, as encoding/json writes it, so that it is safe to
// show. What only a string can hold it escapes as JSON does: characters that
// are hidden, and the bracket of a command to a log.
func AppendSafe(dst, text []byte) []byte {
	for i := 0; i < len(text); {
		from := i
		for i < len(text) && text[i] < 0x7f && !command(text, i) {
			i++
		}
		if dst = append(dst, text[from:i]...); i == len(text) {
			break
		}
		r, size := utf8.DecodeRune(text[i:])
		switch {
		case r >= utf8.RuneSelf && !hidden(r):
			dst = append(dst, text[i:i+size]...)
		case r > 0xffff:
			r -= 0x10000
			dst = appendUnit(appendUnit(dst, 0xd800+r>>10), 0xdc00+r&0x3ff)
		default:
			dst = appendUnit(dst, r)
		}
		i += size
	}
	return dst
}

// appendUnit appends one UTF-16 unit as \u202e.
func appendUnit(dst []byte, u rune) []byte {
	const digits = "0123456789abcdef"
	return append(dst, '\\', 'u', digits[u>>12&15], digits[u>>8&15], digits[u>>4&15], digits[u&15])
}
