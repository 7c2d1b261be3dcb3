package rules_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The oracle tries every choice of moments on a grid of half days, which is
// enough: two facts never need more than two moments of one day.
const (
	gridDays = 16 // of which days 5 to 10 are written, the rest is room for unknown dates
	slots    = 2 * gridDays
	never    = slots // an end that is after everything; two such ends may lie either way
	later    = slots + 1
)

// grid is the slots at which a point may lie.
type grid [later + 1]bool

func between(first, last int) (g grid) {
	for i := 2 * first; i <= 2*last+1; i++ {
		g[i] = true
	}
	return g
}

func anywhere() (g grid) {
	for i := range g {
		g[i] = true
	}
	return g
}

// randomDate returns a day, or a set of some days in a row, as written.
func randomDate(r *rand.Rand) (text string, first, last int) {
	first = 5 + r.IntN(6)
	last = min(10, first+r.IntN(3))
	if first == last {
		return fmt.Sprintf("2022-05-%02d", first), first, last
	}
	return fmt.Sprintf(`"[2022-05-%02d..2022-05-%02d]"`, first, last), first, last
}

// randomPeriod writes a random period; one is the name of a field for one date
// ("" for none), begin and end those for two.
func randomPeriod(r *rand.Rand, one, begin, end string) (text string, b, e grid, ongoing bool) {
	b, e = anywhere(), anywhere()
	if one != "" && r.IntN(2) == 0 {
		if r.IntN(5) == 0 {
			return "", b, e, false
		}
		t, first, last := randomDate(r)
		return one + " = " + t + "\n", between(first, last), between(first, last), false
	}
	if r.IntN(4) > 0 {
		t, first, last := randomDate(r)
		text, b = begin+" = "+t+"\n", between(first, last)
	}
	switch n := r.IntN(8); {
	case n == 0:
		text, e, ongoing = text+end+" = \"..\"\n", grid{never: true, later: true}, true
	case n < 6:
		t, first, last := randomDate(r)
		text, e = text+end+" = "+t+"\n", between(first, last)
	}
	return text, b, e, ongoing
}

// A rule of the oracle says whether four slots, begin and end of A and of B, are allowed.
type holds func(ab, ae, bb, be int) bool

// randomOrders writes random orders of a fact with the other.
func randomOrders(r *rand.Rand, other string, distances, swap bool) (text string, all []holds) {
	add := func(h holds) {
		if swap {
			all = append(all, func(ab, ae, bb, be int) bool { return h(bb, be, ab, ae) })
		} else {
			all = append(all, h)
		}
	}
	for _, name := range []string{"before", "after", "during"} {
		if r.IntN(4) > 0 {
			continue
		}
		least, most := -1, -1
		if distances && name != "during" {
			least, most = r.IntN(8)-4, r.IntN(10)-6
			if least >= 0 && most >= 0 && least > most {
				most = -1
			}
		}
		ref := `{ id = "` + other + `"`
		if least >= 0 {
			ref += fmt.Sprintf(`, at_least = "%dd"`, least)
		}
		if most >= 0 {
			ref += fmt.Sprintf(`, at_most = "%dd"`, most)
		}
		text += name + " = " + ref + " }\n"
		apart := func(end, begin int) bool {
			return end < begin && (least < 0 || begin/2-end/2 >= least) && (most < 0 || begin/2-end/2 <= most)
		}
		switch name {
		case "before":
			add(func(_, ae, bb, _ int) bool { return apart(ae, bb) })
		case "after":
			add(func(ab, _, _, be int) bool { return apart(be, ab) })
		default:
			add(func(ab, ae, bb, be int) bool { return bb <= ab && ae <= be })
		}
	}
	return text, all
}

func satisfiable(ab, ae, bb, be grid, all []holds) bool {
	for _, began := range [...]*grid{&ab, &bb} {
		began[never], began[later] = false, false // both have happened
	}
	for b1 := range ab {
		for e1 := b1; ab[b1] && e1 <= later; e1++ {
			for b2 := 0; ae[e1] && b2 <= later; b2++ {
				for e2 := b2; bb[b2] && e2 <= later; e2++ {
					if be[e2] && holdAll(all, b1, e1, b2, e2) {
						return true
					}
				}
			}
		}
	}
	return false
}

func holdAll(all []holds, ab, ae, bb, be int) bool {
	for _, h := range all {
		if !h(ab, ae, bb, be) {
			return false
		}
	}
	return true
}

// TestOrderOracle holds date-order and date-lifetime against the oracle: on two
// facts there is an error just when no choice of moments makes them true, and
// it is date-lifetime just when the lifetime alone cannot be.
func TestOrderOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	cases := 6000
	if testing.Short() {
		cases = 500
	}
	broken, judged := 0, 0
	for range cases {
		textA, ab, ae, ongoingA := randomPeriod(r, "date", "start", "end")
		textB, bb, be, ongoingB := randomPeriod(r, "", "born", "died")
		if !satisfiable(ab, ae, bb, be, nil) {
			continue // date-period
		}
		distances := !ongoingA && !ongoingB && r.IntN(2) == 0
		ordersA, all := randomOrders(r, "b", distances, false)
		ordersB, more := randomOrders(r, "a", distances, true)
		all = append(all, more...)
		var lives []holds
		if r.IntN(2) == 0 {
			ordersA += "by = \"b\"\n"
			lives = append(lives, func(ab, ae, bb, be int) bool { return bb <= ab && ae <= be })
		}
		judged++
		wantLives := !satisfiable(ab, ae, bb, be, lives)
		want := wantLives || !satisfiable(ab, ae, bb, be, append(all, lives...))
		text := "[[event]]\nid = \"a\"\ntitle = \"A\"\n" + textA + ordersA + "[[person]]\nid = \"b\"\nname = \"B\"\n" + textB + ordersB
		_, found := findingsOf(t, []string{"date-order", "date-lifetime", "date-period", "fact-value", "date-invalid"}, ruleCase{text: text})
		got := describe(found)
		if want {
			broken++
		}
		require.Equal(t, want, len(found) > 0, "%s\n%s", got, text)
		require.Equal(t, wantLives, strings.Contains(got, "[date-lifetime]"), "%s\n%s", got, text)
	}
	assert.GreaterOrEqual(t, broken, judged/10, "broken cases of %d; the test is lopsided", judged)
	assert.LessOrEqual(t, broken, judged*9/10, "broken cases of %d; the test is lopsided", judged)
}
