package engine_test

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// looking is a context that counts how often anybody looks at it, and is
// cancelled after so many looks.
type looking struct {
	context.Context
	looks atomic.Int64
	most  int64
}

func (l *looking) Err() error {
	if l.looks.Add(1) > l.most {
		return context.Canceled
	}
	return nil
}

// maxBetween is how many steps, each a fact or what is said of one, may be taken
// between two looks at the context: 20 ms would be ten thousand and more.
const maxBetween = 2048

// TestLooks goes over a base in each way that there is, and counts the steps
// between looks at the context.
func TestLooks(t *testing.T) {
	base := load(t, factstest.Generate(20_000))
	ctx := &looking{Context: t.Context(), most: 1 << 60}
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
		before, all, between := ctx.looks.Load(), 0, 0
		over(func() {
			all++
			if now := ctx.looks.Load(); now != before {
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
			ctx := &looking{Context: t.Context(), most: most}
			r, err := engine.Run(ctx, base, s)
			if most < 1<<60 {
				require.ErrorIs(t, err, context.Canceled, name)
				require.Nil(t, r, name)
			}
			return ctx.looks.Load()
		}
		all := run(1 << 60)
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
