package edtf

import (
	"errors"
	"strings"
	"testing"
)

// FuzzParse checks laws that hold for every text.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"2022-05-13", "199X~", "2004?-~06-11%", "[1667~,1668-12..]", "{..1960,1970..1972}",
		"2017/..", "/1985-XX-31", "2005/2004", "Y-17E7S3?", "1950S2%", "2001-24~", "1985-04-12T23:20:30+04:30",
		"1979-05-27 07:32:00.99-07:00", "190X~-02-29", "-000X", "1990-12-31T23:59:60Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := Parse(s)
		toml, tomlErr := ParseTOML(s)
		if err == nil && tomlErr == nil && d != toml {
			t.Errorf("%q: Parse %v, ParseTOML %v", s, d, toml)
		}
		checkWords(t, d, s)
		if err != nil {
			checkError(t, s, err)
			if tomlErr == nil {
				checkDate(t, s, toml)
				checkWords(t, toml, s)
			} else {
				checkError(t, s, tomlErr)
			}
			return
		}
		checkDate(t, s, d)

		var plain Date
		if err := plain.read(s, false); err != nil {
			t.Fatalf("%q: an error without widening only: %v", s, err)
		}
		if !within(plain.Begin, d.Begin) || !within(plain.End, d.End) {
			t.Errorf("%q: widened to %v from %v", s, d, plain)
		}
		if n := strings.Count(s, "X"); n > 0 && n <= 3 {
			for _, e := range expansions(s) {
				narrow, err := Parse(e)
				if err != nil || hasSeason(e) {
					continue
				}
				if !within(narrow.Begin, d.Begin) || !within(narrow.End, d.End) {
					t.Errorf("%q: %v does not hold %q: %v", s, d, e, narrow)
				}
			}
		}
	})
}

// hasSeason reports whether a month past 12 is written: an X never means one.
func hasSeason(s string) bool {
	clean := strings.NewReplacer("?", "", "~", "", "%", "").Replace(s)
	for _, one := range strings.FieldsFunc(clean, func(r rune) bool { return strings.ContainsRune("[]{},/. ", r) }) {
		one = strings.TrimPrefix(one, "-")
		if len(one) >= 7 && one[4] == '-' && one[5] >= '2' {
			return true
		}
	}
	return false
}

func within(inner, outer Moment) bool {
	return inner.Earliest >= outer.Earliest && inner.Latest <= outer.Latest
}

func checkDate(t *testing.T, s string, d Date) {
	t.Helper()
	if d.Begin.Earliest > d.Begin.Latest || d.End.Earliest > d.End.Latest {
		t.Errorf("%q: a moment ends before it begins: %v", s, d)
	}
	if !d.Interval() && !d.Ongoing() && d.Begin != d.End {
		t.Errorf("%q: Begin and End differ: %v", s, d)
	}
	if h := d.Hull(); !within(d.Begin, Moment{min(h.Earliest, d.Begin.Earliest), Future}) || h.Earliest > h.Latest ||
		h.Earliest > d.Begin.Earliest || h.Latest < d.End.Latest {
		t.Errorf("%q: hull %v of %v", s, h, d)
	}
	for _, m := range []int64{d.Begin.Earliest, d.Begin.Latest, d.End.Earliest, d.End.Latest} {
		if m != Past && m != Future && (m < -horizon || m > horizon) {
			t.Errorf("%q: %d lies between the last date and an unknown one", s, m)
		}
	}
	if (d.Begin.Earliest == Past) == d.BeginKnown() || (d.End.Latest == Future) == d.EndKnown() {
		t.Errorf("%q: begin known %v, end known %v: %v", s, d.BeginKnown(), d.EndKnown(), d)
	}
}

func checkError(t *testing.T, s string, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Text != s || e.Kind == nil || e.Reason == "" || !printable(e.Reason) || !printable(e.Error()) {
		t.Errorf("%q: error %q", s, err)
	}
}

func checkWords(t *testing.T, d Date, s string) {
	t.Helper()
	for _, words := range []string{Name(d, s), Phrase(d, s)} {
		if !printable(words) || words == "" || strings.Contains(words, "  ") || strings.Trim(words, " ") != words || len(words) > 600 {
			t.Errorf("%q is named %q", s, words)
		}
	}
}

// printable reports whether s is printable ASCII, or what strconv.Quote lets through.
func printable(s string) bool {
	for _, r := range s {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r >= 0x202a && r <= 0x202e {
			return false
		}
	}
	return true
}
