package edtf

import "strings"

// A clock is the time of day of a date as written.
type clock struct {
	first, last int32 // seconds of the day, both included
	offset      int32 // seconds east of UTC
	zone        zone
	midnight    bool // 24:00, the end of the day
}

type zone uint8

const (
	zoneLocal zone = iota
	zoneUTC
	zoneOffset
)

// grammar says whose spelling of a time of day is meant. Lower-case t and z and a
// blank for the T are TOML's, an offset of hours alone is EDTF's.
type grammar uint8

const (
	grammarEDTF grammar = iota
	grammarTOML
)

// ParseTOML reads a TOML local date, local date-time or offset date-time as it is
// written in the file, TOML 1.1 (seconds may be missing) included. A local time,
// which has no date, is an error. The error is an *Error.
func ParseTOML(raw string) (d Date, err error) {
	if d.readPlainDay(raw) {
		return d, nil
	}
	var p single
	e := p.readTOML(raw)
	if e == nil {
		e = d.settle(&p, true)
	}
	if e != nil {
		return Date{}, about(raw, e)
	}
	return d, nil
}

func (p *single) readTOML(s string) *Error {
	if len(s) < 10 || s[4] != '-' || s[7] != '-' {
		return misread(s)
	}
	for i := range 10 {
		if i != 4 && i != 7 && !isDigit(s[i]) {
			return misread(s)
		}
	}
	if err := p.read(s[:10]); err != nil {
		return err
	}
	if p.depth != depthDay {
		return misread(s)
	}
	if len(s) == 10 {
		return nil
	}
	if c := s[10]; c != 'T' && c != 't' && c != ' ' {
		return badForm("a time of day follows its date after a T or one blank")
	}
	return p.readClock(s[11:], grammarTOML)
}

// readClock reads what follows the T.
func (p *single) readClock(s string, g grammar) *Error {
	const hint = "a time of day is written like 14:30 or 14:30:05, an offset like Z or +02:00"
	if len(s) < 5 || s[2] != ':' || !isTwo(s) || !isTwo(s[3:]) {
		return badForm(hint)
	}
	hour, minute := two(s), two(s[3:])
	if s[:5] == "24:00" {
		return p.readMidnight(s[5:], g, hint)
	}
	if hour > 23 {
		return notExisting("hour %02d does not exist", hour)
	}
	if minute > 59 {
		return notExisting("minute %02d does not exist", minute)
	}
	first := int32(hour*3600 + minute*60)
	last := first + 59
	p.depth = depthMinute
	s = s[5:]
	if len(s) > 0 && s[0] == ':' {
		if len(s) < 3 || !isTwo(s[1:]) {
			return badForm(hint)
		}
		second := two(s[1:])
		if second > 60 {
			return notExisting("second %02d does not exist", second)
		}
		first += int32(second)
		last = first
		if second == 60 {
			// A leap second has no number of its own in this count.
			first--
		}
		p.depth = depthSecond
		s = s[3:]
		if len(s) > 0 && s[0] == '.' {
			n := 1
			for n < len(s) && isDigit(s[n]) {
				n++
			}
			if n == 1 {
				return badForm("a fraction of a second has at least one digit")
			}
			s = s[n:]
		}
	}
	p.clock = clock{first: first, last: last}
	return p.clock.readOffset(s, g, hint)
}

// readMidnight reads what follows 24:00, the end of a day, which has no seconds
// of its own in this count.
func (p *single) readMidnight(s string, g grammar, hint string) *Error {
	p.depth = depthMinute
	if rest, ok := strings.CutPrefix(s, ":00"); ok {
		p.depth, s = depthSecond, rest
	}
	p.clock = clock{first: daySeconds - 1, last: daySeconds - 1, midnight: true}
	return p.clock.readOffset(s, g, hint)
}

func (c *clock) readOffset(s string, g grammar, hint string) *Error {
	switch {
	case s == "":
		return nil
	case s == "Z", s == "z" && g == grammarTOML:
		c.zone = zoneUTC
		return nil
	case s[0] != '+' && s[0] != '-', len(s) < 3, !isTwo(s[1:]):
		return badForm(hint)
	}
	hour, minute := two(s[1:]), 0
	switch {
	case len(s) == 6 && s[3] == ':' && isTwo(s[4:]):
		minute = two(s[4:])
	case len(s) == 3 && g == grammarEDTF:
	default:
		return badForm(hint)
	}
	if hour > 23 || minute > 59 {
		return notExisting("no offset from UTC is %s", s)
	}
	c.zone, c.offset = zoneOffset, int32(hour*3600+minute*60)
	if s[0] == '-' {
		c.offset = -c.offset
	}
	return nil
}

// on gives the moment of this time on a day. With an offset it reaches from the
// earlier to the later of the clock as written and the same instant in UTC, so
// that it agrees with dates nearby whichever of the two their authors went by.
func (c clock) on(day int64) Moment {
	m := Moment{day*daySeconds + int64(c.first), day*daySeconds + int64(c.last)}
	if c.offset > 0 {
		m.Earliest -= int64(c.offset)
	} else {
		m.Latest -= int64(c.offset)
	}
	return m
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// isTwo reports whether s begins with two digits, and two reads them.
func isTwo(s string) bool { return len(s) >= 2 && isDigit(s[0]) && isDigit(s[1]) }
func two(s string) int    { return int(s[0]-'0')*10 + int(s[1]-'0') }
