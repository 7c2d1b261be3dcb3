// Package fix applies the fixes that findings carry. It promises that a fix is
// taken whole or not at all, that no two of one round overlap, that nothing but
// the edited bytes changes, that a fix after which its finding is still there or
// another error appears is not taken, and that it comes to an end. It does not
// decide which fixes are wanted, nor what they write, and touches no file.
package fix

import (
	"cmp"
	"slices"

	"github.com/factlint/factlint/rules"
)

// choose takes fixes in the order of the findings: of two that overlap the
// first, while the other waits for the next round. It returns the positions of
// the findings whose fixes are taken.
func choose(findings []rules.Finding, may func(*rules.Finding) bool) []int {
	var taken []int
	files := map[string]*editList{}
	for i := range findings {
		if f := &findings[i]; f.Fix == nil || len(f.Fix.Edits) == 0 || !may(f) {
			continue
		}
		if add(files, findings[i].Fix) {
			taken = append(taken, i)
		}
	}
	return taken
}

// add adds all edits of a fix to those of the files, or none when one of them
// overlaps another or lies outside of its file.
func add(files map[string]*editList, f *rules.Fix) bool {
	for n, e := range f.Edits {
		list := files[e.File.Path]
		if list == nil {
			list = &editList{}
			files[e.File.Path] = list
		}
		if e.Span.Start > e.Span.End || int(e.Span.End) > len(e.File.Source) || !list.insert(edit{int(e.Span.Start), int(e.Span.End), e.Text}) {
			for _, e := range f.Edits[:n] {
				files[e.File.Path].remove(edit{int(e.Span.Start), int(e.Span.End), e.Text})
			}
			return false
		}
	}
	return true
}

// editsOf returns the edits of the fixes of some findings, by path, in order.
func editsOf(findings []rules.Finding, taken []int) map[string][]edit {
	out := map[string][]edit{}
	for _, i := range taken {
		for _, e := range findings[i].Fix.Edits {
			out[e.File.Path] = append(out[e.File.Path], edit{int(e.Span.Start), int(e.Span.End), e.Text})
		}
	}
	for _, edits := range out {
		slices.SortFunc(edits, compareEdits)
	}
	return out
}

// An edit replaces the bytes from start to end of a text.
type edit struct {
	start, end int
	text       string
}

func compareEdits(a, b edit) int {
	return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end))
}

// overlap reports whether two edits touch the same bytes, or insert at the same
// place, where nobody could say which comes first.
func overlap(a, b edit) bool {
	if a.start == b.start && (a.start == a.end) == (b.start == b.end) {
		return true
	}
	return a.start < b.end && b.start < a.end
}

// editList is edits in order, none of which overlap.
type editList struct{ edits []edit }

// insert adds an edit unless it overlaps one that is there.
func (l *editList) insert(e edit) bool {
	i, _ := slices.BinarySearchFunc(l.edits, e, compareEdits)
	if i > 0 && overlap(l.edits[i-1], e) || i < len(l.edits) && overlap(l.edits[i], e) {
		return false
	}
	l.edits = slices.Insert(l.edits, i, e)
	return true
}

func (l *editList) remove(e edit) {
	if i, ok := slices.BinarySearchFunc(l.edits, e, compareEdits); ok {
		l.edits = slices.Delete(l.edits, i, i+1)
	}
}
