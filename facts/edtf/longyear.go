package edtf

// readLongYear reads what follows the Y: years of more than four digits (Y-12000),
// powers of ten (Y-17E7), and both with significant digits (Y171010000S3).
func (p *single) readLongYear(s string) (string, *Error) {
	if len(s) > 0 && s[0] == '-' {
		p.negative = true
		s = s[1:]
	}
	p.block = 1
	y, length, s := number(s)
	if length == 0 {
		return "", badForm("a number follows the Y, as in Y12000 or Y-17E7")
	}
	power := len(s) > 0 && s[0] == 'E'
	if power {
		exponent, n, rest := number(s[1:])
		if n == 0 {
			return "", badForm("a number follows the E, as in Y-17E7")
		}
		for y != 0 && exponent > 0 && y <= maxYear {
			y *= 10
			length++
			exponent--
		}
		s = rest
	}
	if y > maxYear {
		return "", tooFar()
	}
	if !power && y < 10_000 {
		return "", badForm("Y is for years of more than four digits; write this one with four, as in 2022")
	}
	if y == 0 && p.negative {
		return "", notExisting("there is no year -0; the year before 0001 is 0000")
	}
	p.setYears(y, y)
	if len(s) > 0 && s[0] == 'S' {
		return p.readSignificant(s[1:], y, length)
	}
	return s, nil
}

// readSignificant reads what follows the S: how many of the year's digits, leading
// zeros included, are known. 1950S2 is some year from 1900 to 1999, by estimate 1950.
func (p *single) readSignificant(s string, y int64, length int) (string, *Error) {
	known, n, s := number(s)
	if n == 0 || known == 0 {
		return "", badForm("the number of significant digits, 1 or more, follows the S, as in 1950S2")
	}
	for i := int64(length); i > known && p.block <= maxYear; i-- {
		p.block *= 10
	}
	low := y - y%p.block
	if low+p.block-1 > maxYear {
		return "", tooFar()
	}
	p.estimated, p.estimate = true, y
	if p.negative {
		p.estimate = -y
	}
	p.setYears(low, low+p.block-1)
	return s, nil
}

// number reads digits; the value stops growing above maxYear, the length does not.
func number(s string) (value int64, length int, rest string) {
	for length < len(s) && isDigit(s[length]) {
		if value <= maxYear {
			value = value*10 + int64(s[length]-'0')
		}
		length++
	}
	return value, length, s[length:]
}
