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

// TestLayout holds the laws of a picture against bases of all sorts: no two
// labels overlap, everything stands inside, and every fact has its name.
func TestLayout(t *testing.T) {
	t.Parallel()
	for _, width := range []int{MinWidth, DefaultWidth, 3000} {
		for name, p := range picturesOf(t, width) {
			var boxes []box
			names := map[box]string{}
			add := func(b box, text string) {
				assert.GreaterOrEqual(t, b.x, float64(0), "%s at %d: %q stands outside: %+v %v", name, width, text, b, p.width)
				assert.GreaterOrEqual(t, b.y, float64(0), "%s at %d: %q stands outside: %+v %v", name, width, text, b, p.width)
				assert.LessOrEqual(t, b.x+b.w, p.width+0.01, "%s at %d: %q stands outside: %+v %v", name, width, text, b, p.width)
				assert.LessOrEqual(t, b.y+b.h, p.height, "%s at %d: %q stands outside: %+v %v", name, width, text, b, p.width)
				boxes = append(boxes, b)
				names[b] = text
			}
			for _, l := range p.lanes {
				add(box{margin, l.y + 3, 1, 14}, l.title)
				for _, it := range l.items {
					assert.NotEmpty(t, it.full, "%s: a fact without a name", name)
					assert.NotEmpty(t, it.name, "%s: a fact without a name", name)
					b := it.label
					b.x -= it.numbers()
					b.w += it.numbers()
					add(b, it.name)
					assert.GreaterOrEqual(t, it.mark, p.plot.left, "%s at %d: %q is drawn outside of its lane", name, width, it.name)
					assert.LessOrEqual(t, it.mark, p.plot.right, "%s at %d: %q is drawn outside of its lane", name, width, it.name)
					assert.GreaterOrEqual(t, it.y, l.y, "%s at %d: %q is drawn outside of its lane", name, width, it.name)
					assert.LessOrEqual(t, it.y+it.h, l.y+l.h+0.01, "%s at %d: %q is drawn outside of its lane", name, width, it.name)
					assert.LessOrEqual(t, it.label.y+it.label.h, l.y+l.h+0.01, "%s at %d: %q is drawn outside of its lane", name, width, it.name)
					assert.LessOrEqual(t, it.x0, it.x3, "%s at %d: %q fades from %v %v to %v %v", name, width, it.name, it.x0, it.x1, it.x2, it.x3)
					assert.LessOrEqual(t, it.x0, it.x1, "%s at %d: %q fades from %v %v to %v %v", name, width, it.name, it.x0, it.x1, it.x2, it.x3)
					assert.LessOrEqual(t, it.x2, it.x3, "%s at %d: %q fades from %v %v to %v %v", name, width, it.name, it.x0, it.x1, it.x2, it.x3)
				}
			}
			for _, f := range p.foot {
				add(box{f.x, f.y, 1, footRow}, f.text)
			}
			for _, e := range p.legend {
				add(box{e.x, e.y, swatch, footRow}, e.words)
			}
			slices.SortFunc(boxes, func(a, b box) int { return cmp.Compare(a.y, b.y) })
			for i, a := range boxes {
				for _, b := range boxes[i+1:] {
					if b.y >= a.y+40 {
						break
					}
					assert.False(t, a.overlaps(b), "%s at %d: %q %+v and %q %+v overlap", name, width, names[a], a, names[b], b)
				}
			}
			assert.Equal(t, len(p.items), bytes.Count(p.svg(true), []byte(`<g class="item h`))-sampled(p), name)
		}
	}
}

// sampled counts the legend's entries that are drawn like items.
func sampled(p *Picture) int {
	n := 0
	for _, e := range p.legend {
		if e.class != "error" && e.class != "warning" {
			n++
		}
	}
	return n
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
	svg := string(p.svg(true))
	for _, c := range p.chains {
		if len(c.links) > 1 {
			assert.Contains(t, svg, `class="stretch chain `+severity(c.error)+`" data-chain="`, "finding %d is not connected", c.number)
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
		{"-0753", "0476", "-700 -600 -500 -400 -300 -200 -100 0 100 200 300 400"},
	} {
		p := plot{left: 38, right: 922}
		p.span(nil, window(t, c.since, c.until))
		p.mark()
		var got []string
		for _, k := range p.levels[0].Ticks {
			s := k.Label
			if k.Over != "" {
				s += "/" + k.Over
			}
			got = append(got, s)
		}
		assert.Equal(t, c.want, strings.Join(got, " "), "%s to %s", c.since, c.until)
	}
}
