package mapping

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// A pattern is a text, in which a * stands for anything if it has one.
type pattern struct {
	text string
	re   *regexp.Regexp // nil without a *
}

func newPattern(text string) pattern {
	if !strings.Contains(text, "*") {
		return pattern{text, nil}
	}
	return pattern{text, regexp.MustCompile(`(?s)^` + strings.ReplaceAll(regexp.QuoteMeta(text), `\*`, `.*`) + `$`)}
}

func (p *pattern) match(text string) bool {
	if p.re == nil {
		return p.text == text
	}
	return p.re.MatchString(text)
}

// likeness is what a value must be like.
type likeness struct{ is, not []pattern }

func newLikeness(d *Likeness) (l likeness) {
	for _, text := range d.Is {
		l.is = append(l.is, newPattern(text))
	}
	for _, text := range d.Not {
		l.not = append(l.not, newPattern(text))
	}
	return l
}

func (l *likeness) holds(text string) bool {
	like := func(p pattern) bool { return p.match(text) }
	return (len(l.is) == 0 || slices.ContainsFunc(l.is, like)) && !slices.ContainsFunc(l.not, like)
}

// none reports whether no value at all is what is asked for.
func (l *likeness) none() bool {
	return slices.ContainsFunc(l.not, func(p pattern) bool { return p.text == "*" })
}

// change is what is done to a text.
type change struct {
	after, before string
	words         map[string]string
	like          []pattern // words with a * in them, the longest first
}

func newChange(d *Change) change {
	c := change{after: d.After, before: d.Before, words: d.Words}
	for word := range d.Words {
		if p := newPattern(word); p.re != nil {
			c.like = append(c.like, p)
		}
	}
	slices.SortFunc(c.like, func(a, b pattern) int {
		return cmp.Or(cmp.Compare(len(b.text), len(a.text)), strings.Compare(a.text, b.text))
	})
	return c
}

// apply changes a text. What becomes "" is not a value.
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
		if l.match(text) {
			return c.words[l.text], true
		}
	}
	return "", false
}
