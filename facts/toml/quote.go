package toml

import (
	"strconv"
	"strings"
	"unicode"
)

// Quote writes a text as a basic string: what does not print on one line, or
// turns the direction of writing, is escaped.
func Quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r < ' ' || r == 0x7f || unicode.Is(unicode.Bidi_Control, r):
			b.WriteString(`\u` + four16(r))
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// QuoteKey writes a key, as a basic string where it has to be one.
func QuoteKey(name string) string {
	if name == "" || strings.ContainsFunc(name, func(r rune) bool { return !isBareKey(r) }) {
		return Quote(name)
	}
	return name
}

func four16(r rune) string {
	s := strconv.FormatInt(int64(r), 16)
	return strings.Repeat("0", max(0, 4-len(s))) + s
}
