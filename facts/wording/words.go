// Package wording puts names, numbers and lists into words for messages, and
// finds the name that was meant by a wrong one. Whatever it makes of a stranger's
// text is short, stands on one line and prints.
package wording

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote puts a name from a file between quotes, cut when long and with
// characters that do not print escaped.
func Quote(s string) string { return QuoteCut(s, 60) }

// QuoteCut is Quote for a text that is cut when it has more code points than most.
func QuoteCut(s string, most int) string {
	s = Cut(s, most)
	for _, r := range s {
		if !unicode.IsPrint(r) || r == utf8.RuneError || r == '"' || r == '\\' {
			return strconv.Quote(s)
		}
	}
	return `"` + s + `"`
}

// Cut returns s, or its first code points and "…" when it has more than most.
func Cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	n := 0
	for i := range s {
		if n++; n > most {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// Or joins names as "a, b or c".
func Or(names []string) string { return join(names, " or ") }

// And joins names as "a, b and c".
func And(names []string) string { return join(names, " and ") }

// Spaced puts a blank before words, if there are any.
func Spaced(words string) string {
	if words != "" {
		return " " + words
	}
	return ""
}

// Some lists names as "a, b, c", with the number of those beyond most.
func Some(names []string, most int) string {
	if len(names) <= most {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:most], ", ") + " and " + strconv.Itoa(len(names)-most) + " more"
}

func join(names []string, last string) string {
	switch len(names) {
	case 0:
		return "nothing"
	case 1:
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + last + names[len(names)-1]
}

// DidYouMean proposes the nearest of the names in words to follow the wrong
// one, or returns "".
func DidYouMean(name string, names []string) string {
	if near := Nearest(name, slices.Values(names)); near != "" {
		return " (did you mean " + Quote(near) + "?)"
	}
	return ""
}

// Number writes a number for a reader: "60 000", "0.25", "1.5e+300".
func Number(x float64) string {
	if abs := math.Abs(x); abs >= 1e15 || abs > 0 && abs < 1e-9 {
		return strconv.FormatFloat(x, 'g', 4, 64)
	}
	digits, negative := strings.CutPrefix(strconv.FormatFloat(x, 'f', -1, 64), "-")
	whole, rest, point := strings.Cut(digits, ".")
	var b strings.Builder
	if negative {
		b.WriteByte('-')
	}
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(' ')
		}
		b.WriteByte(whole[i])
	}
	if point {
		b.WriteString("." + rest)
	}
	return b.String()
}

// Article puts "a" or "an" before a name.
func Article(name string) string {
	if name != "" && strings.IndexByte("aeiou", lower(name[0])) >= 0 {
		return "an " + name
	}
	return "a " + name
}

// RoundNumber writes a number for a reader as Number does. What lies behind the
// point of a large one is noise of a sum.
func RoundNumber(x float64) string {
	if math.Abs(x) >= 100 && math.Abs(x) < 1e15 {
		x = math.Round(x)
	}
	return Number(x)
}

// Count names a number of things: "1 fact", "3 facts", "12 000 facts".
func Count[N int | int64](n N, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return Number(float64(n)) + " " + noun + "s"
}

// Days says how long a number of days is, as a person does: in days where they can
// be counted, else in months or years.
func Days(days int64) string {
	of := func(n float64, noun string) string { return "about " + RoundNumber(math.Round(n)) + " " + noun + "s" }
	switch {
	case days < 100:
		return Count(days, "day")
	case days < 730:
		return of(float64(days)/30.436875, "month")
	}
	return of(float64(days)/365.2425, "year")
}

// Title makes words of an id, each with a capital: "Bob Smith" of "bob-smith".
func Title(id string) string {
	words := strings.FieldsFunc(id, func(r rune) bool { return strings.ContainsRune("-_:/.", r) })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:] // ids are ASCII
	}
	return strings.Join(words, " ")
}
