package records

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// update says that the golden files are written anew.
var update = os.Getenv("FACTLINT_UPDATE") != ""

// TestTrees compares what is made of each source in testdata with the file
// beside it that is called .tree.
func TestTrees(t *testing.T) {
	sources, err := filepath.Glob("testdata/*")
	require.NoError(t, err)
	read := 0
	for _, name := range sources {
		format := FormatOf(name)
		if format == "" {
			continue
		}
		read++
		src, err := os.ReadFile(name)
		require.NoError(t, err)
		got := dump(Read(src, format, 0))
		if update {
			require.NoError(t, os.WriteFile(name+".tree", []byte(got), 0o666))
		}
		want, err := os.ReadFile(name + ".tree")
		require.NoError(t, err)
		assert.Equal(t, string(want), got, name)
	}
	assert.NotZero(t, read)
}

// TestNoText: what is no text in UTF-8 is reported where it begins, and not read.
func TestNoText(t *testing.T) {
	for _, format := range Formats() {
		for _, c := range []struct{ src, at, message string }{
			{"\xff\xfea\x00", "\xff\xfe", "UTF-16"},
			{"a\x00,\x00", "\x00", "UTF-16"},
			{"a,b\n1\x002,3\n", "\x00", "U+0000"},
			{"a,b\n1,\x1b[31m\n", "\x1b", "U+001B"},
			{"a,b\n1,caf\xe9\n", "\xe9", "not UTF-8"},
		} {
			d := Read([]byte(c.src), format, 0)
			require.Len(t, d.Problems, 1, "%s %q", format, c.src)
			assert.Equal(t, c.at, d.text(d.Problems[0].Span))
			assert.Contains(t, d.Problems[0].Message, c.message)
			assert.Empty(t, d.Tops)
			assert.Equal(t, []Span{{End: uint32(len(c.src))}}, d.Lost)
		}
	}
}

// TestMarkAndLineEnds: a byte order mark and the line ends of Windows change nothing.
func TestMarkAndLineEnds(t *testing.T) {
	for format, src := range map[string]string{
		"yaml": "- a: é # ü\n  b: |\n    x\n", "json": "[\n{\"a\": \"é\"}]\n", "jsonl": "{\"a\": 1}\n{\"b\": 2}\n", "csv": "\"a\",b\n\"1\",é\n", "tsv": "a\tb\n1\t2\n",
	} {
		plain := Read([]byte(src), format, 0)
		require.Empty(t, plain.Problems)
		for _, other := range []string{"\uFEFF" + src, strings.ReplaceAll(src, "\n", "\r\n")} {
			d := Read([]byte(other), format, 0)
			assert.Equal(t, dump(plain), strings.ReplaceAll(dump(d), "␍", ""), "%s %q", format, other)
		}
	}
}

// TestLaughs: what aliases unfold to is bounded, and the rest is read.
func TestLaughs(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("a: &a [x,x,x,x,x,x,x,x,x]\n")
	for c := byte('b'); c < 'z'; c++ {
		b.WriteString(string(c) + ": &" + string(c) + " [" + strings.Repeat("*"+string(c-1)+",", 9) + "]\n")
	}
	b.WriteString("z: still here\n")
	d := Read(b.Bytes(), "yaml", 0)
	require.Len(t, d.Problems, 1)
	assert.Contains(t, d.Problems[0].Message, "unfold")
	assert.Equal(t, "still here", d.Tops[0].Get("z").Text)
	visited := 0
	var count func(*Node)
	count = func(n *Node) {
		visited++
		for c := range n.Children() {
			count(c)
		}
	}
	count(d.Tops[0])
	assert.Less(t, visited, 20*b.Len()+2000)
}

// TestLevels: 100,000 levels are reported once, whatever they consist of.
func TestLevels(t *testing.T) {
	const levels = 100_000
	for _, c := range []struct{ format, src string }{
		{"json", strings.Repeat("[", levels)},
		{"json", strings.Repeat("[", levels) + strings.Repeat("]", levels)},
		{"json", strings.Repeat(`{"a":`, levels)},
		{"jsonl", strings.Repeat("[", levels) + "\n[1]\n"},
		{"yaml", strings.Repeat("[", levels)},
		{"yaml", strings.Repeat("[", levels) + strings.Repeat("]", levels)},
		{"yaml", strings.Repeat("{a: ", levels)},
		{"yaml", strings.Repeat("- ", levels)},
		{"yaml", strings.Repeat("[", 5000) + strings.Repeat("]", 5000)},
		{"csv", strings.Repeat("[", levels)},
	} {
		d := Read([]byte(c.src), c.format, 0)
		if c.format == "csv" {
			assert.Empty(t, d.Problems)
			continue
		}
		assert.Len(t, d.Problems, 1, "%s %.20q", c.format, c.src)
		if c.format == "jsonl" {
			require.Len(t, d.Tops, 2)
			assert.Equal(t, "1", d.Tops[1].First().Text)
		}
	}
}

