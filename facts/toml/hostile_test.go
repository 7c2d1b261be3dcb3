package toml

import (
	"flag"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var large = flag.Int("large", 1, "times that hostile documents are larger; try 25 after a change to the scanner")

// TestHostile reads inputs that take too much time, memory or stack from a
// parser that is not careful.
func TestHostile(t *testing.T) {
	const mb = 1 << 20
	many := func(s string, size int) string { return strings.Repeat(s, size/len(s)) }
	size := 2 * mb * *large
	for _, test := range []struct {
		name, src string
		errors    int // at least
	}{
		{"501 levels", "a = " + many("[", 501) + many("]", 501), 1},
		{"100 000 levels", "a = " + many("[", 100_000) + many("]", 100_000) + "\n[[b]]\n", 1},
		{"100 000 tables", "a = " + many("{a=", 300_000), 1},
		{"5000 levels", "a = " + many("[", 5000) + many("]", 5000) + "\nb = 1\n", 1},
		{"brackets", many("[", size), 1},
		{"lines of brackets", many("[\n", size), 1},
		{"a value of brackets", "a = " + many("[", size), 1},
		{"braces", "a = " + many("{a=", size), 1},
		{"dotted key", many("a.", size) + "a = 1", 1},
		{"dotted key below the limit", many("a.", 3*mb) + "a = 1\n", 1},
		{"dotted keys", many(many("a.", 400*2)+"a.X = 1\n", size), 1},
		{"dotted header", "[" + many("a.", size) + "a]", 1},
		{"dotted headers", many("["+many("a.", 480*2)+"a]\n", size), 1},
		{"arrays of arrays", many("[["+many("a.", 200*2)+"a]]\n", size), 0},
		{"a line without end", "a = '" + many("x", size), 1},
		{"a string without end", "a = '''" + many("[[x]\n", size), 1},
		{"strings without end", many("[[a]]\nx = \"\"\"\\\"\n[[a]]\nx = '''\n", size), 1000},
		{"escapes without end", many("[[a]]\nx = \"\\t\n", size), 1000},
		{"escapes and quotes", many("[[a]]\nx = '\\\"' # \\\"\ny = \"\\t\\\"\n", size), 1000},
		{"long escapes", many("[[a]]\nx = \"\"\"\\t\\x\n", size), 1},
		{"lists without end", many("[[a]]\nx = [\n", size), 1000},
		{"tables without end", many("[[a]]\nx = { y = [\n", size), 1000},
		{"numbers as headers", "x = [\n" + many("[[1]],\n", size), 1},
		{"headers that are none", "?\n" + many("[[a]] b\n", size), 1},
		{"blanks before headers", "?\n" + many(strings.Repeat(" ", 1000)+"[[a\n", size), 1},
		{"names that are none", "?\n" + many("[[aaaaaaaaaaaaaaaaa[[", size), 1},
		{"errors", many("?\n[[a]]\n", size), 1001},
		{"errors on one line", "x = {" + many("a=1,", 4*mb-100) + "}\n", 1001},
		{"keys that are given twice", many("a = 1\n", size), 1001},
		{"tables that are given twice", many("[a]\n", size), 1001},
		{"numbers out of range", "x = [" + many("99999999999999999999,", mb) + "]", 1001},
		{"elements", "x = [" + many("1,", 4*mb-100) + "]", 0},
		{"too many elements", "x = [" + many("1,", 10*mb) + "]", 1},
		{"facts", many("[[a]]\n", size), 0},
		{"comments", many("#\n", size), 0},
		{"line ends", many("\n", size), 0},
		{"carriage returns", many("\r", size), 1},
		{"dates with blanks", "x = 2022-01-01" + many(" 1", 4*mb-100), 0},
		{"NUL", many("\x00", size), 1},
		{"bytes", many("\xff", size), 1},
	} {
		var p Parser
		src := []byte(test.src)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		d := p.Parse(src)
		runtime.ReadMemStats(&after)
		assert.GreaterOrEqual(t, len(d.Errors), test.errors, "%s: %.300q", test.name, fmt.Sprint(d.Errors))
		if test.errors == 0 {
			assert.Empty(t, d.Errors, "%s: %.300q", test.name, fmt.Sprint(d.Errors))
		}
		assert.LessOrEqual(t, len(d.Errors), maxErrors+1, test.name)
		checkErrors(t, src, d)
		Comments(src)
		// What grows with the square takes far more, or does not end.
		assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(100*len(src)+mb), "%s: bytes taken for %d", test.name, len(src))
		t.Logf("%-30s %.200q", test.name, fmt.Sprint(d.Errors[:min(1, len(d.Errors))]))
	}
}

