package mapping

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
)

var (
	isoDay    = regexp.MustCompile(`^\+?(-?\d{4,9})-(\d{2})-(\d{2})(T00:00:00Z)?$`)
	isoYear   = regexp.MustCompile(`^\d{4}$`)
	isoTime   = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}`)
	inParts   = regexp.MustCompile(`^(\d{1,4})[./ -](\d{1,2})[./ -](\d{1,4})$`)
	monthOnly = regexp.MustCompile(`^(-?\d{4})-(\d{2})$`)
)

// The precisions of Wikidata, and how its interface and other programs call them.
const (
	precisionMillennium = "6" // those below it are of more years still
	precisionCentury    = "7"
	precisionDecade     = "8"
	precisionYear       = "9"
	precisionMonth      = "10"
)

var precisionNames = map[string]string{
	"millennium": precisionMillennium, "century": precisionCentury, "decade": precisionDecade, "year": precisionYear, "month": precisionMonth, "day": "11",
}

// date gives a date as TOML has it: a day or a year bare, the rest as EDTF in a
// string. Order tells in which order day, month and year stand in a date that is
// not in the form of ISO 8601; precision is that of Wikidata, "" for what is written.
func date(text, order, precision string) (toml.Type, string) {
	text = strings.TrimSpace(text)
	precision = precision[strings.LastIndexAny(precision, "/#")+1:]
	if name, ok := precisionNames[strings.ToLower(precision)]; ok {
		precision = name
	}
	if m := inParts.FindStringSubmatch(text); m != nil && order != "" {
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
	if m := monthOnly.FindStringSubmatch(text); m != nil && precision != "" {
		return day(m[1], m[2], "00", precision)
	}
	switch {
	case isoYear.MatchString(text) && precision != "":
		return day(text, "00", "00", precision)
	case isoYear.MatchString(text) && text[0] != '0':
		return toml.Integer, text
	case isoTime.MatchString(text):
		if _, err := edtf.ParseTOML(text); err == nil {
			return timeType(text), text
		}
	}
	return toml.String, text
}

// timeType tells whether a date with a time says which clock it is of.
func timeType(text string) toml.Type {
	if clock := text[len("2006-01-02T"):]; strings.ContainsAny(clock, "Zz+-") {
		return toml.OffsetDateTime
	}
	return toml.LocalDateTime
}

// year gives a year that is written as a number.
func year(text string) (toml.Type, string) {
	if _, err := strconv.ParseInt(text, 10, 64); err != nil || len(text) > 1 && strings.TrimLeft(text, "+-")[0] == '0' {
		return toml.String, text
	}
	return toml.Integer, text
}

// day gives a day with what precision says of it. A month or day of 00 is one
// that is not known.
func day(y, m, d, precision string) (toml.Type, string) {
	year, _ := strconv.ParseInt(y, 10, 64)
	switch precision {
	case "0", "1", "2", "3", "4", "5", precisionMillennium, precisionCentury:
		if years := about(year, precision); years != "" {
			return toml.String, years
		}
		return toml.Invalid, ""
	case precisionDecade:
		if year < 1000 {
			return toml.String, about(year, precision)
		}
		return toml.String, y[:len(y)-1] + "X"
	case precisionYear:
		m, d = "00", "00"
	case precisionMonth:
		d = "00"
	}
	switch {
	case year > 9999 || year < -9999: // in which EDTF knows no months
		return toml.String, edtf.EDTFYear(year)
	case m == "00" && year > 999:
		return toml.Integer, y
	case m == "00":
		return toml.String, y
	case d == "00":
		return toml.String, y + "-" + m
	}
	text := y + "-" + m + "-" + d
	if _, err := edtf.ParseTOML(text); err != nil {
		return toml.String, text
	}
	return toml.LocalDate, text
}

// about returns the years of which one is meant by a year of a precision of more
// than one, read widely: the nineteenth century begins in 1801, or 1800, and the
// year may stand anywhere in it.
func about(year int64, precision string) string {
	if precision == precisionCentury && year > 0 {
		century := (year - 1) / 100 * 100
		return "[" + edtf.EDTFYear(century) + ".." + edtf.EDTFYear(century+100) + "]"
	}
	years := map[string]int64{precisionDecade: 9, precisionCentury: 99, precisionMillennium: 999, "5": 9_999}[precision]
	from, to := year-years, year+years
	switch {
	case years == 0 || from < -9999 && to > 9999:
		return "" // nothing is known
	case from < -9999:
		return "[.." + edtf.EDTFYear(to) + "]"
	case to > 9999:
		return "[" + edtf.EDTFYear(from) + "..]"
	}
	return "[" + edtf.EDTFYear(from) + ".." + edtf.EDTFYear(to) + "]"
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
