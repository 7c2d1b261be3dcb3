package rules_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A dayRange is what an oracle knows of one end of a period: a range of days of
// January 2001, both included; nothing when hi is 0.
type dayRange struct{ lo, hi int }

const lastDay = 6 // of those that are tried

func randomDays(r *rand.Rand) dayRange {
	switch r.IntN(6) {
	case 0:
		return dayRange{}
	case 1, 2:
		lo := 1 + r.IntN(lastDay)
		return dayRange{lo, lo + r.IntN(lastDay+1-lo)}
	}
	d := 1 + r.IntN(lastDay)
	return dayRange{d, d}
}

func (w dayRange) write(key string) string {
	switch {
	case w.hi == 0:
		return ""
	case w.lo == w.hi:
		return fmt.Sprintf("%s = 2001-01-%02d\n", key, w.lo)
	}
	return fmt.Sprintf("%s = \"2001-01-%02d/2001-01-%02d\"\n", key, w.lo, w.hi)
}

func (w dayRange) bounds() (lo, hi int) {
	if w.hi == 0 {
		return 0, lastDay + 1 // a day before and one after all others stand for any
	}
	return w.lo, w.hi
}

// A span of half days, the last not included.
type halves struct{ from, to int }

func (a halves) meets(b halves) bool { return max(a.from, b.from) < min(a.to, b.to) }

// choices lists all periods that a start and an end leave open. Each day has
// two halves, so that one tenure may end and another begin on it.
func choices(start, end dayRange) []halves {
	var out []halves
	slo, shi := start.bounds()
	elo, ehi := end.bounds()
	for from := 2 * slo; from <= 2*shi+1; from++ {
		for to := max(2*elo, from) + 1; to <= 2*ehi+2; to++ {
			out = append(out, halves{from, to})
		}
	}
	return out
}

// always reports whether ok holds for every choice of one period from each list.
func always(lists [][]halves, ok func([]halves) bool) bool {
	picked := make([]halves, len(lists))
	var pick func(i int) bool
	pick = func(i int) bool {
		if i == len(lists) {
			return ok(picked)
		}
		for _, h := range lists[i] {
			picked[i] = h
			if !pick(i + 1) {
				return false
			}
		}
		return true
	}
	return pick(0)
}

// findingsByLine returns the numbers n for which the rule speaks of a fact called tn.…
func findingsByLine(t *testing.T, text, rule string) map[int]string {
	t.Helper()
	out := map[int]string{}
	for _, f := range check(t, text) {
		if f.Rule.Name == rule {
			n := 0
			_, err := fmt.Sscanf(f.Place.Fact.ID(), "t%d.", &n)
			require.NoError(t, err)
			out[n] = f.Message
		}
	}
	return out
}

// TestTenureOverlapOracle compares the rule with all choices of the unknowns:
// one more tenure than there are seats must be an error just when all of them
// share a moment whatever is chosen.
func TestTenureOverlapOracle(t *testing.T) {
	const instances = 2500
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	var want [instances]bool
	for n := range want {
		seats := 1 + r.IntN(2)
		fmt.Fprintf(&b, "[[office]]\nid = \"o%d\"\nname = \"o%d\"\nseats = %d\n", n, n, seats)
		var lists [][]halves
		for len(lists) <= seats {
			start, end := randomDays(r), randomDays(r)
			list := choices(start, end)
			if len(list) == 0 {
				continue // certainly ends before it begins
			}
			fmt.Fprintf(&b, "[[person]]\nid = \"p%d.%d\"\nname = \"p\"\n", n, len(lists))
			fmt.Fprintf(&b, "[[tenure]]\nid = \"t%d.%d\"\nperson = \"p%d.%d\"\noffice = \"o%d\"\n%s%s", n, len(lists), n, len(lists), n, start.write("start"), end.write("end"))
			lists = append(lists, list)
		}
		want[n] = always(lists, func(hs []halves) bool {
			common := hs[0]
			for _, h := range hs[1:] {
				common = halves{max(common.from, h.from), min(common.to, h.to)}
			}
			return common.from < common.to
		})
	}
	compare(t, findingsByLine(t, b.String(), "tenure-overlap"), want[:], b.String())
}

