package edtf

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// A Guess is what somebody probably meant who wrote a text that is not a date.
type Guess struct {
	// Choices are the dates that the text may stand for, the likeliest first.
	// There are none when nothing can be said.
	Choices []Choice
	// Reason is why the text is not a date where its form alone does not say it:
	// "29 February 1700 is a day of the Julian calendar", "April has 30 days"; else "".
	Reason string
	// Certain says that there is one choice, and that nothing else can be meant.
	Certain bool
	// Unknown says that the text stands for no date at all, as "unknown" does.
	Unknown bool
}

// A Choice is one date that may be meant.
type Choice struct {
	Write string // as a fact file has it: in quotes unless it is a day or a year
	Means string // what tells it from the other choices: "the decade"; "" for the only one
}

// What people write in place of a date is short, and so is a date in it. The
// bounds keep a stranger's texts from being read in all the ways there are.
const (
	longestText  = 60 // bytes of a text
	longestInner = 24 // bytes of a date in it
)

// Suggest returns what was probably meant by a text that is not a date, in whatever
// form people write dates. Every choice is a date that [Parse], [ParseTOML] or
// [Year] reads.
func Suggest(text string) Guess { return guesser{forms: matchers()}.suggest(text) }

func (g guesser) suggest(text string) Guess {
	if len(text) > longestText || g.depth > 0 && len(text) > longestInner || g.depth > 2 {
		return Guess{}
	}
	text = plain(text)
	for _, f := range g.forms {
		m := f.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		guess := f.guess(g, m)
		if guess.Unknown {
			return guess
		}
		kept, none := guess.Choices[:0], ""
		for _, c := range guess.Choices {
			if _, err := Parse(c.Write); err == nil {
				kept = append(kept, Choice{AsTOML(c.Write), c.Means})
			} else if errors.Is(err, ErrNone) {
				none = err.(*Error).Reason
			}
		}
		switch {
		case len(kept) == 0 && none == "":
			continue
		case len(kept) == 0:
			return Guess{Reason: none}
		}
		if guess.Choices = kept; len(kept) == 1 {
			guess.Choices[0].Means = ""
		}
		guess.Certain = guess.Certain && len(kept) == 1
		return guess
	}
	return Guess{}
}

var blanks = regexp.MustCompile(`\s+`)

// plain returns a text in small letters, with plain hyphens and single blanks.
func plain(text string) string {
	text = strings.NewReplacer("‐", "-", "‑", "-", "‒", "-", "–", "-", "—", "-", "−", "-", "’", "'", "\u00a0", " ").Replace(text)
	return strings.TrimSpace(blanks.ReplaceAllString(strings.ToLower(text), " "))
}

// AsTOML writes a date as a fact file has it: a day, a moment with its seconds and a
// year of four digits as TOML has them, and all else in quotes. The year 0988 is the
// integer 988, for TOML has none with leading zeros.
func AsTOML(date string) string {
	if _, err := ParseTOML(date); err == nil && (len(date) == 10 || len(date) > 16 && date[16] == ':') {
		return date
	}
	if digits := strings.TrimPrefix(date, "-"); len(digits) == 4 && isDigits(digits) {
		year, _ := strconv.Atoi(date)
		return strconv.Itoa(year)
	}
	return `"` + date + `"`
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// one is the guess that only one date can be meant.
func one(date string) Guess { return Guess{Choices: []Choice{{Write: date}}, Certain: true} }

// likely is the guess that one date was meant, where another is thinkable.
func likely(date, reason string) Guess {
	return Guess{Choices: []Choice{{Write: date}}, Reason: reason}
}

// some is the guess that one of several dates was meant: each with its meaning.
func some(choices ...string) Guess {
	g := Guess{Certain: true} // when no more than one of them is a date
	for i := 0; i+1 < len(choices); i += 2 {
		g.Choices = append(g.Choices, Choice{choices[i], choices[i+1]})
	}
	return g
}

// A form is a way in which people write dates that is not that of EDTF.
type form struct {
	pattern string // of a whole plain text
	guess   func(g guesser, m []string) Guess
}

// A matcher is a form whose pattern is compiled.
type matcher struct {
	*regexp.Regexp
	guess func(g guesser, m []string) Guess
}

// matchers lists the forms, the narrower before the wider. They are compiled when
// the first text that is not a date asks for them.
var matchers = sync.OnceValue(func() (out []matcher) {
	for _, f := range slices.Concat(wordForms, dayForms, yearForms, spanForms) {
		out = append(out, matcher{regexp.MustCompile(`^(?:` + f.pattern + `)$`), f.guess})
	}
	return out
})

// A guesser reads a text, and the dates inside of a form: "about May 1950" holds
// one of another form.
type guesser struct {
	forms []matcher
	depth int // in how many forms the text stands
}

// date returns as EDTF the one date that a part of a form certainly means, ""
// for none.
func (g guesser) date(part string) string {
	part = strings.TrimSpace(part)
	if part == "" {
		return ""
	}
	upper := strings.ToUpper(part)
	if _, err := Parse(upper); err == nil {
		return upper
	}
	if isDigits(part) && len(part) == 3 {
		return "0" + part
	}
	if inner := (guesser{g.forms, g.depth + 1}).suggest(part); inner.Certain {
		date := strings.Trim(inner.Choices[0].Write, `"`)
		if n, err := strconv.Atoi(date); err == nil && len(date) < 6 { // a year as TOML writes it
			return EDTFYear(int64(n))
		}
		return date
	}
	return ""
}

// EDTFYear writes a year as EDTF has it.
func EDTFYear(y int64) string {
	switch {
	case y < -9999 || y > 9999:
		return "Y" + strconv.FormatInt(y, 10)
	case y < 0:
		return fmt.Sprintf("%05d", y)
	}
	return fmt.Sprintf("%04d", y)
}

// beside returns the date right before or after a year, a month or a day, in its
// own precision; "" for any other date.
func beside(date string, by int64) string {
	var d Date
	switch {
	case d.readPlainDay(date):
		y, m, day := civilFromDays(d.Begin.Earliest/daySeconds + by)
		return EDTFYear(y) + "-" + twoFigures(m) + "-" + twoFigures(day)
	case len(date) == 4 && isDigits(date):
		return EDTFYear(figures(date) + by)
	case len(date) == 7 && date[4] == '-' && isDigits(date[:4]) && isDigits(date[5:]) && figures(date[5:]) <= 12:
		months := figures(date[:4])*12 + figures(date[5:]) - 1 + by
		return EDTFYear(floorDiv(months, 12)) + "-" + twoFigures(int(months-12*floorDiv(months, 12))+1)
	}
	return ""
}

// figures reads the few digits that a pattern has taken.
func figures(digits string) int64 {
	n, _ := strconv.ParseInt(digits, 10, 64)
	return n
}

func twoFigures(n int) string { return fmt.Sprintf("%02d", n) }
