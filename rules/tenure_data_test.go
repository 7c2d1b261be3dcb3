package rules_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// realBase loads a base from the data from elsewhere.
func realBase(t *testing.T, name string) *facts.Base {
	t.Helper()
	b, err := facts.Load(context.Background(), facts.Options{Files: disk.Files{}, Root: realData(t, name)})
	require.NoError(t, err)
	return b
}

func tenureFindings(t testing.TB, b *facts.Base, selected ...string) []rules.Finding {
	t.Helper()
	res, err := engine.Run(context.Background(), b, engine.Settings{Select: selected})
	require.NoError(t, err)
	return res.Findings
}

func TestTenuresOfUSExecutive(t *testing.T) {
	for _, f := range tenureFindings(t, realBase(t, "us-executive"), "tenure") {
		assert.NotEqual(t, rules.Error, f.Severity, "a false alarm:\n%s", describe([]rules.Finding{f}))
	}
}

// TestVacanciesOfUSExecutive says that all vice presidents are listed: it had 18
// vacancies, of which the shortest lasted 57 days.
func TestVacanciesOfUSExecutive(t *testing.T) {
	text := map[string]string{}
	for _, f := range realBase(t, "us-executive").Files {
		text[f.Path] = strings.ReplaceAll(string(f.Source), "seats = 1", "seats = 1\ncomplete = true")
	}
	fs := tenureFindings(t, load(t, text), "tenure-gap")
	assert.Len(t, fs, 18, describe(fs))
}

func TestTenuresOfCaucasus(t *testing.T) {
	pairs := 0
	for _, f := range tenureFindings(t, realBase(t, "caucasus"), "tenure") {
		switch {
		case f.Rule.Name == "tenure-overlap":
			for _, n := range f.Related {
				if n.Fact != f.Place.Fact {
					pairs++
				}
			}
			t.Log("\n" + describe([]rules.Finding{f}))
		case f.Severity == rules.Error:
			assert.Fail(t, "a false alarm", describe([]rules.Finding{f}))
		}
	}
	assert.Equal(t, 7, pairs, "certain overlaps")
}
