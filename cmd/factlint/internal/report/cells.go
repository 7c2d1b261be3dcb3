package report

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

const (
	tab = "    "
	// maxCluster is the most bytes that one character takes with all its
	// marks. Emoji families have up to 40; what piles up more is not writing.
	maxCluster = 64
)

// A glyph is a part of a source line that is drawn as a whole: a character
// with its marks, a tab, or something shown as an escape.
type glyph struct {
	at, end     int // bytes of the line
	cell, width int // cells of the screen
	text        int // where it ends in the drawn text
}

// A strip is a source line, or a part of it, laid out in cells.
type strip struct {
	glyphs []glyph
	text   []byte // what to write
	cells  int
	after  rune
}

// lay lays out the bytes [lo, hi) of a line. It stops after the first glyph
// that goes beyond most cells.
func (s *strip) lay(line []byte, lo, hi, most int) {
	s.glyphs, s.text, s.cells, s.after = s.glyphs[:0], s.text[:0], 0, 0
	for i := lo; i < hi && s.cells <= most; {
		if command(line, i) {
			i = s.escaped(i, i+1, bracket)
			continue
		}
		// An ASCII character before another stands by itself.
		if c := line[i]; ' ' <= c && c < 0x7f && (i+1 == hi || line[i+1] < utf8.RuneSelf) {
			s.after = rune(c)
			s.text = append(s.text, c)
			s.add(i, i+1, 1)
			i++
			continue
		}
		i = s.cluster(line[:hi], i)
	}
}

func (s *strip) add(at, end, width int) {
	s.glyphs = append(s.glyphs, glyph{at, end, s.cells, width, len(s.text)})
	s.cells += width
}

// escaped adds the character of line[at:end] as an escape.
func (s *strip) escaped(at, end int, shown string) int {
	s.after = 0
	s.text = append(s.text, shown...)
	s.add(at, end, len(shown))
	return end
}

// cluster adds the character at line[i], with its marks, and returns where the next begins.
func (s *strip) cluster(line []byte, i int) int {
	if line[i] == '\t' {
		return s.escaped(i, i+1, tab)
	}
	shown, size, r := escape(line[i:], s.after)
	if shown != "" {
		return s.escaped(i, i+size, shown)
	}
	whole, _, width, _ := uniseg.FirstGraphemeCluster(line[i:min(i+4*maxCluster, len(line))], -1)
	if width == 0 { // a mark that has no character to stand on
		return s.escaped(i, i+size, codePoint(r))
	}
	n := size
	for s.after = r; n < len(whole) && n < maxCluster; n += size {
		if shown, size, r = escape(whole[n:], s.after); shown != "" {
			break
		}
		s.after = r
	}
	if n < len(whole) {
		width = uniseg.StringWidth(string(whole[:n]))
	}
	s.text = append(s.text, whole[:n]...)
	s.add(i, i+n, width)
	if n >= maxCluster && n < len(whole) { // set apart what would still join
		r, size = utf8.DecodeRune(whole[n:])
		return s.escaped(i+n, i+n+size, codePoint(r))
	}
	return i + n
}

// at returns the cells between which the glyph stands that holds the byte at offset.
func (s *strip) at(offset int) (from, to int) {
	i := sort.Search(len(s.glyphs), func(i int) bool { return s.glyphs[i].end > offset })
	if i == len(s.glyphs) {
		return s.cells, s.cells
	}
	return s.glyphs[i].cell, s.glyphs[i].cell + s.glyphs[i].width
}

// span returns the cells of the glyphs that hold the bytes [from, to).
func (s *strip) span(from, to int) (begin, end int) {
	begin, _ = s.at(from)
	_, end = s.at(to - 1)
	return begin, end
}

// window is what can be seen of a strip.
type window struct {
	text        []byte
	left, right bool // something before or after it is cut away, with "…" in its place
	shift       int  // cells that its first glyph has moved to the left
	cells       int
}

