package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/cmd/factlint/internal/show"
)

// shown is what show prints, in the layout of its JSON. The number of the
// schema grows when a field changes its meaning or goes away, not when one is
// added. Lists are never null.
type shown struct {
	Schema     int          `json:"schema"`
	Consistent bool         `json:"consistent"` // no facts contradict each other in time, so every bound is the tightest
	Facts      []*show.Fact `json:"facts"`
}

// writeJSON writes one object, indented. Beyond what JSON asks for it escapes
// every character that must not reach a terminal or a log raw.
func (s *shown) writeJSON(w io.Writer) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(s); err != nil {
		return err
	}
	out := make([]byte, 0, b.Len())
	for src := b.Bytes(); len(src) > 0; {
		r, size := utf8.DecodeRune(src)
		if r >= 0x7f && report.Visible(string(src[:size])) != string(src[:size]) {
			for _, u := range utf16.Encode([]rune{r}) {
				out = fmt.Appendf(out, `\u%04x`, u)
			}
		} else {
			out = append(out, src[:size]...)
		}
		src = src[size:]
	}
	_, err := w.Write(out)
	return err
}
