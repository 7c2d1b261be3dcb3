package report

import (
	"bufio"
	"io"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/rules"
)

// WriteMistakes writes mistakes in the file shown as path, whose text is src,
// as the text format writes errors, but without a rule and without counts.
func WriteMistakes(w io.Writer, path string, src []byte, ms []declaration.Mistake, o Options) error {
	t := newText(bufio.NewWriter(w), o)
	in := newSource(path, src)
	for i, m := range ms {
		if i > 0 && !t.Quiet {
			t.WriteByte('\n')
		}
		t.finding(&finding{
			Finding: &rules.Finding{Severity: rules.Error, Message: m.Message},
			at:      in.place(m.Span, nil),
		})
	}
	return t.Flush()
}
