package edtf

import (
	"fmt"
	"strconv"
	"time"
)

// horizon is beyond every date that can be written, and below Future by enough
// that bounds computed from an unknown one still count as unknown.
const horizon = int64(4e18)

// NameDay names the day of a second, for bounds that were computed: "24 May 2022".
// The year 0 of EDTF and the negative ones before it are named as historians do, "24
// May 12 BC" for one of -11; those of other than four digits are announced: "24 May
// of the year 12". Past is "an unknown beginning" and Future "an open end".
func NameDay(second int64) string {
	switch {
	case second < -horizon:
		return "an unknown beginning"
	case second > horizon:
		return "an open end"
	}
	y, m, d := civilFromDays(floorDiv(second, daySeconds))
	return strconv.Itoa(d) + " " + time.Month(m).String() + ofYear(y)
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
	if announced(y) {
		return " of " + yearName(y)
	}
	return " " + yearName(y)
}

func yearName(y int64) string {
	if announced(y) {
		return "the year " + yearNumber(y)
	}
	return yearNumber(y)
}

// announced reports whether the number of a year does not show by itself that it is one.
func announced(y int64) bool { return y > 0 && y < 1000 || y > 9999 }

func yearNumber(y int64) string {
	if y <= 0 {
		return strconv.FormatInt(1-y, 10) + " BC"
	}
	return strconv.FormatInt(y, 10)
}

// clockName is "14:30" or, with seconds, "14:30:05".
func clockName(t int, seconds bool) string {
	if !seconds {
		return fmt.Sprintf("%02d:%02d", t/3600, t/60%60)
	}
	return fmt.Sprintf("%02d:%02d:%02d", t/3600, t/60%60, t%60)
}
