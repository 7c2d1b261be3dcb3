package report_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// files are the texts of a base by path.
type files map[string]string

func (fs files) load(t testing.TB) *facts.Base {
	t.Helper()
	overlay := map[string][]byte{}
	for name, text := range fs {
		overlay[name] = []byte(text)
	}
	b, err := facts.Load(context.Background(), facts.Options{Overlay: overlay})
	require.NoError(t, err)
	return b
}

// place returns where the nth occurrence of a text stands, counted from 0.
func place(t testing.TB, b *facts.Base, path, text string, nth int) facts.Place {
	t.Helper()
	for _, f := range b.Files {
		if f.Path != path {
			continue
		}
		at := 0
		for i := 0; ; i++ {
			j := bytes.Index(f.Source[at:], []byte(text))
			require.GreaterOrEqual(t, j, 0, "%s has no %q", path, text)
			at += j
			if i == nth {
				span := facts.Span{Start: uint32(at), End: uint32(at + len(text))}
				return facts.Place{File: f, Span: span, Fact: f.Holding(span.Start)}
			}
			at++
		}
	}
	require.Failf(t, "no such file", "the base has no %s", path)
	return facts.Place{}
}

// rule stands for one that the program may not have.
func rule(name string) *rules.Rule { return &rules.Rule{Name: name, Severity: rules.Warning} }

func write(t testing.TB, format string, in *report.Input) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, report.Write(&b, format, in))
	return b.String()
}
