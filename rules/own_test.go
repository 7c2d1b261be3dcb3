package rules_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

const threeEvents = `[[event]]
title = "first"

# factlint: ignore[house-title] -- it is the name of a film
[[event]]
title = "second"

[[event]]
title = "third"
`

// houseTitle is a rule of a base: it dislikes every title, and takes as many steps a fact as asked.
func houseTitle(steps int64) *rules.Rule {
	return &rules.Rule{
		Name: "house-title", Severity: rules.Warning, Metered: true,
		Kinds: func(k *vocabulary.Kind) bool { return k.Name == "event" },
		Fact: func(p *rules.Pass, f *facts.Fact) {
			if p.Left() >= 0 {
				p.Spend(steps)
				p.Report(rules.Finding{Message: f.Label() + " has a title", Place: f.Place()})
			}
		},
	}
}

func ownFindings(t *testing.T, s engine.Settings) []string {
	t.Helper()
	r, err := engine.Run(context.Background(), load(t, map[string]string{"f.toml": threeEvents}), s)
	require.NoError(t, err)
	var out []string
	for _, f := range r.Findings {
		out = append(out, fmt.Sprintf("%s %s: %s", f.Severity, f.Rule.Name, f.Message))
	}
	return out
}

func TestOwnRules(t *testing.T) {
	own := []*rules.Rule{houseTitle(10_000_000)}
	for _, x := range []struct {
		name     string
		settings engine.Settings
		want     []string
	}{
		{"runs and is silenced", engine.Settings{Own: own}, []string{"warning house-title: first has a title", "warning house-title: third has a title"}},
		{"by its group", engine.Settings{Own: own, Rules: map[string]engine.Setting{"house": {Severity: rules.Error}}}, []string{"error house-title: first has a title", "error house-title: third has a title"}},
		{"ignored", engine.Settings{Own: own, Ignore: []string{"house-title"}}, nil},
		{"selected", engine.Settings{Own: own, Select: []string{"house"}}, []string{"warning house-title: first has a title", "warning house-title: third has a title"}},
		{"unknown to other bases", engine.Settings{}, []string{"error ignore-unknown: there is no rule or group \"house-title\", so this comment silences nothing"}},
		{"stopped", engine.Settings{Own: []*rules.Rule{houseTitle(10_001_000)}}, []string{"warning house-title: the rule house-title takes more than 30 000 000 steps over this base, so it was stopped and says nothing of any fact; narrow what it looks at, first of all in its lists of facts"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			got := ownFindings(t, x.settings)
			assert.Equal(t, x.want, got)
		})
	}
}
