package rules_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// randomFigure is a figure whose time is a day, a run of days, or missing.
type randomFigure struct {
	place       string
	dated       bool
	first, last int // days from 1 January 2010
	min, max    float64
}

func newFigure(r *rand.Rand, place string, spread int) randomFigure {
	f := randomFigure{place: place, dated: r.IntN(8) > 0}
	f.first = 30 * r.IntN(40)
	f.last = f.first + 10*r.IntN(4)*r.IntN(2)
	f.min = float64(90 + r.IntN(spread))
	f.max = f.min + float64(r.IntN(10)*r.IntN(2))
	return f
}

// asOf is the time of a figure as a base writes it.
func (f randomFigure) asOf() string {
	day := func(n int) string { return fmt.Sprintf("20%02d-%02d-%02d", 10+n/360, 1+n%360/30, 1+n%30) }
	return fmt.Sprintf("[%s..%s]", day(f.first), day(f.last))
}

func (f randomFigure) String() string {
	s := fmt.Sprintf("[[population]]\nplace = %q\nmin = %v\nmax = %v\n", f.place, f.min, f.max)
	if f.dated {
		s += fmt.Sprintf("as_of = %q\n", f.asOf())
	}
	return s
}

// seconds of the 30-day months above, in the real calendar.
func (f randomFigure) times(t *testing.T) (from, to int64) {
	t.Helper()
	d, err := edtf.Parse(f.asOf())
	require.NoError(t, err)
	return d.Hull().Earliest, d.Hull().Latest
}

// TestGrowthOracle holds quantity-growth against every pair of figures.
func TestGrowthOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	jumping := 0
	for range 600 {
		var series []randomFigure
		text := onePlace
		for range 2 + r.IntN(5) {
			f := newFigure(r, "p", 30)
			if len(series) > 0 && r.IntN(8) == 0 {
				f.first, f.last = series[0].first, series[0].last
			}
			series = append(series, f)
			text += f.String()
		}
		steep := false
		for _, a := range series {
			for _, b := range series {
				if !a.dated || !b.dated {
					continue
				}
				a1, a2 := a.times(t)
				b1, b2 := b.times(t)
				years := float64(b2-a1) / (365 * 86400)
				if a2 < b1 && (math.Pow(b.min/a.max, 1/years) > 1.1 || math.Pow(b.max/a.min, 1/years) < 0.9) {
					steep = true
				}
			}
		}
		_, found := findingsOf(t, []string{"quantity-growth"}, ruleCase{text: text})
		if steep {
			jumping++
		}
		// Figures that disagree on one time are taken together, and so milder.
		if !steep {
			require.Empty(t, describe(found), text)
		} else if len(found) == 0 {
			_, disagree := findingsOf(t, []string{"quantity-disagree"}, ruleCase{text: text})
			require.NotEmpty(t, disagree, "nothing is found\n%s", text)
		}
	}
	t.Log(jumping, "of 600 jump")
}

// TestPartsOracle holds quantity-parts against sums made one by one.
func TestPartsOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	seen := map[rules.Severity]int{}
	const within = 731 * 86400
	for range 600 {
		text := threePlaces
		all := map[string][]randomFigure{}
		for _, place := range []string{"w", "p", "q"} {
			for range 1 + r.IntN(4) {
				f := newFigure(r, place, 30)
				if place == "w" {
					f.min, f.max = f.min*2, f.max*2
				}
				if w := all["w"]; place != "w" && r.IntN(3) == 0 && w[0].dated {
					f.dated, f.first, f.last = true, w[0].first, w[0].last
				}
				all[place] = append(all[place], f)
				text += f.String()
			}
		}
		worst := rules.Unset
		for _, w := range all["w"] {
			for _, other := range all["w"] {
				if other.dated == w.dated && (!w.dated || other.first == w.first && other.last == w.last) {
					w.max = max(w.max, other.max)
				}
			}
			equal, near := 0.0, 0.0
			for _, place := range []string{"p", "q"} {
				equal += leastEqual(w, all[place])
				near += leastNear(t, w, all[place], within)
			}
			switch {
			case equal > w.max*1.01:
				worst = rules.Error
			case near > w.max*1.1:
				worst = max(worst, rules.Warning)
			}
		}
		seen[worst]++
		_, found := findingsOf(t, []string{"quantity-parts"}, ruleCase{text: text})
		got := rules.Unset
		for _, f := range found {
			got = max(got, f.Severity)
		}
		require.Equal(t, worst, got, text)
	}
	assert.GreaterOrEqual(t, seen[rules.Error], 20, "the test is lopsided: %v", seen)
	assert.GreaterOrEqual(t, seen[rules.Warning], 20, "the test is lopsided: %v", seen)
	assert.GreaterOrEqual(t, seen[rules.Unset], 20, "the test is lopsided: %v", seen)
}

