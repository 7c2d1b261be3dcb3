package rules_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
)

// TestSoak makes as many random edits as FACTLINT_SOAK says, in all, over bases
// with contradictions. Now and then findings are compared with those of a fresh
// run, and the heap with what it was.
func TestSoak(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("FACTLINT_SOAK"))
	if err != nil {
		t.Skip("set FACTLINT_SOAK to the number of edits")
	}
	plants := make([]plant, planted)
	for i := range plants {
		plants[i] = grow(i)
	}
	for name, texts := range map[string]map[string][]byte{
		"planted":  sow(factstest.Generate(1000), plants),
		"fixtures": textsBelow(t, "../testdata/want"),
		"shipped":  textsBelow(t, "../facts/south-ossetia"),
	} {
		t.Run(name, func(t *testing.T) {
			var first uint64
			for part := range 10 {
				soak(t, uint64(3+part), texts, n/30, 50, rules.Settings{})
				switch now := heap(); {
				case part == 1:
					first = now
				case part > 1 && now > first+first/2+16<<20:
					t.Fatalf("the heap has grown from %d to %d MB", first>>20, now>>20)
				}
			}
		})
	}
}

// TestSessionHeap holds that edits leave nothing behind.
func TestSessionHeap(t *testing.T) {
	ctx := context.Background()
	texts := factstest.Generate(3000)
	const path = "part-000/facts-00007.toml"
	states := [][]byte{
		texts[path],
		bytes.Replace(texts[path], []byte("start = 1990-05-24"), []byte("start = 1999-05-24"), 1),
		bytes.Replace(texts[path], []byte(`id = "person-7-3"`), []byte(`id = "person-7-3x"`), 1),
		bytes.Replace(texts[path], []byte(`title = "Meeting 3`), []byte(`title = Meeting 3`), 1),
	}
	base, err := facts.Load(ctx, facts.Options{Overlay: texts})
	if err != nil {
		t.Fatal(err)
	}
	session, err := rules.NewSession(ctx, base, rules.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	var first uint64
	for i := range 801 {
		text := bytes.Clone(states[i%len(states)]) // each edit brings a text of its own
		if base, err = base.Edit(ctx, map[string][]byte{path: text}, facts.Options{}); err != nil {
			t.Fatal(err)
		}
		if _, err := session.Update(ctx, base); err != nil {
			t.Fatal(err)
		}
		if i == 100 {
			first = heap()
		}
	}
	if now := heap(); now > first+first/4 {
		t.Errorf("700 edits grow the heap from %d to %d KB", first>>10, now>>10)
	}
	if anew := session.Anew(); anew != 1 {
		t.Errorf("%d updates ran all rules anew", anew-1)
	}
}

// TestSessionReaders reads bases and results, as a hover does, while newer ones are made.
func TestSessionReaders(t *testing.T) {
	ctx := context.Background()
	texts := factstest.Generate(400)
	const path = "part-000/facts-00002.toml"
	base, err := facts.Load(ctx, facts.Options{Overlay: texts})
	if err != nil {
		t.Fatal(err)
	}
	session, err := rules.NewSession(ctx, base, rules.Settings{})
	if err != nil {
		t.Fatal(err)
	}
	type state struct {
		base   *facts.Base
		result *rules.Result
	}
	var newest atomic.Pointer[state]
	newest.Store(&state{base, session.Result()})
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			s := newest.Load()
			written(s.result)
			times := rules.NewTimeline(s.base)
			for _, f := range s.base.Facts[:100] {
				if f.Kind.Period != nil {
					times.Begin(f)
				}
			}
		}
	})
	for i := range 25 {
		text := bytes.ReplaceAll(texts[path], []byte("1990-05-24"), fmt.Appendf(nil, "19%d-05-24", 90+i%9))
		if i%8 == 7 {
			text = append(text, fmt.Sprintf("\n[[event]]\nid = \"more-%d\"\ntitle = \"One more\"\n", i)...)
		}
		if base, err = base.Edit(ctx, map[string][]byte{path: text}, facts.Options{}); err != nil {
			t.Fatal(err)
		}
		result, err := session.Update(ctx, base)
		if err != nil {
			t.Fatal(err)
		}
		newest.Store(&state{base, result})
	}
	close(stop)
	wg.Wait()
}
