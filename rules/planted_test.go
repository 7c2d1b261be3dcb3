package rules_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// A plant is facts that contradict each other, but not without any one of them.
type plant struct {
	rule  string
	facts []string // as TOML
	bare  []string // facts that are needed to write them, but say nothing
	named []string // ids of what a finding must name
}

// A gardener grows plants: number is told apart in all ids.
type gardener struct {
	number int
	p      plant
}

func (g *gardener) id(name string) string { return fmt.Sprintf("planted-%d-%s", g.number, name) }

// add writes a fact that takes part. In the text, @name is the id of another.
func (g *gardener) add(kind, name, text string) {
	g.p.named = append(g.p.named, g.id(name))
	g.p.facts = append(g.p.facts, g.fact(kind, name, text))
}

// need writes a fact that only has to exist.
func (g *gardener) need(kind, name, text string) {
	g.p.bare = append(g.p.bare, g.fact(kind, name, text))
}

func (g *gardener) fact(kind, name, text string) string {
	label := "name"
	if kind == "event" || kind == "source" {
		label = "title"
	}
	out := fmt.Sprintf("[[%s]]\nid = %q\n", kind, g.id(name))
	if kind != "tenure" && kind != "membership" {
		out += fmt.Sprintf("%s = \"Planted %s no. %d\"\n", label, name, g.number)
	}
	return out + strings.ReplaceAll(text, "@", fmt.Sprintf("planted-%d-", g.number)) + "\n"
}

// chain adds events without dates, so many, through which something known of
// the first, e0, is known of the last. The first has the text; the others
// are tied in all ways in turn.
func (g *gardener) chain(length int, text string) {
	last := "e0"
	for i := range length - 1 {
		next := fmt.Sprintf("e%d", i+1)
		switch (i + g.number) % 5 {
		case 0:
			g.add("event", last, text+"before = \"@"+next+"\"")
			text = ""
		case 1:
			g.add("event", last, text)
			text = "after = \"@" + last + "\"\n"
		case 2:
			g.add("event", last, text+"during = \"@"+next+"\"")
			text = ""
		case 3:
			g.add("event", last, text+"before = { id = \"@"+next+"\", at_least = \"2m\" }")
			text = ""
		default: // the next ended at most so many days before this
			g.add("event", last, text+"after = { id = \"@"+next+"\", at_most = \"20d\" }")
			text = ""
		}
		last = next
	}
	g.add("event", last, text)
}

// until is chain, but for its last event it is known when it begins too.
func (g *gardener) until(length int, text string) {
	if length == 1 {
		g.chain(1, text)
		return
	}
	g.chain(length-1, text)
	g.more("before = \"@e\"")
	g.add("event", "e", "")
}

// more adds lines to the fact added last.
func (g *gardener) more(text string) {
	i := len(g.p.facts) - 1
	g.p.facts[i] = strings.TrimSuffix(g.p.facts[i], "\n") + strings.ReplaceAll(text, "@", fmt.Sprintf("planted-%d-", g.number)) + "\n\n"
}

// pairs are contradictions of two facts, each with its own rule.
var pairs = []func(g *gardener){
	func(g *gardener) {
		g.p.rule = "date-order"
		g.add("event", "a", "date = 2004-05-06\nbefore = \"@b\"")
		g.add("event", "b", "date = \"2002~\"")
	},
	func(g *gardener) {
		g.p.rule = "date-order"
		g.add("event", "a", "after = { id = \"@b\", at_least = \"1y\" }")
		g.add("event", "b", "after = \"@a\"")
	},
	func(g *gardener) {
		g.p.rule = "date-lifetime"
		g.add("person", "a", "died = 1960")
		g.add("event", "b", "date = \"1961-02\"\nparticipants = \"@a\"")
	},
	func(g *gardener) {
		g.p.rule = "tenure-outside"
		g.need("person", "p", "")
		g.need("office", "o", "")
		g.add("tenure", "a", "person = \"@p\"\noffice = \"@o\"\nstart = 1990\nend = 1995")
		g.add("event", "b", "date = 1996\nby = { person = \"@p\", as = \"@o\" }")
	},
	func(g *gardener) {
		g.p.rule = "source-anachronism"
		g.add("source", "a", "published = 1980-01-01")
		g.add("event", "b", "date = 1981\nsource = \"@a\"")
	},
}

