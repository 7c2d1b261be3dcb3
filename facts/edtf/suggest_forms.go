package edtf

import (
	"fmt"
	"strings"
	"time"
)

// The forms in which people write dates, as patterns over a plain text: in small
// letters, with plain hyphens and single blanks.

// wordForms are words around a date, or in its place.
var wordForms = []form{
	{`present|now|today|current|currently|ongoing|incumbent|to date|to present|still|open`, func(guesser, []string) Guess { return one("..") }},
	{`|unknown|unkn?\.?|n/?a|n\. ?a\.|none|null|nil|tb[acd]|undated|n\. ?d\.|\?+|-+|x+|0|0000(?:-00(?:-00)?)?|0000-01-01`,
		func(guesser, []string) Guess { return Guess{Unknown: true} }},
	{`(?:circa|about|around|approx(?:\.|imately)?|abt\.?|roughly|some time in|ca?\.?|~|≈) ?(.+)`, func(g guesser, m []string) Guess { return g.marked(m[1], "~") }},
	{`(.+?) ?\((?:approx|approximate|approximately|ca?|circa|about)\.?\)`, func(g guesser, m []string) Guess { return g.marked(m[1], "~") }},
	{`(?:probably|perhaps|maybe|possibly|presumably|likely|\?) ?(.+)`, func(g guesser, m []string) Guess { return g.marked(m[1], "?") }},
	{`(.+?) ?\((?:\?|probably|perhaps|uncertain)\)|(.+) \?`, func(g guesser, m []string) Guess { return g.marked(m[1]+m[2], "?") }},
	{`(?:before|bef\.?|earlier than|prior to|pre-?|<) ?(.+)`, func(g guesser, m []string) Guess {
		if d := beside(g.date(m[1]), -1); d != "" {
			return one("[.." + d + "]")
		}
		return Guess{}
	}},
	{`(?:after|aft\.?|later than|post-?|>) ?(.+)`, func(g guesser, m []string) Guess {
		if d := beside(g.date(m[1]), 1); d != "" {
			return one("[" + d + "..]")
		}
		return Guess{}
	}},
	{`(?:by|until|till|not later than|no later than|at the latest|<=|≤) ?(.+)`, func(g guesser, m []string) Guess { return one("[.." + g.date(m[1]) + "]") }},
	{`(?:not before|no earlier than|not earlier than|>=|≥) ?(.+)`, func(g guesser, m []string) Guess { return one("[" + g.date(m[1]) + "..]") }},
	{`(?:since) (.+)`, func(g guesser, m []string) Guess { return one(g.date(m[1]) + "/..") }},
}

// marked returns a date with a mark at its end. A date that is only known in some
// other way has no form for both.
func (g guesser) marked(date, mark string) Guess {
	if d := g.date(date); d != "" && !strings.ContainsAny(d, "/[{~?%T") {
		return one(d + mark)
	}
	return Guess{}
}

const (
	monthName = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	weekday   = `(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[.,]* )?`
)

// dayForms are days and months in other orders than year, month, day.
var dayForms = []form{
	{weekday + `([0-9]{1,2})(?:st|nd|rd|th)?\.?(?: of)?[ -]?` + monthName + `[ ,-]*([0-9]{4})`, func(_ guesser, m []string) Guess { return day(m[3], monthOf(m[2]), m[1]) }},
	{weekday + monthName + `[ -]?([0-9]{1,2})(?:st|nd|rd|th)?,? ?([0-9]{4})`, func(_ guesser, m []string) Guess { return day(m[3], monthOf(m[1]), m[2]) }},
	{`([0-9]{4})[ ,-]+` + monthName + `[ -]([0-9]{1,2})(?:st|nd|rd|th)?`, func(_ guesser, m []string) Guess { return day(m[1], monthOf(m[2]), m[3]) }},
	{monthName + `(?: of)?[ ,-]*([0-9]{4})`, func(_ guesser, m []string) Guess { return one(m[2] + "-" + monthOf(m[1])) }},
	{`([0-9]{4})[ ,-]*` + monthName, func(_ guesser, m []string) Guess { return one(m[1] + "-" + monthOf(m[2])) }},
	{`([0-9]{4})([-./])([0-9]{1,2})[-./]([0-9]{1,2})`, func(_ guesser, m []string) Guess { return yearFirst(m[1], m[3], m[4]) }},
	{`([0-9]{4})([0-9]{2})([0-9]{2})`, func(_ guesser, m []string) Guess { return yearFirst(m[1], m[2], m[3]) }},
	{`([0-9]{1,2})([-./])([0-9]{1,2})[-./]([0-9]{4})`, func(_ guesser, m []string) Guess { return yearLast(m[4], m[1], m[3]) }},
	{`([0-9]{1,2})[-./]([0-9]{4})`, func(_ guesser, m []string) Guess { return one(m[2] + "-" + padded(m[1])) }},
	{`([0-9]{4})([-./])([0-9]{1,2})`, func(_ guesser, m []string) Guess { return yearAndTwo(m[1], m[2], m[3]) }},
	{`([0-9]{4})(0[1-9]|1[0-2])`, func(_ guesser, m []string) Guess { return one(m[1] + "-" + m[2]) }},
	{`([0-9]{4}-[0-9]{2})-(?:xx?|uu?|\?\??)`, func(_ guesser, m []string) Guess { return one(m[1]) }},
	{`([0-9]{4})-(?:xx?|uu?|\?\??)(?:-(?:xx?|uu?|\?\??))?`, func(_ guesser, m []string) Guess { return one(m[1]) }},
	{`([0-9]{4}-[0-9]{2}-[0-9]{2})(?:t|,? (?:at )?)([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?`, func(_ guesser, m []string) Guess {
		if m[4] == "" {
			m[4] = "00"
		}
		return one(m[1] + "T" + padded(m[2]) + ":" + m[3] + ":" + m[4])
	}},
}

