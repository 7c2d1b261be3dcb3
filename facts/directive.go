package facts

import (
	"bytes"
	"cmp"
	"slices"
	"sort"
	"strings"
)

const directiveForm = "write # factlint: ignore[RULE] -- REASON"

// maxDirectives is far more than anybody writes into one file, and few enough
// to keep.
const maxDirectives = 100_000

// readDirectives finds the comments that silence findings.
func readDirectives(c *content, comments []Span) []Directive {
	var out []Directive
	var places *attacher
	src := c.file()
	for _, at := range comments {
		text := strings.TrimLeft(alias(src[at.Start+1:at.End]), " \t")
		rest, ok := strings.CutPrefix(text, "factlint:")
		if !ok {
			continue
		}
		if len(out) == maxDirectives {
			return append(out, Directive{Span: at, Complaint: "the file has too many comments for factlint; this one and those after it silence nothing"})
		}
		d := parseDirective(rest, at.End-uint32(len(rest)), at)
		if places == nil {
			places = newAttacher(c)
		}
		if d.Complaint == "" {
			places.attach(&d)
		}
		out = append(out, d)
	}
	return out
}

// parseDirective reads what follows "factlint:" and begins at offset at.
func parseDirective(rest string, at uint32, comment Span) Directive {
	d := Directive{Span: comment}
	whole := rest
	rest = strings.TrimLeft(rest, " \t")
	if r, ok := strings.CutPrefix(rest, "ignore-file"); ok {
		d.Whole, rest = true, r
	} else if r, ok := strings.CutPrefix(rest, "ignore"); ok {
		rest = r
	} else {
		d.Complaint = "this comment is not an instruction that factlint knows; " + directiveForm
		return d
	}
	rest = strings.TrimLeft(rest, " \t")
	inner, after, closed := strings.Cut(strings.TrimPrefix(rest, "["), "]")
	if !strings.HasPrefix(rest, "[") || !closed {
		d.Complaint = "this comment names no rule; " + directiveForm
		return d
	}
	offset := at + uint32(len(whole)-len(rest)) + 1
	for name := range strings.SplitSeq(inner, ",") {
		lead := uint32(len(name) - len(strings.TrimLeft(name, " \t")))
		if trimmed := strings.TrimSpace(name); trimmed != "" {
			d.Names = append(d.Names, trimmed)
			d.Places = append(d.Places, Span{Start: offset + lead, End: offset + lead + uint32(len(trimmed))})
		}
		offset += uint32(len(name)) + 1
	}
	if reason, ok := strings.CutPrefix(strings.TrimSpace(after), "--"); ok {
		d.Reason = strings.TrimSpace(reason)
	}
	switch {
	case len(d.Names) == 0:
		d.Complaint = "this comment names no rule; " + directiveForm
	case d.Reason == "":
		d.Complaint = "this comment gives no reason and silences nothing; end it with -- and why the finding is wrong or accepted"
	}
	return d
}

// attacher finds what the directives of a file stand at.
type attacher struct {
	source []byte
	heads  []Span // of the records, in order
	fields []Span
	// The line that the last comments standing alone stand above: all of them
	// from after.
	after, start, end uint32
}

// newAttacher knows the places of a file.
func newAttacher(c *content) *attacher {
	a := &attacher{source: c.file(), heads: make([]Span, len(c.records))}
	for i := range c.records {
		a.heads[i] = c.stands(c.records[i].head)
	}
	// The ranges of the fields, from key to end of value, an outer one before those
	// inside it.
	for _, vs := range [][]value{c.values, c.elems} {
		for i := range vs {
			v := &vs[i]
			at := c.stands(Span{Start: v.start, End: v.end})
			if c.origin == nil {
				at.End = max(at.End, lastEnd(c, v, 0))
			}
			if key := c.keyStart(v); key > 0 {
				at.Start = min(at.Start, c.stands(Span{Start: key, End: v.start}).Start)
			}
			if at.End > at.Start {
				a.fields = append(a.fields, at)
			}
		}
	}
	slices.SortFunc(a.fields, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return a
}

// lastEnd returns where the last element of a list or table ends, which for a
// table under a header of its own is beyond the table's span.
func lastEnd(f *content, v *value, depth int) uint32 {
	if v.shape != listValue && v.shape != tableValue || depth > 8 {
		return v.end
	}
	all := f.run(v)
	if len(all) == 0 {
		return v.end
	}
	return max(v.end, lastEnd(f, &all[len(all)-1], depth+1))
}

// attach finds out what the directive silences: what begins on its line, or
// on the next one when it stands alone.
func (a *attacher) attach(d *Directive) {
	if d.Whole {
		if len(a.heads) > 0 && d.Span.Start > a.heads[0].Start {
			d.Complaint = "ignore-file stands at the head of the file, before the first fact; for one fact write ignore"
		}
		return
	}
	start := lineStart(a.source, d.Span.Start)
	end := d.Span.Start
	if len(bytes.TrimLeft(a.source[start:end], " \t\uFEFF")) == 0 {
		if at := d.Span.End; a.end == 0 || at < a.after || a.start <= at {
			a.after = at
			a.start, a.end = nextLine(a.source, at)
		}
		start, end = a.start, a.end
	}
	for h := sort.Search(len(a.heads), func(i int) bool { return a.heads[i].Start >= start }); h < len(a.heads) && a.heads[h].Start < end; h++ {
		d.records = append(d.records, int32(h))
	}
	if d.records != nil {
		return
	}
	d.Field = Span{Start: start, End: end}
	r := a.fields
	i := sort.Search(len(r), func(i int) bool { return r[i].Start >= start })
	if i < len(r) && r[i].Start < end {
		d.Field.End = max(end, r[i].End)
		return
	}
	// The line ends a value of several lines.
	for j := i - 1; j >= 0 && j >= i-1000; j-- {
		if r[j].End > start {
			d.Field = r[j]
		}
	}
}

func lineStart(src []byte, at uint32) uint32 {
	return uint32(bytes.LastIndexByte(src[:at], '\n') + 1)
}

// nextLine returns the first line after at that is not only a comment.
func nextLine(src []byte, at uint32) (start, end uint32) {
	for {
		i := bytes.IndexByte(src[at:], '\n')
		if i < 0 {
			return uint32(len(src)), uint32(len(src))
		}
		start = at + uint32(i) + 1
		end = uint32(len(src))
		if j := bytes.IndexByte(src[start:], '\n'); j >= 0 {
			end = start + uint32(j)
		}
		if !bytes.HasPrefix(bytes.TrimLeft(src[start:end], " \t"), []byte("#")) {
			return start, end
		}
		at = end
	}
}
