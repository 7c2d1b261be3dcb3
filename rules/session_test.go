package rules_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
)

// TestSession edits bases at random: after every few edits a session finds just
// what a fresh load and run find.
func TestSession(t *testing.T) {
	for _, name := range []string{"generated", "planted", "fixtures", "shipped", "examples"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var texts map[string][]byte
			switch name {
			case "generated":
				texts = factstest.Generate(600)
			case "planted":
				plants := make([]plant, planted)
				for i := range plants {
					plants[i] = grow(i)
				}
				texts = sow(factstest.Generate(1000), plants)
			case "fixtures":
				texts = textsBelow(t, "../testdata/want")
			case "shipped":
				texts = textsBelow(t, "../facts/south-ossetia")
			case "examples":
				texts = map[string][]byte{}
				for _, r := range rules.All() {
					texts[r.Name+".toml"] = []byte(r.Bad)
				}
			}
			today, _ := edtf.ParseTOML("2015-06-01")
			soak(t, 1, texts, edits(100), 4, rules.Settings{Today: &today, Own: ownOfSession})
			soak(t, 2, texts, edits(100)/4, 2, rules.Settings{
				Rules:     map[string]rules.Setting{"source-missing": {Severity: rules.Warning}, "date": {Severity: rules.Warning}},
				Overrides: []rules.Override{{Files: []string{"*1*"}, Rules: map[string]rules.Setting{"tenure": {Severity: rules.Off}}}},
			})
		})
	}
}

// TestSessionRealData is TestSession over data from elsewhere, in few large files.
func TestSessionRealData(t *testing.T) {
	for i, name := range []string{"us-executive", "worldbank", "caucasus"} {
		t.Run(name, func(t *testing.T) {
			soak(t, uint64(i), textsBelow(t, realData(t, name)), edits(20), 5, rules.Settings{})
		})
	}
}

// ownOfSession are rules such as a base has: one that looks at what a fact
// refers to, within a budget that is sometimes not enough, and one that looks farther.
var ownOfSession = []*rules.Rule{
	{
		Name: "house-holder", Severity: rules.Warning, Terms: "of tenures", Steps: 400,
		Kinds: func(k *facts.Kind) bool { return k.Tenure != nil },
		Fact: func(p *rules.Pass, f *facts.Fact) {
			holder := f.Get(f.Kind.Tenure.Holder).Ref()
			if holder == nil || !p.Spend(int64(len(holder.Label())%5)) {
				return
			}
			if name := holder.Get(holder.Kind.FieldIndex("name")).Text(); strings.ContainsAny(name, "3xy") {
				p.Report(rules.Finding{Message: f.Label() + " is held by " + name, Place: f.Place()})
			}
		},
	},
	{
		Name: "house-events", Severity: rules.Warning, Terms: "of events", Far: true, Steps: 1 << 20,
		Kinds: func(k *facts.Kind) bool { return k.Name == "office" },
		Fact: func(p *rules.Pass, f *facts.Fact) {
			events := 0
			for range p.Base.OfKind(p.Base.Vocabulary.Kind("event")) {
				events++
			}
			if p.Spend(1) && events%2 == 1 {
				p.Report(rules.Finding{Message: f.Label() + " is an office of odd events", Place: f.Place()})
			}
		},
	},
}

// edits returns how many edits to make in a test run.
func edits(usual int) int {
	if testing.Short() {
		return usual / 10
	}
	return usual
}

// soak makes n random edits, and compares with a fresh run after every few.
func soak(t *testing.T, seed uint64, texts map[string][]byte, n, every int, s rules.Settings) {
	ctx := context.Background()
	e := newEditor(seed, texts)
	base, err := facts.Load(ctx, facts.Options{Overlay: texts})
	if err != nil {
		t.Fatal(err)
	}
	session, err := rules.NewSession(ctx, base, s)
	if err != nil {
		t.Fatal(err)
	}
	for i := range n {
		changes := e.edit()
		if base, err = base.Edit(ctx, changes, facts.Options{}); err != nil {
			t.Fatal(err)
		}
		if i%3 == 2 {
			continue // several edits before one update
		}
		if i%5 == 1 { // a newer edit cancels older work, here or there
			given := &givenUp{Context: ctx}
			given.left.Store(int64(i % 4))
			if _, err := session.Update(given, base); err == nil && given.left.Load() < 0 {
				t.Fatal("an update that was given up gives no error")
			}
			if i%2 == 1 {
				continue
			}
		}
		got, err := session.Update(ctx, base)
		if err != nil {
			t.Fatal(err)
		}
		if i%every > 0 {
			continue
		}
		fresh, err := facts.Load(ctx, facts.Options{Overlay: e.now})
		if err != nil {
			t.Fatal(err)
		}
		want, err := rules.Run(ctx, fresh, s)
		if err != nil {
			t.Fatal(err)
		}
		if a, b := written(got), written(want); a != b {
			t.Fatalf("after edit %d, of %v:\n%s", i, keysOf(changes), difference(a, b))
		}
	}
	if anew := session.Anew(); n > 50 && anew > n/2 {
		t.Errorf("%d of %d updates ran all rules anew", anew, n)
	} else {
		t.Logf("%d of %d updates ran all rules anew", anew, n)
	}
}

// givenUp is a context that ends after it was asked a few times.
type givenUp struct {
	context.Context
	left atomic.Int64
}

func (c *givenUp) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

func keysOf(m map[string][]byte) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

// difference shows the lines that only one of two texts has.
func difference(got, want string) string {
	count := map[string]int{}
	for line := range strings.Lines(want) {
		count[line]++
	}
	var b strings.Builder
	for line := range strings.Lines(got) {
		if count[line]--; count[line] < 0 {
			b.WriteString("+ " + line)
		}
	}
	for line := range strings.Lines(want) {
		if count[line] > 0 {
			count[line]--
			b.WriteString("- " + line)
		}
	}
	if b.Len() == 0 {
		return "another order:\n" + got + "\n----\n" + want
	}
	return b.String()
}

// textsBelow reads all fact files below a folder.
func textsBelow(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".toml" || d.Name() == "factlint.toml" {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		out[filepath.ToSlash(rel)], err = os.ReadFile(path)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
