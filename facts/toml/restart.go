package toml

import "bytes"

// nextFact finds the first line from the given one on that begins with a
// top-level header such as [[event]], or the end of src.
func nextFact(src []byte, from int) int {
	for at := from; at < len(src); {
		i := bytes.Index(src[at:], []byte("[["))
		if i < 0 {
			break
		}
		at += i
		line := at
		for line > from && isBlank(src[line-1]) {
			line--
		}
		if line == from || src[line-1] == '\n' {
			if whole, _ := headerName(src[at:]); whole {
				return line
			}
		}
		at += 2
	}
	return len(src)
}

// headerName looks at the beginning of b for the header of a top-level array
// of tables. It reports whether it is whole, with nothing but a comment after
// it, and whether it is at least meant as one: [[ without a dotted key.
//
// Names that are quoted or could be read as a value do not count, so that the
// lists inside a list are not taken for facts.
func headerName(b []byte) (whole, meant bool) {
	if !bytes.HasPrefix(b, []byte("[[")) {
		return false, false
	}
	i := skipSpaces(b, 2)
	name := i
	for i < len(b) && isBareKey(rune(b[i])) {
		i++
	}
	key := b[name:i]
	i = skipSpaces(b, i)
	meant = i >= len(b) || b[i] != '.'
	if len(key) == 0 || key[0] >= '0' && key[0] <= '9' || key[0] == '-' {
		return false, meant
	}
	switch string(key) {
	case "true", "false", "inf", "nan":
		return false, meant
	}
	if !bytes.HasPrefix(b[i:], []byte("]]")) {
		return false, meant
	}
	i = skipSpaces(b, i+2)
	whole = i == len(b) || b[i] == '\n' || b[i] == '#' || bytes.HasPrefix(b[i:], []byte("\r\n"))
	return whole, meant
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

func skipSpaces[T []byte | string](s T, at int) int {
	for at < len(s) && isBlank(s[at]) {
		at++
	}
	return at
}

// skipBlank goes over blanks, line ends and comments.
func skipBlank[T []byte | string](s T, at int) int {
	for at < len(s) {
		switch s[at] {
		case ' ', '\t', '\n', '\r':
			at++
		case '#':
			for at < len(s) && s[at] != '\n' {
				at++
			}
		default:
			return at
		}
	}
	return at
}

func lineStart(src []byte, at int) int {
	return bytes.LastIndexByte(src[:min(at, len(src))], '\n') + 1
}

func nextLine(src []byte, at int) int {
	if i := bytes.IndexByte(src[min(at, len(src)):], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

// enclosing reads the beginning of a statement, up to the byte where it
// failed, and gives the innermost bracket or brace and the quote that are open
// there, -1 for none.
func enclosing(src []byte, from, to int) (bracket, quote int) {
	var open []int
	to = min(to, len(src))
	for at := from; at < to; {
		switch c := src[at]; c {
		case '[', '{':
			open = append(open, at)
			at++
		case ']', '}':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			at++
		case '#':
			at = nextLine(src, at)
		case '"', '\'':
			end := skipString(src, at, to)
			if end < 0 {
				quote = at
				return last(open), quote
			}
			at = end
		default:
			at++
		}
	}
	return last(open), -1
}

func last(open []int) int {
	if len(open) == 0 {
		return -1
	}
	return open[len(open)-1]
}

// skipString gives the end of the string that begins at the given quote, -1 if
// it does not end before to.
func skipString(src []byte, at, to int) int {
	q := src[at]
	quotes := bytes.Repeat([]byte{q}, 3)
	if bytes.HasPrefix(src[at:to], quotes) {
		for i := at + 3; i < to; i++ {
			if src[i] == '\\' && q == '"' {
				i++
			} else if src[i] == q && bytes.HasPrefix(src[i:to], quotes) {
				for i += 3; i < to && src[i] == q; i++ {
				}
				return i
			}
		}
		return -1
	}
	for i := at + 1; i < to && src[i] != '\n'; i++ {
		if src[i] == '\\' && q == '"' {
			i++
		} else if src[i] == q {
			return i + 1
		}
	}
	return -1
}
