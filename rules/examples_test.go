package rules_test

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// load reads a base from texts by file name.
func load(t testing.TB, files map[string]string) *facts.Base {
	t.Helper()
	overlay := map[string][]byte{}
	for name, text := range files {
		overlay[name] = []byte(text)
	}
	b, err := facts.Load(context.Background(), facts.Options{Overlay: overlay})
	require.NoError(t, err)
	return b
}

// run runs all rules, those that are off too, over one file.
func run(t testing.TB, r *rules.Rule, text string) []rules.Finding {
	t.Helper()
	s := engine.Settings{Rules: map[string]engine.Setting{}}
	if r.Off {
		s.Rules[r.Name] = engine.Setting{Severity: r.Severity}
	}
	if strings.Contains(r.Config, "today") {
		d, err := edtf.ParseTOML("2022-06-01")
		require.NoError(t, err)
		s.Today = &d
	}
	o := facts.Options{Overlay: map[string][]byte{"facts." + cmp.Or(r.Format, "toml"): []byte(text)}}
	if r.Format != "" {
		o.Records = recordsOf(t, "", r.Config, vocabulary.Builtin())
	}
	base, err := facts.Load(context.Background(), o)
	require.NoError(t, err)
	res, err := engine.Run(context.Background(), base, s)
	require.NoError(t, err)
	return res.Findings
}

func describe(fs []rules.Finding) string {
	var b strings.Builder
	for _, f := range fs {
		p := toml.NewLines(f.Place.File.Source).Position(f.Place.Span.Start)
		fmt.Fprintf(&b, "%d:%d %s: %s [%s]\n", p.Line, p.Column, f.Severity, f.Message, f.Rule.Name)
		for _, n := range f.Related {
			p := toml.NewLines(n.File.Source).Position(n.Span.Start)
			fmt.Fprintf(&b, "    %d:%d %s\n", p.Line, p.Column, n.Words)
		}
	}
	return b.String()
}

// TestExamples runs every rule's own page: exactly the rule speaks on its bad
// example, and all rules are silent on the good one.
func TestExamples(t *testing.T) {
	for _, r := range rules.All() {
		t.Run(r.Name, func(t *testing.T) {
			bad := run(t, r, r.Bad)
			assert.NotEmpty(t, bad, "silent on its bad example:\n%s", r.Bad)
			for _, f := range bad {
				assert.Equal(t, r.Name, f.Rule.Name, "who speaks on the bad example:\n%s", describe(bad))
			}
			t.Log("\n" + describe(bad))
			assert.Empty(t, describe(run(t, r, r.Good)), "speaks on the good example")
		})
	}
}
