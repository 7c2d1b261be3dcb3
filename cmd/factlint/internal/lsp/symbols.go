package lsp

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// documentSymbol is a fact in the outline of a document.
type documentSymbol struct {
	Name   string    `json:"name"`
	Detail string    `json:"detail,omitempty"`
	Kind   int       `json:"kind"`
	Range  textRange `json:"range"`
	Select textRange `json:"selectionRange"`
}

// symbolInformation is a fact of the workspace.
type symbolInformation struct {
	Name      string   `json:"name"`
	Kind      int      `json:"kind"`
	Container string   `json:"containerName,omitempty"`
	Location  location `json:"location"`
}

// The kinds of symbols that facts are shown as, by the roles of their kinds:
// clients have icons for these alone.
const (
	symbolNamespace = 3
	symbolClass     = 5
	symbolInterface = 11
	symbolNumber    = 16
	symbolKey       = 20
	symbolEvent     = 24
)

func symbolOf(k *vocabulary.Kind) int {
	switch {
	case k.Source != nil:
		return symbolNamespace
	case k.Quantity != nil:
		return symbolNumber
	case k.Tenure != nil:
		return symbolInterface
	case len(k.Acts) > 0 || k.Period != nil && k.Period.Date != vocabulary.None && k.FieldIndex("name") == vocabulary.None:
		return symbolEvent
	case k.FieldIndex("name") != vocabulary.None:
		return symbolClass
	}
	return symbolKey
}

// outline lists the facts of a document.
func (s *server) outline(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := decode[positionParams](raw)
	if err != nil {
		return nil, err
	}
	return s.inDocument(p.Document.URI, func(sp *spot) (any, error) {
		nested := []documentSymbol{}
		flat := []symbolInformation{}
		if sp.file == nil {
			return nested, nil
		}
		for i := range sp.file.Facts {
			f := &sp.file.Facts[i]
			whole := facts.Span{Start: f.Head().Start, End: uint32(len(sp.file.Source))}
			if i+1 < len(sp.file.Facts) {
				whole.End = sp.file.Facts[i+1].Head().Start
			}
			whole.End = whole.Start + uint32(len(strings.TrimRight(string(sp.file.Source[whole.Start:whole.End]), " \t\r\n")))
			start, end, _ := sp.span(sp.file, whole)
			at, to, exact := sp.span(sp.file, f.IDPlace().Span)
			if !exact || at < start || to > end {
				at, to = start, start
			}
			name := symbolName(f)
			nested = append(nested, documentSymbol{name, detail(f), symbolOf(f.Kind()), sp.doc.text.rangeOf(start, end), sp.doc.text.rangeOf(at, to)})
			flat = append(flat, symbolInformation{name, symbolOf(f.Kind()), f.Kind().Name, location{sp.doc.uri, sp.doc.text.rangeOf(start, end)}})
		}
		if s.client.TextDocument.DocumentSymbol.Hierarchical {
			return nested, nil
		}
		return flat, nil
	})
}

// symbolName is never empty, which clients do not take.
func symbolName(f *facts.Fact) string {
	if label := strings.TrimSpace(visible(f.Label())); label != "" {
		return label
	}
	return "?"
}

func detail(f *facts.Fact) string {
	return visible(strings.TrimSpace(f.Kind().Name + " " + wording.Cut(f.ID(), 80)))
}

// maxSymbols is how many facts are found at once.
const maxSymbols = 200

// findSymbols finds facts by their id or label in all bases.
func (s *server) findSymbols(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := decode[struct {
		Query string `json:"query"`
	}](raw)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (any, error) {
		out := []symbolInformation{}
		query := strings.ToLower(p.Query)
		for _, b := range s.bases.sorted {
			sn, err := b.at(ctx, 0)
			if err != nil {
				return nil, err
			}
			for i := range sn.facts.Facts {
				f := &sn.facts.Facts[i]
				if len(out) == maxSymbols {
					return out, nil
				}
				if i%1000 == 0 && ctx.Err() != nil {
					return nil, ctx.Err()
				}
				if contains(f.ID(), query) || contains(f.Label(), query) {
					out = append(out, symbolInformation{symbolName(f), symbolOf(f.Kind()), detail(f), sn.locate(f.IDPlace())})
				}
			}
		}
		return out, nil
	}, nil
}

// contains reports whether s contains a query, which is in lower case, in
// letters of any case.
func contains(s, query string) bool {
	return strings.Contains(s, query) || !isLower(s) && strings.Contains(strings.ToLower(s), query)
}

// isLower reports whether s is the same in lower case; nearly every id is.
func isLower(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x80 || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}
