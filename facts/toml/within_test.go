package toml

import (
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// Bytes of the text of a string stand where what is written makes them.
func TestWithin(t *testing.T) {
	for _, raw := range []string{
		`"abc"`, `'a\b'`, `"a\tb\u00e9\U0001F600c"`, `"\x41\\\""`, "\"\"\"\na\\\n  b\\tc\"\"\"", "\"\"\"\r\na\r\nb\\n\"\"\"\"", "'''\na'b'''", `""`, `"\e"`,
	} {
		src := []byte("a = " + raw + "\n")
		doc := new(Parser).Parse(src)
		require.Empty(t, doc.Errors, raw)
		n := doc.Get(doc.Root(), "a")
		text := n.Text()
		for from := range len(text) + 1 {
			for to := from; to <= len(text); to++ {
				if !utf8.ValidString(text[:from]) || !utf8.ValidString(text[:to]) {
					continue
				}
				at := n.Within(from, to)
				part := string(src[at.Start:at.End])
				if raw[0] == '"' {
					part = unescape(part)
				}
				require.Equal(t, text[from:to], part, "%s from %d to %d", raw, from, to)
			}
		}
		require.Equal(t, n.Span, n.Within(0, len(text)+1), raw)
	}
}
