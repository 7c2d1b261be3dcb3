package facts

import (
	"bytes"
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// TestEditShares holds what an edit gives against a fresh load, and that it
// reads the edited file alone.
func TestEditShares(t *testing.T) {
	texts := factstest.Generate(500)
	base, err := Load(context.Background(), Options{Overlay: texts})
	require.NoError(t, err)
	const path = "part-000/facts-00002.toml"
	step := func(from, to string, want []string, shared int) {
		t.Helper()
		texts[path] = bytes.ReplaceAll(texts[path], []byte(from), []byte(to))
		next, err := base.Edit(context.Background(), map[string][]byte{path: texts[path]}, Options{})
		require.NoError(t, err)
		same := 0
		for i, f := range next.Files {
			if f.content == base.Files[i].content {
				same++
			}
		}
		assert.Equal(t, shared, same, "%s to %s", from, to)
		base = next
		var got []string
		for _, p := range base.Problems {
			got = append(got, fmt.Sprintf("%s:%d: %s", p.File.Path, p.Span.Start, p.Message))
		}
		fresh, err := Load(context.Background(), Options{Overlay: texts})
		require.NoError(t, err)
		var freshly []string
		for _, p := range fresh.Problems {
			freshly = append(freshly, fmt.Sprintf("%s:%d: %s", p.File.Path, p.Span.Start, p.Message))
		}
		assert.Equal(t, freshly, got, "%s to %s: problems after an edit, and of a fresh load", from, to)
		assert.Len(t, got, len(want), "%s to %s", from, to)
		for i := range base.Facts {
			f := &base.Facts[i]
			g := &fresh.Facts[i]
			require.Equal(t, i, int(f.Index), "%s to %s", from, to)
			require.Equal(t, g.Label(), f.Label(), "%s to %s", from, to)
			require.Equal(t, g.Begin(), f.Begin(), "%s to %s", from, to)
			require.Equal(t, labelsOf(fresh, g), labelsOf(base, f), "%s to %s", from, to)
		}
	}
	for _, same := range []map[string][]byte{nil, {path: bytes.Clone(texts[path])}, {"gone.toml": nil}} {
		again, err := base.Edit(context.Background(), same, Options{})
		require.NoError(t, err)
		assert.Same(t, base, again, "an edit that changes nothing gives another base")
	}
	step("1990-05-24", "1991-05-24", nil, 4)
	step(`"election-2-0"`, `"election-2-9"`, make([]string, 10), 4)
	step(`"election-2-9"`, `"election-2-0"`, nil, 4)
	step("[[election]]", "[[elektion]]", nil, 4)
	step("[[elektion]]", "[[election]]", nil, 4)
}

// labelsOf names what is said of a fact as a holder, or as what is held.
func labelsOf(b *Base, f *Fact) (out []string) {
	for t := range b.TenuresOf(f) {
		out = append(out, t.Of.Label()+t.Fact.Label())
	}
	for _, t := range b.TenuresIn(f) {
		out = append(out, t.Holder.Label()+t.Fact.Label())
	}
	return out
}

// TestEditWhileReading reads older bases while newer ones are made.
func TestEditWhileReading(t *testing.T) {
	texts := factstest.Generate(500)
	first, err := Load(context.Background(), Options{Overlay: texts})
	require.NoError(t, err)
	var newest atomic.Pointer[Base]
	newest.Store(first)
	var wg sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		wg.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				for _, b := range []*Base{first, newest.Load()} {
					for f := range b.All {
						if f.Label() == "" { // asked so often that testify would take most of the time
							assert.Fail(t, "a fact without a label")
						}
						labelsOf(f.File.Base(), f)
						b.Fact(f.ID())
					}
					b.Referrers()
				}
			}
		})
	}
	const path = "part-000/facts-00002.toml"
	for i := range 30 {
		text := bytes.ReplaceAll(texts[path], []byte("election-2-0"), []byte(fmt.Sprintf("election-2-%d", i%7)))
		next, err := newest.Load().Edit(context.Background(), map[string][]byte{path: text}, Options{})
		require.NoError(t, err)
		newest.Store(next)
	}
	close(stop)
	wg.Wait()
}
