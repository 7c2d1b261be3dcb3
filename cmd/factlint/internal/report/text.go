package report

import (
	"bufio"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/rules"
)

const (
	// maxRelated is how many related places of a finding the text format shows.
	maxRelated = 20
	// maxCells is how many cells of a source line are drawn when the width of
	// the terminal is not known.
	maxCells = 120
	// minWidth is the narrowest terminal that is wrapped for.
	minWidth = 40
)

// writeText writes findings for reading: each with its places drawn, what to
// change, and at the end the counts. Of more than a screenful it tells first where
// most of them are.
func writeText(w *bufio.Writer, r *report) {
	t := newText(w, r.Options)
	if len(r.findings) > Many && !t.Quiet {
		t.overview(r)
	}
	for i := range r.findings {
		if i > 0 && !t.Quiet {
			w.WriteByte('\n')
		}
		t.finding(&r.findings[i])
	}
	if len(r.findings) == 0 && t.Quiet {
		return
	}
	if len(r.findings) > 0 && (!t.Quiet || r.Statistics) {
		w.WriteByte('\n')
	}
	if r.Statistics && len(r.findings) > 0 {
		writeStatistics(w, r)
		w.WriteByte('\n')
	}
	found := t.good
	switch {
	case r.errors > 0:
		found = t.severity[rules.Error]
	case r.warnings > 0:
		found = t.severity[rules.Warning]
	}
	w.WriteString(found.of(r.found()) + r.among() + "\n")
}

// text writes findings for people.
type text struct {
	*bufio.Writer
	Options
	palette
	strip  strip
	digits int // of the line numbers in the drawings of a finding
}

func newText(w *bufio.Writer, o Options) *text {
	t := &text{Writer: w, Options: o}
	if o.Color {
		t.palette = colours
	}
	if t.Width = max(o.Width, 0); t.Width > 0 {
		t.Width = max(t.Width, minWidth)
	}
	return t
}

func (t *text) finding(f *finding) {
	severity := t.severity[f.Severity]
	rule := ""
	if f.Rule != nil {
		rule = "[" + f.Rule.Name + "]"
	}
	t.labelled("", f.Severity.String()+":", severity, Visible(f.Message), rule)
	related := f.related[:min(len(f.related), maxRelated)]
	if t.Quiet {
		t.list(f.at, related)
	} else {
		t.draw(f, related, severity)
	}
	if more := len(f.related) - len(related); more > 0 {
		t.WriteString("  … and " + strconv.Itoa(more) + " more; --format json names them all\n")
	}
	if f.Fix != nil {
		word := "fix"
		if !f.Fix.Safe {
			word = "possible fix"
		}
		t.labelled("  ", word+":", t.fix, Visible(lowerFirst(f.Fix.Title)), "")
		t.added(f.edits)
	}
	for i := range f.Alternatives {
		t.labelled("  ", "or:", t.fix, Visible(lowerFirst(f.Alternatives[i].Title)), "")
	}
}

// added shows the lines that a fix adds, to be pasted.
func (t *text) added(edits []edit) {
	for _, e := range edits {
		if strings.Count(e.text, "\n") < 2 {
			continue
		}
		for line := range strings.Lines(strings.Trim(e.text, "\n")) {
			t.WriteString("    " + t.fix.of("+ "+Visible(strings.TrimRight(line, "\r\n"))) + "\n")
		}
	}
}

// labelled writes words after a label, and a tail after them, wrapped under
// the first word.
func (t *text) labelled(indent, label string, st style, words, tail string) {
	body := t.message
	if indent != "" {
		body = ""
	}
	if tail != "" {
		words += " " + tail
	}
	hang := len(indent) + len(label) + 1
	t.WriteString(indent + st.of(label) + " ")
	for i, line := range wrap(words, t.Width-hang) {
		if i > 0 {
			t.spaces(hang)
		}
		if before, ok := strings.CutSuffix(line, tail); ok && tail != "" {
			t.WriteString(body.of(before) + t.dim.of(tail) + "\n")
			continue
		}
		t.WriteString(body.of(line) + "\n")
	}
}

// list writes the places of a finding without drawings, their words in one column.
func (t *text) list(at place, related []note) {
	all := places(at, related)
	widest := 0
	for _, n := range all {
		widest = max(widest, width(n.at.location()))
	}
	for _, n := range all {
		where := n.at.location()
		switch words := Visible(n.words); {
		case words != "":
			t.WriteString("  " + t.path.of(where))
			t.spaces(widest - width(where))
			t.WriteString("  " + words + "\n")
		case where != "":
			t.WriteString("  " + t.path.of(where) + "\n")
		}
	}
}

