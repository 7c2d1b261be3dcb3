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
func readDirectives(f *content, comments []Span) []Directive {
	var out []Directive
	var places *attacher
	for _, c := range comments {
		text := strings.TrimLeft(alias(f.source[c.Start+1:c.End]), " \t")
		rest, ok := strings.CutPrefix(text, "factlint:")
		if !ok {
			continue
		}
		if len(out) == maxDirectives {
			return append(out, Directive{Span: c, record: -1, Complaint: "the file has too many comments for factlint; this one and those after it silence nothing"})
		}
		d := parseDirective(rest, c.End-uint32(len(rest)), c)
		if places == nil {
			places = &attacher{fields: rangesOf(f)}
		}
		if d.Complaint == "" {
			places.attach(f, &d)
		}
		out = append(out, d)
	}
	return out
}

// parseDirective reads what follows "factlint:" and begins at offset at.
func parseDirective(rest string, at uint32, comment Span) Directive {
	d := Directive{Span: comment, record: -1}
	whole := rest
	rest = strings.TrimLeft(rest, " \t")
	if r, ok := strings.CutPrefix(rest, "ignore-file"); ok {
		d.Whole, rest = true, r
	} else if r, ok := strings.CutPrefix(rest, "ignore"); ok {
		rest = r
	} else {
		d.Complaint = "this comment is no instruction that factlint knows; " + directiveForm
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
	fields []Span
	// The line that the last comments standing alone stand above: all of them
	// from after.
	after, start, end uint32
}

// rangesOf returns the ranges of the fields of a file, from key to end of
// value, in order; an outer one before those inside it.
func rangesOf(f *content) []Span {
	var out []Span
	for _, vs := range [][]value{f.values, f.elems} {
		for i := range vs {
			v := &vs[i]
			from := v.start
			if v.key > 0 && v.key < from {
				from = v.key
			}
			if v.end > from {
				out = append(out, Span{Start: from, End: max(v.end, lastEnd(f, v, 0))})
			}
		}
	}
	slices.SortFunc(out, func(a, b Span) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End))
	})
	return out
}

// lastEnd returns where the last element of a list or table ends, which for a
// table under a header of its own is beyond the table's span.
func lastEnd(f *content, v *value, depth int) uint32 {
	if v.shape != listValue && v.shape != tableValue || depth > 8 {
		return v.end
	}
	first, n := uint32(v.bits>>32), uint32(v.bits)
	if n == 0 {
		return v.end
	}
	return max(v.end, lastEnd(f, &f.elems[first+n-1], depth+1))
}

// attach finds out what the directive silences: what begins on its line, or
// on the next one when it stands alone.
func (a *attacher) attach(f *content, d *Directive) {
	if d.Whole {
		if len(f.records) > 0 && d.Span.Start > f.records[0].head.Start {
			d.Complaint = "ignore-file stands at the head of the file, before the first fact; for one fact write ignore"
		}
		return
	}
	start := lineStart(f.source, d.Span.Start)
	end := d.Span.Start
	if len(bytes.TrimLeft(f.source[start:end], " \t\uFEFF")) == 0 {
		if at := d.Span.End; a.end == 0 || at < a.after || a.start <= at {
			a.after = at
			a.start, a.end = nextLine(f.source, at)
		}
		start, end = a.start, a.end
	}
	if h := f.holding(max(end, 1) - 1); h >= 0 && f.records[h].head.Start >= start && f.records[h].head.Start < end {
		d.record = int32(h)
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
