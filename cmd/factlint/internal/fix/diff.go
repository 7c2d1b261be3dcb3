package fix

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
)

// around is how many unchanged lines stand around what is changed.
const around = udiff.DefaultContextLines

// WriteDiff writes a change as a unified diff that git apply and patch -p1
// take in the working directory; path is how the file is shown. exact is false
// when the lines to show hold what must not reach a terminal or a log, as
// control characters: it is shown as escapes, and such a diff applies to nothing.
func (c *Change) WriteDiff(w io.Writer, path string) (exact bool, err error) {
	var out bytes.Buffer
	exact = true
	name := strings.TrimPrefix(path, "/")
	fmt.Fprintf(&out, "--- %s\n+++ %s\n", headerName("a/"+name), headerName("b/"+name))
	line, more := 0, 0 // lines before the part, and how many more the new text has by then
	for _, p := range parts(c.Old, c.edits) {
		edits := make([]udiff.Edit, len(p.edits))
		for i, e := range p.edits {
			edits[i] = udiff.Edit{Start: e.start - p.start, End: e.end - p.start, New: e.text}
		}
		old := c.Old[p.start:p.end]
		diff, err := udiff.ToUnified("", "", string(old), edits, around)
		if err != nil {
			return false, fmt.Errorf("%s: %w", path, err)
		}
		_, diff, _ = strings.Cut(diff, "\n")
		_, diff, _ = strings.Cut(diff, "\n")
		var from, to int // the next line of either text
		for text := range strings.Lines(diff) {
			if text[0] == '@' {
				h := readHunk(text)
				from, to = h.from+line, h.to
				// udiff counts the lines between two edits of a hunk for the old text alone.
				if h.from > 0 && h.to > 0 {
					to = from + more
				}
				fmt.Fprintf(&out, "@@ -%d%s +%d%s @@\n", from, h.fromCount, to, h.toCount)
				continue
			}
			first := from <= 1 && text[0] != '+' || to <= 1 && text[0] == '+'
			if text[0] == '-' || text[0] == ' ' {
				from++
			}
			if text[0] == '+' || text[0] == ' ' {
				to++
			}
			switch text[0] {
			case '+':
				more++
			case '-':
				more--
			}
			shown := report.VisibleLine(text, first)
			exact = exact && shown == text
			out.WriteString(shown)
		}
		line += bytes.Count(old, newline)
	}
	_, err = w.Write(out.Bytes())
	return exact, err
}

var newline = []byte{'\n'}

// A part is whole lines of a text with the edits in them, which the lines that
// are shown around edits of other parts do not reach.
type part struct {
	start, end int
	edits      []edit
}

// parts takes a text apart at unchanged lines. udiff counts all lines before
// each edit anew, which on the whole of a large file takes time with the square
// of its size.
func parts(src []byte, edits []edit) []part {
	const enough = 32 // edits in a part
	var out []part
	start, first := 0, 0
	for i := range edits {
		if i+1 < len(edits) && i+1-first < enough {
			continue
		}
		end := len(src)
		if i+1 < len(edits) {
			end = boundary(src, edits[i].end, edits[i+1].start)
			if end < 0 {
				continue
			}
		}
		out = append(out, part{start, end, edits[first : i+1]})
		start, first = end, i+1
	}
	return out
}

// boundary returns the beginning of a line with more than enough unchanged
// lines on both sides, or -1.
func boundary(src []byte, from, to int) int {
	at := from
	for range around + 2 {
		i := bytes.IndexByte(src[at:to], '\n')
		if i < 0 {
			return -1
		}
		at += i + 1
	}
	if bytes.Count(src[at:to], newline) < around+2 {
		return -1
	}
	return at
}

// A hunk is the line that begins one: @@ -1,3 +1,4 @@, the counts with their
// commas, or empty for one line.
type hunk struct {
	from, to           int
	fromCount, toCount string
}

func readHunk(header string) (h hunk) {
	read := func(field string) (int, string) {
		number, count, has := strings.Cut(field[1:], ",")
		n, _ := strconv.Atoi(number) // udiff wrote it
		if has {
			count = "," + count
		}
		return n, count
	}
	fields := strings.Fields(header)
	h.from, h.fromCount = read(fields[1])
	h.to, h.toCount = read(fields[2])
	return h
}

// headerName writes the name of a file as git does: one with a character that
// does not print or a quote stands in quotes, its bytes escaped; behind one
// with a blank stands a tab, which tells where it ends.
func headerName(name string) string {
	if report.Visible(name) == name && !strings.ContainsAny(name, "\"\\") {
		if strings.Contains(name, " ") {
			name += "\t"
		}
		return name
	}
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(name) {
		switch c := name[i]; {
		case c == '"' || c == '\\':
			b.WriteByte('\\')
			b.WriteByte(c)
		case c < ' ' || c >= 0x7f || c == '#':
			fmt.Fprintf(&b, `\%03o`, c)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('"')
	return b.String()
}
