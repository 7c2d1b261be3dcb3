package rules_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// measured are facts with numbers and times of all sorts: open sides, nobody,
// negative ones, huge ones, groups, parts, figures without a date, and an office
// that stood empty.
func measured() []string {
	all := []string{
		"[[place]]\nid = \"w\"\nname = \"W\"\narea = 1e300\n", "[[place]]\nid = \"p\"\nname = \"P\"\npart_of = \"w\"\narea = 0.5\n",
		"[[place]]\nid = \"q\"\nname = \"Q\"\npart_of = \"w\"\narea = 0\n", "[[source]]\nid = \"s\"\ntitle = \"S\"\n",
		"[[office]]\nid = \"o\"\nname = \"O\"\ncomplete = true\n", "[[person]]\nid = \"a\"\nname = \"A\"\n", "[[person]]\nid = \"b\"\nname = \"B\"\n",
		"[[tenure]]\nperson = \"a\"\noffice = \"o\"\nstart = 2000\nend = 2001-01-01\n", "[[tenure]]\nperson = \"b\"\noffice = \"o\"\nstart = 2001-01-03\nend = 2010\n",
		"[[tenure]]\nperson = \"a\"\noffice = \"o\"\nstart = 2013-05-05\n",
	}
	for _, kind := range []string{"population", "balance"} {
		for _, place := range []string{"w", "p", "q"} {
			for _, at := range []string{"", "as_of = 2010\n", "as_of = 2011-02-03\nsource = \"s\"\n", "as_of = \"..\"\n"} {
				for i, number := range []string{"value = 0", "min = 5", "max = 7", "min = 8\nmax = 9_000_000_000", "value = 100\ngroup = \"G\"", "value = -3", "value = 1.5e308"} {
					if i > 4 && kind == "population" || len(at) > 15 && i == 3 {
						continue
					}
					all = append(all, "[["+kind+"]]\nid = \""+fmt.Sprint("no-", len(all))+"\"\nplace = \""+place+"\"\n"+at+number+"\n")
				}
			}
		}
	}
	return all
}

const balances = `
[kind.balance]
quantity = { of = "place", at = "as_of", value = "value", min = "min", max = "max", part_of = "part_of", group = "group" }
[kind.balance.field]
place = { type = "ref", to = ["place"] }
as_of = { type = "date" }
value = { type = "number" }
min = { type = "number" }
max = { type = "number" }
group = { type = "string" }
`

// TestOptionsAtTheirEnds sets every option of every rule to the least and the
// greatest that it takes: what is found is in words that people read, does not
// depend on the order of the facts, and is no more where more is allowed.
func TestOptionsAtTheirEnds(t *testing.T) {
	texts := measured()
	shuffled := slices.Clone(texts)
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	found := func(texts []string, r *rules.Rule, options map[string]float64) []string {
		o := facts.Options{Overlay: map[string][]byte{"facts.toml": []byte(strings.Join(texts, "\n"))}, Vocabulary: kindsOf(t, []byte(balances))}
		base, err := facts.Load(context.Background(), o)
		require.NoError(t, err)
		res, err := engine.Run(context.Background(), base, engine.Settings{Select: []string{r.Name}, Rules: map[string]engine.Setting{r.Name: {Options: options}}})
		require.NoError(t, err)
		var out []string
		for i := range res.Findings {
			for _, part := range res.Findings[i].Contradictions() {
				assert.NotRegexp(t, `(?i)\b(nan|inf)\b|[+-]inf`, part.Message, "%s with %v", r.Name, options)
				out = append(out, part.Fingerprint)
			}
		}
		slices.Sort(out)
		return out
	}
	for _, r := range rules.All() {
		for _, o := range r.Options {
			ends := []float64{0, math.SmallestNonzeroFloat64, o.Value(), math.MaxFloat64}
			if _, isDuration := o.Default.(string); isDuration {
				_, longest, _ := types.ParseDuration("9999999y")
				ends = []float64{0, 1, o.Value(), float64(longest)}
			}
			last := math.MaxInt
			for _, v := range ends {
				all := found(texts, r, map[string]float64{o.Name: v})
				assert.Equal(t, all, found(shuffled, r, map[string]float64{o.Name: v}), "%s, %s = %v, in another order", r.Name, o.Name, v)
				if o.Name != "within" { // which allows less, the longer it is
					assert.LessOrEqual(t, len(all), last, "%s, %s = %v", r.Name, o.Name, v)
					last = len(all)
				}
			}
		}
	}
}
