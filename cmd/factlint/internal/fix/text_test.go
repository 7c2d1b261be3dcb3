package fix

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestChooseOverlap(t *testing.T) {
	for _, c := range []struct {
		name string
		a, b edit
		want bool
	}{
		{"apart", edit{0, 2, ""}, edit{4, 6, ""}, false},
		{"touching", edit{0, 2, ""}, edit{2, 6, ""}, false},
		{"sharing a byte", edit{0, 3, ""}, edit{2, 6, ""}, true},
		{"one inside the other", edit{0, 9, ""}, edit{2, 6, ""}, true},
		{"the same", edit{2, 6, "x"}, edit{2, 6, "x"}, true},
		{"of one start", edit{2, 4, ""}, edit{2, 6, ""}, true},
		{"insertions at one place", edit{2, 2, "x"}, edit{2, 2, "y"}, true},
		{"an insertion before", edit{2, 2, "x"}, edit{2, 6, ""}, false},
		{"an insertion behind", edit{6, 6, "x"}, edit{2, 6, ""}, false},
		{"an insertion inside", edit{3, 3, "x"}, edit{2, 6, ""}, true},
	} {
		for _, list := range [][]edit{{c.a, c.b}, {c.b, c.a}} {
			l := &editList{}
			require.True(t, l.insert(list[0]), "the first is refused")
			assert.Equal(t, c.want, !l.insert(list[1]), "%s: %v and %v overlap", c.name, list[0], list[1])
		}
	}
}

func TestShift(t *testing.T) {
	// 0123456789
	s := newShifts(map[string][]edit{"a": {{2, 4, "xyz"}, {6, 6, "new"}, {8, 9, ""}}})["a"]
	for offset, want := range []int{0, 1, 2, 2, 5, 6, 10, 11, 12, 12} {
		assert.Equal(t, want, s.shift(offset), "where byte %d stands", offset)
	}
	assert.Equal(t, 7, (shifts{})["b"].shift(7), "without edits")
}

func TestCompose(t *testing.T) {
	for _, c := range []struct {
		name        string
		first, then []edit
		want        []edit
	}{
		{"none", nil, nil, nil},
		{"only the first", []edit{{1, 2, "x"}}, nil, []edit{{1, 2, "x"}}},
		{"only then", nil, []edit{{1, 2, "x"}}, []edit{{1, 2, "x"}}},
		{"apart", []edit{{1, 2, "long"}}, []edit{{8, 9, "y"}}, []edit{{1, 2, "long"}, {5, 6, "y"}}},
		{"then before", []edit{{5, 6, "long"}}, []edit{{0, 1, ""}}, []edit{{0, 1, ""}, {5, 6, "long"}}},
		{"within what was inserted", []edit{{3, 3, "abcd"}}, []edit{{4, 6, "-"}}, []edit{{3, 3, "a-d"}}},
		{"over what was inserted", []edit{{3, 3, "abcd"}}, []edit{{2, 8, ""}}, []edit{{2, 4, ""}}},
		{"taken back", []edit{{3, 3, "ab"}}, []edit{{3, 5, ""}}, []edit{{3, 3, ""}}},
	} {
		src := []byte("0123456789")
		got := compose(c.first, apply(src, c.first), c.then)
		assert.Equal(t, c.want, got, c.name)
	}
}

// FuzzCompose holds that the composed edits lead where the two lists lead one
// after the other, are in order and apart.
func FuzzCompose(f *testing.F) {
	f.Add([]byte("0123456789"), []byte{1, 2, 3, 4, 0, 9}, []byte{0, 0, 3, 5, 5, 2})
	f.Fuzz(func(t *testing.T, src, one, two []byte) {
		first := fuzzEdits(src, one)
		second := apply(src, first)
		then := fuzzEdits(second, two)
		all := compose(first, second, then)
		require.Equal(t, string(apply(second, then)), string(apply(src, all)), "%q by %v then %v, or by %v", src, first, then, all)
		for i, e := range all {
			require.LessOrEqual(t, e.start, e.end, all)
			require.LessOrEqual(t, e.end, len(src), all)
			if i > 0 {
				require.GreaterOrEqual(t, e.start, all[i-1].end, all)
			}
		}
		if len(first) > 0 {
			require.Equal(t, joined(first), compose(nil, src, first), "by itself")
		}
	})
}

// fuzzEdits makes edits of a text, three bytes each.
func fuzzEdits(src, from []byte) []edit {
	l := &editList{}
	for ; len(from) >= 3; from = from[3:] {
		start := int(from[0]) % (len(src) + 1)
		end := min(start+int(from[1])%8, len(src))
		l.insert(edit{start, end, "abcdefgh"[:from[2]%8]})
	}
	return l.edits
}

// joined makes one of edits that touch.
func joined(edits []edit) []edit {
	var out []edit
	for _, e := range edits {
		if n := len(out); n > 0 && out[n-1].end == e.start {
			out[n-1].end, out[n-1].text = e.end, out[n-1].text+e.text
			continue
		}
		out = append(out, e)
	}
	return out
}
