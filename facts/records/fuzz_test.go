package records

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// requireLaws checks what holds for every source: that every span lies in it,
// and that what stands there, read alone, gives the value.
func requireLaws(t *testing.T, d *Document, format string) {
	t.Helper()
	inside := func(at Span) {
		t.Helper()
		require.LessOrEqual(t, at.Start, at.End)
		require.LessOrEqual(t, at.End, uint32(len(d.Source)))
	}
	left := 100_000 // aliases make a tree longer than its source
	var walk func(n *Node, depth int)
	walk = func(n *Node, depth int) {
		if left--; left < 0 {
			return
		}
		require.LessOrEqual(t, depth, maxDepth)
		inside(n.Span)
		inside(n.Key)
		inside(n.Head(d.Source))
		switch {
		case n.Sort >= List:
		case n.Sort == Null && n.Text == "": // not written, or not read
		default:
			requireText(t, format, d.text(n.Span), n)
		}
		for c := range n.Children() {
			if format != "yaml" { // in which children may stand elsewhere
				require.GreaterOrEqual(t, c.Span.Start, n.Span.Start)
				require.LessOrEqual(t, c.Span.End, n.Span.End)
			}
			if n.Sort == Map && c == n.First() {
				require.Same(t, c, n.Get(c.Name))
			}
			walk(c, depth+1)
		}
	}
	for _, n := range d.Tops {
		walk(n, 0)
	}
	for _, p := range d.Problems {
		inside(p.Span)
		inside(p.Related)
		require.NotEmpty(t, p.Message)
		require.True(t, utf8.ValidString(p.Message))
	}
	end := uint32(0)
	for _, c := range d.Comments {
		inside(c)
		require.Equal(t, byte('#'), d.Source[c.Start])
		require.GreaterOrEqual(t, c.Start, end)
		end = c.End
	}
	for _, l := range d.Lost {
		inside(l)
	}
}

// requireText checks that what is written gives the text of a scalar.
func requireText(t *testing.T, format, written string, n *Node) {
	t.Helper()
	switch {
	case format == "csv" || format == "tsv":
		if strings.HasPrefix(written, `"`) {
			row, err := csv.NewReader(strings.NewReader(written)).Read()
			require.NoError(t, err, "%q", written)
			require.Equal(t, []string{n.Text}, row)
			return
		}
		require.Equal(t, n.Text, written)
	case format == "json" || format == "jsonl":
		if n.Sort == Text {
			var s string
			require.NoError(t, json.Unmarshal([]byte(written), &s), "%q", written)
			require.Equal(t, s, n.Text)
			return
		}
		if n.Sort != Null {
			require.Equal(t, n.Text, written)
		}
	case strings.HasPrefix(written, `"`), strings.HasPrefix(written, "'"):
		var y yaml.Node
		if !strings.ContainsAny(written, "\n\r\u0085\u2028\u2029") { // the indentation of further lines counts
			require.NoError(t, yaml.Unmarshal([]byte(written), &y), "%q", written)
			require.Equal(t, n.Text, y.Content[0].Value)
		}
	default:
		if strings.HasPrefix(written, "|") || strings.HasPrefix(written, ">") {
			_, written, _ = strings.Cut(strings.NewReplacer("\r", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n").Replace(written), "\n")
		}
		require.Equal(t, bare(n.Text), bare(written))
	}
}

// bare returns a text without its white space.
func bare(s string) string {
	return strings.NewReplacer(" ", "", "\t", "", "\n", "", "\r", "", "\u0085", "", "\u2028", "", "\u2029", "").Replace(s)
}

func fuzz(f *testing.F, format string, more ...string) {
	names, err := filepath.Glob("testdata/*")
	require.NoError(f, err)
	for _, name := range names {
		if FormatOf(name) == format {
			src, err := os.ReadFile(name)
			require.NoError(f, err)
			f.Add(src)
		}
	}
	for _, src := range more {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) { requireLaws(t, Read(src, format, 0), format) })
}

func FuzzYAML(f *testing.F) {
	fuzz(f, "yaml", "a: b", "- &x !!str 1\n- *x\n", "\uFEFF# c\n--- |+2\n   x\n\n", "? [a]\n: {b: , 'c''d': \"\\x41\"}\n", "a: !<tag#x> b#c\n", "{a: *b, <<: *b}", "a:\u2028  b\u0085c")
}
func FuzzJSON(f *testing.F) {
	fuzz(f, "json", `{"a": [1, -0.5e9, "\u00e9\ud83d", null]}`, "\uFEFF[]", `{"a":1,"a":2}`)
}
func FuzzJSONLines(f *testing.F) { fuzz(f, "jsonl", "{}\n[1\n\"a\"\n") }
func FuzzCSV(f *testing.F)       { fuzz(f, "csv", "a,b\n1,\"x\"\"y\r\n\"\n2\n", "\uFEFF\"a\",a\n\"") }
func FuzzTSV(f *testing.F)       { fuzz(f, "tsv", "a\tb\n1\t\"x\"\n") }
