package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	nonJoiner = '\u200c' // ZWNJ, which Persian is written with
	joiner    = '\u200d' // ZWJ, which holds emoji and Indic letters together
)

// hidden reports whether a character must not be written as it is: it moves
// the cursor, turns the direction of writing, cannot be seen, or its width is
// not known. Joiners are left to escape, since they depend on what they join.
func hidden(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r < ' ' || r == 0x7f
	case r == nonJoiner || r == joiner:
		return false
	}
	return !unicode.IsGraphic(r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}

// escape returns the size in bytes of the first character of s and what to
// write in its place: \x1b for control characters and for bytes that are not
// UTF-8, <U+202E> for others, and "" when it may be written as it is. After is
// the character before it: a joiner after an ASCII character joins nothing.
func escape[T string | []byte](s T, after rune) (shown string, size int, r rune) {
	r, size = rune(s[0]), 1
	if r >= utf8.RuneSelf {
		var first [utf8.UTFMax]byte
		r, size = utf8.DecodeRune(first[:copy(first[:], s)])
	}
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf(`\x%02x`, s[0]), 1, r
	case r == joiner || r == nonJoiner:
		if after >= utf8.RuneSelf {
			return "", size, r
		}
	case !hidden(r):
		return "", size, r
	case r == '\n':
		return `\n`, 1, r
	case r == '\r':
		return `\r`, 1, r
	case r == '\t':
		return `\t`, 1, r
	case r < utf8.RuneSelf:
		return fmt.Sprintf(`\x%02x`, r), 1, r
	}
	return codePoint(r), size, r
}

func codePoint(r rune) string { return fmt.Sprintf("<U+%04X>", r) }

// Visible returns text from a path or a file so that it cannot act on a
// terminal or a log: whatever must not reach one raw is shown as an escape.
// What it returns stands on one line.
func Visible(s string) string {
	if plain(s) && !strings.Contains(s, "##") {
		return s
	}
	var out []byte
	var after rune
	for i := 0; i < len(s); {
		shown, size, r := escape(s[i:], after)
		if command(s, i) {
			shown = bracket
		}
		if shown == "" {
			shown = s[i : i+size]
		} else {
			r = 0
		}
		out = append(out, shown...)
		i, after = i+size, r
	}
	return string(out)
}

// bracket is how the bracket of a command is shown.
const bracket = `\x5b`

// command reports whether s[i] is the bracket of ##[…] or ##vso[…], which the
// logs of GitHub Actions and Azure Pipelines take for commands wherever in a
// line they stand. GitHub compares by the rules of a language, for which some
// characters outside of ASCII count as nothing.
func command[T string | []byte](s T, i int) bool { return s[i] == '[' && named(s, i) }

// named reports whether what stands before s[i] makes its bracket a command.
func named[T string | []byte](s T, i int) bool {
	for hashes := 0; i > 0; {
		switch c := s[i-1] | 0x20; {
		case s[i-1] >= utf8.RuneSelf:
		case s[i-1] == '#':
			if hashes++; hashes == 2 {
				return true
			}
		case hashes > 0 || c < 'a' || c > 'z':
			return false
		}
		i--
	}
	return false
}

// plain reports whether s has only printable ASCII.
func plain[T string | []byte](s T) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7f {
			return false
		}
	}
	return true
}
