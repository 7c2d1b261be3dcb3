package fix

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
)

// around is how many unchanged lines are around what is changed.
const around = 3

// WriteDiff writes a change as a unified diff that git apply and patch -p1
// take in the working directory; path is how the file is shown. exact is false
// when the lines to show hold what must not reach a terminal or a log, as
// control characters: it is shown as escapes, and such a diff applies to nothing.
func (c *Change) WriteDiff(w io.Writer, path string) (exact bool, err error) {
	name := strings.TrimPrefix(path, "/")
	d := differ{old: slices.Collect(bytes.Lines(c.Old)), exact: true}
	fmt.Fprintf(&d.out, "--- %s\n+++ %s\n", headerName("a/"+name), headerName("b/"+name))
	for rest := c.blocks(); len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n].from-rest[n-1].to <= 2*around {
			n++
		}
		d.hunk(rest[:n])
		rest = rest[n:]
	}
	_, err = w.Write(d.out.Bytes())
	return d.exact, err
}

// A block is lines of the old text, counted from 0, and the lines in their place.
type block struct {
	from, to int
	lines    [][]byte
}

// blocks returns what is changed, line by line, in order.
func (c *Change) blocks() []block {
	var out []block
	at, line := 0, 0 // what of the old text is gone through
	for edits := c.edits; len(edits) > 0; {
		n := 1 // edits of lines that touch are one block
		for n < len(edits) && bytes.IndexByte(c.Old[edits[n-1].end:edits[n].start], '\n') < 0 {
			n++
		}
		start, end := bytes.LastIndexByte(c.Old[:edits[0].start], '\n')+1, edits[n-1].end
		text := applyWithin(c.Old, start, end, edits[:n])
		if end > 0 && c.Old[end-1] != '\n' || len(text) > 0 && !bytes.HasSuffix(text, newline) {
			for rest := range bytes.Lines(c.Old[end:]) { // of the last line
				text, end = append(text, rest...), end+len(rest)
				break
			}
		}
		from := line + bytes.Count(c.Old[at:start], newline)
		to := from + len(slices.Collect(bytes.Lines(c.Old[start:end])))
		out = append(out, block{from, to, slices.Collect(bytes.Lines(text))})
		at, line, edits = end, to, edits[n:]
	}
	return out
}

var newline = []byte{'\n'}

// A differ gathers a diff.
type differ struct {
	old   [][]byte // the lines of the old text
	more  int      // how many more lines the new text has by now
	out   bytes.Buffer
	exact bool
}

// hunk writes blocks of lines with what is around them.
func (d *differ) hunk(blocks []block) {
	at, until := max(0, blocks[0].from-around), min(len(d.old), blocks[len(blocks)-1].to+around)
	from, size, more := at, until-at, 0
	for _, b := range blocks {
		more += len(b.lines) - (b.to - b.from)
	}
	fmt.Fprintf(&d.out, "@@ -%s +%s @@\n", lineRange(from, size), lineRange(from+d.more, size+more))
	for _, b := range blocks {
		d.lines(' ', at, d.old[at:b.from])
		d.lines('-', b.from, d.old[b.from:b.to])
		d.lines('+', b.from+d.more, b.lines)
		at, d.more = b.to, d.more+len(b.lines)-(b.to-b.from)
	}
	d.lines(' ', at, d.old[at:until])
}

// lines writes lines of which the first has a number in its text.
func (d *differ) lines(sign byte, number int, lines [][]byte) {
	for i, line := range lines {
		text := string(sign) + string(line)
		if !strings.HasSuffix(text, "\n") {
			text += "\n"
		}
		shown := report.VisibleLine(text, number+i == 0 || sign == ' ' && number+i+d.more == 0)
		d.exact = d.exact && shown == text
		d.out.WriteString(shown)
		if !bytes.HasSuffix(line, newline) {
			d.out.WriteString("\\ No newline at end of file\n")
		}
	}
}

// lineRange writes lines from one, counted from 0, as the head of a hunk has it.
func lineRange(from, size int) string {
	switch size {
	case 0:
		return "0,0"
	case 1:
		return fmt.Sprint(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, size)
}

// headerName writes the name of a file as git does: one with a character that
// does not print or a quote is in quotes, its bytes escaped; after one
// with a blank is a tab, which says where it ends.
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