func padded(digits string) string { return twoFigures(int(figures(digits))) }

func day(year, month, day string) Guess { return one(year + "-" + month + "-" + padded(day)) }

// monthOf returns the number of a month that begins with the letters.
func monthOf(name string) string {
	for m := 1; m <= 12; m++ {
		if strings.HasPrefix(strings.ToLower(time.Month(m).String()), name[:3]) {
			return twoFigures(m)
		}
	}
	return ""
}

// yearFirst reads three numbers of which the first is the year. Zeros stand for
// what is not known; a month above 12 changed places with the day.
func yearFirst(year, second, third string) Guess {
	m, d := figures(second), figures(third)
	switch {
	case m == 0 && d == 0:
		return one(year)
	case d == 0:
		return one(year + "-" + padded(second))
	case m == 2 && d == 29 && julianLeap(figures(year)):
		y, month, day := civilFromDays(daysFromCivil(figures(year), 3, 1) + julianLag(figures(year)) - 1)
		date := EDTFYear(y) + "-" + twoFigures(month) + "-" + twoFigures(day)
		return likely(date, fmt.Sprintf("29 February %s is a day of the Julian calendar, and dates are Gregorian", year))
	case m > 12 && d <= 12:
		return likely(year+"-"+padded(third)+"-"+padded(second), fmt.Sprintf("there is no month %d", m))
	}
	return day(year, padded(second), third)
}

// julianLeap reports whether a year had a 29 February in the Julian calendar
// only, while some country still used it.
func julianLeap(y int64) bool { return y%4 == 0 && !leap(y) && y >= 100 && y <= 1900 }

// julianLag is by how many days the Julian calendar is behind at the end of the
// February of such a year, counted from the Gregorian 1 March.
func julianLag(y int64) int64 { return y/100 - y/400 - 2 }

// yearLast reads three numbers of which the last is the year: in most countries
// the day stands first, in America the month.
func yearLast(year, first, second string) Guess {
	european, american := year+"-"+padded(second)+"-"+padded(first), year+"-"+padded(first)+"-"+padded(second)
	if european == american {
		return one(european)
	}
	return some(european, "when the day stands first", american, "when the month does")
}

// generation is how many years the longest period has that is certainly meant by its
// first year and two digits: 1618-48, but perhaps not 2001-42.
const generation = 30

// yearAndTwo reads a year and a number of one or two digits, which is a month or
// a second year.
func yearAndTwo(year, sign, digits string) Guess {
	n, y := figures(digits), figures(year)
	switch {
	case sign == "." && len(digits) == 1: // a number with a fraction
		return Guess{}
	case n == 0:
		return one(year)
	case len(digits) == 1 || sign == "." || sign == "-" && n <= 12:
		return one(year + "-" + padded(digits))
	case n <= y%100:
		return one(year + "-" + digits)
	}
	last := year[:2] + digits
	choices := some(year+"/"+last, "from the one year to the other")
	if n == y%100+1 {
		choices = some(year+"/"+last, "for both years", "["+year+","+last+"]", "for one of the two")
	} else if n > 12 && (sign != "-" || n <= y%100+generation) {
		return one(year + "/" + last)
	} else if n > 12 {
		return likely(year+"/"+last, fmt.Sprintf("there is no month %d", n))
	}
	if n <= 12 {
		choices.Choices = append(choices.Choices, Choice{year + "-" + digits, "for the month"})
	}
	return choices
}

