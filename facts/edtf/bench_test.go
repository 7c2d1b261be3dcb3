package edtf

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var benchmarked = []struct{ name, text string }{
	{"day", "2022-05-13"},
	{"month", "2022-05"},
	{"year", "1992"},
	{"decade", "199X~"},
	{"season", "2001-21"},
	{"parts", "2004?-06-~11"},
	{"pattern", "1XX6-12-XX"},
	{"leapday", "19XX-02-29"},
	{"interval", "2022-04-10/2022-05-24"},
	{"ongoing", "2017/.."},
	{"set", "[1667,1668-12]"},
	{"time", "1985-04-12T23:20:30+04:30"},
	{"long", "Y171010000S3"},
}

func BenchmarkParse(b *testing.B) {
	for _, bb := range benchmarked {
		b.Run(bb.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := Parse(bb.text); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParseTOML(b *testing.B) {
	for _, raw := range []string{"2022-05-13", "1979-05-27 07:32:00.99-07:00"} {
		b.Run(raw, func(b *testing.B) {
			for b.Loop() {
				if _, err := ParseTOML(raw); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestParseDoesNotAllocate(t *testing.T) {
	var err error
	for _, tt := range benchmarked {
		n := testing.AllocsPerRun(100, func() {
			_, err = Parse(tt.text)
		})
		require.NoError(t, err)
		assert.Zero(t, n, "allocations of Parse(%q)", tt.text)
	}
	const raw = "1979-05-27 07:32:00.99-07:00"
	n := testing.AllocsPerRun(100, func() {
		_, err = ParseTOML(raw)
	})
	require.NoError(t, err)
	assert.Zero(t, n, "allocations of ParseTOML(%q)", raw)
}