// TestManyProblems: a file in which everything is wrong is reported up to a bound.
func TestManyProblems(t *testing.T) {
	for format, line := range map[string]string{"jsonl": "{\n", "csv": "a\"b\n", "yaml": "---\n[\n"} {
		d := Read([]byte(strings.Repeat(line, maxProblems+maxProblems/10)), format, 0)
		assert.LessOrEqual(t, len(d.Problems), maxProblems+1, format)
		assert.NotEmpty(t, d.Problems, format)
	}
}

// TestRealRecords: real files have nothing wrong with them, and every value is
// where it is said to be.
func TestRealRecords(t *testing.T) {
	root := os.Getenv("FACTLINT_DATA")
	if root == "" {
		root = "../../../shared/data"
	}
	root = filepath.Join(root, "records")
	if _, err := os.Stat(root); err != nil {
		t.Skip("no data to read: ", err)
	}
	read := 0
	require.NoError(t, filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		format := FormatOf(path)
		if err != nil || format == "" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		read++
		d := Read(src, format, 0)
		assert.Empty(t, d.Problems, path)
		assert.NotEmpty(t, d.Tops, path)
		requireLaws(t, d, format)
		return nil
	}))
	assert.NotZero(t, read)
}

// TestBrokenYAML: what stands before a syntax error is read, and of a list what stands
// behind the broken item too.
func TestBrokenYAML(t *testing.T) {
	for _, c := range []struct{ src, tops, lost, message string }{
		{"- id: a\n- id: b\n  x: [1\n- id: c\n- id: d\n", "[{id a}]… [{id c} {id d}]", "- id: b\n  x: [1\n", "lines 2 to 3 are not read"},
		{"- id: a\n  x: \"open\n- id: b\n  x: \"closed\"\n- id: c\n", "[{id b, x closed} {id c}]", "- id: a\n  x: \"open\n", "lines 1 to 2 are not read"},
		{"- id: a\n- id: 'b\n", "[{id a}]…", "- id: 'b\n", "line 2 is not read"},
		{"id: a\nname: A\n\tborn: 1\ndied: 2\n", "{id a}…", "name: A\n\tborn: 1\ndied: 2\n", "from line 2 on nothing is read"},
		{"people:\n  - id: a\n    seats:\n      - x\n  - id: b: c\n  - id: d\n", "{people [{id a, seats [x]}]…}…", "  - id: b: c\n  - id: d\n", "from line 5 on nothing is read"},
		{"people:\n- id: a\n- id: b: c\nparties:\n- id: d\n", "{people [{id a}]…}…", "- id: b: c\nparties:\n- id: d\n", "from line 3 on nothing is read"},
		{"- &x a\n- b: c: d\n- *x\n", "[a]…", "- b: c: d\n- *x\n", "from line 2 on nothing is read"},
		{"---\n- a\n- b: c: d\n---\n- e\n", "[a]… [e]", "- b: c: d\n", "line 3 is not read"},
		{"[a,\nb: {\n", "", "[a,\nb: {\n", "from line 1 on nothing is read"},
	} {
		d := Read([]byte(c.src), "yaml", 0)
		var tops []string
		for _, top := range d.Tops {
			tops = append(tops, brief(top))
		}
		assert.Equal(t, c.tops, strings.Join(tops, " "), c.src)
		var lost string
		for _, at := range d.Lost {
			lost += d.text(at)
		}
		assert.Equal(t, c.lost, lost, c.src)
		require.Len(t, d.Problems, 1, c.src)
		assert.Contains(t, d.Problems[0].Message, c.message, c.src)
	}
}

// brief writes a value in one line, with … behind what a syntax error cut short.
func brief(n *Node) string {
	var parts []string
	for c := range n.Children() {
		parts = append(parts, strings.TrimPrefix(c.Name+" ", " ")+brief(c))
	}
	out := n.Text
	switch n.Sort {
	case List:
		out = "[" + strings.Join(parts, " ") + "]"
	case Map:
		out = "{" + strings.Join(parts, ", ") + "}"
	}
	if n.Broken {
		out += "…"
	}
	return out
}
