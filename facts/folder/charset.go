package folder

// compileSet reads the bracket expression that begins at p[i] and returns the
// bytes it matches and the place after it; nil when it is malformed. It follows git's
// wildmatch.c to the letter, since each of its oddities is somebody's pattern:
// a first ] is literal, ranges may end in an escaped byte, an unknown class spoils the
// whole pattern, a "[:" that does not end in ":]" is two plain characters.
func compileSet(p string, i int) (*byteSet, int) {
	at := func(i int) byte { // 0 after the end, as in C; patterns hold no NUL
		if i < len(p) {
			return p[i]
		}
		return 0
	}
	var set byteSet
	i++
	negated := at(i) == '!' || at(i) == '^'
	if negated {
		i++
	}
	prev := byte(0) // the byte that a "-" would continue; 0 after a range or class
	for first := true; first || at(i) != ']'; i, first = i+1, false {
		c := at(i)
		switch {
		case c == 0:
			return nil, 0
		case c == '\\':
			i++
			if c = at(i); c == 0 {
				return nil, 0
			}
			set.add(c)
		case c == '-' && prev != 0 && at(i+1) != 0 && at(i+1) != ']':
			i++
			if c = at(i); c == '\\' {
				i++
				if c = at(i); c == 0 {
					return nil, 0
				}
			}
			for b := int(prev); b <= int(c); b++ {
				set.add(byte(b))
			}
			c = 0
		case c == '[' && at(i+1) == ':':
			end := i + 2
			for at(end) != 0 && at(end) != ']' {
				end++
			}
			if at(end) == 0 {
				return nil, 0
			}
			if end-1 < i+2 || p[end-1] != ':' {
				set.add('[')
				break
			}
			is := charClasses[p[i+2:end-1]]
			if is == nil {
				return nil, 0
			}
			for b := range 256 {
				if is(byte(b)) {
					set.add(byte(b))
				}
			}
			i, c = end, 0
		default:
			set.add(c)
		}
		prev = c
	}
	if negated {
		for k := range set {
			set[k] = ^set[k]
		}
	}
	set['/'>>6] &^= 1 << ('/' & 63) // no set reaches over a slash
	return &set, i + 1
}

// charClasses are ASCII only, like git's own ctype; space has neither \v nor \f there.
var charClasses = map[string]func(byte) bool{
	"alnum":  func(c byte) bool { return isAlpha(c) || isDigit(c) },
	"alpha":  isAlpha,
	"blank":  func(c byte) bool { return c == ' ' || c == '\t' },
	"cntrl":  func(c byte) bool { return c < 0x20 || c == 0x7f },
	"digit":  isDigit,
	"graph":  func(c byte) bool { return 0x20 < c && c < 0x7f },
	"lower":  func(c byte) bool { return 'a' <= c && c <= 'z' },
	"print":  func(c byte) bool { return 0x20 <= c && c < 0x7f },
	"punct":  func(c byte) bool { return 0x20 < c && c < 0x7f && !isAlpha(c) && !isDigit(c) },
	"space":  func(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' },
	"upper":  func(c byte) bool { return 'A' <= c && c <= 'Z' },
	"xdigit": func(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' },
}

func isAlpha(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }
