package edtf

// The parts of a date, as indices.
const (
	yearPart = iota
	monthPart
	dayPart
)

// depth says how many parts are written.
const (
	depthYear = iota + 1
	depthMonth
	depthDay
	depthMinute
	depthSecond
)

const (
	allMonths uint16 = 1<<13 - 2
	allDays   uint32 = 1<<32 - 2
)

// A single is one date as written, neither a set nor an interval, before it is
// asked which seconds it may mean.
type single struct {
	// The years that it may mean lie in first…last and, when digits is set, show
	// its digits (X is any). block is how many years the year is known to: a
	// power of ten, 1 for a year without X.
	firstYear, lastYear, block int64
	digits                     [4]byte
	negative                   bool
	estimate                   int64 // of a year with significant digits, the year named
	estimated                  bool

	months uint16 // bit m is set when it may mean month m
	days   uint32
	season uint8 // 21…41, or 0

	depth      uint8
	openMonth  bool // written with an X
	openDay    bool
	steps      [3]uint8     // by how many units the marks at each part widen
	qualifiers [3]Qualifier // what is said of each part
	clock      clock
}

// read takes one EDTF date: parts from the left to the right, each with a mark
// before it that qualifies it alone, or after it for it and all parts before it.
func (p *single) read(s string) *Error {
	whole := s
	p.months, p.days = allMonths, allDays
	p.depth = depthYear
	s = p.leftMark(s, yearPart)
	if len(s) > 0 && s[0] == 'Y' {
		rest, err := p.readLongYear(s[1:])
		if err != nil {
			return err
		}
		if rest = p.rightMark(rest, yearPart); rest != "" {
			if rest[0] == '-' {
				return badForm("a year that begins with Y takes no month or day")
			}
			return misread(whole)
		}
		return nil
	}
	s, err := p.readYear(s, whole)
	if err != nil {
		return err
	}
	s = p.rightMark(s, yearPart)
	if s == "" {
		return nil
	}
	if s[0] != '-' || p.estimated {
		return p.trailing(s, whole)
	}

	p.depth = depthMonth
	s = p.leftMark(s[1:], monthPart)
	if !isPattern(s) {
		return misreadPart(s, whole)
	}
	if err := p.setMonth(s[0], s[1]); err != nil {
		return err
	}
	s = p.rightMark(s[2:], monthPart)
	if s == "" {
		return nil
	}
	if s[0] != '-' {
		return p.trailing(s, whole)
	}
	if p.season != 0 {
		return notExisting("month %d does not exist, and a season takes no day", p.season)
	}

	p.depth = depthDay
	s = p.leftMark(s[1:], dayPart)
	if !isPattern(s) {
		return misreadPart(s, whole)
	}
	if s[0] == 'X' || s[1] == 'X' {
		p.openDay = true
		p.days = uint32(fitting(s[0], s[1], 31))
	} else if d := two(s); d >= 1 && d <= 31 {
		p.days = 1 << d
	} else {
		return noSuchDay(p.firstYear, 1, d)
	}
	s = p.rightMark(s[2:], dayPart)
	if s == "" {
		return nil
	}
	if s[0] != 'T' {
		return p.trailing(s, whole)
	}
	if p.openDay || p.openMonth || p.digits[0] != 0 || p.qualifier() != 0 {
		return badForm("a date with a time of day takes neither X nor marks")
	}
	return p.readClock(s[1:], grammarEDTF)
}

// trailing explains what follows a date that could have ended.
func (p *single) trailing(s, whole string) *Error {
	switch c := s[0]; {
	case isMark(c):
		return badForm("one mark is enough: % means both ? and ~")
	case p.depth == depthYear && isDigit(c):
		return badForm("a year has four digits; write a longer one like Y12000")
	case c == 't' && p.depth == depthDay:
		return badForm("the letter before a time of day is a capital T")
	}
	return misread(whole)
}

// misreadPart explains a month or day that is not two characters long.
func misreadPart(s, whole string) *Error {
	if len(s) > 0 && isDigit(s[0]) && (len(s) == 1 || s[1] == '-') {
		return badForm("month and day have two digits, as in 2022-05-03")
	}
	return misread(whole)
}

