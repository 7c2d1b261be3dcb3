package features

import (
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
)

// maxHint is how many code points of a label are shown after an id, and
// maxHints how many hints of one range.
const (
	maxHint  = 40
	maxHints = 2000
)

// hints shows after ids the labels of the facts that they name, where these
// say more.
func hints(sp *spot) (any, error) {
	p, err := wire.Decode[wire.RangeParams](sp.params)
	if err != nil {
		return nil, err
	}
	out := []wire.InlayHint{}
	if sp.file == nil {
		return out, nil
	}
	from, to := sp.doc.Text.Offset(p.Range.Start), sp.doc.Text.Offset(p.Range.End)
	last := uint32(0)
	for v := range sp.file.Refs {
		start, end, exact := sp.Span(sp.file, v.Span())
		named := v.Ref()
		if !exact || start < from || end > to || end == last || named == nil || sp.sameWords(named) {
			continue
		}
		last = end // one in [defaults] is at many facts
		out = append(out, wire.InlayHint{Position: sp.doc.Text.Position(end), Label: wording.Cut(report.Visible(named.Label()), maxHint), Left: true})
		if len(out) == maxHints {
			break
		}
	}
	return out, nil
}

// sameWords reports whether the label of a fact is its id in other letters.
func (sp *spot) sameWords(f *facts.Fact) bool {
	return plainWords(f.Label()) == plainWords(f.ID())
}

func plainWords(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9' || r >= 0x80:
			return r
		}
		return -1
	}, s)
}

// lenses shows above each fact with an id how often it is referred to.
func lenses(sp *spot) (any, error) {
	out := []wire.CodeLens{}
	if sp.file == nil {
		return out, nil
	}
	referrers := sp.Referrers()
	for i := range sp.file.Facts {
		f := &sp.file.Facts[i]
		start, end, exact := sp.Span(sp.file, f.Head())
		if f.ID() == "" || !exact {
			continue
		}
		n := 0
		for range referrers.To(f) {
			n++
		}
		l := wire.CodeLens{Range: sp.doc.Text.RangeOf(start, end)}
		l.Command.Title = wording.Count(n, "reference")
		out = append(out, l)
	}
	return out, nil
}
