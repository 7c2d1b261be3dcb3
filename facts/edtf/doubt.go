package edtf

import "fmt"

// Doubt returns the first part of a [Date.Doubtful] text that makes it so, and
// what to write instead: for the two years that may have been meant, and for the
// months of the season that it is.
func Doubt(text string) (part, years, months string) {
	for i := 0; i+7 <= len(text); i++ {
		var d Date
		part = text[i : i+7]
		if d.readSingle(part, false) != nil || !d.Doubtful() || i+7 < len(text) && isDigit(text[i+7]) {
			continue
		}
		y := int64(two(part)*100 + two(part[2:]))
		s := seasons[two(part[5:])-21]
		last := y + int64(s.last-1)/12
		return part, fmt.Sprintf("%04d/%04d", y, y+1), fmt.Sprintf("%04d-%02d/%04d-%02d", y, s.first, last, (s.last-1)%12+1)
	}
	return "", "", ""
}
