package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
)

type inlayHint struct {
	Position position `json:"position"`
	Label    string   `json:"label"`
	Left     bool     `json:"paddingLeft"`
}

type codeLens struct {
	Range   textRange `json:"range"`
	Command struct {
		Title   string `json:"title"`
		Command string `json:"command"`
	} `json:"command"`
}

// maxHint is how many code points of a label are shown behind an id, and
// maxHints how many hints of one range.
const (
	maxHint  = 40
	maxHints = 2000
)

// hints shows behind ids the labels of the facts that they name, where these
// say more.
func (s *server) hints(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := decode[rangeParams](raw)
	if err != nil {
		return nil, err
	}
	return s.inDocument(p.Document.URI, func(sp *spot) (any, error) {
		out := []inlayHint{}
		if sp.file == nil {
			return out, nil
		}
		from, to := sp.doc.text.offset(p.Range.Start), sp.doc.text.offset(p.Range.End)
		last := uint32(0)
		for v := range sp.file.Refs {
			start, end, exact := sp.span(sp.file, v.Span())
			named := v.Ref()
			if !exact || start < from || end > to || end == last || named == nil || sp.sameWords(named) {
				continue
			}
			last = end // one in [defaults] stands at many facts
			out = append(out, inlayHint{sp.doc.text.position(end), wording.Cut(visible(named.Label()), maxHint), true})
			if len(out) == maxHints {
				break
			}
		}
		return out, nil
	})
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
func (s *server) lenses(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := decode[positionParams](raw)
	if err != nil {
		return nil, err
	}
	return s.inDocument(p.Document.URI, func(sp *spot) (any, error) {
		out := []codeLens{}
		if sp.file == nil {
			return out, nil
		}
		referrers := sp.referrers()
		for i := range sp.file.Facts {
			f := &sp.file.Facts[i]
			start, end, exact := sp.span(sp.file, f.Head())
			if f.ID() == "" || !exact {
				continue
			}
			n := 0
			for range referrers.To(f) {
				n++
			}
			l := codeLens{Range: sp.doc.text.rangeOf(start, end)}
			if l.Command.Title = fmt.Sprintf("%d references", n); n == 1 {
				l.Command.Title = "1 reference"
			}
			out = append(out, l)
		}
		return out, nil
	})
}
