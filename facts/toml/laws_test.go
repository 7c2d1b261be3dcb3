package toml

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
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
	var p, again, inner Parser
	f.Fuzz(func(t *testing.T, src []byte) {
		d := p.Parse(src)
		first := dump(d)
		if second := dump(again.Parse(bytes.Clone(src))); first != second {
			t.Fatalf("%.200q gives different trees\n%s\n%s", src, first, second)
		}
		checkErrors(t, src, d)
		checkTree(t, d, d.Root(), &inner)
		checkComments(t, src, d)
		checkEach(t, d, &again)
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
		if e.Span.Start > e.Span.End || int(e.Span.End) > len(src) {
			t.Fatalf("%.200q: the error %v lies outside", src, e)
		}
		if bytes.Contains(src[e.Span.Start:e.Span.End], []byte("\n")) && e.Span.End-e.Span.Start > 1 {
			t.Fatalf("%.200q: the error %v goes over several lines", src, e)
		}
		if e.Span.Start == e.Span.End {
			t.Fatalf("%.200q: the error %v has no width", src, e)
		}
		checkMessage(t, src, e)
	}
	end := uint32(0)
	for i, lost := range d.Lost {
		if lost.Start >= lost.End || int(lost.End) > len(src) || i > 0 && lost.Start <= end {
			t.Fatalf("%.200q: lost parts %v", src, d.Lost)
		}
		end = lost.End
	}
	if len(d.Lost) > 0 && len(d.Errors) == 0 {
		t.Fatalf("%.200q: lost without an error: %v", src, d.Lost)
	}
	if !utf8.Valid(src) && len(d.Errors) == 0 {
		t.Fatalf("%.200q is not UTF-8 and has no error", src)
	}
}

func checkTree(t *testing.T, d *Document, n *Node, inner *Parser) {
	t.Helper()
	src := d.Source
	at := n.Span.Start
	for c := d.First(n); c != nil; c = d.Next(c) {
		text := src[c.Span.Start:c.Span.End]
		switch {
		case int(c.Span.End) > len(src) || len(text) == 0:
			t.Fatalf("%.200q: span %v", src, c.Span)
		case c.Key.End > c.Key.Start && !c.Header() && c.Span != c.Key && c.Type != Array && c.Key.End >= c.Span.Start:
			t.Fatalf("%.200q: key %v after value %v", src, c.Key, c.Span)
		case n.Type == Table && d.Get(n, c.Name()) != c:
			t.Fatalf("%.200q: Get does not find %q", src, c.Name())
		case n.Type == Table && decodeKey(inner, src[c.Key.Start:c.Key.End]) != c.Name():
			t.Fatalf("%.200q: the key %q is not %q", src, src[c.Key.Start:c.Key.End], c.Name())
		case c.Malformed() != (c.Problem() != ""):
			t.Fatalf("%.200q: malformed %v, problem %q", src, c.Malformed(), c.Problem())
		}
		if n.Inline() {
			if c.Span.Start < at || c.Span.End >= n.Span.End || c.Key.End > c.Key.Start && c.Key.Start < n.Span.Start {
				t.Fatalf("%.200q: %v lies outside %v or before %d", src, c.Span, n.Span, at)
			}
			if c.flags&flagDotted == 0 {
				at = c.Span.End
			}
		}
		if c.Header() {
			if text[0] != '[' || text[len(text)-1] != ']' {
				t.Fatalf("%.200q: the header is %q", src, text)
			}
		} else if c.Inline() || c.Type < Array {
			v := inner.Parse(append([]byte("v="), text...))
			got := v.First(v.Root())
			if got == nil || got.Type != c.Type || !reflect.DeepEqual(plain(v, got), plain(d, c)) {
				t.Fatalf("%.200q: %q read alone is another value", src, text)
			}
			if int(got.Span.End-got.Span.Start) != len(text) {
				t.Fatalf("%.200q: %q read alone ends elsewhere", src, text)
			}
		}
		if n.Type < Array {
			t.Fatalf("%.200q: a scalar has children", src)
		}
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
			if d.Get(n, c.Name()) != c {
				t.Fatalf("%.200q: Get does not find %q", d.Source, c.Name())
			}
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
		} else if e := d.Get(d.Root(), n.Name()); e == nil || dumpNode(d, e) != dumpNode(whole, n) {
			t.Fatalf("%.200q: %q is another value", whole.Source, n.Name())
		}
	}
	slices.SortFunc(elements, func(a, b *Node) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	var want []string
	for _, e := range elements {
		want = append(want, dumpNode(whole, e))
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%.200q\nwant %s\ngot  %s", whole.Source, want, got)
	}
	if fmt.Sprint(d.Errors, d.Lost, d.Comments, d.Root().Broken()) != fmt.Sprint(whole.Errors, whole.Lost, whole.Comments, whole.Root().Broken()) {
		t.Fatalf("%.200q\nwant %v %v %v\ngot  %v %v %v", whole.Source, whole.Errors, whole.Lost, whole.Comments, d.Errors, d.Lost, d.Comments)
	}
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
		if !strings.HasPrefix(text, "#") || strings.ContainsAny(text, "\r\n") || c.Start < end {
			t.Fatalf("%.200q: %q is no comment", src, text)
		}
		if int(c.End) < len(src) && src[c.End] != '\n' && src[c.End] != '\r' {
			t.Fatalf("%.200q: the comment %q is cut", src, text)
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
	if len(without.Errors) > 0 || !reflect.DeepEqual(plain(without, without.Root()), plain(d, d.Root())) {
		t.Fatalf("%.200q means something else without its comments", src)
	}
	if bytes.Contains(cut, []byte("#")) && len(Comments(cut)) > 0 {
		t.Fatalf("%.200q: comments %v were left out", src, Comments(cut))
	}
}
