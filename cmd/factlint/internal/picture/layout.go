package picture

import (
	"math"

	"github.com/factlint/factlint/facts/edtf"
)

// Measures of the picture in pixels.
const (
	margin     = 28.0
	axisRoom   = 40.0 // two lines of labels at a time axis
	headRoom   = 24.0 // the heading of a lane
	laneGap    = 14.0
	heldBar    = 24.0 // the bar of a holder
	otherBar   = 18.0
	rowGap     = 5.0
	hangRow    = 16.0 // a row of labels that hang below bars
	fade       = 64.0 // over which a bar fades whose bound is unknown
	markRadius = 5.0
	pad        = 6.0  // between a bar or mark and its label
	badge      = 17.0 // the room of one number of a finding
	apart      = 12.0 // between what stands side by side in a row
	mostLabel  = 0.42 // of the plot, that one label may take
	precise    = 1.5  // a bound is drawn as exact when it is known to this
)

// layOut gives everything its place.
func (p *Picture) layOut(w Window) {
	p.plot = plot{left: margin + 10, right: p.width - margin - 10}
	p.plot.span(p.items, w)
	p.plot.mark()
	y := margin + titleSize + 26 + axisRoom
	for _, l := range p.lanes {
		l.y = y
		for _, it := range l.items {
			p.stretch(it, l.held)
			it.name = fit(it.name, labelSize, mostLabel*(p.plot.right-p.plot.left))
		}
		if l.held {
			l.h = p.holders(l)
		} else {
			l.h = p.flags(l)
		}
		y += l.h + laneGap
	}
	y += axisRoom
	p.footer(y)
}

// stretch works out the x of an item.
func (p *Picture) stretch(it *item, held bool) {
	x := p.plot.x
	it.x0, it.x1, it.x2, it.x3 = x(it.begin.Earliest), x(it.begin.Latest), x(it.end.Earliest), x(it.end.Latest)
	if it.begin.Latest >= edtf.Future || it.x1 > it.x3 {
		it.x1 = min(it.x3, max(it.x0, it.x2))
	}
	if it.end.Earliest <= edtf.Past || it.x2 < it.x0 {
		it.x2 = max(it.x0, min(it.x3, it.x1))
	}
	if math.IsInf(it.x1, 0) { // only the end is known
		it.x1 = it.x2
	}
	if math.IsInf(it.x2, 0) && !it.fact.Ongoing() {
		it.x2 = it.x1
	}
	if math.IsInf(it.x0, -1) {
		it.x0 = min(it.x1, it.x2) - fade
	}
	if math.IsInf(it.x3, 1) && !it.fact.Ongoing() {
		it.x3 = max(it.x1, it.x2) + fade
	}
	for _, v := range [...]*float64{&it.x0, &it.x1, &it.x2, &it.x3} {
		*v = p.plot.clamp(*v)
	}
	it.mark = (it.x0 + it.x3) / 2
	if !it.point {
		it.mark = (it.x1 + it.x2) / 2
	}
	if !held && it.x3-it.x0 < 2*markRadius {
		it.point = true // too short for a bar
	}
}

// numbers is the room that the numbers of an item's findings take.
func (it *item) numbers() float64 { return badge * float64(len(it.chains)) }

// taken is the part of a row that a bar takes up: half of where it fades, so
// that one holder can fade into the next.
func (it *item) taken() span {
	return span{(it.x0 + it.x1) / 2, max((it.x2+it.x3)/2, (it.x0+it.x1)/2+1)}
}

// holders places the tenures of an office, overlapping ones below each other,
// and returns the height of the lane. A name that does not fit into its bar
// stands beside it, or hangs below.
func (p *Picture) holders(l *lane) float64 {
	var bars rows
	byRow := [][]*item{}
	for _, it := range l.items {
		it.h = heldBar
		n := bars.place(it.taken())
		if n == len(byRow) {
			byRow = append(byRow, nil)
		}
		byRow[n] = append(byRow[n], it)
	}
	y := l.y + headRoom
	for n, items := range byRow {
		y += p.nameHolders(items, &bars[n], y) + rowGap
	}
	return y - rowGap - l.y
}

// nameHolders places the names of one row of bars at y, and returns its height
// with the names that hang below.
func (p *Picture) nameHolders(items []*item, taken *row, y float64) float64 {
	var hanging []*item
	for _, it := range items {
		it.y = y
		w, s := width(it.name, labelSize, false), it.taken()
		lo, hi := max(s.from, it.x0), min(s.to, it.x3)
		right := span{it.x3 + 1, it.x3 + pad + it.numbers() + w + apart}
		switch {
		case w+it.numbers()+2*pad <= hi-lo:
			it.label = box{lo + pad + it.numbers(), y, w, heldBar}
		case right.to <= p.plot.right && taken.free(right):
			taken.take(right)
			it.label = box{it.x3 + pad + it.numbers(), y, w, heldBar}
		default:
			hanging = append(hanging, it)
		}
	}
	var below rows
	for i := len(hanging) - 1; i >= 0; i-- { // from the right, so that lines cross no labels
		it := hanging[i]
		w := width(it.name, labelSize, false) + it.numbers()
		x := min(p.leaderX(it)+pad, p.plot.right-w)
		n := below.place(span{x - 4, x + w + apart})
		it.leader = true
		it.label = box{x + it.numbers(), y + heldBar + 2 + hangRow*float64(n), w - it.numbers(), hangRow}
	}
	if len(below) == 0 {
		return heldBar
	}
	return heldBar + 2 + hangRow*float64(len(below))
}

// leaderX is where the line to a label below an item stands.
func (p *Picture) leaderX(it *item) float64 { return min(max(it.mark, it.x0+1), p.plot.right-1) }

// flags places what happens: each mark or bar with its name beside it in the
// first row with room. It returns the height of the lane.
func (p *Picture) flags(l *lane) float64 {
	var taken rows
	for _, it := range l.items {
		it.h = otherBar
		w, n := width(it.name, labelSize, false), it.numbers()
		from, to := it.x0, max(it.x3, it.x0+2)
		if it.point {
			from, to = min(from, it.mark-markRadius), max(to, it.mark+markRadius)
		}
		var x float64
		s := span{from, to}
		switch {
		case !it.point && w+n+2*pad <= min(it.x3, p.plot.right)-it.x0:
			x = it.x0 + pad + n
		case to+pad+n+w <= p.plot.right:
			x = to + pad + n
			s.to = x + w
		default:
			x = max(from-pad-w, margin)
			s.from = min(x-n, s.from)
			if s.to < x+w {
				s.to = x + w // so long a bar and name that they share the place
			}
		}
		s.to += apart
		it.y = l.y + headRoom + (otherBar+rowGap)*float64(taken.place(s))
		it.label = box{x, it.y, w, otherBar}
	}
	return headRoom + (otherBar+rowGap)*float64(len(taken)) - rowGap
}
