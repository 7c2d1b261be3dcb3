package own_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/own"
)

// events is a base of n facts.
func events(t *testing.T, n int) *facts.Base {
	t.Helper()
	b := strings.Builder{}
	b.WriteString("[[place]]\nid = \"p\"\nname = \"P\"\n")
	for i := range n {
		fmt.Fprintf(&b, "[[event]]\nid = \"e%d\"\ntitle = \"T\"\nplace = \"p\"\n", i)
	}
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(b.String())}})
	require.NoError(t, err)
	return base
}

// cost is a rule about events that looks at every event as often as asked.
func cost(t *testing.T, name string, rounds int) *rules.Rule {
	t.Helper()
	assert := "false"
	for range rounds {
		assert = `count(refs_to(get("p")), .id == "U") > 0 || ` + assert
	}
	return rule(t, own.Declaration{Name: name, Kinds: []string{"event"}, Assert: assert, Message: "none is U"})
}

// findings runs rules and counts what each found, and those that were stopped.
func findings(t *testing.T, base *facts.Base, own []*rules.Rule, spent int64, jobs int) (found map[string]int, stopped int, taken int64) {
	t.Helper()
	var names []string
	for _, r := range own {
		names = append(names, r.Name)
	}
	r, err := engine.Run(t.Context(), base, engine.Settings{Own: own, Select: names, Jobs: jobs, Spent: spent})
	require.NoError(t, err)
	found = map[string]int{}
	for _, f := range r.Findings {
		if strings.Contains(f.Message, "was stopped") {
			stopped++
		} else {
			found[f.Rule.Name]++
		}
	}
	return found, stopped, r.Spent - spent
}

// ofRun is what the rules over all bases of a run may take together.
const ofRun = 30_000_000

// TestManyCostlyRules take no more together than one.
func TestManyCostlyRules(t *testing.T) {
	base := events(t, 2000)
	const left = 1_000_000 // by other bases
	for _, n := range []int{1, 200} {
		var all []*rules.Rule
		for i := range n {
			all = append(all, cost(t, fmt.Sprint("house-", i), 5))
		}
		found, stopped, taken := findings(t, base, all, ofRun-left, 2)
		assert.Empty(t, found)
		assert.Equal(t, n, stopped)
		assert.LessOrEqual(t, taken, int64(left))
		found, stopped, taken = findings(t, base, all, ofRun, 2)
		assert.Empty(t, found)
		assert.Equal(t, n, stopped)
		assert.Zero(t, taken, "more than what the base has by its size")
	}
}

// TestCostlyRuleAmongCheapOnes has what the others leave, however many they are.
func TestCostlyRuleAmongCheapOnes(t *testing.T) {
	const n = 500
	base := events(t, n)
	all := []*rules.Rule{cost(t, "house-costly", 1)}
	alone, stopped, least := findings(t, base, all, 0, 1)
	require.Equal(t, map[string]int{"house-costly": n}, alone)
	require.Greater(t, least, int64(ofRun/100), "of a hundred rules in equal shares")
	require.Zero(t, stopped)
	for i := range 99 {
		all = append(all, rule(t, own.Declaration{Name: fmt.Sprint("house-cheap-", i), Kinds: []string{"event"}, Assert: `fact.title == "T"`, Message: "m"}))
	}
	for _, jobs := range []int{1, 4} {
		found, stopped, taken := findings(t, base, all, 0, jobs)
		assert.Equal(t, alone, found)
		assert.Zero(t, stopped)
		assert.Greater(t, taken, least)
		assert.LessOrEqual(t, taken, int64(ofRun))
	}
	all = append(all, cost(t, "house-dear", 100))
	found, stopped, _ := findings(t, base, all, ofRun-5*least, 2)
	assert.Equal(t, alone, found, "what is stopped keeps nothing from the others")
	assert.Equal(t, 1, stopped)
}
