package expression

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/file"

	"github.com/factlint/factlint/facts/wording"
)

var unexpected = regexp.MustCompile(`(?s)^unexpected token (\w+)(?:\((.*)\))?$`)

// syntaxMistake words what the parser of expr has to say.
func syntaxMistake(source string, err error) Mistake {
	var e *file.Error
	if !errors.As(err, &e) {
		return whole(source, "this is not an expression")
	}
	at := Mistake{Start: byteOffset(source, e.From), End: byteOffset(source, e.To)}
	if at.End <= at.Start {
		_, size := utf8.DecodeRuneInString(source[at.Start:])
		at.End = at.Start + size
	}
	if at.End <= at.Start && at.Start > 0 {
		_, size := utf8.DecodeLastRuneInString(source[:at.Start])
		at.Start -= size
	}
	if i := unclosed(source); i >= 0 && strings.HasPrefix(e.Message, "unexpected token EOF") {
		return Mistake{i, i + 1, "this " + brackets[source[i]] + " is not closed"}
	}
	at.Message = syntaxWords(source[at.Start:at.End], e.Message)
	return at
}

var brackets = map[byte]string{'(': "parenthesis", '[': "bracket"}

// unclosed finds the last bracket that nothing closes, outside of quotes and
// comments; -1 when there is none.
func unclosed(source string) int {
	var open []int
	for i := 0; i < len(source); i++ {
		rest := source[i:]
		switch c := source[i]; {
		case c == '(' || c == '[':
			open = append(open, i)
		case (c == ')' || c == ']') && len(open) > 0:
			open = open[:len(open)-1]
		case c == '"' || c == '\'' || c == '`':
			i = quoteEnd(source, i)
		case strings.HasPrefix(rest, "//"):
			end := strings.IndexByte(rest, '\n')
			if end < 0 {
				end = len(rest)
			}
			i += end
		case strings.HasPrefix(rest, "/*"):
			end := strings.Index(rest[2:], "*/")
			if end < 0 {
				return -1
			}
			i += end + 3
		}
	}
	if len(open) == 0 {
		return -1
	}
	return open[len(open)-1]
}

// quoteEnd returns where the quote is that closes the one at an offset; the end of
// the source when none does.
func quoteEnd(source string, at int) int {
	quote := source[at]
	for at++; at < len(source) && source[at] != quote; at++ {
		if source[at] == '\\' && quote != '`' {
			at++
		}
	}
	return at
}

// syntaxMistakes are the words for what expr says, the first that it holds.
var syntaxMistakes = []struct{ says, words string }{
	{"literal: strconv", "the number is too large"},
	{"literal is too large", "the number is too large"},
	{"bad number", "this is not a number"},
	{"map key", "an expression makes no tables"},
	{"escape", "a text in quotes has no such escape; write \\\\ for a backslash"},
	{"literal not terminated", "a text in quotes is not closed"},
	{"expected at least", "something is missing before this; a list and a condition are asked for, as in all(list, # > 3)"},
	{"coalesce", "put parentheses around ?? with both its sides"},
	{"maximum allowed nodes", "the expression is too large; split it into several rules"},
	{"unexpected end", "the expression ends too early; something has to follow"},
}

func syntaxWords(there, message string) string {
	if m := unexpected.FindStringSubmatch(message); m != nil {
		token, err := strconv.Unquote(m[2])
		switch {
		case m[1] == "EOF":
			return "the expression ends too early; something has to follow"
		case err != nil:
			token = there
		}
		switch token {
		case "=":
			return `write == to compare; "=" has no meaning here`
		case "#", ".":
			return token + " stands for an element of a list, inside all(…), any(…) and the like"
		case "{", "}":
			return "a brace has no meaning here"
		}
		if m[1] == "Identifier" || m[1] == "Number" || m[1] == "String" {
			return "something is missing before " + wording.QuoteCut(token, 40) + ": a comma, or an operator such as == or and"
		}
		return wording.QuoteCut(token, 40) + " is not expected here"
	}
	if strings.HasPrefix(message, "unrecognized character") {
		return wording.QuoteCut(there, 40) + " has no meaning in an expression"
	}
	for _, m := range syntaxMistakes {
		if strings.Contains(message, m.says) {
			return m.words
		}
	}
	first, _, _ := strings.Cut(message, "\n")
	return wording.Cut(strings.Map(printable, first), 200)
}

func printable(r rune) rune {
	if strconv.IsPrint(r) {
		return r
	}
	return -1
}

// byteOffset turns a count of code points into one of bytes.
func byteOffset(source string, runes int) int {
	n := 0
	for i := range source {
		if n == runes {
			return i
		}
		n++
	}
	return len(source)
}