// TestTenureOverlapSound lets more tenures meet than can be decided pair by
// pair, and wants no error where some choice keeps within the seats.
func TestTenureOverlapSound(t *testing.T) {
	const instances = 150
	r := rand.New(rand.NewPCG(3, 4))
	var b strings.Builder
	possible := [instances]bool{}
	for n := range possible {
		seats := 1 + r.IntN(2)
		fmt.Fprintf(&b, "[[office]]\nid = \"o%d\"\nname = \"o%d\"\nseats = %d\n", n, n, seats)
		var lists [][]halves
		for len(lists) < 4 {
			start, end := randomDays(r), randomDays(r)
			list := choices(start, end)
			if len(list) == 0 || len(list) > 24 {
				continue
			}
			fmt.Fprintf(&b, "[[person]]\nid = \"p%d.%d\"\nname = \"p\"\n", n, len(lists))
			fmt.Fprintf(&b, "[[tenure]]\nid = \"t%d.%d\"\nperson = \"p%d.%d\"\noffice = \"o%d\"\n%s%s", n, len(lists), n, len(lists), n, start.write("start"), end.write("end"))
			lists = append(lists, list)
		}
		possible[n] = !always(lists, func(hs []halves) bool {
			for _, h := range hs {
				n := 0
				for _, g := range hs {
					if g.from <= h.from && h.from < g.to {
						n++
					}
				}
				if n > seats {
					return true
				}
			}
			return false
		})
	}
	for n, message := range findingsByLine(t, b.String(), "tenure-overlap") {
		assert.False(t, possible[n], "false alarm for o%d: %s", n, message)
	}
}

// TestTenureOutsideOracle compares the rule with all choices: an error just
// when no choice gives the act a moment in common with one of the tenures.
func TestTenureOutsideOracle(t *testing.T) {
	const instances = 2500
	r := rand.New(rand.NewPCG(5, 6))
	var b strings.Builder
	b.WriteString("[[person]]\nid = \"p\"\nname = \"p\"\n")
	var want [instances]bool
	for n := range want {
		fmt.Fprintf(&b, "[[office]]\nid = \"o%d\"\nname = \"o%d\"\n", n, n)
		var tenures [][]halves
		for i := 0; i <= r.IntN(3); {
			start, end := randomDays(r), randomDays(r)
			list := choices(start, end)
			if len(list) == 0 {
				continue
			}
			i++
			fmt.Fprintf(&b, "[[tenure]]\nperson = \"p\"\noffice = \"o%d\"\n%s%snote = \"%d\"\n", n, start.write("start"), end.write("end"), i)
			tenures = append(tenures, list)
		}
		start, end := randomDays(r), randomDays(r)
		for len(choices(start, end)) == 0 {
			start, end = randomDays(r), randomDays(r)
		}
		fmt.Fprintf(&b, "[[event]]\nid = \"t%d.\"\ntitle = \"act\"\nby = { person = \"p\", as = \"o%d\" }\n%s%s", n, n, start.write("start"), end.write("end"))
		want[n] = true
		for _, list := range tenures {
			want[n] = want[n] && always([][]halves{choices(start, end), list}, func(hs []halves) bool { return !hs[0].meets(hs[1]) })
		}
	}
	compare(t, findingsByLine(t, b.String(), "tenure-outside"), want[:], b.String())
}

func compare(t *testing.T, got map[int]string, want []bool, text string) {
	t.Helper()
	errors := 0
	for n, w := range want {
		if w {
			errors++
		}
		if _, g := got[n]; g != w {
			_, own, _ := strings.Cut(text, fmt.Sprintf("[[office]]\nid = \"o%d\"\n", n))
			own, _, _ = strings.Cut(own, "[[office]]")
			require.Equal(t, w, g, "instance %d speaks: %s\n%s", n, got[n], own)
		}
	}
	assert.GreaterOrEqual(t, errors, len(want)/20, "errors among %d instances: the test says little", len(want))
	assert.LessOrEqual(t, errors, len(want)*19/20, "errors among %d instances: the test says little", len(want))
}
