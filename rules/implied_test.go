package rules_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/timeline"
)

// firstDay is 2020-01-01, the day 0 of the invented bases, in seconds.
const firstDay = 1_577_836_800

func timelineOf(t *testing.T, base *facts.Base) *timeline.Timeline {
	line, err := timeline.NewTimeline(t.Context(), base)
	require.NoError(t, err)
	return line
}

// claim is x[to] ≥ x[from] + days, said by one event. Moment 0 is day 0, 1+2i
// and 2+2i are the beginning and the end of event i.
type claim struct {
	by, from, to int
	days         int64
}

// world is a base of events that all lie where the facts say: every bound that
// it implies is then free of contradiction.
type world struct {
	*rand.Rand
	begin, end []int64
	text       []strings.Builder
	claims     []claim
}

func dayText(d int64) string {
	return fmt.Sprintf("2020-%02d-%02d", 1+d/31, 1+d%31) // only days below 31 and 31+29 are asked for
}

func newWorld(seed uint64) *world {
	r := rand.New(rand.NewPCG(seed, 7))
	n := 2 + r.IntN(5)
	w := &world{Rand: r, begin: make([]int64, n), end: make([]int64, n), text: make([]strings.Builder, n)}
	for i := range n {
		a, b := r.Int64N(55), r.Int64N(55)
		w.begin[i], w.end[i] = min(a, b), max(a, b)
		if r.IntN(3) == 0 {
			w.end[i] = w.begin[i]
		}
		w.date(i)
	}
	for i := range n {
		var before, after, during []string
		for j := range n {
			if i == j || r.IntN(2) == 0 {
				continue
			}
			switch {
			case w.end[i] < w.begin[j] || w.end[i] == w.begin[j] && w.begin[i] < w.end[i]:
				before = append(before, w.relation(i, i, j))
			case w.end[j] < w.begin[i] || w.end[j] == w.begin[i] && w.begin[j] < w.end[j]:
				after = append(after, w.relation(i, j, i))
			case w.begin[j] <= w.begin[i] && w.end[i] <= w.end[j] && i < j:
				during = append(during, fmt.Sprintf("\"e%d\"", j))
				w.claims = append(w.claims, claim{i, 1 + 2*j, 1 + 2*i, 0}, claim{i, 2 + 2*i, 2 + 2*j, 0})
			}
		}
		for name, list := range map[string][]string{"before": before, "after": after, "during": during} {
			if len(list) > 0 {
				fmt.Fprintf(&w.text[i], "%s = [%s]\n", name, strings.Join(list, ", "))
			}
		}
		w.claims = append(w.claims, claim{-1, 1 + 2*i, 2 + 2*i, 0})
	}
	return w
}

// date gives event i a date, a start, an end, or nothing.
func (w *world) date(i int) {
	fmt.Fprintf(&w.text[i], "[[event]]\nid = \"e%d\"\ntitle = \"E%d\"\n", i, i)
	relate := func(field string, moment int, day int64) {
		lo, hi, text := day, day, dayText(day)
		if w.IntN(3) == 0 {
			lo, hi, text = 0, 30, `"2020-01"`
			if day > 30 {
				lo, hi, text = 31, 59, `"2020-02"`
			}
		}
		if field != "" {
			fmt.Fprintf(&w.text[i], "%s = %s\n", field, text)
		}
		w.claims = append(w.claims, claim{i, 0, moment, lo}, claim{i, moment, 0, -hi})
	}
	switch k := w.IntN(6); {
	case k == 0 && w.begin[i] == w.end[i]:
		mark := len(w.claims)
		relate("date", 1+2*i, w.begin[i])
		for _, c := range w.claims[mark:] { // of the end too
			if c.from == 0 {
				c.to = 2 + 2*i
			} else {
				c.from = 2 + 2*i
			}
			w.claims = append(w.claims, c)
		}
	case k == 1 || k == 2:
		relate("start", 1+2*i, w.begin[i])
	case k == 3:
		relate("end", 2+2*i, w.end[i])
	}
}

func (w *world) relation(by, first, second int) string {
	gap := w.begin[second] - w.end[first]
	other := first + second - by
	text := fmt.Sprintf("id = \"e%d\"", other)
	u, v := 2+2*first, 1+2*second
	w.claims = append(w.claims, claim{by, u, v, 0})
	if w.IntN(3) == 0 {
		least := w.Int64N(gap + 1)
		text += fmt.Sprintf(", at_least = \"%dd\"", least)
		w.claims = append(w.claims, claim{by, u, v, least})
	}
	if w.IntN(3) == 0 {
		most := gap + w.Int64N(6)
		text += fmt.Sprintf(", at_most = \"%dd\"", most)
		w.claims = append(w.claims, claim{by, v, u, -most})
	}
	return "{ " + text + " }"
}

const noPath = math.MinInt64 / 4

