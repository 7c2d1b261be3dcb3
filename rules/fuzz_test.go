package rules_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// FuzzRun runs everything over two files of any content. Its laws: every place
// lies in its file, findings come in order and each fingerprint once, a finding
// of an error names its rule, the number of workers changes nothing, and what a
// rule says does not depend on which file is read first.
func FuzzRun(f *testing.F) {
	for _, r := range rules.All() {
		if r.Format == "" {
			f.Add([]byte(r.Bad), []byte(r.Good))
		}
	}
	fixtures, _ := filepath.Glob("../testdata/want/*/*.toml")
	shipped, _ := filepath.Glob("../facts/south-ossetia/*.toml")
	for _, name := range append(fixtures, shipped...) {
		src, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(src, []byte("[[event]]\ntitle = \"Another\"\nid = \"another\"\n"))
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		one := findings(t, map[string][]byte{"a.toml": a, "b.toml": b}, 1)
		two := findings(t, map[string][]byte{"a.toml": a, "b.toml": b}, 4)
		require.Equal(t, len(one), len(two), "findings with one worker and with four")
		seen := map[string]bool{}
		for i, x := range one {
			y := two[i]
			require.Equal(t, x.Message, y.Message, "finding %d with one worker and with four", i)
			require.Equal(t, x.Fingerprint, y.Fingerprint, "finding %d", i)
			require.Equal(t, x.Place.Span, y.Place.Span, "finding %d", i)
			require.Equal(t, len(x.Related), len(y.Related), "finding %d", i)
			require.False(t, seen[x.Fingerprint], "fingerprint %s twice", x.Fingerprint)
			seen[x.Fingerprint] = true
			require.Contains(t, []rules.Severity{rules.Error, rules.Warning}, x.Severity, "finding %d of %s", i, x.Rule.Name)
			require.NotEmpty(t, x.Message, "finding %d of %s", i, x.Rule.Name)
			inside(t, x.Rule, x.Place)
			for _, n := range x.Related {
				inside(t, x.Rule, n.Place)
				require.NotEmpty(t, n.Words, "%s: a related place without words", x.Rule.Name)
			}
		}
		leaveOut(t, map[string][]byte{"a.toml": a, "b.toml": b})
	})
}

// leaveOut runs the rules again with the contradictions known that begin with
// some digit, and against a past without the second file. Its laws: each
// contradiction is reported, known or from before, once and nothing else, and all
// that is known is left out.
func leaveOut(t *testing.T, files map[string][]byte) {
	t.Helper()
	base, err := facts.Load(t.Context(), facts.Options{Overlay: files})
	require.NoError(t, err)
	run := func(s engine.Settings) (fresh, before, known map[string]bool) {
		r, err := engine.Run(t.Context(), base, s)
		require.NoError(t, err)
		fresh, before, known = map[string]bool{}, map[string]bool{}, map[string]bool{}
		for names, list := range map[*map[string]bool][]rules.Finding{&fresh: r.Findings, &before: r.Before, &known: r.Known} {
			for i := range list {
				for _, p := range list[i].Contradictions() {
					require.False(t, fresh[p.Fingerprint] || before[p.Fingerprint] || known[p.Fingerprint], "%s: told twice: %s", list[i].Rule.Name, p.Message)
					(*names)[p.Fingerprint] = true
				}
				for _, n := range list[i].Related {
					require.NotEmpty(t, n.Words, "%s: a related place without words", list[i].Rule.Name)
				}
			}
		}
		return fresh, before, known
	}
	// Behind a known contradiction in time others show.
	pairs := []string{"date-contradiction", "date-order"}
	all, _, _ := run(engine.Settings{Ignore: pairs})
	half := func(fp string) bool { return fp < "8" }
	old, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": files["a.toml"]}})
	require.NoError(t, err)
	was, err := engine.Run(t.Context(), old, engine.Settings{Ignore: pairs})
	require.NoError(t, err)
	run(engine.Settings{Known: half, Past: engine.NewPast(old, was)})
	for _, past := range []*engine.Past{nil, engine.NewPast(old, was)} {
		fresh, before, known := run(engine.Settings{Known: half, Past: past, Ignore: pairs})
		require.Len(t, all, len(fresh)+len(before)+len(known), "%d are new, %d old and %d known", len(fresh), len(before), len(known))
		for fp := range fresh {
			require.True(t, !half(fp) && all[fp], "%s is told, but known or not there", fp)
		}
		for fp := range known {
			require.True(t, half(fp) && all[fp], "%s is left out, but not known or not there", fp)
		}
	}
}

func findings(t *testing.T, files map[string][]byte, jobs int) []rules.Finding {
	t.Helper()
	base, err := facts.Load(context.Background(), facts.Options{Overlay: files, Jobs: jobs})
	require.NoError(t, err)
	all := map[string]engine.Setting{}
	for _, r := range rules.All() {
		if r.Off {
			all[r.Name] = engine.Setting{Severity: r.Severity}
		}
	}
	r, err := engine.Run(context.Background(), base, engine.Settings{Rules: all, Jobs: jobs})
	require.NoError(t, err)
	return r.Findings
}

func inside(t *testing.T, r *rules.Rule, p facts.Place) {
	t.Helper()
	require.NotNil(t, p.File, "a place of %s: %v", r.Name, p.Span)
	require.LessOrEqual(t, p.Span.Start, p.Span.End, "a place of %s: %v", r.Name, p.Span)
	require.LessOrEqual(t, int(p.Span.End), len(p.File.Source), "a place of %s: %v", r.Name, p.Span)
}