func (p *single) readYear(s, whole string) (string, *Error) {
	if len(s) > 0 && s[0] == '-' {
		p.negative = true
		s = s[1:]
	}
	if len(s) < 4 {
		return "", misread(whole)
	}
	p.block = 1
	if isTwo(s) && isTwo(s[2:]) {
		y := int64(two(s)*100 + two(s[2:]))
		p.setYears(y, y)
		if y == 0 && p.negative {
			return "", notExisting("there is no year -0000; the year before 0001 is 0000")
		}
		if len(s) > 4 && s[4] == 'S' {
			return p.readSignificant(s[5:], y, 4)
		}
		return s[4:], nil
	}
	return p.readOpenYear(s, whole)
}

// readOpenYear reads a year with an X.
func (p *single) readOpenYear(s, whole string) (string, *Error) {
	low, high, place := int64(0), int64(0), int64(1000)
	for i := range 4 {
		c := s[i]
		switch {
		case isDigit(c):
			low += int64(c-'0') * place
			high += int64(c-'0') * place
		case c == 'X':
			high += 9 * place
			// The first X counts: 1XX6 is known to the millennium.
			if p.block == 1 {
				p.block = place * 10
			}
		default:
			return "", misread(whole)
		}
		place /= 10
	}
	p.digits = [4]byte{s[0], s[1], s[2], s[3]}
	p.setYears(low, high)
	return s[4:], nil
}

// setYears takes the bounds of the year without its sign.
func (p *single) setYears(low, high int64) {
	if p.negative {
		low, high = -high, -low
	}
	p.firstYear, p.lastYear = low, high
}

func (p *single) setMonth(a, b byte) *Error {
	if a == 'X' || b == 'X' {
		p.openMonth = true
		// X stands for months alone: nobody means "spring or the first quarter".
		p.months = uint16(fitting(a, b, 12))
		if p.months == 0 {
			return notExisting("no month fits %c%c", a, b)
		}
		return nil
	}
	switch m := int(a-'0')*10 + int(b-'0'); {
	case m >= 1 && m <= 12:
		p.months = 1 << m
	case m >= 21 && m <= 41:
		p.season = uint8(m)
	default:
		return notExisting("month %02d does not exist", m)
	}
	return nil
}

// doubtful reports whether a season's number is that of the next year too.
func (p *single) doubtful() bool {
	return p.season != 0 && p.block == 1 && !p.negative && (p.firstYear+1)%100 == int64(p.season)
}

// leftMark takes a mark before a part, which is said of that part alone, rightMark one
// after it, which is said of those before it too.
func (p *single) leftMark(s string, part int) string {
	if len(s) == 0 || !isMark(s[0]) {
		return s // as nearly always
	}
	return p.mark(s, part, part)
}

func (p *single) rightMark(s string, part int) string {
	if len(s) == 0 || !isMark(s[0]) {
		return s
	}
	return p.mark(s, yearPart, part)
}

func (p *single) mark(s string, from, part int) string {
	q := markQualifier(s[0])
	for i := from; i <= part; i++ {
		p.qualifiers[i] |= q
	}
	p.steps[part] += q.steps()
	return s[1:]
}

func isMark(c byte) bool { return c == '?' || c == '~' || c == '%' }

func markQualifier(c byte) Qualifier {
	switch c {
	case '?':
		return Uncertain
	case '~':
		return Approximate
	}
	return Uncertain | Approximate
}

// steps is how many units a mark widens by.
func (q Qualifier) steps() uint8 { return uint8(q&1 + q>>1) }

func (p *single) qualifier() Qualifier {
	return p.qualifiers[yearPart] | p.qualifiers[monthPart] | p.qualifiers[dayPart]
}

// isPattern reports whether s begins with two characters that are digits or X.
func isPattern(s string) bool {
	return len(s) >= 2 && (isDigit(s[0]) || s[0] == 'X') && (isDigit(s[1]) || s[1] == 'X')
}

// fitting sets bit n for every n from 1 to most, which is below 40, whose two
// digits fit.
func fitting(a, b byte, most int) uint64 {
	set := uint64(1)<<(most+1) - 2
	if a != 'X' {
		set &= (1<<10 - 1) << (10 * (a - '0'))
	}
	if b != 'X' {
		set &= (1 | 1<<10 | 1<<20 | 1<<30) << (b - '0')
	}
	return set
}
