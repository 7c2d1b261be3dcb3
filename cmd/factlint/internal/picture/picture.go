// Package picture draws the facts of a base on a time axis, as one SVG or HTML
// file that needs nothing else: lanes for offices and their holders, for what
// happened and for what was counted, and in red what cannot all be true.
//
// It promises that every fact it shows carries its whole name as text, that no
// two labels overlap whatever font the reader has, that nothing from a fact
// file acts as markup or script, and that the same input gives the same bytes.
// It does not judge: findings are given to it. It reads no file and asks no
// clock. Time is linear, from the first to the last moment that anything is
// known of.
//
// What depends on time alone is decided once, here: what stands in which row,
// what is certain, what fades. Where labels stand is decided for a width; it
// holds for every larger one, and for every zoom, since then only the moments
// move apart. So the page brings a few layouts along, takes the widest that
// fits, and its script only turns moments into pixels.
package picture

import (
	"context"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/timeline"
)

// Options say what to draw.
type Options struct {
	Title string
	Width int // of the SVG in pixels; 0 for DefaultWidth
	// Only restricts the picture to these facts and those that refer to them;
	// nil for no restriction.
	Only []*facts.Fact
	// Since and Until cut the time axis; {0, 0} for as far as the facts reach.
	Window Window
	// Findings are reported in red when they are about time and a fact that is shown.
	Findings []rules.Finding
	// Today is marked by a line; nil for none, in a page for the reader's day.
	Today *edtf.Date
}

// A Window is a stretch of time in seconds, edtf.Past and edtf.Future where it
// is open. The zero Window is open on both sides.
type Window struct{ Since, Until int64 }

// Widths in pixels of a picture that one may ask for; New takes narrower ones,
// down to a phone's, for pages that draw one.
const (
	DefaultWidth = 960
	MinWidth     = 400
	MaxWidth     = 20000
)

// leastWidth is the width for which the narrowest layout is made: a phone's.
const leastWidth = 320

// maxItems is how many facts a page may show: that many open within some two
// seconds.
const maxItems = 50_000

// A Picture is facts laid out, ready to be written.
type Picture struct {
	title  string
	width  float64
	first  int64 // seconds, of the time that is shown
	last   int64
	today  *edtf.Moment
	lanes  []*lane
	items  []*item // of all lanes, top to bottom
	chains []*chain
	more   int // findings that are not told
	left   omitted
}

// omitted is what a picture leaves out.
type omitted struct {
	undated []*facts.Fact // nothing is known of their time
	outside int           // outside of the window
	kinds   []counted     // without a time of their own, by kind
}

type counted struct {
	what string
	n    int
}

// Empty reports whether the picture shows no fact.
func (p *Picture) Empty() bool { return len(p.items) == 0 }

// Why says why a picture shows no fact.
func (p *Picture) Why() string {
	if n := len(p.left.undated); n > 0 {
		return "nothing is known of the time of " + wording.Count(n, "fact") + ", not even by other facts"
	}
	return "no fact of those asked for falls into the time asked for"
}

// A form of lane.
type laneForm int

const (
	happening laneForm = iota // things that happen, each with its label
	held                      // holders of an office one after another
	measured                  // numbers as lines
)

// A lane holds the facts of one office or one kind.
type lane struct {
	title string
	note  string
	hue   hue
	form  laneForm
	items []*item
	lines []line // of a measured lane, its rows
	rows  int    // of a lane of holders
}

// An item is one fact in the picture.
type item struct {
	fact       *facts.Fact
	name       string // what the picture calls it
	short      string // the same where there is little room; "" for none
	full       string // its whole name
	hue        hue
	form       form
	begin, end edtf.Moment
	point      bool // happens at one moment, though we may not know at which
	acting     bool
	vacant     bool // nobody holds the office of its lane
	implied    bool // what is known of its time, other facts say
	alt        bool // in the other tint, to tell it from its neighbours
	chains     []int
	holder     *facts.Fact
	lane       *lane
	number     int // among the items of the picture

	drawn  stretch
	row    int      // of a lane of holders or of numbers; others depend on the width
	joined bool     // continues the bar before it in its row: the same holder
	first  *item    // of the bars that continue each other
	next   *item    // whose bar continues that of this one
	value  quantity // of a measured lane
	alone  bool     // the only number about something
	quiet  bool     // one of many numbers about something, and neither an end nor an extreme
}

// New lays a picture out. The error is that of the context.
func New(ctx context.Context, base *facts.Base, o Options) (*Picture, error) {
	times, err := timeline.NewTimeline(ctx, base)
	if err != nil {
		return nil, err
	}
	p := &Picture{title: o.Title, width: DefaultWidth}
	if o.Width > 0 {
		p.width = float64(min(max(o.Width, leastWidth), MaxWidth))
	}
	if o.Window == (Window{}) {
		o.Window = Window{edtf.Past, edtf.Future}
	}
	if o.Today != nil {
		m := o.Today.Hull()
		p.today = &m
	}
	p.choose(base, times, &o)
	for _, l := range p.lanes {
		switch l.form {
		case held:
			l.succeed()
		case measured:
			l.draw()
		}
		for _, it := range l.items {
			it.number = len(p.items)
			p.items = append(p.items, it)
		}
	}
	p.link(o.Findings)
	p.span(o.Window)
	return p, ctx.Err()
}
