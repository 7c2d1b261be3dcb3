package convert

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

// scalar writes one value as TOML, by the type of its field. What does not fit
// is written as a string, and told when the facts are read.
func scalar(f *vocabulary.Field, s sort, text string) string {
	switch f.Type.Form() {
	case types.IntegerForm, types.NumberForm:
		if n := digits(text); n != "" {
			return n
		}
	case types.BooleanForm:
		switch strings.ToLower(text) {
		case "true", "yes", "1":
			return "true"
		case "false", "no", "0":
			return "false"
		}
	case 0: // a field of which nothing is known keeps its form
		if s == boolean {
			return text
		}
		if s == number {
			if n := digits(text); n != "" {
				return n
			}
		}
	}
	return toml.Quote(text)
}

var (
	grouped = regexp.MustCompile(`^[+-]?\d{1,3}([ ,_'\x{a0}\x{202f}]\d{3})+(\.\d+)?$`)
	plain   = regexp.MustCompile(`^[+-]?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$`)
	groups  = strings.NewReplacer(" ", "", ",", "", "_", "", "'", "", "\u00a0", "", "\u202f", "")
)

// digits returns a number as TOML has it, "" for a text that is none. A dot
// marks the fraction; what stands between groups of three digits is dropped.
func digits(text string) string {
	if grouped.MatchString(text) {
		text = groups.Replace(text)
	}
	if !plain.MatchString(text) {
		return ""
	}
	return text
}

var (
	isoDay  = regexp.MustCompile(`^\+?(-?\d{4,9})-(\d{2})-(\d{2})(T00:00:00Z)?$`)
	isoYear = regexp.MustCompile(`^\d{4}$`)
	isoTime = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}`)
	parts   = regexp.MustCompile(`^(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})$`)
)

// The precisions of Wikidata.
const (
	precisionMillennium = "6" // those below it are of more years still
	precisionCentury    = "7"
	precisionDecade     = "8"
	precisionYear       = "9"
	precisionMonth      = "10"
)

// date writes a date as TOML: a day or a year bare, the rest as EDTF in quotes.
// order tells in which order day, month and year stand in a date that is not in
// the form of ISO 8601; precision is that of Wikidata, "" for what is written.
func date(text, order, precision string) string {
	text = strings.TrimSpace(text)
	if m := parts.FindStringSubmatch(text); m != nil && order != "" {
		y, mo, d := m[1], m[2], m[3]
		switch order {
		case "dmy":
			y, mo, d = m[3], m[2], m[1]
		case "mdy":
			y, mo, d = m[3], m[1], m[2]
		}
		if len(y) == 4 {
			text = y + "-" + two(mo) + "-" + two(d)
		}
	}
	if m := isoDay.FindStringSubmatch(text); m != nil {
		return day(m[1], m[2], m[3], precision)
	}
	switch {
	case isoYear.MatchString(text) && text[0] != '0':
		return text
	case isoTime.MatchString(text):
		if _, err := edtf.ParseTOML(text); err == nil {
			return text
		}
	}
	return toml.Quote(text)
}

// year writes a year that is given as a number.
func year(text string) string {
	if _, err := strconv.ParseInt(text, 10, 64); err != nil {
		return toml.Quote(text)
	}
	return text
}

// day writes a day with what precision says of it. A month or day of 00 is one
// that is not known.
func day(y, m, d, precision string) string {
	year, _ := strconv.Atoi(y) // nine digits at most
	switch precision {
	case "0", "1", "2", "3", "4", "5", precisionMillennium, precisionCentury:
		if years := about(year, precision); years != "" {
			return toml.Quote(years)
		}
		return ""
	case precisionDecade:
		if year < 1000 {
			return toml.Quote(about(year, precision))
		}
		return toml.Quote(y[:len(y)-1] + "X")
	case precisionYear:
		m, d = "00", "00"
	case precisionMonth:
		d = "00"
	}
	switch {
	case year > 9999 || year < -9999: // in which EDTF knows no months
		return toml.Quote("Y" + strconv.Itoa(year))
	case m == "00" && year > 999:
		return y
	case m == "00":
		return toml.Quote(y)
	case d == "00":
		return toml.Quote(y + "-" + m)
	}
	text := y + "-" + m + "-" + d
	if _, err := edtf.ParseTOML(text); err != nil {
		return toml.Quote(text)
	}
	return text
}

// about returns the years of which one is meant by a year of a precision of more
// than one, read widely: the nineteenth century begins in 1801, or 1800, and the
// year may stand anywhere in it.
func about(year int, precision string) string {
	if precision == precisionCentury && year > 0 {
		century := (year - 1) / 100 * 100
		return "[" + four(century) + ".." + four(century+100) + "]"
	}
	years := map[string]int{precisionDecade: 9, precisionCentury: 99, precisionMillennium: 999, "5": 9_999}[precision]
	from, to := year-years, year+years
	switch {
	case years == 0 || from < -9999 && to > 9999:
		return "" // nothing is known
	case from < -9999:
		return "[.." + four(to) + "]"
	case to > 9999:
		return "[" + four(from) + "..]"
	}
	return "[" + four(from) + ".." + four(to) + "]"
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}

func four(n int) string {
	if n < 0 {
		return "-" + four(-n)
	}
	s := strconv.Itoa(n)
	return strings.Repeat("0", max(0, 4-len(s))) + s
}

func inline(entries []entry) string {
	keys := make([]string, len(entries))
	for i, e := range entries {
		keys[i] = e.name + " = " + e.value
	}
	if len(keys) == 0 {
		return "{}"
	}
	return "{ " + strings.Join(keys, ", ") + " }"
}

var bareKey = regexp.MustCompile(`^[A-Za-z0-9_-]+$`)

func bareOrQuoted(key string) string {
	if bareKey.MatchString(key) {
		return key
	}
	return toml.Quote(key)
}
