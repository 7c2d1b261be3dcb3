package lsp

// hover says what is known of what stands at a spot.
func (s *server) hover(sp *spot) (any, error) {
	id, span, ok := sp.id()
	if !ok {
		return nil, nil
	}
	facts := sp.withID(id)
	if len(facts) == 0 {
		return nil, nil
	}
	start, end, _ := sp.span(sp.file, span)
	at := sp.doc.text.rangeOf(start, end)
	return hoverResult{markup{"markdown", facts[0].Label()}, &at}, nil
}
