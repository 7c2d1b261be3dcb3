package rules_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// TestEdit edits bases at random: after every few edits a run finds just what
// it finds in the same texts freshly loaded, and an older base says what it
// said before.
func TestEdit(t *testing.T) {
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
			editAtRandom(t, 1, texts, edits(50), 4, engine.Settings{Today: &today})
			editAtRandom(t, 2, texts, edits(50)/4, 2, engine.Settings{
				Rules:     map[string]engine.Setting{"source-missing": {Severity: rules.Warning}, "date": {Severity: rules.Warning}},
				Overrides: []engine.Override{{Files: []string{"*1*"}, Rules: map[string]engine.Setting{"tenure": {Severity: rules.Off}}}},
			})
		})
	}
}

// TestEditRealData is TestEdit over data from elsewhere, in few large files.
func TestEditRealData(t *testing.T) {
	for i, name := range []string{"us-executive", "worldbank", "caucasus"} {
		t.Run(name, func(t *testing.T) {
			editAtRandom(t, uint64(i), textsBelow(t, realData(t, name)), edits(20), 5, engine.Settings{})
		})
	}
}

// TestEditSoak makes as many random edits as FACTLINT_SOAK says.
func TestEditSoak(t *testing.T) {
	n, err := strconv.Atoi(os.Getenv("FACTLINT_SOAK"))
	if err != nil {
		t.Skip("set FACTLINT_SOAK to the number of edits")
	}
	for name, texts := range map[string]map[string][]byte{
		"fixtures": textsBelow(t, "../testdata/want"),
		"shipped":  textsBelow(t, "../facts/south-ossetia"),
	} {
		t.Run(name, func(t *testing.T) { editAtRandom(t, 3, texts, n/2, 50, engine.Settings{}) })
	}
}

// edits returns how many edits to make in a test run.
func edits(usual int) int {
	if testing.Short() {
		return usual / 5
	}
	return usual
}

// editAtRandom makes n random edits, and compares with a fresh load after every few.
func editAtRandom(t *testing.T, seed uint64, texts map[string][]byte, n, every int, s engine.Settings) {
	ctx := context.Background()
	e := newEditor(seed, texts)
	base, err := facts.Load(ctx, facts.Options{Overlay: texts})
	require.NoError(t, err)
	var older *facts.Base // and what was found in it
	found := ""
	for i := range n {
		changes := e.edit()
		base, err = base.Edit(ctx, changes, facts.Options{})
		require.NoError(t, err)
		if i%every > 0 {
			continue
		}
		got, err := engine.Run(ctx, base, s)
		require.NoError(t, err)
		fresh, err := facts.Load(ctx, facts.Options{Overlay: e.now})
		require.NoError(t, err)
		want, err := engine.Run(ctx, fresh, s)
		require.NoError(t, err)
		require.Equal(t, written(want), written(got), "after edit %d, of %v", i, keysOf(changes))
		if older != nil {
			second, err := engine.Run(ctx, older, s)
			require.NoError(t, err)
			require.Equal(t, found, written(second), "of a base that was edited since")
		}
		older, found = base, written(got)
	}
}

// TestEditKeepsReaders reads old bases while newer ones are made: they do not
// change under their readers.
func TestEditKeepsReaders(t *testing.T) {
	ctx := context.Background()
	texts := factstest.Generate(400)
	const path = "part-000/facts-00002.toml"
	first, err := facts.Load(ctx, facts.Options{Overlay: texts})
	require.NoError(t, err)
	labels := func(b *facts.Base) string {
		var out strings.Builder
		times := timelineOf(t, b)
		for i := range b.Facts[:100] {
			f := &b.Facts[i]
			out.WriteString(f.Label())
			if f.Kind().Period != nil {
				fmt.Fprint(&out, times.Begin(f))
			}
		}
		return out.String()
	}
	want := labels(first)
	var newest atomic.Pointer[facts.Base]
	newest.Store(first)
	stop := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
			}
			labels(newest.Load())
			if !assert.Equal(t, want, labels(first), "an old base says something else after an edit") {
				return
			}
		}
	})
	base := first
	for i := range 25 {
		text := bytes.ReplaceAll(texts[path], []byte("1990-05-24"), fmt.Appendf(nil, "19%d-05-24", 90+i%9))
		text = bytes.ReplaceAll(text, []byte("Person"), fmt.Appendf(nil, "Human %d", i))
		if i%8 == 7 {
			text = append(text, fmt.Sprintf("\n[[event]]\nid = \"more-%d\"\ntitle = \"One more\"\n", i)...)
		}
		base, err = base.Edit(ctx, map[string][]byte{path: text}, facts.Options{})
		require.NoError(t, err)
		newest.Store(base)
	}
	close(stop)
	wg.Wait()
}

func keysOf(m map[string][]byte) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	return keys
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
	require.NoError(t, err)
	return out
}
