package rules_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

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
		f.Add([]byte(r.Bad), []byte(r.Good))
	}
	fixtures, _ := filepath.Glob("../testdata/want/*/*.toml")
	shipped, _ := filepath.Glob("../facts/south-ossetia/*.toml")
	for _, name := range append(fixtures, shipped...) {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(src, []byte("[[event]]\ntitle = \"Another\"\nid = \"another\"\n"))
	}
	f.Fuzz(func(t *testing.T, a, b []byte) {
		one := findings(t, map[string][]byte{"a.toml": a, "b.toml": b}, 1)
		two := findings(t, map[string][]byte{"a.toml": a, "b.toml": b}, 4)
		if len(one) != len(two) {
			t.Fatalf("%d findings with one worker, %d with four", len(one), len(two))
		}
		seen := map[string]bool{}
		for i, x := range one {
			y := two[i]
			if x.Message != y.Message || x.Fingerprint != y.Fingerprint || x.Place.Span != y.Place.Span || len(x.Related) != len(y.Related) {
				t.Fatalf("finding %d differs with the number of workers: %s / %s", i, x.Message, y.Message)
			}
			if seen[x.Fingerprint] {
				t.Fatalf("fingerprint %s twice", x.Fingerprint)
			}
			seen[x.Fingerprint] = true
			if x.Severity != rules.Error && x.Severity != rules.Warning || x.Message == "" {
				t.Fatalf("finding %d of %s: severity %q, message %q", i, x.Rule.Name, x.Severity, x.Message)
			}
			inside(t, x.Rule, x.Place)
			for _, n := range x.Related {
				inside(t, x.Rule, n.Place)
				if n.Words == "" {
					t.Fatalf("%s: a related place without words", x.Rule.Name)
				}
			}
		}
		leaveOut(t, map[string][]byte{"a.toml": a, "b.toml": b})
	})
}

// leaveOut runs the rules again with the contradictions known that begin with
// some digit, and with facts that have changed. Its laws: what is known is left
// out and the rest told, each once, whatever has changed.
func leaveOut(t *testing.T, files map[string][]byte) {
	t.Helper()
	base, err := facts.Load(t.Context(), facts.Options{Overlay: files})
	if err != nil {
		t.Fatal(err)
	}
	run := func(s engine.Settings) (fresh, seen map[string]bool) {
		r, err := engine.Run(t.Context(), base, s)
		if err != nil {
			t.Fatal(err)
		}
		fresh, seen = map[string]bool{}, map[string]bool{}
		for told, list := range map[*map[string]bool][]rules.Finding{&fresh: r.Findings, &seen: r.Seen} {
			for i := range list {
				for _, p := range list[i].Contradictions() {
					if (*told)[p.Fingerprint] {
						t.Fatalf("%s: told twice: %s", list[i].Rule.Name, p.Message)
					}
					(*told)[p.Fingerprint] = true
				}
				for _, n := range list[i].Related {
					if n.Words == "" {
						t.Fatalf("%s: a related place without words", list[i].Rule.Name)
					}
				}
			}
		}
		return fresh, seen
	}
	// Behind a known contradiction in time others show.
	pairs := []string{"date-contradiction", "date-order"}
	all, _ := run(engine.Settings{Ignore: pairs})
	known := func(fp string) bool { return fp < "8" }
	run(engine.Settings{Seen: known, Changed: func(p facts.Place) bool { return true }})
	for _, changed := range []func(facts.Place) bool{nil, func(p facts.Place) bool { return p.Fact != nil && p.Fact.Index%2 == 0 }} {
		fresh, seen := run(engine.Settings{Seen: known, Changed: changed, Ignore: pairs})
		if len(fresh)+len(seen) != len(all) {
			t.Fatalf("%d contradictions are %d new and %d known", len(all), len(fresh), len(seen))
		}
		for fp := range fresh {
			if known(fp) || !all[fp] {
				t.Fatalf("%s is told, but known or not there", fp)
			}
		}
		for fp := range seen {
			if !known(fp) || !all[fp] {
				t.Fatalf("%s is left out, but not known or not there", fp)
			}
		}
	}
}

func findings(t *testing.T, files map[string][]byte, jobs int) []rules.Finding {
	t.Helper()
	base, err := facts.Load(context.Background(), facts.Options{Overlay: files, Jobs: jobs})
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]engine.Setting{}
	for _, r := range rules.All() {
		if r.Off {
			all[r.Name] = engine.Setting{Severity: r.Severity}
		}
	}
	r, err := engine.Run(context.Background(), base, engine.Settings{Rules: all, Jobs: jobs})
	if err != nil {
		t.Fatal(err)
	}
	return r.Findings
}

func inside(t *testing.T, r *rules.Rule, p facts.Place) {
	t.Helper()
	if p.File == nil || p.Span.Start > p.Span.End || int(p.Span.End) > len(p.File.Source) {
		t.Fatalf("%s: a place outside of its file: %v", r.Name, p.Span)
	}
}