// yearForms are years, and what is made of several.
var yearForms = []form{
	{`(-?)([0-9]{1,4})\.0+`, func(_ guesser, m []string) Guess { return signedYear(m[1], m[2]) }},
	{`(-?)([0-9]{1,3})`, func(_ guesser, m []string) Guess { return signedYear(m[1], m[2]) }},
	{`(-?)([0-9]{5,11})`, func(_ guesser, m []string) Guess { return one("Y" + m[1] + strings.TrimLeft(m[2], "0")) }},
	{`(?:a\. ?d\.|ad|c\. ?e\.|ce) ?([0-9]{1,4})|([0-9]{1,4}) ?(?:ad|a\. ?d\.|ce|c\. ?e\.)`, func(_ guesser, m []string) Guess { return one(EDTFYear(figures(m[1] + m[2]))) }},
	{`(?:bce?|b\. ?c\.(?: ?e\.)?) ?([0-9]{1,9})|([0-9]{1,9}) ?(?:bce?|b\. ?c\.(?: ?e\.)?)`, func(_ guesser, m []string) Guess {
		year := figures(m[1] + m[2])
		guess := one(EDTFYear(1 - year))
		guess.Reason = fmt.Sprintf("%d BC is the year %d, since 1 BC is the year 0", year, 1-year)
		return guess
	}},
	{`(?:the )?([0-9]{1,2})(?:st|nd|rd|th)(?: |-)?(?:century|cent\.?|c\.?)(?: ?(bce?|b\.c\.(?:e\.)?|ad|ce|a\.d\.|c\.e\.))?`, func(_ guesser, m []string) Guess {
		sign := ""
		if strings.HasPrefix(m[2], "b") {
			sign = "-"
		}
		return one(fmt.Sprintf("%s%02dXX", sign, figures(m[1])-1))
	}},
	{`(?:the )?([0-9]{2})00'?s`, func(_ guesser, m []string) Guess {
		return some(m[1]+"0X", "for the decade", m[1]+"XX", "for the century")
	}},
	{`(?:the )?([0-9]{3})0'?s`, func(_ guesser, m []string) Guess { return one(m[1] + "X") }},
	{`(early|mid|late)[ -](?:the )?([0-9]{3})0'?s`, func(_ guesser, m []string) Guess {
		part := map[string]string{"early": "[%s0..%s3]", "mid": "[%s3..%s6]", "late": "[%s6..%s9]"}[m[1]]
		return some(fmt.Sprintf(part, m[2], m[2]), "for those years", m[2]+"X", "for the decade")
	}},
	{`([0-9]{3})[xu?*_-]`, func(_ guesser, m []string) Guess { return one(m[1] + "X") }},
	{`([0-9]{2})(?:xx|uu|\?\?|--|\*\*)`, func(_ guesser, m []string) Guess { return one(m[1] + "XX") }},
	{`(?:q([1-4])[ /-]?([0-9]{4})|([0-9]{4})[ /-]?q([1-4]))`, func(_ guesser, m []string) Guess {
		return one(fmt.Sprintf("%s-%d", m[2]+m[3], 32+figures(m[1]+m[4])))
	}},
	{`(?:the )?(spring|summer|autumn|fall|winter)(?: of)?[ ,-]+([0-9]{4})(?:[/-][0-9]{2,4})?`, func(_ guesser, m []string) Guess {
		return one(m[2] + "-" + map[string]string{"spring": "21", "summer": "22", "autumn": "23", "fall": "23", "winter": "24"}[m[1]])
	}},
}

func signedYear(sign, digits string) Guess {
	y := figures(digits)
	if sign != "" {
		y = -y
	}
	return one(EDTFYear(y))
}

// spanForms are two dates with a word or a hyphen between.
var spanForms = []form{
	{`between (.+) and (.+)`, func(g guesser, m []string) Guess { return one("[" + g.date(m[1]) + ".." + g.date(m[2]) + "]") }},
	{`(?:either )?(.+) or (.+)`, func(g guesser, m []string) Guess { return one("[" + g.date(m[1]) + "," + g.date(m[2]) + "]") }},
	{`(.+) (?:and|&) (.+)`, func(g guesser, m []string) Guess { return one("{" + g.date(m[1]) + "," + g.date(m[2]) + "}") }},
	{`(?:from )?(.+) (?:to|until|till|through|thru|-+) (.+)`, func(g guesser, m []string) Guess { return g.span(m[1], m[2]) }},
	{`(?:from )?(-?[0-9]{4}) ?-{1,2} ?([0-9]{4}|present|now|today|ongoing|current)`, func(g guesser, m []string) Guess { return g.span(m[1], m[2]) }},
	{`([0-9]{4}) ?-`, func(g guesser, m []string) Guess { return one(m[1] + "/..") }},
	{`([0-9]{4})(?:-|/)([0-9]{1,2})(?:-|/)([0-9]{4})(?:-|/)([0-9]{1,2})`, func(g guesser, m []string) Guess {
		return one(m[1] + "-" + padded(m[2]) + "/" + m[3] + "-" + padded(m[4]))
	}},
}

// span is the guess of a period; of one that would end before it begins there is none.
func (g guesser) span(from, to string) Guess {
	text := g.date(from) + "/" + g.date(to)
	if d, err := Parse(text); err != nil || d.End.Latest < d.Begin.Earliest || strings.HasPrefix(text, "/") || strings.HasSuffix(text, "/") {
		return Guess{}
	}
	return one(text)
}
