package facts

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/factlint/factlint/facts/factstest"
)

// TestEditShares holds what an edit gives against a fresh load, and that it
// reads the edited file alone.
func TestEditShares(t *testing.T) {
	texts := factstest.Generate(500)
	base, err := Load(context.Background(), Options{Overlay: texts})
	if err != nil {
		t.Fatal(err)
	}
	const path = "part-000/facts-00002.toml"
	step := func(from, to string, want []string, shared int) {
		t.Helper()
		texts[path] = bytes.ReplaceAll(texts[path], []byte(from), []byte(to))
		next, err := base.Edit(context.Background(), map[string][]byte{path: texts[path]}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		same := 0
		for i, f := range next.Files {
			if f.content == base.Files[i].content {
				same++
			}
		}
		if same != shared {
			t.Errorf("%s to %s: %d files are shared, want %d", from, to, same, shared)
		}
		base = next
		var got []string
		for _, p := range base.Problems {
			got = append(got, fmt.Sprintf("%s:%d: %s", p.File.Path, p.Span.Start, p.Message))
		}
		fresh, err := Load(context.Background(), Options{Overlay: texts})
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range fresh.Problems {
			if line := fmt.Sprintf("%s:%d: %s", p.File.Path, p.Span.Start, p.Message); i >= len(got) || got[i] != line {
				t.Errorf("%s to %s: an edit does not find %s", from, to, line)
			}
		}
		if len(got) != len(want) || len(got) != len(fresh.Problems) {
			t.Errorf("%s to %s: %d problems, want %d: %q", from, to, len(got), len(want), got)
		}
		for i := range base.Facts {
			f := &base.Facts[i]
			if g := &fresh.Facts[i]; int(f.Index) != i || f.Label() != g.Label() || f.Begin() != g.Begin() || !slices.Equal(labelsOf(base, f), labelsOf(fresh, g)) {
				t.Fatalf("%s to %s: fact %d is %s, of a fresh load %s", from, to, i, f.Label(), g.Label())
			}
		}
	}
	for _, same := range []map[string][]byte{nil, {path: bytes.Clone(texts[path])}, {"gone.toml": nil}} {
		if again, err := base.Edit(context.Background(), same, Options{}); err != nil || again != base {
			t.Errorf("an edit that changes nothing gives another base, %v", err)
		}
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
	if err != nil {
		t.Fatal(err)
	}
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
						if f.Label() == "" {
							t.Error("a fact without a label")
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
		if err != nil {
			t.Fatal(err)
		}
		newest.Store(next)
	}
	close(stop)
	wg.Wait()
}