func leastEqual(w randomFigure, figures []randomFigure) float64 {
	least := math.Inf(1)
	for _, f := range figures {
		if w.dated && f.dated && w.first == w.last && f.first == w.first && f.last == w.last {
			least = min(least, f.min)
		}
	}
	if math.IsInf(least, 1) {
		return 0
	}
	return least
}

func leastNear(t *testing.T, w randomFigure, figures []randomFigure, within int64) float64 {
	nearest, least, undated, any := int64(math.MaxInt64), 0.0, math.Inf(1), math.Inf(1)
	for _, f := range figures {
		any = min(any, f.min)
		if !f.dated {
			undated = min(undated, f.min)
			continue
		}
		if !w.dated {
			continue
		}
		w1, w2 := w.times(t)
		f1, f2 := f.times(t)
		apart := (w1 + (w2-w1)/2) - (f1 + (f2-f1)/2)
		apart = max(apart, -apart)
		if apart < nearest || apart == nearest && f.min < least {
			nearest, least = apart, f.min
		}
	}
	switch {
	case !w.dated && !math.IsInf(undated, 1):
		return undated
	case !w.dated:
		return any
	case nearest <= within:
		return least
	case math.IsInf(undated, 1):
		return 0
	}
	return undated
}

// TestHostileSizes runs the rules over a base made to be slow for what grows with
// the square of the size.
func TestHostileSizes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	n := 2000 * *large
	var text strings.Builder
	write := func(format string, args ...any) { fmt.Fprintf(&text, format, args...) }
	write("[[place]]\nid = \"p\"\nname = \"P\"\n[[person]]\nid = \"dead\"\nname = \"D\"\ndied = 1900\n")
	write("[[source]]\nid = \"s\"\ntitle = \"S\"\npublished = 1900\n")
	for i := range n {
		write("[[population]]\nplace = \"p\"\nas_of = 2015\nvalue = %d\n", i*i)
		write("[[population]]\nplace = \"p\"\nas_of = %d\nvalue = %d\ngroup = \"G\"\n", i-n/2, 1+i%2*100_000)
		write("[[place]]\nid = \"p%d\"\nname = \"Q\"\npart_of = \"p\"\n[[population]]\nplace = \"p%d\"\nas_of = %d\ngroup = \"G\"\nvalue = 1000_000\n", i, i, i-n/2)
	}
	write("[[event]]\nid = \"hub\"\ntitle = \"Hub\"\ndate = 2000\nsource = [%s]\nby = [%s]\nbefore = [", strings.Repeat(`"s",`, n), strings.Repeat(`"dead",`, n))
	for i := range n {
		write(`"e%d",`, i)
	}
	write("]\n")
	for i := range n {
		write("[[event]]\nid = \"e%d\"\ntitle = \"E\"\ndate = %d\nafter = \"hub\"\nby = \"dead\"\nduring = [\"hub\", \"hub\"]\n", i, 1990+i%20)
	}
	base := load(t, map[string]string{"facts.toml": text.String()})
	bytes, looks, found := effort(t, base, engine.Settings{Select: append([]string{"quantity", "source"}, pairsOnly...)})
	assert.NotEmpty(t, found)
	assertLinear(t, text.Len(), bytes, 500, looks)
}
