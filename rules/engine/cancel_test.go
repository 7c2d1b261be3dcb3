package engine_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// maxBetween is how many steps, each a fact or what is said of one, may be taken
// between two looks at the context: 20 ms would be ten thousand and more.
const maxBetween = 2048

// TestLooks goes over a base in each way that there is, and counts the steps
// between looks at the context.
func TestLooks(t *testing.T) {
	base, err := facts.Load(t.Context(), facts.Options{Overlay: factstest.Generate(20_000), LocalClock: true}) // by which no act is settled
	require.NoError(t, err)
	ctx := factstest.NewLooking(t.Context(), factstest.Unlimited)
	b := base.Until(ctx)
	ways := map[string]func(step func()){
		"All": func(step func()) {
			for range b.All {
				step()
			}
		},
		"OfKind": func(step func()) {
			for _, k := range b.Vocabulary.Kinds {
				for range b.OfKind(k) {
					step()
				}
			}
		},
		"Held": func(step func()) {
			for _, held := range b.Held {
				for range held {
					step()
				}
			}
		},
		"Holders": func(step func()) {
			for range b.Holders {
				step()
			}
		},
		"Quantities": func(step func()) {
			for series := range b.Quantities {
				for range series {
					step()
				}
			}
		},
		"Asked": func(step func()) {
			for range b.Asked {
				step()
			}
		},
		"Orders": func(step func()) {
			for range b.Orders {
				step()
			}
		},
		"Lifetimes": func(step func()) {
			for range b.Lifetimes {
				step()
			}
		},
		"Acts": func(step func()) {
			for range b.Acts {
				step()
			}
		},
	}
	for name, over := range ways {
		before, all, between := ctx.Looks.Load(), 0, 0
		over(func() {
			all++
			if now := ctx.Looks.Load(); now != before {
				before, between = now, 0
			}
			between++
			require.LessOrEqual(t, between, maxBetween, name)
		})
		assert.Greater(t, all, 600, "%s: %d", name, all)
	}
}

// TestCancelled cancels a run at any look, each rule by itself and all together:
// there are hardly more, and nothing is returned but the error.
func TestCancelled(t *testing.T) {
	base := load(t, factstest.Generate(3000))
	check := func(name string, s engine.Settings) {
		run := func(most int64) int64 {
			ctx := factstest.NewLooking(t.Context(), most)
			r, err := engine.Run(ctx, base, s)
			if most < factstest.Unlimited {
				require.ErrorIs(t, err, context.Canceled, name)
				require.Nil(t, r, name)
			}
			return ctx.Looks.Load()
		}
		all := run(factstest.Unlimited)
		for most := int64(0); most < all; most += max(1, all/12) {
			// Whatever a rule goes over after that begins with a look, in each goroutine.
			require.LessOrEqual(t, run(most), most+200*int64(s.Jobs), name)
		}
	}
	check("all", engine.Settings{Jobs: 2})
	for _, r := range rules.All() {
		check(r.Name, engine.Settings{Jobs: 1, Select: []string{r.Name}})
	}
}

func load(t *testing.T, texts map[string][]byte) *facts.Base {
	b, err := facts.Load(t.Context(), facts.Options{Overlay: texts})
	require.NoError(t, err)
	return b
}

// TestLooksAtConflicts counts the looks of a run that finds many contradictions
// about one fact: at each when it is found, named, gathered and placed.
func TestLooksAtConflicts(t *testing.T) {
	const n = 300
	for rule, fact := range map[string]string{
		"date-lifetime":     "[[event]]\ntitle = \"E\"\ndate = 2003\nby = \"p\"\nnote = \"%d\"\n",
		"fact-alike":        "[[person]]\nid = \"p%d\"\nname = \"P\"\nborn = 2000\n",
		"quantity-disagree": "[[population]]\nplace = \"q\"\nvalue = %d00\n",
		"tenure-overlap":    "[[tenure]]\nperson = \"p\"\noffice = \"o\"\nstart = 2000\nend = 2002\nnote = \"%d\"\n",
		"tenure-repeated":   "[[tenure]]\nperson = \"p\"\noffice = \"o\"\nstart = 2000\nnote = \"%d\"\n",
	} {
		t.Run(rule, func(t *testing.T) {
			var b strings.Builder
			b.WriteString("[[person]]\nid = \"p\"\nname = \"P\"\nborn = 2000\ndied = 2001\n[[office]]\nid = \"o\"\nname = \"O\"\n[[place]]\nid = \"q\"\nname = \"Q\"\n[[organization]]\nid = \"g\"\nname = \"G\"\n")
			for i := range n {
				fmt.Fprintf(&b, fact, i)
			}
			base := load(t, map[string][]byte{"a.toml": []byte(b.String())})
			s := engine.Settings{Jobs: 1, Select: []string{rule}}
			ctx := factstest.NewLooking(t.Context(), factstest.Unlimited)
			r, err := engine.Run(ctx, base, s)
			require.NoError(t, err)
			found := 0
			for i := range r.Findings {
				found += len(r.Findings[i].Contradictions())
			}
			require.Greater(t, found, n/2)
			all := ctx.Looks.Load()
			assert.Greater(t, all, int64(8*found))
			for most := int64(0); most < all; most += all/5 + 1 {
				ctx = factstest.NewLooking(t.Context(), most)
				r, err = engine.Run(ctx, base, s)
				require.ErrorIs(t, err, context.Canceled)
				require.Nil(t, r)
				require.LessOrEqual(t, ctx.Looks.Load(), most+10)
			}
		})
	}
}
