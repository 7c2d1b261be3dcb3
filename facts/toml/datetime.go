package toml

// checkDateTime judges the text of a date or time as the author wrote it, and
// says in one sentence what is wrong with it. The scanner takes everything for
// one that begins with two digits and a colon or with four digits and a
// hyphen, so a month such as 2022-05 arrives here as a LocalDate.
func checkDateTime(t Type, s string) (problem string) {
	if t != LocalTime {
		if problem = checkDate(s); problem != "" {
			return problem
		}
		if s = s[10:]; t == LocalDate {
			if s != "" {
				return "a date has nothing after its day: write it as 2022-05-13, or in quotes"
			}
			return ""
		}
		s = s[1:] // T or a blank
	}
	s, problem = checkTime(s)
	if problem == "" && t == OffsetDateTime {
		s, problem = checkOffset(s)
	}
	if problem == "" && s != "" {
		problem = "a time has nothing after its seconds: write it as 14:30 or 14:30:00"
	}
	return problem
}

func checkDate(s string) (problem string) {
	month, day := -1, -1
	if len(s) >= 10 && s[7] == '-' && (len(s) == 10 || s[10] == 'T' || s[10] == 't' || s[10] == ' ') {
		month, day = twoDigits(s[5:]), twoDigits(s[8:])
	}
	if month < 0 || day < 0 {
		return "a date without quotes has a year, a month and a day, as 2022-05-13: put any other form in quotes"
	}
	if month < 1 || month > 12 {
		return "there is no month " + s[5:7] + ": write one from 01 to 12"
	}
	year := int(s[0]-'0')*1000 + int(s[1]-'0')*100 + twoDigits(s[2:])
	if day < 1 || day > daysIn(year, month) {
		return s[:7] + " has no day " + s[8:10] + ": write a day that the month has"
	}
	return ""
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// checkTime reads hours and minutes, and seconds with their fraction if there
// are any, and gives what follows.
func checkTime(s string) (rest, problem string) {
	const form = "a time has two digits for hours and for minutes, as 14:30 or 14:30:00"
	hour, minute, second := -1, -1, 0
	if len(s) >= 5 && s[2] == ':' {
		hour, minute = twoDigits(s), twoDigits(s[3:])
	}
	if hour < 0 || minute < 0 {
		return s, form
	}
	rest = s[5:]
	if rest != "" && rest[0] == ':' {
		if len(rest) < 3 {
			return s, form
		}
		if second = twoDigits(rest[1:]); second < 0 {
			return s, form
		}
		if rest = rest[3:]; rest != "" && rest[0] == '.' {
			n := 1
			for n < len(rest) && isDigit(rest[n]) {
				n++
			}
			if n == 1 {
				return s, "a fraction of a second has at least one digit, as 14:30:00.5"
			}
			rest = rest[n:]
		}
	}
	switch {
	case hour > 23:
		return s, "there is no hour " + s[:2] + ": write one from 00 to 23"
	case minute > 59:
		return s, "there is no minute " + s[3:5] + ": write one from 00 to 59"
	case second > 59:
		return s, "there is no second " + s[6:8] + ": write one from 00 to 59"
	}
	return rest, ""
}

func checkOffset(s string) (rest, problem string) {
	const form = "an offset from UTC is written as Z, +03:00 or -03:00"
	switch {
	case s == "":
		return s, form
	case s[0] == 'Z' || s[0] == 'z':
		return s[1:], ""
	case len(s) < 6 || s[0] != '+' && s[0] != '-' || s[3] != ':':
		return s, form
	}
	hour, minute := twoDigits(s[1:]), twoDigits(s[4:])
	if hour < 0 || minute < 0 || hour > 23 || minute > 59 {
		return s, form
	}
	return s[6:], ""
}

// twoDigits reads the two digits that s begins with; without them it is -1.
func twoDigits(s string) int {
	if len(s) < 2 || !isDigit(s[0]) || !isDigit(s[1]) {
		return -1
	}
	return int(s[0]-'0')*10 + int(s[1]-'0')
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
