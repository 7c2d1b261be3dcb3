package mapping

import (
	"regexp"
	"slices"
	"strings"
)

// change is what is done to a text.
type change struct {
	after, before string
	words         map[string]string
	like          []likeness // of words with a * in them, the longest first
}

// likeness is a word in which a * stands for anything.
type likeness struct {
	word string
	re   *regexp.Regexp
}

func newChange(d *Change) change {
	c := change{after: d.After, before: d.Before, words: d.Words}
	for word := range d.Words {
		if strings.Contains(word, "*") {
			c.like = append(c.like, likeness{word, regexp.MustCompile(`(?s)^` + strings.ReplaceAll(regexp.QuoteMeta(word), `\*`, `.*`) + `$`)})
		}
	}
	slices.SortFunc(c.like, func(a, b likeness) int {
		if n := len(b.word) - len(a.word); n != 0 {
			return n
		}
		return strings.Compare(a.word, b.word)
	})
	return c
}

// apply changes a text. What becomes "" is no value.
func (c *change) apply(text string) string {
	if c.after == "" && c.before == "" && c.words == nil {
		return text
	}
	if word, ok := c.word(text); ok {
		return word
	}
	whole := text
	if c.after != "" {
		if i := strings.LastIndex(text, c.after); i >= 0 {
			text = text[i+len(c.after):]
		}
	}
	if c.before != "" {
		text, _, _ = strings.Cut(text, c.before)
	}
	if text = strings.TrimSpace(text); text != whole {
		if word, ok := c.word(text); ok {
			return word
		}
	}
	return text
}

// word returns what to write for a text.
func (c *change) word(text string) (word string, ok bool) {
	if c.words == nil {
		return "", false
	}
	if word, ok = c.words[text]; ok {
		return word, true
	}
	for _, l := range c.like {
		if l.re.MatchString(text) {
			return c.words[l.word], true
		}
	}
	return "", false
}