func TestManyKeys(t *testing.T) {
	n := 100_000 * *large
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "key-%d = %d\n", i, i)
	}
	var p Parser
	d := p.Parse([]byte(b.String()))
	require.Empty(t, d.Errors)
	for i := range n {
		if got := d.Get(d.Root(), fmt.Sprint("key-", i)); got == nil || got.Int() != int64(i) { // testify a million times would take a second
			require.Failf(t, "another value", "key-%d is %v", i, got)
		}
	}
	assert.Nil(t, d.Get(d.Root(), "key"), "a key that is not there")
	// The next document does not see what this one had.
	d = p.Parse([]byte("a = 1"))
	assert.Nil(t, d.Get(d.Root(), "key-1"))
	assert.Empty(t, d.Errors)
}

func TestTooLarge(t *testing.T) {
	src := make([]byte, maxSource+1) // never touched, so it costs no memory
	var p Parser
	d := p.Parse(src)
	require.Len(t, d.Errors, 1)
	assert.Nil(t, d.First(d.Root()))
	assert.True(t, d.Root().Broken())
	assert.Nil(t, Comments(src))
}

// TestDepth holds the promise that callers may walk the tree by recursion.
func TestDepth(t *testing.T) {
	src := "[" + strings.Repeat("a.", 300) + "a]\n" + strings.Repeat("b.", 150) + "b = [" + strings.Repeat("[", 100) + strings.Repeat("]", 100) + "]\nc = 1\n"
	checkDepth(t, src, 1)
	src = ""
	for i := range 300 {
		src += "[[" + strings.Repeat("a.", i) + "a]]\n"
	}
	checkDepth(t, src, 50)
}

func checkDepth(t *testing.T, src string, errors int) {
	t.Helper()
	d := parse(t, src)
	var walk func(n *Node) int
	walk = func(n *Node) int {
		deepest := 0
		for c := d.First(n); c != nil; c = d.Next(c) {
			deepest = max(deepest, 1+walk(c))
		}
		return deepest
	}
	assert.LessOrEqual(t, walk(d.Root()), maxDepth)
	assert.Len(t, d.Errors, errors)
	assert.Len(t, d.Lost, 1)
}

// TestLarge reads a file of several megabytes.
func TestLarge(t *testing.T) {
	fact := "[[event]] # comment\nid = 'x'\ntitle = '''\n[[no]]\n" + strings.Repeat("line\n", 1000) + "'''\nlist = [\n 1, # one\n 2,\n]\n\n"
	n := 16<<20/len(fact) + 1
	src := "\ufeff" + strings.Repeat(fact, n)
	d := parse(t, src)
	require.Empty(t, d.Errors)
	events := d.Get(d.Root(), "event")
	got := 0
	for e := d.First(events); e != nil; e = d.Next(e) {
		at := 3 + got*len(fact)
		require.Equal(t, at, int(e.Span.Start), "event %d at %d: %v", got, at, e)
		require.Equal(t, "[[event]]", src[e.Span.Start:e.Span.End], "event %d at %d: %v", got, at, e)
		require.Len(t, d.Get(e, "title").Text(), 5007, "event %d at %d: %v", got, at, e)
		got++
	}
	assert.Equal(t, n, got, "events")
	assert.Equal(t, 2*n, len(Comments([]byte(src))), "comments")
	broken := strings.Repeat(fact, n/2) + "[[event]]\nid = ?\n" + strings.Repeat(fact, n/2)
	d = parse(t, broken)
	require.Len(t, d.Errors, 1)
	assert.Equal(t, byte('?'), broken[d.Errors[0].Span.Start])
	assert.Equal(t, Span{uint32(n/2*len(fact) + 10), uint32(n/2*len(fact) + 17)}, d.Lost[0])
}
