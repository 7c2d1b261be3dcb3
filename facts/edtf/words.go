package edtf

import "strconv"

// horizon is beyond every date that can be written, and below Future by enough
// that bounds computed from an unknown one still count as unknown.
const horizon = int64(4e18)

// NameDay names the day of a second, for bounds that were computed: "24 May 2022".
// Years are counted as EDTF does, with a year 0 and negative years before it;
// outside 1000…9999 they are announced: "24 May of the year -11". Past is
// "an unknown beginning" and Future "an open end".
func NameDay(second int64) string {
	switch {
	case second < -horizon:
		return "an unknown beginning"
	case second > horizon:
		return "an open end"
	}
	y, m, d := civilFromDays(floorDiv(second, daySeconds))
	return strconv.Itoa(d) + " " + monthNames[m] + ofYear(y)
}

// NameSecond is NameDay with the time of day: "24 May 2022 at 14:30:05".
func NameSecond(second int64) string {
	if second < -horizon || second > horizon {
		return NameDay(second)
	}
	t := second - floorDiv(second, daySeconds)*daySeconds
	return NameDay(second) + " at " + clockName(int(t), true)
}

func ofYear(y int64) string {
	if y >= 1000 && y <= 9999 {
		return " " + strconv.FormatInt(y, 10)
	}
	return " of " + yearName(y)
}

func yearName(y int64) string {
	if y >= 1000 && y <= 9999 {
		return strconv.FormatInt(y, 10)
	}
	return "the year " + strconv.FormatInt(y, 10)
}

// clockName is "14:30" or, with seconds, "14:30:05".
func clockName(t int, seconds bool) string {
	b := make([]byte, 0, 8)
	b = append(b, byte('0'+t/36000), byte('0'+t/3600%10), ':', byte('0'+t/600%6), byte('0'+t/60%10))
	if seconds {
		b = append(b, ':', byte('0'+t%60/10), byte('0'+t%10))
	}
	return string(b)
}
