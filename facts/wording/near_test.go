package wording

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// plainDistance fills the whole table.
func plainDistance(a, b string, most int) int {
	if a == b {
		return 0
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			switch {
			case i == 0:
				rows[i][j] = j
			case j == 0:
				rows[i][j] = i
			default:
				cost := 1
				if lower(a[i-1]) == lower(b[j-1]) {
					cost = 0
				}
				d := min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
				if i > 1 && j > 1 && lower(a[i-1]) == lower(b[j-2]) && lower(a[i-2]) == lower(b[j-1]) {
					d = min(d, rows[i-2][j-2]+1)
				}
				rows[i][j] = d
			}
		}
	}
	return min(max(1, rows[len(a)][len(b)]), most+1)
}

func TestDistance(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		b := make([]byte, r.IntN(9))
		for i := range b {
			b[i] = "abAB"[r.IntN(4)]
		}
		return string(b)
	}
	s := NewSpeller(1 << 20)
	for range 200_000 {
		a, b, most := word(), word(), 1+r.IntN(3)
		require.Equal(t, plainDistance(a, b, most), s.Distance(a, b, most), "%q %q %d", a, b, most)
	}
}

// TestSpellerEnds holds that hostile names take a bounded number of steps, and
// that what was found until then stays what it is.
func TestSpellerEnds(t *testing.T) {
	names := make([]string, 500)
	for i := range names {
		names[i] = strings.Repeat("ab", 60) + string(rune('a'+i%26)) + string(rune('a'+i/26)) + strings.Repeat("ba", 60)
	}
	s := NewSpeller(300_000)
	all := func(yield func(string) bool) {
		for _, n := range names {
			if !yield(n) {
				return
			}
		}
	}
	for _, n := range names {
		s.Nearest("x"+n[1:len(n)-1]+"x", all)
	}
	assert.Greater(t, s.left, -10_000, "no step is taken once there are none left")
	assert.Empty(t, (&Speller{}).Nearest("tytle", func(yield func(string) bool) { yield("title") }))
}

// TestSpellerWithoutCandidates gives a speller candidates without end, of which none is any.
func TestSpellerWithoutCandidates(t *testing.T) {
	s, looked := NewSpeller(0), 0
	assert.Empty(t, s.Nearest("president", func(yield func(string) bool) {
		for yield("") {
			looked++
		}
	}))
	assert.True(t, s.Spent())
	assert.LessOrEqual(t, looked, fewSteps)
}
