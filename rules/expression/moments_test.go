package expression

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/edtf"
)

// The relations, each as what must hold of four moments: when a begins and
// ends, and b. Days are those that the moments lie in.
var relations = []struct {
	name                string
	certainly, possibly func(a, b period) bool
	holds               func(ab, ae, bb, be int64) bool
}{
	{"before", certainlyBefore, possiblyBefore, func(_, ae, bb, _ int64) bool { return ae < bb }},
	{"during", certainlyDuring, possiblyDuring, func(ab, ae, bb, be int64) bool { return bb <= ab && ae <= be }},
	{"overlaps", certainlyOverlaps, possiblyOverlaps, func(ab, ae, bb, be int64) bool { return ab <= be && bb <= ae }},
	{"equal", certainlyEqual, possiblyEqual, func(ab, ae, bb, be int64) bool {
		return inDay(ab) == inDay(bb) && inDay(ae) == inDay(be)
	}},
}

// Time in this test: a second has four moments, so that two periods that begin
// and end in one second may do so in any order, and a day begins every
// daySeconds seconds; the seconds tried lie on both sides of a midnight.
const (
	moments4   = 4
	daySeconds = 24 * 60 * 60
)

func inDay(moment int64) int64 { return edtf.DayOf(daySeconds + moment/moments4 - 2) }

// seconds are those that bounds may have.
var secondsTried = []int64{daySeconds - 2, daySeconds - 1, daySeconds, daySeconds + 1}

// choices yields every begin and end that a period stands for.
func (p period) choices() [][2]int64 {
	var out [][2]int64
	from := int64(daySeconds - 2)
	for b := (p.begin.Earliest - from) * moments4; b < (p.begin.Latest-from+1)*moments4; b++ {
		for e := (p.end.Earliest - from) * moments4; e < (p.end.Latest-from+1)*moments4; e++ {
			if b <= e {
				out = append(out, [2]int64{b, e})
			}
		}
	}
	return out
}

func somePeriods() []period {
	var out []period
	for _, a := range secondsTried {
		for _, b := range secondsTried {
			for _, c := range secondsTried {
				for _, d := range secondsTried {
					if a > b || c > d || d < a {
						continue
					}
					if p := newPeriod(edtf.Moment{Earliest: a, Latest: b}, edtf.Moment{Earliest: c, Latest: d}); !slices.Contains(out, p) {
						out = append(out, p)
					}
				}
			}
		}
	}
	return out
}

// TestRelationsAreTight holds certainly_… and possibly_… against trying every
// choice of moments.
func TestRelationsAreTight(t *testing.T) {
	periods := somePeriods()
	all := make([][][2]int64, len(periods))
	for i, p := range periods {
		all[i] = p.choices()
	}
	for i, a := range periods {
		for j, b := range periods {
			for _, r := range relations {
				certain, possible := true, false
				for _, x := range all[i] {
					for _, y := range all[j] {
						h := r.holds(x[0], x[1], y[0], y[1])
						certain, possible = certain && h, possible || h
					}
				}
				require.Equal(t, possible, r.possibly(a, b), "possibly %s of %v and %v", r.name, a, b)
				require.Equal(t, certain, r.certainly(a, b), "certainly %s of %v and %v", r.name, a, b)
			}
		}
	}
	t.Logf("%d periods", len(periods))
}

// TestRelationsOfNothingKnown: certainly_… is false and possibly_… true.
func TestRelationsOfNothingKnown(t *testing.T) {
	nothing := period{anyTime, anyTime}
	for _, r := range relations {
		for _, other := range append(somePeriods(), nothing) {
			assert.False(t, r.certainly(nothing, other), "certainly %s of what is unknown", r.name)
			assert.False(t, r.certainly(other, nothing), "certainly %s of what is unknown", r.name)
			assert.True(t, r.possibly(nothing, other), "possibly %s of what is unknown", r.name)
			assert.True(t, r.possibly(other, nothing), "possibly %s of what is unknown", r.name)
		}
	}
}

// TestDistances holds days_between and years_between against every pair of days.
func TestDistances(t *testing.T) {
	at := func(from, to int64) edtf.Moment {
		return edtf.Moment{Earliest: from * daySeconds, Latest: to*daySeconds + daySeconds - 1}
	}
	const feb = 11014 // 27 February 2000
	for a := int64(feb); a < feb+4; a++ {
		for b := a; b < feb+4; b++ {
			for c := int64(feb + 364); c < feb+368; c++ {
				for d := c; d < feb+368; d++ {
					days, years := distance(at(a, b), at(c, d), wholeDays), distance(at(a, b), at(c, d), wholeYears)
					for _, r := range []*Range{days, years} {
						require.NotNil(t, r.least, "%+v", r)
						require.NotNil(t, r.most, "%+v", r)
						require.LessOrEqual(t, r.least, r.most, "%+v", r)
					}
					require.Equal(t, c-b, days.least, "%d…%d to %d…%d: %+v", a, b, c, d, days)
					require.Equal(t, d-a, days.most, "%d…%d to %d…%d: %+v", a, b, c, d, days)
					for x := a; x <= b; x++ {
						for y := c; y <= d; y++ {
							n := wholeYears(x*daySeconds, y*daySeconds)
							require.GreaterOrEqual(t, n, years.least, "%d to %d, in %+v", x, y, years)
							require.LessOrEqual(t, n, years.most, "%d to %d, in %+v", x, y, years)
						}
					}
				}
			}
		}
	}
	r := distance(anyTime, at(1, 2), wholeDays)
	assert.Nil(t, r.least, "from an unknown time: %+v", r)
	assert.Nil(t, r.most, "from an unknown time: %+v", r)
}
