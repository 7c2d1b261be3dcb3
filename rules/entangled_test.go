package rules

import (
	"strings"
	"testing"

	"github.com/factlint/factlint/facts"
)

// TestEntangled holds contradictions that are only counted to being told, with
// or without one that is shown.
func TestEntangled(t *testing.T) {
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte("[[event]]\ntitle = \"A\"\n")}})
	if err != nil {
		t.Fatal(err)
	}
	shown := untold{Finding{Message: "these 3 facts cannot all be true", Place: base.Facts[0].Place()}, 3}
	for _, c := range []struct {
		found []untold
		more  int
		want  string
		sort  Severity
	}{
		{nil, 0, "", Unset},
		{nil, 7, "about 7 loops and overruns among three and more of them were not looked into", Warning},
		{[]untold{shown}, 7, "these 3 facts cannot all be true; about 7 more contradictions are not listed", Error},
	} {
		tl := &timeline{untold: c.found, more: c.more}
		tl.once.Do(func() {})
		p := &Pass{
			Base: base, shared: &shared{timeline: func() *timeline { return tl }},
			profiles: newProfiles([]*Rule{dateContradiction}, &Settings{}, base.Files), out: &collector{},
		}
		checkContradictions(p)
		if c.want == "" {
			if len(p.out.findings) > 0 {
				t.Errorf("%+v", p.out.findings)
			}
			continue
		}
		if len(p.out.findings) != 1 || !strings.Contains(p.out.findings[0].Message, c.want) || p.out.findings[0].Severity != c.sort {
			t.Errorf("%+v, want %s %q", p.out.findings, c.sort, c.want)
		}
	}
}
