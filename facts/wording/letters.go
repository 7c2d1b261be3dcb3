package wording

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// BareLetters takes case, accents and Unicode form from a text, in which people write
// one name differently.
func BareLetters(s string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
	return strings.ToLower(strings.ToUpper(bare))
}
