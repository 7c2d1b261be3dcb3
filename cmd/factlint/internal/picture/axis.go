package picture

import (
	"math"
	"strconv"
	"time"

	"github.com/factlint/factlint/facts/edtf"
)

const day = 24 * 60 * 60

// A plot is the part of the picture in which x stands for time.
type plot struct {
	left, right float64 // pixels
	first, last int64   // seconds
}

// x returns where a second stands; unknown ones lie beyond the edges.
func (p plot) x(second int64) float64 {
	switch {
	case second <= edtf.Past:
		return math.Inf(-1)
	case second >= edtf.Future:
		return math.Inf(1)
	}
	return p.left + (p.right-p.left)*(float64(second)-float64(p.first))/(float64(p.last)-float64(p.first))
}

// A step is the distance of two ticks.
type step struct {
	unit byte // 'd', 'm' or 'y'
	n    int64
}

// A tick is a line of the grid with its label. Over is what the tick begins
// beyond its own label: the year of a month, the month of a day.
type tick struct {
	x           float64
	label, over string
}

// seconds returns the mean length of a step.
func (s step) seconds() float64 {
	switch s.unit {
	case 'd':
		return float64(s.n) * day
	case 'm':
		return float64(s.n) * 30.436875 * day
	}
	return float64(s.n) * 365.2425 * day
}

// step returns the smallest step whose labels have room.
func (p plot) step() step {
	perSecond := (p.right - p.left) / (float64(p.last) - float64(p.first))
	for _, c := range []struct {
		step
		room float64
	}{
		{step{'d', 1}, 26}, {step{'d', 2}, 26}, {step{'d', 5}, 26}, {step{'d', 10}, 26},
		{step{'m', 1}, 38}, {step{'m', 3}, 38}, {step{'m', 6}, 38},
	} {
		if c.seconds()*perSecond >= c.room {
			return c.step
		}
	}
	room := 16 + max(width(yearLabel(yearOf(p.first)), axisSize, false), width(yearLabel(yearOf(p.last)), axisSize, false))
	for n := int64(1); ; n *= 10 {
		for _, m := range []int64{1, 2, 5} {
			if s := (step{'y', n * m}); s.seconds()*perSecond >= room || n > 1e10 {
				return s
			}
		}
	}
}

func yearOf(second int64) int { return time.Unix(second, 0).UTC().Year() }

// yearLabel writes a year as historians count: the year 0 is 1 BC.
func yearLabel(year int) string {
	if year <= 0 {
		return strconv.Itoa(1-year) + " BC"
	}
	return strconv.Itoa(year)
}

// ticks returns the ticks of a step, in order. A label over them that would run
// into the one before is left out.
func (p plot) ticks() []tick {
	s := p.step()
	var out []tick
	over, end := "", math.Inf(-1)
	for t := p.start(s); ; t = s.next(t) {
		second := t.Unix()
		if second > p.last {
			return out
		}
		if second < p.first {
			continue
		}
		k := tick{x: p.x(second)}
		now := ""
		switch s.unit {
		case 'd':
			k.label, now = strconv.Itoa(t.Day()), t.Format("January ")+yearLabel(t.Year())
		case 'm':
			k.label, now = t.Format("Jan"), yearLabel(t.Year())
		default:
			k.label = yearLabel(t.Year())
		}
		if now != over && k.x > end {
			k.over, end = now, k.x+width(now, axisSize, true)+8
		}
		over = now
		out = append(out, k)
	}
}

// start returns a moment on the grid of the step, no later than the first tick.
func (p plot) start(s step) time.Time {
	t := time.Unix(p.first, 0).UTC()
	switch s.unit {
	case 'd':
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	case 'm':
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	n, year := int(s.n), t.Year()
	if year <= 0 {
		year = 1 - (1-year+n-1)/n*n // round years BC: 500 BC is the year -499
	} else {
		year = max(1, year/n*n)
	}
	return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
}

// next returns the tick after t. Days begin anew with each month, and the last
// one leaves room for the first of the next.
func (s step) next(t time.Time) time.Time {
	switch s.unit {
	case 'd':
		u := t.AddDate(0, 0, int(s.n))
		if u.Month() != t.Month() || s.n > 1 && u.AddDate(0, 0, int(s.n+1)/2).Month() != t.Month() {
			return time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, time.UTC)
		}
		return u
	case 'm':
		return t.AddDate(0, int(s.n), 0)
	}
	year := t.Year() + int(s.n)
	if t.Year() == 1 {
		year = max(2, int(s.n)) // after the first year the round ones
	}
	return time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
}

// span sets the stretch of time that the items need, cut by the window.
func (p *Picture) span(w Window) {
	p.first, p.last = edtf.Future, edtf.Past
	var openLeft, openRight bool
	for _, it := range p.items {
		d := &it.drawn
		openLeft = openLeft || unknown(d.from)
		openRight = openRight || unknown(d.to)
		for _, s := range [...]int64{d.from, d.begin, d.end, d.to} {
			if !unknown(s) {
				p.first, p.last = min(p.first, s), max(p.last, s)
			}
		}
	}
	if p.first > p.last { // nothing to show
		p.first, p.last = 0, 365*day
	}
	room := (p.last - p.first) / 24 // for what fades out beyond the last known moment
	switch {
	case w.Since > edtf.Past:
		p.first = w.Since
	case openLeft:
		p.first -= room
	}
	switch {
	case w.Until < edtf.Future:
		p.last = w.Until
	case openRight:
		p.last += room
	}
	if short := 4*day - (p.last - p.first); short > 0 {
		p.first, p.last = p.first-short/2, p.last+short/2
	}
}
