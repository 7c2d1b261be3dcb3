package toml

import (
	"bytes"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTree holds what Node promises about places, form and values.
func TestTree(t *testing.T) {
	src := "s = \"a\\tb\" # c\nl = [ 1, [ 2, ], { x.y = 3 } ]\n" +
		"[[ e . \"p q\" ]] # c\ni = 0x1F\n[e.'p q'.t]\nf = -1e2\n[e]\nb = true\nd.k = 2022-05-13\n[[e.\"p q\"]]\n"
	d := parse(t, src)
	require.Empty(t, d.Errors)
	require.Empty(t, d.Lost)
	at := func(path ...string) *Node {
		n := d.Root()
		for _, name := range path {
			if name == "0" || name == "1" || name == "2" {
				i := name[0] - '0'
				for n = d.First(n); i > 0; i-- {
					n = d.Next(n)
				}
			} else {
				n = d.Get(n, name)
			}
		}
		return n
	}
	for _, test := range []struct {
		node           *Node
		typ            Type
		span, key      string
		name, text     string
		header, inline bool
	}{
		{at("s"), String, `"a\tb"`, "s", "s", "a\tb", false, false},
		{at("l"), Array, "[ 1, [ 2, ], { x.y = 3 } ]", "l", "l", "", false, true},
		{at("l", "0"), Integer, "1", "", "", "1", false, false},
		{at("l", "1"), Array, "[ 2, ]", "", "", "", false, true},
		{at("l", "2"), Table, "{ x.y = 3 }", "", "", "", false, true},
		{at("l", "2", "x"), Table, "x", "x", "x", "", false, false},
		{at("l", "2", "x", "y"), Integer, "3", "y", "y", "3", false, false},
		{at("e"), Table, "[e]", "e", "e", "", true, false},
		{at("e", "p q"), Array, `[[ e . "p q" ]]`, `"p q"`, "p q", "", false, false},
		{at("e", "p q", "0"), Table, `[[ e . "p q" ]]`, `"p q"`, "p q", "", true, false},
		{at("e", "p q", "1"), Table, `[[e."p q"]]`, `"p q"`, "p q", "", true, false},
		{at("e", "p q", "0", "t"), Table, `[e.'p q'.t]`, "t", "t", "", true, false},
		{at("e", "d"), Table, "d", "d", "d", "", false, false},
		{at("e", "d", "k"), LocalDate, "2022-05-13", "k", "k", "2022-05-13", false, false},
	} {
		n := test.node
		require.NotNil(t, n, "%s is missing", test.span)
		span, key := src[n.Span.Start:n.Span.End], src[n.Key.Start:n.Key.End]
		assert.Equal(t, test.typ, n.Type)
		assert.Equal(t, test.span, span)
		assert.Equal(t, test.key, key)
		assert.Equal(t, test.name, n.Name())
		assert.Equal(t, test.text, n.Text())
		assert.Equal(t, test.header, n.Header())
		assert.Equal(t, test.inline, n.Inline())
	}
	i, f, b := at("e", "p q", "0", "i"), at("e", "p q", "0", "t", "f"), at("e", "b")
	assert.Equal(t, int64(31), i.Int())
	assert.Equal(t, float64(31), i.Float())
	assert.False(t, i.Bool())
	assert.Equal(t, -100.0, f.Float())
	assert.Zero(t, f.Int())
	assert.True(t, b.Bool())
	assert.Zero(t, b.Int())
	assert.Nil(t, d.First(i), "a scalar has children")
	assert.Nil(t, d.First(b), "a scalar has children")
	assert.Nil(t, d.Get(f, "f"), "a scalar has children")
	assert.Nil(t, at("nothing"), "a scalar has children")
}

func TestNumbers(t *testing.T) {
	for src, want := range map[string]any{
		"0": int64(0), "-0": int64(0), "+1_000": int64(1000), "0xdead_BEEF": int64(0xdeadbeef), "0o17": int64(15), "0b1_0": int64(2),
		"9223372036854775807": int64(math.MaxInt64), "-9223372036854775808": int64(math.MinInt64), "0x7fffffffffffffff": int64(math.MaxInt64),
		"9223372036854775808": "invalid 9223372036854775808", "-9223372036854775809": "invalid -9223372036854775809",
		"0x8000000000000000": "invalid 0x8000000000000000", "0x1_0000_0000_0000_0000": "invalid 0x1_0000_0000_0000_0000",
		"1.5": 1.5, "-1_0.2_5e+0_1": -102.5, "inf": math.Inf(1), "-inf": math.Inf(-1), "+inf": math.Inf(1),
		"1e-999": 0.0, "1e999": "invalid 1e999", "5e-324": 5e-324, "1.7976931348623157e308": math.MaxFloat64,
	} {
		d := parse(t, "a = "+src+"\nb = 1")
		got := scalar(d.Get(d.Root(), "a"))
		assert.Equal(t, want, got, src)
		assert.NotNil(t, d.Get(d.Root(), "b"), src)
	}
	for _, src := range []string{"nan", "+nan", "-nan"} {
		d := parse(t, "a = "+src)
		assert.True(t, math.IsNaN(d.Get(d.Root(), "a").Float()), "%s: %v", src, d.Errors)
	}
}

// TestReuse reads documents of all sizes with one parser.
func TestReuse(t *testing.T) {
	var used Parser
	for _, src := range seeds(t) {
		var fresh Parser
		require.Equal(t, dump(fresh.Parse(src)), dump(used.Parse(src)), "%q", src)
	}
}

// TestAllocations holds that a parser which has seen a file of the size needs
// no memory for the next.
func TestAllocations(t *testing.T) {
	src := manyFacts()
	var p Parser
	p.Parse(src)
	assert.Zero(t, testing.AllocsPerRun(10, func() { p.Parse(src) }), "allocations")
}

// TestEach holds what is promised of reading by elements, beside the law that
// it gives what stands in the whole tree.
func TestEach(t *testing.T) {
	var p Parser
	elements := func(src []byte) (n int, whole bool) {
		_, whole = p.Each(src, func(*Document, *Node) { n++ })
		return n, whole
	}
	n, whole := elements(bytes.Repeat(manyFacts()[len("[defaults]\nsource = \"rferl-2022-05-13\"\n"):], 20))
	assert.Equal(t, 2000, n)
	assert.True(t, whole)
	assert.LessOrEqual(t, cap(p.nodes), 64, "nodes for a fact")
	for _, src := range []string{"[[e]]\n[[f]]\n[e.s]\n", "[[e]]\n[a]\n[[e.s]]\n", "[[e]]\n?\n[[f]]\n[e.s.t]\n"} {
		_, whole := elements([]byte(src))
		assert.False(t, whole, src)
	}
	for _, src := range []string{"", "a = 1\n", "[[e]]\n[e.s]\n[[e.l]]\n[[e]]\n[a]\n", "[[e]]\n[e]\n[e.s]\n[[e]]\n[e.s]\n", "a = 1\n[[a]]\n[a.b]\n"} {
		_, whole := elements([]byte(src))
		assert.True(t, whole, src)
	}
}

func TestEmpty(t *testing.T) {
	for _, src := range [][]byte{nil, {}, []byte("\ufeff"), []byte("\n"), []byte("# c"), []byte("\r\n")} {
		var p Parser
		d := p.Parse(src)
		assert.Empty(t, d.Errors, "%q", src)
		assert.Empty(t, d.Lost, "%q", src)
		assert.Nil(t, d.First(d.Root()), "%q: %s", src, dump(d))
		assert.Equal(t, Table, d.Root().Type, "%q: %s", src, dump(d))
	}
}
