package edtf

import (
	"math/bits"
	"strconv"
	"strings"
	"time"
)

// preposition goes with noun: a month whose day is XX is named as a month.
func (p *single) preposition() string {
	if p.depth < depthDay || p.wholeMonth() || p.wholeYear() {
		return "in "
	}
	return "on "
}

// wholeMonth and wholeYear report whether the parts written XX say nothing.
func (p *single) wholeMonth() bool {
	return p.openDay && p.days == allDays && p.block == 1 && !p.openMonth
}

func (p *single) wholeYear() bool {
	return p.openMonth && p.months == allMonths && p.days == allDays
}

// noun names one date, which exists and was read from text.
func (p *single) noun(text string) string {
	before, after := p.qualifierWords()
	return before + p.bareNoun(text) + after
}

func (p *single) bareNoun(text string) string {
	open := p.block > 1 || p.openMonth || p.openDay
	switch {
	case p.depth == depthYear:
		return p.yearNoun(text)
	case p.wholeYear():
		return p.yearNoun(yearText(text))
	case p.wholeMonth():
		return p.monthName() + ofYear(p.firstYear)
	case open && p.season != 0:
		return "a season written " + pattern(text)
	case open && p.depth == depthMonth:
		return "a month written " + pattern(text)
	case open:
		return "a day written " + pattern(text)
	case p.season != 0:
		return p.seasonNoun()
	case p.depth == depthMonth:
		return p.monthName() + ofYear(p.firstYear)
	case p.depth == depthDay:
		return p.dayName()
	}
	return p.dayName() + " at " + p.clock.name(p.depth == depthSecond)
}

func (p *single) dayName() string {
	return p.dayNumber() + " " + p.monthName() + ofYear(p.firstYear)
}

func (p *single) dayNumber() string { return strconv.Itoa(bits.TrailingZeros32(p.days)) }
func (p *single) monthName() string { return time.Month(bits.TrailingZeros16(p.months)).String() }

// plain reports whether the date is a day, month or year without X or marks.
func (p *single) plain() bool {
	return p.block == 1 && !p.openMonth && !p.openDay && p.season == 0 && p.qualifier() == 0
}

func (p *single) yearNoun(text string) string {
	years := yearNumber(p.firstYear) + " to " + yearNumber(p.lastYear)
	switch {
	case p.block == 1:
		return yearName(p.firstYear)
	case p.estimated:
		return yearName(p.estimate) + " (" + years + ")"
	case p.lastYear-p.firstYear != p.block-1:
		return "a year written " + pattern(text)
	case p.block == 10 && p.firstYear >= 1000:
		return "the " + strconv.FormatInt(p.firstYear, 10) + "s"
	}
	return "some year from " + years
}

// pattern is the date as written, without its marks.
func pattern(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == 'X' || r == '-' {
			return r
		}
		return -1
	}, text)
}

// yearText cuts month and day off a pattern.
func yearText(text string) string {
	text = pattern(text)
	end := 4
	if text[0] == '-' {
		end = 5
	}
	return text[:end]
}

func (p *single) seasonNoun() string {
	names := [...]string{"spring", "summer", "autumn", "winter"}
	ordinals := [...]string{"first", "second", "third", "last"}
	s, year := int(p.season)-21, ofYear(p.firstYear)
	of := " of " + yearName(p.firstYear)
	switch {
	case s < 4:
		return names[s] + year
	case s < 8:
		return names[s%4] + year + " (northern hemisphere)"
	case s < 12:
		return names[s%4] + year + " (southern hemisphere)"
	case s < 16:
		return "the " + ordinals[s-12] + " quarter" + of
	case s < 19:
		return "the " + [...]string{"first", "second", "last"}[s-16] + " third" + of
	}
	return "the " + [...]string{"first", "second"}[s-19] + " half" + of
}

// name is the time of day as written: "14:30", "14:30:05 UTC", "14:30 (UTC+03:00)".
func (c clock) name(seconds bool) string {
	s := clockName(int(c.first), seconds)
	if c.first != c.last && seconds {
		s = s[:6] + "60"
	}
	if c.midnight {
		s = "24:00:00"[:len(s)]
	}
	switch {
	case c.zone == zoneUTC:
		return s + " UTC"
	case c.zone == zoneLocal:
		return s
	case c.offset < 0:
		return s + " (UTC-" + clockName(int(-c.offset), false) + ")"
	}
	return s + " (UTC+" + clockName(int(c.offset), false) + ")"
}

// qualifierWords says what the marks warn of: before the date when it holds for
// the whole, else after it, part by part.
func (p *single) qualifierWords() (before, after string) {
	if p.qualifier() == 0 {
		return "", ""
	}
	parts := min(int(p.depth), 3)
	whole := true
	for _, q := range p.qualifiers[1:parts] {
		whole = whole && q == p.qualifiers[0]
	}
	if whole {
		return [...]string{"", "possibly ", "about ", "possibly about "}[p.qualifiers[0]], ""
	}
	names := [...]string{"year", "month", "day"}
	if p.season != 0 {
		names[monthPart] = "season"
	}
	var clauses []string
	for q, word := range [...]string{"", "uncertain", "approximate", "uncertain and approximate"} {
		var named []string
		for part := range parts {
			if q != 0 && p.qualifiers[part] == Qualifier(q) {
				named = append(named, names[part])
			}
		}
		if len(named) > 0 {
			clauses = append(clauses, enumerate(named, " and ")+" "+word)
		}
	}
	return "", " (" + strings.Join(clauses, ", ") + ")"
}
