package toml

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
)

// seeds gives the fuzz targets documents to begin with.
func seeds(t testing.TB) [][]byte {
	docs := [][]byte{nil, []byte(exampleFacts), []byte("\xef\xbb\xbfa=1"), []byte("a=[[1,[]],{b=[{}]} , ]\r\n"),
		[]byte("0=["), []byte("a=\"\\b¿\x80"), []byte("a. \t"), []byte("a={b\n"), []byte("[[a]\n[[b]]\n"), []byte("[a.b]\n[[c]]\n[a]\n[c]\n[c.d]\n"),
		[]byte("[d]\nx=1\n[[e]]\ny=1\n[e.s]\n[[e.l]]\na.b=1\n[d.z]\n[[e]] \n[e.s]\n[e.s]\n[e]\n[e.s]\n[[f]]\n[[e]]\n[[e]]\n?\n[e.s]\n[[e]]\n"),
		[]byte("[[e]]\n[[f]]\n[e.s]\n"), []byte("[[a]]\n[[b]]#\n[[a]]\nx=1\n"), []byte("[[ e ]]\nx=\"\"\"a\"\"\"\n[[e]]\nx=\"\\t\"\n[['e']]\ny=1\n[[e.'s']]\n[[e]]#\n"),
		[]byte("[[e]]\n" + many("[e.k%d]\na=%[1]d\n", 40) + "[[e]]\n" + many("k%d=1\n", 40) + "k1=1\n" + many("[r%d]\n", 40) + "[[e]]\n" + many("k%d=1\n", 40))}
	for _, s := range suiteDocuments(t) {
		docs = append(docs, []byte(s))
	}
	return docs
}

func many(format string, n int) (out string) {
	for i := range n {
		out += fmt.Sprintf(format, i)
	}
	return out
}

// FuzzLaws checks what holds for every input.
func FuzzLaws(f *testing.F) {
	for _, src := range seeds(f) {
		f.Add(src)
	}
	var p, second, inner Parser
	f.Fuzz(func(t *testing.T, src []byte) {
		d := p.Parse(src)
		first := dump(d)
		require.Equal(t, first, dump(second.Parse(bytes.Clone(src))), "%.200q again", src)
		checkErrors(t, src, d)
		checkTree(t, d, d.Root(), &inner)
		checkComments(t, src, d)
		checkEach(t, d, &second)
	})
}

func TestLawsOnSuite(t *testing.T) {
	var p, inner Parser
	for _, src := range seeds(t) {
		for _, src := range [][]byte{src, bytes.ReplaceAll(src, []byte("\n"), []byte("\r\n"))} {
			d := p.Parse(src)
			checkErrors(t, src, d)
			checkTree(t, d, d.Root(), &inner)
			checkComments(t, src, d)
			checkEach(t, d, &inner)
		}
	}
}

func checkErrors(t *testing.T, src []byte, d *Document) {
	t.Helper()
	for _, e := range d.Errors {
		require.LessOrEqual(t, e.Span.Start, e.Span.End, "%.200q: the error %v lies outside", src, e)
		require.LessOrEqual(t, int(e.Span.End), len(src), "%.200q: the error %v lies outside", src, e)
		if bytes.Contains(src[e.Span.Start:e.Span.End], []byte("\n")) {
			require.LessOrEqual(t, e.Span.End-e.Span.Start, uint32(1), "%.200q: the error %v goes over several lines", src, e)
		}
		require.NotEqual(t, e.Span.End, e.Span.Start, "%.200q: the error %v has no width", src, e)
		checkMessage(t, src, e)
	}
	end := uint32(0)
	for i, lost := range d.Lost {
		if lost.Start >= lost.End || int(lost.End) > len(src) || i > 0 && lost.Start <= end { // there may be a million
			require.Failf(t, "not in order", "%.200q: lost parts %v", src, d.Lost)
		}
		end = lost.End
	}
	if len(d.Lost) > 0 {
		require.NotEmpty(t, d.Errors, "%.200q: lost without an error: %v", src, d.Lost)
	}
	if !utf8.Valid(src) {
		require.NotEmpty(t, d.Errors, "%.200q is not UTF-8 and has no error", src)
	}
}

