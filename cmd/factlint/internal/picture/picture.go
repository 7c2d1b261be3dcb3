// Package picture draws the facts of a base on a time axis, as one SVG or HTML
// file that needs nothing else: lanes for offices and their holders, lanes for
// what happened, and in red what cannot all be true.
//
// It promises that every fact it shows carries its whole name as text, that no
// two labels overlap whatever font the reader has, that nothing from a fact
// file acts as markup or script, and that the same input gives the same bytes.
// It does not judge: findings are given to it. Time is linear, from the first
// to the last moment that anything is known of.
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
	Width int // in pixels; 0 for DefaultWidth
	// Only restricts the picture to these facts and those that refer to them;
	// nil for no restriction.
	Only []*facts.Fact
	// Since and Until cut the time axis; {0, 0} for as far as the facts reach.
	Window Window
	// Findings are reported in red when they are about time and a fact that is shown.
	Findings []rules.Finding
	// Where names a place for a reader: "offices.toml:12".
	Where func(facts.Place) string
}

// A Window is a stretch of time in seconds, edtf.Past and edtf.Future where it
// is open. The zero Window is open on both sides.
type Window struct{ Since, Until int64 }

// Widths of a picture in pixels.
const (
	DefaultWidth = 960
	MinWidth     = 400
	MaxWidth     = 20000
)

// A Picture is facts laid out, ready to be written.
type Picture struct {
	title    string
	subtitle string
	width    float64
	height   float64
	plot     plot
	lanes    []*lane
	items    []*item // of all lanes, top to bottom
	chains   []*chain
	more     int // findings that are not told
	left     int // facts left out, since nothing is known of their time
	foot     []footLine
	legend   []legendEntry
	where    func(facts.Place) string
}

// Empty reports whether the picture shows no fact.
func (p *Picture) Empty() bool { return len(p.items) == 0 }

// Why says why a picture shows no fact.
func (p *Picture) Why() string {
	if p.left > 0 {
		return "nothing is known of the time of " + wording.Count(p.left, "fact") + ", not even by other facts"
	}
	return "no fact of those asked for falls into the time asked for"
}

// A lane holds the facts of one office or one kind.
type lane struct {
	title string
	note  string
	hue   hue
	held  bool // holders of an office one after another, rather than things that happen
	items []*item
	y, h  float64
}

// An item is one fact in the picture.
type item struct {
	fact       *facts.Fact
	name       string // what the picture calls it, cut to what fits
	full       string // its whole name
	hue        hue
	form       form
	begin, end edtf.Moment
	point      bool // happens at one moment, though we may not know at which
	acting     bool
	vacant     bool // nobody holds the office of its lane
	implied    bool // what is known of its time, other facts say
	chains     []int

	// Where it is drawn: it fades in from x0 to x1 and out from x2 to x3. A
	// mark stands at mark.
	x0, x1, x2, x3 float64
	mark           float64
	y, h           float64
	label          box
	leader         bool // the label hangs below, on a line
}

// New lays a picture out. The error is that of the context.
func New(ctx context.Context, base *facts.Base, o Options) (*Picture, error) {
	times, err := timeline.NewTimeline(ctx, base)
	if err != nil {
		return nil, err
	}
	p := &Picture{title: o.Title, width: DefaultWidth, where: o.Where}
	if o.Width > 0 {
		p.width = float64(min(max(o.Width, MinWidth), MaxWidth))
	}
	if o.Window == (Window{}) {
		o.Window = Window{edtf.Past, edtf.Future}
	}
	p.choose(base, times, &o)
	p.link(o.Findings)
	p.layOut(o.Window)
	return p, nil
}
