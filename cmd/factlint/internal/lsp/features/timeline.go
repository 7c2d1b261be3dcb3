package features

import (
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/picture"
)

// timeline draws the base of a document, with its contradictions in red. It is not part of
// the protocol: a client that can show a picture beside the text asks for it as
// factlint/timeline, with the document and the width in pixels.
func timeline(sp *spot) (any, error) {
	p, err := wire.Decode[struct {
		Width int `json:"width"`
	}](sp.params)
	if err != nil {
		return nil, err
	}
	drawn, err := picture.New(sp.ctx, sp.Facts, picture.Options{Title: "Timeline", Width: p.Width, Findings: sp.Findings, Today: sp.Today()})
	if err != nil {
		return nil, err
	}
	var out struct {
		SVG string `json:"svg,omitempty"`
		Why string `json:"why,omitempty"` // there is nothing to draw
	}
	if drawn.Empty() {
		out.Why = drawn.Why()
		return out, nil
	}
	var svg strings.Builder
	err = drawn.WriteSVG(&svg)
	out.SVG = svg.String()
	return out, err
}