// bounds computes by Floyd and Warshall what the claims imply of each moment,
// in seconds: only those of given events, if there are some.
func (w *world) bounds(given map[int]bool) []edtf.Moment {
	n := 1 + 2*len(w.begin)
	d := make([][]int64, n)
	for i := range d {
		d[i] = make([]int64, n)
		for j := range d[i] {
			d[i][j] = noPath
		}
		d[i][i] = 0
	}
	for _, c := range w.claims {
		if c.by < 0 || given == nil || given[c.by] {
			d[c.from][c.to] = max(d[c.from][c.to], c.days)
		}
	}
	for k := range n {
		for i := range n {
			for j := range n {
				if d[i][k] > noPath && d[k][j] > noPath {
					d[i][j] = max(d[i][j], d[i][k]+d[k][j])
				}
			}
		}
	}
	out := make([]edtf.Moment, n)
	for v := range n {
		out[v] = edtf.Moment{Earliest: edtf.Past, Latest: edtf.Future}
		if d[0][v] > noPath {
			out[v].Earliest = firstDay + d[0][v]*86400
		}
		if d[v][0] > noPath {
			out[v].Latest = firstDay + (-d[v][0]+1)*86400 - 1
		}
	}
	return out
}

// TestImpliedAgainstOracle checks that the bounds are those of Floyd and
// Warshall, and that the facts named as reasons imply each by themselves.
func TestImpliedAgainstOracle(t *testing.T) {
	t.Parallel()
	steps := 0
	for seed := range uint64(3000) {
		w := newWorld(seed)
		var text strings.Builder
		for i := range w.text {
			text.WriteString(w.text[i].String() + "\n")
		}
		base := load(t, map[string]string{"a.toml": text.String()})
		line := timelineOf(t, base)
		require.True(t, line.Consistent(), "seed %d: said to be inconsistent\n%s", seed, text.String())
		want := w.bounds(nil)
		for i := range base.Facts {
			f := &base.Facts[i]
			begin, end := line.Period(f)
			for k, got := range []timeline.Implied{line.Begin(f), line.End(f)} {
				v := 1 + 2*i + k
				require.Equal(t, want[v], got.Moment, "seed %d: moment %d of %s\n%s", seed, k, f.ID(), text.String())
				require.Equal(t, []edtf.Moment{begin, end}[k], got.Moment, "seed %d: moment %d of %s\n%s", seed, k, f.ID(), text.String())
				for _, why := range []struct {
					steps []timeline.Step
					holds func(m edtf.Moment) bool
					known bool
				}{
					{got.WhyEarliest, func(m edtf.Moment) bool { return m.Earliest == got.Earliest }, got.Earliest > edtf.Past},
					{got.WhyLatest, func(m edtf.Moment) bool { return m.Latest == got.Latest }, got.Latest < edtf.Future},
				} {
					require.Equal(t, len(why.steps) > 0, why.known, "seed %d: %s: %d reasons of a bound", seed, f.ID(), len(why.steps))
					given := map[int]bool{}
					for _, s := range why.steps {
						given[int(s.Fact.Index)] = true
					}
					steps += len(why.steps)
					require.True(t, why.holds(w.bounds(given)[v]), "seed %d: %s, moment %d: the reasons do not imply the bound: %v\n%s", seed, f.ID(), k, why.steps, text.String())
				}
			}
		}
	}
	assert.GreaterOrEqual(t, steps, 20_000, "steps in all: the bases say too little")
}

// TestImpliedBySeat checks the words of an order that follows from there being one seat.
func TestImpliedBySeat(t *testing.T) {
	t.Parallel()
	base := load(t, map[string]string{"a.toml": `[[person]]
id = "ann"
name = "Ann"

[[person]]
id = "bob"
name = "Bob"

[[office]]
id = "chair"
name = "Chair"
seats = 1

[[tenure]]
id = "anns"
person = "ann"
office = "chair"
start = 2000-01-01
end = 2005-06-01

[[tenure]]
id = "bobs"
person = "bob"
office = "chair"

[[event]]
id = "act"
title = "The act"
date = 2007-01-01
by = { person = "bob", as = "chair" }
`})
	bobs := timelineOf(t, base).Begin(base.Fact("bobs"))
	assert.Equal(t, "1 June 2005", edtf.NameDay(bobs.Earliest))
	var words []string
	for i := range bobs.WhyEarliest {
		words = append(words, bobs.WhyEarliest[i].Sentence())
	}
	assert.Equal(t, []string{
		`"Ann, Chair" ends on 1 June 2005`,
		`only one holds it at a time, and "Ann, Chair" comes before "Bob, Chair" because of "The act", so "Bob, Chair" begins on 1 June 2005 or later`,
	}, words)
}

// TestImpliedOfContradiction checks that a base that cannot be true is distinguished from one that can.
func TestImpliedOfContradiction(t *testing.T) {
	t.Parallel()
	base := load(t, map[string]string{"a.toml": two("date = 2022-05-13\nbefore = \"b\"", "date = 2022-05-12")})
	line := timelineOf(t, base)
	assert.False(t, line.Consistent(), "said to be consistent")
	for _, f := range []*facts.Fact{base.Fact("a"), base.Fact("b")} {
		line.Begin(f)
		line.End(f)
	}
	assert.Equal(t, "3 weeks", timeline.DurationWords("3w"))
	assert.Equal(t, "x", timeline.DurationWords("x"))
	assert.Empty(t, timeline.DurationWords(""))
}
