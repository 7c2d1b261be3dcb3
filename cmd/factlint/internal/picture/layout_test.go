package picture

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wider returns a layout drawn for a larger width than it was made for.
func (l *layout) wider(width float64) *layout {
	w := *l
	w.plot.right += width - l.width
	w.width = width
	return &w
}

func (b box) overlaps(o box) bool {
	return b.x < o.x+o.w && o.x < b.x+b.w && b.y < o.y+o.h && o.y < b.y+b.h
}

// TestLayout holds the laws of a picture against bases of all sorts: no two
// labels overlap, no line to a label runs through another, everything stands
// inside, and every fact has its name. A layout for a width holds for larger ones.
func TestLayout(t *testing.T) {
	t.Parallel()
	for name, p := range picturesOf(t, 0) {
		for _, width := range []float64{320, MinWidth, DefaultWidth, 3000} {
			l := p.layOut(width)
			checkLayout(t, name, p.draw(l))
			checkLayout(t, name+", wider", p.draw(l.wider(1.2*width)))
			checkLayout(t, name+", far wider", p.draw(l.wider(8*width)))
		}
	}
}

func checkLayout(t *testing.T, name string, d *drawing) {
	t.Helper()
	var boxes, leaders []box
	names := map[box]string{}
	at := int(d.width())
	add := func(b box, text string) {
		assert.GreaterOrEqual(t, b.x, float64(0), "%s at %d: %q stands outside: %+v", name, at, text, b)
		assert.GreaterOrEqual(t, b.y, float64(0), "%s at %d: %q stands outside: %+v", name, at, text, b)
		assert.LessOrEqual(t, b.x+b.w, d.width()+0.01, "%s at %d: %q stands outside: %+v", name, at, text, b)
		assert.LessOrEqual(t, b.y+b.h, d.height, "%s at %d: %q stands outside: %+v", name, at, text, b)
		boxes = append(boxes, b)
		names[b] = text
	}
	for i, ln := range d.lanes {
		y := d.heads[i]
		add(box{d.margin, y + 3, 1, 14}, ln.title)
		end := d.bottom
		if i+1 < len(d.heads) {
			end = d.heads[i+1]
		}
		for _, it := range ln.items {
			assert.NotEmpty(t, it.full, "%s: a fact without a name", name)
			assert.NotEmpty(t, it.name, "%s: a fact without a name", name)
			pl, s := &d.places[it.number], d.extent(it)
			assert.LessOrEqual(t, s.from, s.to, "%s at %d: %q", name, at, it.name)
			assert.GreaterOrEqual(t, s.from, float64(0), "%s at %d: %q", name, at, it.name)
			assert.LessOrEqual(t, s.to, d.width(), "%s at %d: %q", name, at, it.name)
			assert.GreaterOrEqual(t, d.y[it.number], y, "%s at %d: %q is drawn outside of its lane", name, at, it.name)
			assert.LessOrEqual(t, d.y[it.number]+it.height(pl), end, "%s at %d: %q is drawn outside of its lane", name, at, it.name)
			if pl.side == nobody {
				continue
			}
			b := d.labelBox(it)
			if ln.form == measured && !it.alone {
				a := d.above(it)
				b = box{a.from + 3, d.y[it.number] + chartTop - 16, a.to - a.from - 6, 12}
			}
			add(b, it.name)
			if pl.side == below {
				leaders = append(leaders, box{d.leader(it) - 0.5, d.y[it.number] + heldBar, 1, b.y + hangRow/2 - d.y[it.number] - heldBar})
			}
		}
	}
	for _, f := range d.foot {
		add(box{f.x, f.y, 1, footRow}, f.text)
	}
	for _, e := range d.legend {
		add(box{e.x, e.y, swatch, footRow}, e.words)
	}
	slices.SortFunc(boxes, func(a, b box) int { return cmp.Compare(a.y, b.y) })
	for i, a := range boxes {
		for _, b := range boxes[i+1:] {
			if b.y >= a.y+a.h {
				break
			}
			assert.False(t, a.overlaps(b), "%s at %d: %q %+v and %q %+v overlap", name, at, names[a], a, names[b], b)
		}
		for _, line := range leaders {
			assert.False(t, a.overlaps(line), "%s at %d: a line runs through %q", name, at, names[a])
		}
	}
}

// TestEveryItem checks that each fact stands in the picture.
func TestEveryItem(t *testing.T) {
	t.Parallel()
	for name, p := range picturesOf(t, 0) {
		assert.Equal(t, len(p.items), bytes.Count(p.svg(), []byte(`<g class="item h`)), name)
	}
}

func TestSame(t *testing.T) {
	t.Parallel()
	a, b := picturesOf(t, 0), picturesOf(t, 0)
	for name := range a {
		var x, y bytes.Buffer
		require.NoError(t, a[name].WriteHTML(&x), name)
		require.NoError(t, b[name].WriteHTML(&y), name)
		assert.Equal(t, y.String(), x.String(), "%s: two pictures of one base differ", name)
	}
}

// TestChains checks that the crowded base shows what contradicts what.
func TestChains(t *testing.T) {
	t.Parallel()
	p := picturesOf(t, 0)["crowded"]
	require.NotEmpty(t, p.chains, "no finding is shown")
	svg := string(p.svg())
	for _, c := range p.chains {
		if len(c.links) > 1 {
			assert.Contains(t, svg, `class="stretch chain `+c.severity.String()+`" data-chain="`, "finding %d is not connected", c.number)
		}
		assert.GreaterOrEqual(t, c.number, 1)
		assert.NotEmpty(t, c.message)
	}
}

func TestTicks(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		since, until string
		want         string
	}{
		{"2022-05-01", "2022-05-30", "1/May 2022 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30"},
		{"2022-11", "2023-02", "1/November 2022 6 11 16 21 26 1/December 2022 6 11 16 21 26 1/January 2023 6 11 16 21 26 1/February 2023 6 11 16 21"},
		{"2021-03", "2022-02", "Mar/2021 Apr May Jun Jul Aug Sep Oct Nov Dec Jan/2022 Feb"},
		{"2010", "2019", "Jan/2010 Jul Jan/2011 Jul Jan/2012 Jul Jan/2013 Jul Jan/2014 Jul Jan/2015 Jul Jan/2016 Jul Jan/2017 Jul Jan/2018 Jul Jan/2019 Jul"},
		{"1990", "2019", "1990 1992 1994 1996 1998 2000 2002 2004 2006 2008 2010 2012 2014 2016 2018"},
		{"-0753", "0476", "700 BC 600 BC 500 BC 400 BC 300 BC 200 BC 100 BC 1 100 200 300 400"},
	} {
		var p Picture
		p.span(window(t, c.since, c.until))
		var got []string
		for _, k := range (plot{left: 38, right: 922, first: p.first, last: p.last}).ticks() {
			s := k.label
			if k.over != "" {
				s += "/" + k.over
			}
			got = append(got, s)
		}
		assert.Equal(t, c.want, strings.Join(got, " "), "%s to %s", c.since, c.until)
	}
}