func checkTree(t *testing.T, d *Document, n *Node, inner *Parser) {
	t.Helper()
	src := d.Source
	at := n.Span.Start
	for c := d.First(n); c != nil; c = d.Next(c) {
		require.Less(t, c.Span.Start, c.Span.End, "%.200q", src)
		require.LessOrEqual(t, int(c.Span.End), len(src), "%.200q", src)
		text := src[c.Span.Start:c.Span.End]
		if c.Key.End > c.Key.Start && !c.Header() && c.Span != c.Key && c.Type != Array {
			require.Less(t, c.Key.End, c.Span.Start, "%.200q: a key after its value", src)
		}
		if n.Type == Table {
			require.Same(t, c, d.Get(n, c.Name()), "%.200q: Get does not find %q", src, c.Name())
			require.Equal(t, c.Name(), decodeKey(inner, src[c.Key.Start:c.Key.End]), "%.200q", src)
		}
		require.Equal(t, c.Problem() != "", c.Malformed(), "%.200q: problem %q", src, c.Problem())
		if n.Inline() {
			require.GreaterOrEqual(t, c.Span.Start, at, "%.200q: %v lies outside %v or before %d", src, c.Span, n.Span, at)
			require.Less(t, c.Span.End, n.Span.End, "%.200q: %v lies outside %v or before %d", src, c.Span, n.Span, at)
			if c.Key.End > c.Key.Start {
				require.GreaterOrEqual(t, c.Key.Start, n.Span.Start, "%.200q: %v lies outside %v or before %d", src, c.Span, n.Span, at)
			}
			if c.flags&flagDotted == 0 {
				at = c.Span.End
			}
		}
		if c.Header() {
			require.Equal(t, byte('['), text[0], "%.200q: the header is %q", src, text)
			require.Equal(t, byte(']'), text[len(text)-1], "%.200q: the header is %q", src, text)
		} else if c.Inline() || c.Type < Array {
			v := inner.Parse(append([]byte("v="), text...))
			got := v.First(v.Root())
			require.NotNil(t, got, "%.200q: %q read alone is another value", src, text)
			require.Equal(t, c.Type, got.Type, "%.200q: %q read alone is another value", src, text)
			require.Equal(t, plain(d, c), plain(v, got), "%.200q: %q read alone is another value", src, text)
			require.Equal(t, len(text), int(got.Span.End-got.Span.Start), "%.200q: %q read alone ends elsewhere", src, text)
		}
		require.GreaterOrEqual(t, n.Type, Array, "%.200q: a scalar has children", src)
		checkTree(t, d, c, inner)
	}
}

// checkEach holds that what is given element by element is what stands in the
// whole tree, and that all else stays.
func checkEach(t *testing.T, whole *Document, p *Parser) {
	t.Helper()
	var got []string
	d, ok := p.Each(whole.Source, func(d *Document, n *Node) {
		got = append(got, dumpNode(d, n))
		for c := d.First(n); c != nil; c = d.Next(c) {
			require.Same(t, c, d.Get(n, c.Name()), "%.200q: Get does not find %q", d.Source, c.Name())
		}
	})
	if !ok {
		return
	}
	var elements []*Node
	for n := whole.First(whole.Root()); n != nil; n = whole.Next(n) {
		if n.Type == Array && !n.Inline() {
			for c := whole.First(n); c != nil; c = whole.Next(c) {
				elements = append(elements, c)
			}
		} else {
			e := d.Get(d.Root(), n.Name())
			require.NotNil(t, e, "%.200q: %q", whole.Source, n.Name())
			require.Equal(t, dumpNode(whole, n), dumpNode(d, e), "%.200q: %q", whole.Source, n.Name())
		}
	}
	slices.SortFunc(elements, func(a, b *Node) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	var want []string
	for _, e := range elements {
		want = append(want, dumpNode(whole, e))
	}
	require.Equal(t, want, got, "%.200q", whole.Source)
	require.Equal(t, fmt.Sprint(whole.Errors, whole.Lost, whole.Comments, whole.Root().Broken()), fmt.Sprint(d.Errors, d.Lost, d.Comments, d.Root().Broken()), "%.200q", whole.Source)
}

func decodeKey(p *Parser, key []byte) string {
	d := p.Parse(append(bytes.Clone(key), "=1"...))
	if n := d.First(d.Root()); n != nil {
		return n.Name()
	}
	return "no key"
}

func checkComments(t *testing.T, src []byte, d *Document) {
	t.Helper()
	end := uint32(0)
	for _, c := range Comments(src) {
		text := string(src[c.Start:c.End])
		require.True(t, strings.HasPrefix(text, "#"), "%.200q: %q is no comment", src, text)
		require.Equal(t, -1, strings.IndexAny(text, "\r\n"), "%.200q: %q is no comment", src, text)
		require.GreaterOrEqual(t, c.Start, end, "%.200q: %q is no comment", src, text)
		if int(c.End) < len(src) && src[c.End] != '\n' {
			require.Equal(t, byte('\r'), src[c.End], "%.200q: the comment %q is cut", src, text)
		}
		end = c.End
	}
	if len(d.Errors) > 0 {
		return
	}
	// Without its comments a document says the same.
	cut := bytes.Clone(src)
	for _, c := range Comments(src) {
		for i := c.Start; i < c.End; i++ {
			cut[i] = ' '
		}
	}
	var p Parser
	without := p.Parse(cut)
	require.Empty(t, without.Errors, "%.200q means something else without its comments", src)
	require.Equal(t, plain(d, d.Root()), plain(without, without.Root()), "%.200q means something else without its comments", src)
	if bytes.Contains(cut, []byte("#")) {
		require.Empty(t, Comments(cut), "%.200q: comments that were left out", src)
	}
}
