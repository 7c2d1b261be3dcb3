package features

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/workspace"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

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
	case k.Lasting:
		return symbolClass
	case len(k.Acts) > 0 || k.Period != nil && k.Period.Date != vocabulary.None:
		return symbolEvent
	}
	return symbolKey
}

// outline lists the facts of a document.
func outline(sp *spot) (any, error) {
	nested := []wire.DocumentSymbol{}
	flat := []wire.SymbolInformation{}
	if sp.file == nil {
		return nested, nil
	}
	for i := range sp.file.Facts {
		f := &sp.file.Facts[i]
		whole := f.Extent()
		whole.End = whole.Start + uint32(len(strings.TrimRight(string(sp.file.Source[whole.Start:whole.End]), " \t\r\n")))
		start, end, _ := sp.Span(sp.file, whole)
		at, to, exact := sp.Span(sp.file, f.IDPlace().Span)
		if !exact || at < start || to > end {
			at, to = start, start
		}
		name := symbolName(f)
		nested = append(nested, wire.DocumentSymbol{Name: name, Detail: detail(f), Kind: symbolOf(f.Kind()), Range: sp.doc.Text.RangeOf(start, end), Select: sp.doc.Text.RangeOf(at, to)})
		flat = append(flat, wire.SymbolInformation{Name: name, Kind: symbolOf(f.Kind()), Container: f.Kind().Name, Location: wire.Location{URI: sp.doc.URI, Range: sp.doc.Text.RangeOf(start, end)}})
	}
	if sp.client().TextDocument.DocumentSymbol.Hierarchical {
		return nested, nil
	}
	return flat, nil
}

// symbolName is never empty, which clients do not take.
func symbolName(f *facts.Fact) string {
	if label := strings.TrimSpace(report.Visible(f.Label())); label != "" {
		return label
	}
	return "?"
}

func detail(f *facts.Fact) string {
	return report.Visible(strings.TrimSpace(f.Kind().Name + " " + wording.Cut(f.ID(), 80)))
}

// maxSymbols is how many facts are found at once.
const maxSymbols = 200

// findSymbols finds facts by their id or label in all bases.
func findSymbols(ws *workspace.Workspace, raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := wire.Decode[struct {
		Query string `json:"query"`
	}](raw)
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context) (any, error) {
		out := []wire.SymbolInformation{}
		query := strings.ToLower(p.Query)
		all, err := ws.Snapshots(ctx)
		if err != nil {
			return nil, err
		}
		for _, sn := range all {
			for i := range sn.Facts.Facts {
				f := &sn.Facts.Facts[i]
				if len(out) == maxSymbols {
					return out, nil
				}
				if i%1000 == 0 && ctx.Err() != nil {
					return nil, ctx.Err()
				}
				if contains(f.ID(), query) || contains(f.Label(), query) {
					out = append(out, wire.SymbolInformation{Name: symbolName(f), Kind: symbolOf(f.Kind()), Container: detail(f), Location: sn.Locate(f.IDPlace())})
				}
			}
		}
		return out, nil
	}, nil
}

// contains reports whether s contains a query, which is in lower case, in
// letters of any case.
func contains(s, query string) bool {
	return strings.Contains(strings.ToLower(s), query) // which is s itself for nearly every id
}