// focus lays out the part of a line around the bytes [from, to) that fits
// into limit cells.
func (s *strip) focus(line []byte, from, to, limit int) window {
	lo, hi := 0, len(line)
	if most := 3 * limit; len(line) > 2*most { // what is farther from the mark is not seen
		for lo = max(0, from-most); lo > 0 && lo < from && !utf8.RuneStart(line[lo]); {
			lo++
		}
		for hi = min(len(line), max(lo, from)+most); hi < len(line) && hi > from+1 && !utf8.RuneStart(line[hi]); {
			hi--
		}
	}
	s.lay(line, lo, hi, 1<<30)
	if lo == 0 && hi == len(line) && s.cells <= limit {
		return window{text: s.text, cells: s.cells}
	}
	begin, end := s.span(from, to)
	room := limit - 2 // for the signs of cutting
	lead := max(room/4, (room-(end-begin))/2)
	switch {
	case lo == 0 && end < limit:
		begin = 0
	case hi == len(line) && s.cells-(begin-lead) < limit:
		begin = s.cells - limit + 1
	default:
		begin -= lead
	}
	a := sort.Search(len(s.glyphs), func(i int) bool { return s.glyphs[i].cell >= begin })
	w := window{left: a > 0 || lo > 0}
	if !w.left {
		room++
	}
	b := a
	for b < len(s.glyphs) && s.glyphs[b].cell+s.glyphs[b].width-s.glyphs[a].cell <= room {
		b++
	}
	if b == len(s.glyphs)-1 && hi == len(line) && s.glyphs[b].cell+s.glyphs[b].width-s.glyphs[a].cell <= room+1 {
		b++
	}
	return s.cut(w, a, b, hi < len(line))
}

// cut shows the glyphs [a, b).
func (s *strip) cut(w window, a, b int, more bool) window {
	w.right = more || b < len(s.glyphs)
	if w.left {
		w.text, w.cells = append(w.text, "…"...), 1
	}
	if a < b {
		first := 0
		if a > 0 {
			first = s.glyphs[a-1].text
		}
		w.text = append(w.text, s.text[first:s.glyphs[b-1].text]...)
		w.shift = s.glyphs[a].cell - w.cells
		w.cells += s.glyphs[b-1].cell + s.glyphs[b-1].width - s.glyphs[a].cell
	}
	if w.right {
		w.text = append(w.text, "…"...)
		w.cells++
	}
	return w
}

// underline returns the cells of the window under the bytes [from, to): at
// least one, and none under a sign of cutting unless there is nothing else.
func (s *strip) underline(w window, from, to int) (begin, end int) {
	first, last := 0, w.cells
	if w.left {
		first++
	}
	if w.right {
		last--
	}
	left, right := s.span(from, to)
	begin = min(max(left-w.shift, first), last)
	if to > from {
		end = min(right-w.shift, last)
	}
	return begin, max(end, begin+1)
}

// width returns how many cells s takes, which holds nothing hidden.
func width(s string) int {
	if plain(s) {
		return len(s)
	}
	return uniseg.StringWidth(s)
}

// wrap breaks s into lines of at most limit cells: between words, and inside
// a word only when it is wider than a line. Without a limit it is one line.
func wrap(s string, limit int) []string {
	if limit <= 0 || width(s) <= limit {
		return []string{s}
	}
	var lines []string
	line, cells := "", 0
	for word := range strings.SplitSeq(s, " ") {
		n := width(word)
		if line != "" && cells+1+n > limit {
			lines, line, cells = append(lines, line), "", 0
		}
		for n > limit {
			piece, fits := chop(word, limit)
			lines, word = append(lines, word[:piece]), word[piece:]
			n -= fits
		}
		if line != "" {
			line, cells = line+" ", cells+1
		}
		line, cells = line+word, cells+n
	}
	return append(lines, line)
}

// chop returns how many bytes of a word, at least one character, fit into
// limit cells, and how many cells they take.
func chop(word string, limit int) (size, cells int) {
	for rest, state := word, -1; rest != ""; {
		var c string
		var w int
		c, rest, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if size > 0 && cells+w > limit {
			break
		}
		size, cells = size+len(c), cells+w
	}
	return size, cells
}

// together returns how many of the segments, in order, can be seen in one
// window of limit cells: all when the line fits, else those that begin near
// the first.
func (s *strip) together(line []byte, segments []segment, limit int) int {
	if len(segments) < 2 {
		return len(segments)
	}
	if s.lay(line, 0, len(line), limit); s.cells <= limit {
		return len(segments)
	}
	n := 1
	for from := segments[0].from; n < len(segments); n++ {
		if s.lay(line, from, segments[n].from, limit/2); s.cells > limit/2 {
			break
		}
	}
	return n
}
