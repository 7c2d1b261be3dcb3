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
	levels      []level
}

// x returns where a second stands; unknown ones lie beyond the edges.
func (p *plot) x(second int64) float64 {
	switch {
	case second <= edtf.Past:
		return math.Inf(-1)
	case second >= edtf.Future:
		return math.Inf(1)
	}
	return p.left + (p.right-p.left)*(float64(second)-float64(p.first))/(float64(p.last)-float64(p.first))
}

// clamp keeps x within the plot.
func (p *plot) clamp(x float64) float64 { return min(max(x, p.left), p.right) }

// span sets the stretch of time that the items need, cut by the window.
func (p *plot) span(items []*item, w Window) {
	p.first, p.last = edtf.Future, edtf.Past
	var openLeft, openRight bool
	for _, it := range items {
		openLeft = openLeft || it.begin.Earliest <= edtf.Past
		openRight = openRight || it.end.Latest >= edtf.Future
		for _, s := range [...]int64{it.begin.Earliest, it.begin.Latest, it.end.Earliest, it.end.Latest} {
			if s > edtf.Past && s < edtf.Future {
				p.first, p.last = min(p.first, s), max(p.last, s)
			}
		}
	}
	if p.first > p.last { // nothing to show
		p.first, p.last = 0, 365*day
	}
	// room for what fades out beyond the last known moment.
	room := (p.last - p.first) / 16
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

// A step is the distance of two ticks.
type step struct {
	unit byte // 'd', 'm' or 'y'
	n    int64
}

// A tick is a line of the grid with its label. Over is what the tick begins
// beyond its own label: the year of a month, the month of a day.
type tick struct {
	X     float64 `json:"x"`
	Label string  `json:"label"`
	Over  string  `json:"over,omitempty"`
}

// A level is a set of ticks that fits when time is stretched by zoom.
type level struct {
	Zoom  float64 `json:"zoom"`
	Ticks []tick  `json:"ticks"`
}

// maxTicks is how many ticks a level may have; finer ones are left out.
const maxTicks = 800

// mark works out the ticks, for the picture as it is and for the zooms of the page.
func (p *plot) mark() {
	last := step{}
	for zoom := 1.0; zoom <= 4096; zoom *= 2 {
		s := p.step(zoom)
		if s == last {
			continue
		}
		if zoom > 1 && (float64(p.last)-float64(p.first))/s.seconds() > maxTicks {
			break
		}
		last = s
		p.levels = append(p.levels, level{zoom, p.ticks(s, zoom)})
	}
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
func (p *plot) step(zoom float64) step {
	perSecond := zoom * (p.right - p.left) / (float64(p.last) - float64(p.first))
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
	room := 16 + max(width(strconv.Itoa(yearOf(p.first)), axisSize, false), width(strconv.Itoa(yearOf(p.last)), axisSize, false))
	for n := int64(1); ; n *= 10 {
		for _, m := range []int64{1, 2, 5} {
			if s := (step{'y', n * m}); s.seconds()*perSecond >= room || n > 1e10 {
				return s
			}
		}
	}
}

func yearOf(second int64) int { return time.Unix(second, 0).UTC().Year() }

// ticks returns the ticks of a step, in order. A label over them that would run
// into the one before is left out.
func (p *plot) ticks(s step, zoom float64) []tick {
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
		k := tick{X: p.x(second)}
		now := ""
		switch s.unit {
		case 'd':
			k.Label, now = strconv.Itoa(t.Day()), t.Format("January ")+strconv.Itoa(t.Year())
		case 'm':
			k.Label, now = t.Format("Jan"), strconv.Itoa(t.Year())
		default:
			k.Label = strconv.Itoa(t.Year())
		}
		if now != over && k.X*zoom > end {
			k.Over, end = now, k.X*zoom+width(now, axisSize, true)+8
		}
		over = now
		out = append(out, k)
	}
}

// start returns a moment on the grid of the step, no later than the first tick.
func (p *plot) start(s step) time.Time {
	t := time.Unix(p.first, 0).UTC()
	switch s.unit {
	case 'd':
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	case 'm':
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	}
	n := int(s.n)
	return time.Date(int(math.Floor(float64(t.Year())/float64(n)))*n, 1, 1, 0, 0, 0, 0, time.UTC)
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
	return time.Date(t.Year()+int(s.n), 1, 1, 0, 0, 0, 0, time.UTC)
}