// chains are contradictions of some three to eight facts.
var chains = []func(g *gardener, size int){
	func(g *gardener, size int) { // between two dates
		g.chain(size-1, "date = 2004-05-06\n")
		g.more("before = \"@z\"")
		g.add("event", "z", "date = 2003")
	},
	func(g *gardener, size int) { // until after a term of office that the base has
		g.chain(size-1, "date = 2004-05-06\n")
		term := fmt.Sprintf("term-%d-%d-%d", g.number%8, g.number/8%3, g.number/24%2)
		g.more(fmt.Sprintf("during = %q", term))
		g.p.named = append(g.p.named, term)
	},
	func(g *gardener, size int) { // somebody acts who was dead by then
		g.chain(size-1, "date = 2004-05-06\n")
		g.more("by = \"@z\"")
		g.add("person", "z", "born = 1900\ndied = \"2003-12\"")
	},
	func(g *gardener, size int) { // an act in a term of office that was over
		g.need("person", "p", "")
		g.need("office", "o", "")
		g.until(size-2, "date = 2004-05-06\n")
		g.more("by = { person = \"@p\", as = \"@o\" }")
		g.add("tenure", "t", "person = \"@p\"\noffice = \"@o\"\nbefore = \"@z\"")
		g.add("event", "z", "date = 2003")
	},
	func(g *gardener, size int) { // somebody joins what was no more
		g.need("person", "p", "")
		g.chain(size-2, "date = 2004-05-06\n")
		g.more("before = \"@m\"")
		g.add("membership", "m", "person = \"@p\"\norganization = \"@z\"")
		g.add("organization", "z", "existed = \"1900/2003-12\"")
	},
	func(g *gardener, size int) { // in a circle
		if size < 4 {
			size = 4 // or two of them might do
		}
		for i := range size {
			g.add("event", fmt.Sprint("e", i), fmt.Sprintf("before = \"@e%d\"", (i+1)%size))
		}
	},
	func(g *gardener, _ int) { // one seat, and terms bounded by acts
		g.p.rule = "tenure-overlap"
		g.need("office", "o", "seats = 1")
		for i, p := range []string{"p", "q"} {
			g.need("person", p, "")
			g.add("tenure", "t"+p, "person = \"@"+p+"\"\noffice = \"@o\"\nend = \"1985/2015\"")
			g.add("event", "a"+p, fmt.Sprintf("date = %d\nby = { person = \"@%s\", as = \"@o\" }", 1990+5*i, p))
		}
		g.add("event", "x", "during = \"@tp\"\nafter = \"@z\"")
		g.add("event", "z", "date = 1997")
	},
}

func grow(number int) plant {
	g := &gardener{number: number}
	if number%4 == 0 {
		pairs[number/4%len(pairs)](g)
	} else {
		g.p.rule = "date-contradiction"
		chains[number%len(chains)](g, 3+number%6)
	}
	return g.p
}

const planted = 90 // fewer than are reported at once

// TestPlanted plants contradictions in bases where nothing contradicts anything
// else, over several files: each must be found, by the right rule, with
// exactly its facts, and almost nothing else.
func TestPlanted(t *testing.T) {
	sizes := []int{1e3, 1e4, 1e5}
	if testing.Short() {
		sizes = sizes[:2]
	}
	for _, n := range sizes {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			files := factstest.Generate(n)
			require.Empty(t, describe(runOn(t, files)), "on the clean base")
			plants := make([]plant, planted)
			for i := range plants {
				plants[i] = grow(i)
			}
			found := runOn(t, sow(files, plants))
			extra := len(found)
			for i, p := range plants {
				slices.Sort(p.named)
				at := slices.IndexFunc(found, func(f rules.Finding) bool {
					got := namedIn(&f)
					slices.Sort(got)
					return f.Rule.Name == p.rule && slices.Equal(got, p.named)
				})
				if at < 0 {
					assert.Failf(t, "not found", "no. %d, %s of %d facts:\n%s%s", i, p.rule, len(p.named), strings.Join(p.facts, ""), about(found, p.named))
					continue
				}
				extra--
			}
			assert.LessOrEqual(t, extra, planted/100, "findings too many of\n%s", describe(found))
		})
	}
}

// about describes the findings that name one of some facts.
func about(found []rules.Finding, ids []string) string {
	return describe(slices.DeleteFunc(slices.Clone(found), func(f rules.Finding) bool {
		return !slices.ContainsFunc(namedIn(&f), func(id string) bool { return slices.Contains(ids, id) })
	}))
}

// sow adds the facts of plants to files, each to another.
func sow(files map[string][]byte, plants []plant) map[string][]byte {
	out := maps.Clone(files)
	paths := slices.Sorted(maps.Keys(files))
	r := rand.New(rand.NewPCG(3, 3))
	for _, p := range plants {
		for _, f := range slices.Concat(p.facts, p.bare) {
			path := paths[r.IntN(len(paths))]
			out[path] = append(slices.Clip(out[path]), "\n"+f...)
		}
	}
	return out
}

func runOn(t *testing.T, files map[string][]byte) []rules.Finding {
	t.Helper()
	base, err := facts.Load(context.Background(), facts.Options{Overlay: files})
	require.NoError(t, err)
	res, err := engine.Run(context.Background(), base, engine.Settings{})
	require.NoError(t, err)
	return res.Findings
}
