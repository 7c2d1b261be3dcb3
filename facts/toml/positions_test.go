package toml_test

import (
	"math/rand/v2"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/toml"
)

// Positions on long lines are those that counting from the start of the line gives.
func TestPositionsOfLongLines(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pieces := []string{"a", "ж", "世", "🙂", "\xff", "\xe2", "\xe2\x80", "\x80", "\x80\x80\x80", "\r", "\n"}
	for _, newlines := range []int{0, 1, 2} {
		src := []byte("\uFEFF")
		for len(src) < 20_000 {
			n := len(pieces)
			if newlines == 0 || newlines == 1 && r.IntN(2000) > 0 {
				n--
			}
			src = append(src, pieces[r.IntN(n)]...)
		}
		l := toml.NewLines(src)
		for range 3000 {
			at := uint32(r.IntN(len(src) + 1))
			start := l.Start(l.Line(at))
			want := 1
			if at > start {
				want = utf8.RuneCount(src[start:at]) + 1
			}
			got := l.Position(at)
			require.Equal(t, want, got.Column, "byte %d is at column %d", at, got.Column)
		}
	}
}
