package features

import (
	"bytes"
	"regexp"
	"strings"

	"github.com/factlint/factlint/facts"
)

// where says what sort of place of a fact file a cursor is in.
type where uint8

const (
	nowhere   where = iota
	onHeader        // in [[kind]], or in what may become it
	onKey           // where a key is, or may be
	inValue         // in a value, or where one may be
	inComment       // in a comment, after its #
)

// A cursor is what is around a place of a text. It is read from the text
// alone, so that it is known while nothing parses: what is half typed does not
// reach beyond its line.
type cursor struct {
	where where
	kind  string   // of the fact; "" before the first one
	path  []string // the keys of the tables in which it lies
	key   string   // whose value it is
	token facts.Span
	quote byte              // of the string in which it lies, 0 for none; token is then what is inside the quotes
	open  bool              // the string does not end
	set   map[string]string // the keys of the innermost table, with the first string in each
	start uint32            // of the statement, at its line
}

// maxScan is how far from a cursor a fact is looked at, in bytes.
const maxScan = 256 << 10

var tableHeader = regexp.MustCompile(`^[ \t]*\[\[?[ \t]*([A-Za-z0-9_-]+)((?:[ \t]*\.[ \t]*(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*'))*)[ \t]*\]\]?[ \t]*(?:#.*)?\r?$`)

// cursorAt reads what is around an offset.
func cursorAt(src []byte, offset uint32) cursor {
	at := int(min(offset, uint32(len(src))))
	line := bytes.LastIndexByte(src[:at], '\n') + 1
	if text := bytes.TrimLeft(src[line:lineEnd(src, line)], " \t\uFEFF"); len(text) > 0 && text[0] == '[' && insideHeader(src, line, at) {
		return headerCursor(src, line, at)
	}
	if end := lineEnd(src, line); tableHeader.Match(src[line:end]) {
		hash := line + max(0, bytes.IndexByte(src[line:end], '#'))
		return cursor{where: inComment, start: uint32(line), token: facts.Span{Start: uint32(hash), End: uint32(end)}}
	}
	c := scanner{src: src, at: at}
	i := line
	for low := max(0, line-maxScan); i > low; {
		i = bytes.LastIndexByte(src[:i-1], '\n') + 1
		end := lineEnd(src, i)
		if m := tableHeader.FindSubmatch(src[i:end]); m != nil {
			c.out.kind = string(m[1])
			for part := range strings.SplitSeq(string(m[2]), ".") {
				if part = strings.Trim(part, " \t\"'"); part != "" {
					c.out.path = append(c.out.path, part)
				}
			}
			i = min(end+1, len(src))
			break
		}
	}
	c.scan(i)
	return c.out
}

func lineEnd(src []byte, at int) int {
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(src)
}

// insideHeader reports whether the cursor is in a line that begins with [
// before what follows the brackets.
func insideHeader(src []byte, line, at int) bool {
	return bytes.IndexByte(src[line:at], '#') < 0 && at >= line+bytes.IndexByte(src[line:lineEnd(src, line)], '[')
}

func headerCursor(src []byte, line, at int) cursor {
	end := lineEnd(src, line)
	from := line + bytes.IndexByte(src[line:end], '[')
	c := cursor{where: onHeader, start: uint32(line)}
	name := from
	for name < end && src[name] == '[' {
		name++
	}
	to := name
	for to < end && (isWord(src[to]) || src[to] == '.') {
		to++
	}
	c.kind, _, _ = strings.Cut(string(src[name:to]), ".")
	for to < end && src[to] == ']' {
		to++
	}
	c.token = facts.Span{Start: uint32(from), End: uint32(max(to, at))}
	return c
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}