func (t *text) draw(f *finding, related []note, severity style) {
	marks := make([]mark, 0, 1+len(related))
	same := slices.IndexFunc(related, func(n note) bool { return n.at == f.at })
	if f.at.in != nil && same < 0 {
		marks = append(marks, mark{at: f.at, primary: true})
	}
	for i, n := range related { // a chain has the place of the finding among its links
		marks = append(marks, mark{at: n.at, words: Visible(n.words), primary: i == same})
	}
	t.digits = 3
	for _, m := range marks {
		t.digits = max(t.digits, len(strconv.Itoa(m.at.lastLine())))
	}
	for _, d := range drawings(marks) {
		if d.in == nil {
			t.labelled("  ", "note:", t.note, d.marks[0].words, "")
			continue
		}
		for _, line := range wrap(d.locations(), t.Width-2) {
			t.WriteString("  " + t.path.of(line) + "\n")
		}
		for _, r := range d.rows(len(f.related) < fewPlaces) {
			t.row(d.in, r, severity)
		}
	}
}

// gutter writes what stands left of a line, and one space.
func (t *text) gutter(number string) {
	t.spaces(2 + t.digits - utf8.RuneCountInString(number))
	t.WriteString(t.palette.gutter.of(number + " |"))
}

func (t *text) row(in *source, r row, severity style) {
	if r.line == 0 {
		t.gutter("…")
		t.WriteByte('\n')
		return
	}
	limit := maxCells
	if t.Width > 0 {
		limit = t.Width - t.digits - 6 // the gutter, and a mark after the end
	}
	line := in.lines.Text(r.line)
	for first := true; first || len(r.segments) > 0; first = false {
		n := t.strip.together(line, r.segments, limit)
		from, to := 0, 0
		for i, s := range r.segments[:n] {
			if i == 0 {
				from = s.from
			}
			to = max(to, s.to, from)
		}
		w := t.strip.focus(line, from, to, limit)
		t.gutter(strconv.Itoa(r.line))
		if len(w.text) > 0 {
			t.WriteByte(' ')
			t.Write(w.text)
		}
		t.WriteByte('\n')
		t.underlines(w, r.segments[:n], severity)
		r.segments = r.segments[n:]
	}
}

// underlines writes the marks under a line: on one row as far as they stand
// apart and only the last has words.
func (t *text) underlines(w window, segments []segment, severity style) {
	for i := 0; i < len(segments); {
		t.gutter("")
		t.WriteByte(' ')
		cell := 0
		for first := true; i < len(segments); first = false {
			s := segments[i]
			begin, end := t.strip.underline(w, s.from, s.to)
			if !first && begin <= cell {
				break
			}
			i++
			t.spaces(begin - cell)
			cell = end
			if s.primary {
				t.WriteString(severity.of(strings.Repeat("^", end-begin)))
			} else {
				t.WriteString(t.note.of(strings.Repeat("-", end-begin)))
			}
			if s.words != "" {
				t.words(begin, end, &s, severity)
				break
			}
		}
		t.WriteByte('\n')
	}
}

// words writes what a mark says, beside it or, where the line ends, below.
func (t *text) words(begin, end int, s *segment, severity style) {
	st := t.note
	if s.primary {
		st = severity
	}
	room := t.Width - t.digits - 5
	if t.Width == 0 || end+1+width(s.words) <= room {
		t.WriteString(" " + st.of(s.words))
		return
	}
	if room-begin < minWidth-10 {
		begin = min(begin, 2)
	}
	for _, line := range wrap(s.words, room-begin) {
		t.WriteByte('\n')
		t.gutter("")
		t.spaces(begin + 1)
		t.WriteString(st.of(line))
	}
}

func (t *text) spaces(n int) {
	for ; n > 0; n-- {
		t.WriteByte(' ')
	}
}

// lowerFirst makes a title the end of a sentence: "End the tenure" to "end the tenure".
func lowerFirst(s string) string {
	if len(s) > 1 && 'A' <= s[0] && s[0] <= 'Z' && 'a' <= s[1] && s[1] <= 'z' {
		return string(s[0]+'a'-'A') + s[1:]
	}
	return s
}
