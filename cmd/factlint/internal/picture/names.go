package picture

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
)

// kindWords is the name of a kind as a heading: "Sovereign state".
func kindWords(name string) string {
	name = strings.ReplaceAll(report.Visible(name), "_", " ")
	first, size := utf8.DecodeRuneInString(name)
	return string(unicode.ToUpper(first)) + name[size:]
}

// plural names several facts of a kind: "Events". A name that is no plain
// English word is left as it is.
func plural(name string) string {
	name = kindWords(name)
	last := name[len(name)-1]
	switch {
	case last < 'a' || last > 'z':
		return name
	case last == 'y' && len(name) > 1 && !strings.ContainsRune("aeiou", rune(name[len(name)-2])):
		return name[:len(name)-1] + "ies"
	case last == 's' || last == 'x' || strings.HasSuffix(name, "ch") || strings.HasSuffix(name, "sh"):
		return name + "es"
	}
	return name + "s"
}

// additions may follow a surname.
var additions = []string{"Jr", "Jr.", "Sr", "Sr.", "II", "III", "IV"}

// surname is what is kept of the name of a human being where there is little
// room: "van Beethoven", "Kennedy Jr."; "" when that cannot be told.
func surname(f *facts.Fact) string {
	if p := f.Kind().Period; p == nil || !p.Human {
		return ""
	}
	if before, _, ok := strings.Cut(f.Label(), ","); ok && !slices.Contains(additions, strings.TrimSpace(f.Label()[len(before)+1:])) {
		return before
	}
	words := strings.Fields(f.Label())
	n := len(words) - 1
	for n > 0 && slices.Contains(additions, words[n]) {
		n--
	}
	if n <= 0 || !isUpper(words[n]) {
		return ""
	}
	for n > 1 && !isUpper(words[n-1]) && unicode.IsLetter([]rune(words[n-1])[0]) {
		n--
	}
	return strings.Join(words[n:], " ")
}

func isUpper(word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(first)
}

// mostText is how much of a sentence stands in a picture, in code points.
const mostText = 400

// wholeLabel is the label of a fact with the whole of its texts: labels in
// messages are cut, sentences in a picture have room.
func wholeLabel(f *facts.Fact) string {
	label := f.Label()
	for _, part := range f.Kind().LabelParts {
		if part.Field < 0 {
			continue
		}
		text := f.Get(part.Field).Text()
		words := strings.Join(strings.Fields(wording.Cut(text, mostText)), " ")
		if before, ok := strings.CutSuffix(wording.Cut(words, 80), "…"); ok {
			label = strings.Replace(label, before+"…", words, 1)
		}
	}
	return report.Visible(label)
}
