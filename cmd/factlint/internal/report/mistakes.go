package report

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/rules"
)

// WriteMistakes writes mistakes in the file shown as path, whose text is src,
// as the text format writes errors, but without a rule and without counts.
func WriteMistakes(w io.Writer, path string, src []byte, ms []declaration.Mistake, o Options) error {
	t := newText(bufio.NewWriter(w), o)
	in := &source{path, src, toml.NewLines(src)}
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

// A Misconfigured file of a configuration has mistakes.
type Misconfigured struct {
	Path, RepositoryPath string // as of a fact file
	Source               []byte
	Mistakes             []declaration.Mistake
}

// configuration stands for the rule in what is said of mistakes in factlint.toml
// and the files it extends.
var configuration = &rules.Rule{
	Name: "configuration", Severity: rules.Error,
	Summary: "A mistake in factlint.toml or in a file that it extends.",
	Why:     "Nothing is linted with a configuration that cannot be understood: what it switches off would be reported, and what it declares would be missing.",
}

// findings returns the mistakes as findings, for the formats that have no other
// form for them.
func (m *Misconfigured) findings(hosted bool) []finding {
	path := m.Path
	if hosted {
		path = m.RepositoryPath
	}
	in := &source{path, m.Source, toml.NewLines(m.Source)}
	out := make([]finding, len(m.Mistakes))
	for i, mistake := range m.Mistakes {
		sum := sha256.Sum256([]byte(configuration.Name + "\x00" + m.RepositoryPath + "\x00" + mistake.Message))
		out[i] = finding{
			Finding: &rules.Finding{Rule: configuration, Severity: rules.Error, Message: mistake.Message, Fingerprint: hex.EncodeToString(sum[:16])},
			at:      in.place(mistake.Span, nil),
		}
	}
	return out
}
