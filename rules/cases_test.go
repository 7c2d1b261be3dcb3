package rules_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/want"
)

// A ruleCase is a fact file in which comments name the findings that are
// wanted, and all that are.
type ruleCase struct {
	name  string
	text  string
	kinds string // own kinds, as in factlint.toml
	today string // "" for none
	local bool   // clock = "local"
}

// pairsOnly are the rules of dates that judge one fact or two.
var pairsOnly = []string{"date-invalid", "date-period", "date-order", "date-lifetime", "date-stale", "fact-value"}

// unmet returns where findings differ from what comments want, a line each.
func unmet(base *facts.Base, found []rules.Finding) string {
	lines, _ := want.Differences(base, found, func(f *facts.File, offset uint32) string {
		return fmt.Sprintf("%s:%d", f.Path, toml.NewLines(f.Source).Line(offset))
	})
	return strings.Join(lines, "\n")
}

// runCases runs some rules over each case.
func runCases(t *testing.T, selected []string, cases []ruleCase) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			base, found := findingsOf(t, selected, c)
			assert.Empty(t, unmet(base, found))
		})
	}
}

func findingsOf(t testing.TB, selected []string, c ruleCase) (*facts.Base, []rules.Finding) {
	t.Helper()
	s := engine.Settings{Select: selected}
	if c.today != "" {
		d, err := edtf.ParseTOML(c.today)
		require.NoError(t, err)
		s.Today = &d
	}
	o := facts.Options{Overlay: map[string][]byte{"facts.toml": []byte(c.text)}, LocalClock: c.local}
	if c.kinds != "" {
		o.Vocabulary = kindsOf(t, []byte(c.kinds))
	}
	base, err := facts.Load(context.Background(), o)
	require.NoError(t, err)
	r, err := engine.Run(context.Background(), base, s)
	require.NoError(t, err)
	return base, r.Findings
}

// kindsOf returns the vocabulary with the kinds that a factlint.toml declares.
func kindsOf(t testing.TB, config []byte) *vocabulary.Vocabulary {
	t.Helper()
	return factstest.Kinds(string(config))
}

// realData returns a folder of the data from elsewhere; without it the test is skipped.
func realData(t *testing.T, name string) string {
	t.Helper()
	root := os.Getenv("FACTLINT_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "shared", "data")
	}
	dir := filepath.Join(root, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no data from elsewhere: set FACTLINT_DATA to its folder")
	}
	return dir
}

// TestRealData runs the rules of dates, quantities and sources over data that is
// known to hold no error of theirs.
func TestRealData(t *testing.T) {
	for _, name := range []string{"us-executive", "worldbank", "caucasus"} {
		t.Run(name, func(t *testing.T) {
			base, err := facts.Load(context.Background(), facts.Options{Files: disk.Files{}, Root: realData(t, name)})
			require.NoError(t, err)
			r, err := engine.Run(context.Background(), base, engine.Settings{Select: append([]string{"quantity", "source-anachronism"}, pairsOnly...)})
			require.NoError(t, err)
			for _, f := range r.Findings {
				assert.NotEqual(t, rules.Error, f.Severity, "%s: %s", f.Rule.Name, f.Message)
			}
		})
	}
}
