package cli

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/fix"
	"github.com/factlint/factlint/cmd/factlint/internal/novelty/baseline"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// A checkedBase is a base with what is found in it.
type checkedBase struct {
	texts map[string][]byte
	base  *facts.Base
	*engine.Result
}

func checkTexts(t *testing.T, texts map[string][]byte, conf *config.Config, s engine.Settings) *checkedBase {
	t.Helper()
	o := conf.Facts()
	o.Overlay, o.Jobs = texts, 1
	base, err := facts.Load(t.Context(), o)
	require.NoError(t, err)
	s.Rules, s.Overrides, s.Own, s.Today, s.Jobs = conf.Settings.Rules, conf.Settings.Overrides, conf.Settings.Own, conf.Settings.Today, 1
	r, err := engine.Run(t.Context(), base, s)
	require.NoError(t, err)
	return &checkedBase{texts, base, r}
}

// worded lists findings by all that does not depend on where facts stand, with
// their parts, sorted.
func worded(findings []rules.Finding) []string {
	line := func(f *rules.Finding) string {
		return strings.Join([]string{f.Rule.Name, f.Severity.String(), f.Fingerprint, f.Message}, " ")
	}
	var out []string
	for i := range findings {
		text := line(&findings[i])
		var parts []string
		for _, p := range findings[i].Parts {
			parts = append(parts, "\n  "+line(&p))
		}
		slices.Sort(parts)
		out = append(out, text+strings.Join(parts, ""))
	}
	slices.Sort(out)
	return out
}

func (b *checkedBase) String() string {
	var out strings.Builder
	for _, name := range slices.Sorted(maps.Keys(b.texts)) {
		fmt.Fprintf(&out, "# %s\n%s\n", name, b.texts[name])
	}
	return out.String()
}

var randomBases = flag.Int("laws", 120, "random bases in TestLaws")

// TestLaws holds random bases, and the examples of every rule among them, to the
// laws of what is found.
func TestLaws(t *testing.T) {
	const lots = 8
	bases := *randomBases
	if testing.Short() {
		bases /= 2
	}
	var reported [lots]map[string]bool
	t.Run("bases", func(t *testing.T) {
		for lot := range lots {
			reported[lot] = map[string]bool{}
			t.Run(fmt.Sprint(lot), func(t *testing.T) {
				t.Parallel()
				r := rand.New(rand.NewPCG(12, uint64(lot)))
				for n := range bases / lots {
					l := randomBase(t, r)
					for i := range l.checked.Findings {
						reported[lot][l.checked.Findings[i].Rule.Name] = true
					}
					l.baselineIsSilent(t)
					l.revisionIsSilent(t)
					l.orderIsNothing(t)
					l.fixesEnd(t)
					l.filesAreParts(t)
					l.factsAloneProve(t)
					require.Empty(t, l.broken, "no. %d", n)
				}
			})
		}
	})
	for _, rule := range rules.All() {
		if rule.Off || rule.Name == "toml-syntax" || rule.Group() == "record" || bases < 2000 {
			continue // of records in other formats there are none
		}
		assert.True(t, slices.ContainsFunc(reported[:], func(by map[string]bool) bool { return by[rule.Name] }), "%s never speaks: the test says little of it", rule.Name)
	}
}

// randomBase makes a base, every other with the example of a rule in it.
func randomBase(t *testing.T, r *rand.Rand) *lawful {
	l := &lawful{rand: r, conf: config.Default()}
	records := randomRecords(r)
	if r.IntN(2) == 0 {
		rule := rules.All()[r.IntN(len(rules.All()))]
		if rule.Name != "toml-syntax" && rule.Format == "" { // what it leaves is not to be moved
			records = append(records, recordsOf(rule.Bad)...)
			conf, mistakes := config.Parse([]byte(rule.Config), nil)
			require.Empty(t, mistakes)
			l.conf = conf
		}
	}
	l.files = dealt(r, records)
	l.checked = checkTexts(t, textsOf(l.files), l.conf, engine.Settings{})
	return l
}

// TestLawsOfFixtures holds the fixtures to those laws that need no edits.
func TestLawsOfFixtures(t *testing.T) {
	dirs, err := filepath.Glob("../../../../testdata/want/*")
	require.NoError(t, err)
	require.NotEmpty(t, dirs)
	for _, dir := range dirs {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			src, err := config.ReadFile(disk.Files{}, filepath.Join(dir, "factlint.toml"))
			require.NoError(t, err)
			conf, mistakes := config.Parse(src, config.Beside(disk.Files{}, dir, ""))
			require.Empty(t, mistakes)
			o := conf.Facts()
			o.Files, o.Root = disk.Files{}, dir
			base, err := facts.Load(t.Context(), o)
			require.NoError(t, err)
			l := &lawful{conf: conf}
			texts := map[string][]byte{}
			for _, f := range base.Files {
				texts[f.Path] = f.Source
			}
			l.checked = checkTexts(t, texts, l.conf, engine.Settings{})
			l.baselineIsSilent(t)
			l.fixesEnd(t)
			l.filesAreParts(t)
			if !slices.ContainsFunc(base.Files, (*facts.File).InPlace) { // one record may stand on another
				l.factsAloneProve(t)
			}
			assert.Empty(t, l.broken)
		})
	}
}

// lawful is a base that is held to the laws.
type lawful struct {
	rand    *rand.Rand
	conf    *config.Config
	files   [][]record
	checked *checkedBase
	broken  []string // what does not hold
}

func (l *lawful) breach(law string, f *rules.Finding, base *checkedBase) {
	l.broken = append(l.broken, fmt.Sprintf("%s:\n%s\nin\n%s", law, strings.Join(worded([]rules.Finding{*f}), "\n"), base))
}

// difference notes findings that only the first of two bases has.
func (l *lawful) difference(law string, base *checkedBase, a, b []rules.Finding) {
	has := map[string]bool{}
	for _, text := range worded(b) {
		has[text] = true
	}
	for i := range a {
		if !has[worded(a[i : i+1])[0]] {
			l.breach(law, &a[i], base)
		}
	}
}

// baselineIsSilent: against the baseline just written nothing is new.
func (l *lawful) baselineIsSilent(t *testing.T) {
	var entries []baseline.Entry
	all, err := engine.RunThrough(t.Context(), l.checked.base, engine.Settings{Rules: l.conf.Settings.Rules, Today: l.conf.Settings.Today, Jobs: 1})
	require.NoError(t, err)
	for i := range all.Findings {
		f := &all.Findings[i]
		for _, p := range f.Contradictions() {
			entries = append(entries, baseline.Entry{Rule: f.Rule.Name, File: p.Place.File.Path, Message: p.Message, Fingerprint: p.Fingerprint})
		}
	}
	entries, err = baseline.Parse(baseline.Format(entries))
	require.NoError(t, err)
	known := map[string]bool{}
	for _, e := range entries {
		known[e.Fingerprint] = true
	}
	second := checkTexts(t, l.checked.texts, l.conf, engine.Settings{Known: func(fingerprint string) bool { return known[fingerprint] }})
	l.difference("the baseline just written", second, second.Findings, nil)
}

// revisionIsSilent: against the base as it was nothing is new after an edit that
// changes no meaning, or that mends one fact.
func (l *lawful) revisionIsSilent(t *testing.T) {
	past := engine.NewPast(l.checked.base, l.checked.Result)
	since := func(what string, files [][]record) *checkedBase {
		is := checkTexts(t, textsOf(files), l.conf, engine.Settings{Past: past})
		l.difference("since: "+what, is, is.Findings, nil)
		return is
	}
	edited := func(edit func(r *record)) [][]record {
		files := make([][]record, len(l.files))
		for i, file := range l.files {
			for _, r := range file {
				r.lines = slices.Clone(r.lines)
				edit(&r)
				files[i] = append(files[i], r)
			}
		}
		return files
	}
	since("the same", l.files)
	another := slices.Clone(l.files)
	another[0] = slices.Insert(slices.Clone(another[0]), 0, record{"[[person]]", []string{`id = "unrelated"`, `name = "Nobody else"`}})
	since("an unrelated fact", another)
	since("comments and blanks", edited(func(r *record) {
		for i := range r.lines {
			switch l.rand.IntN(4) {
			case 0:
				r.lines[i] += " # a comment"
			case 1:
				r.lines[i] = "# a comment\n\n  " + r.lines[i]
			case 2:
				r.lines[i] = strings.ReplaceAll(strings.Replace(r.lines[i], " = [", "\t=  [ # a comment\n", 1), ", ", ",   ")
			}
		}
	}))
	since("notes", edited(func(r *record) {
		if !slices.ContainsFunc(r.lines, func(s string) bool { return strings.HasPrefix(s, "note") || strings.HasPrefix(s, "[") }) {
			r.lines = append(r.lines, `note = "See the archive."`)
		}
	}))
	since("fields in another order, and texts in other quotes", edited(func(r *record) {
		l.rand.Shuffle(len(r.lines), func(i, j int) { r.lines[i], r.lines[j] = r.lines[j], r.lines[i] })
		for i, line := range r.lines {
			if !strings.ContainsAny(line, `'\\#`) {
				r.lines[i] = strings.ReplaceAll(line, `"`, `'`)
			}
		}
	}))
	since("facts moved", dealt(l.rand, slices.Concat(l.files...)))

	mended := 0
	which := l.rand.IntN(len(slices.Concat(l.files...)))
	i := 0
	files := edited(func(r *record) {
		if i++; i-1 == which && !slices.ContainsFunc(r.lines, func(s string) bool { return strings.HasPrefix(s, "status") }) {
			r.lines, mended = slices.Insert(r.lines, 0, `status = "disputed"`), mended+1
		}
	})
	if mended == 0 {
		return
	}
	is := checkTexts(t, textsOf(files), l.conf, engine.Settings{Past: past})
	for _, f := range is.Findings {
		if !f.Rule.Absence {
			l.breach("since: one mended", &f, is)
		}
	}
}

// orderIsNothing: what is found, how grave it is and how it is worded does not
// depend on where facts stand.
func (l *lawful) orderIsNothing(t *testing.T) {
	is := checkTexts(t, textsOf(dealt(l.rand, slices.Concat(l.files...))), l.conf, engine.Settings{})
	l.difference("facts in another order", is, l.checked.Findings, is.Findings)
	l.difference("facts in another order", is, is.Findings, l.checked.Findings)
}

// fixesEnd: fixing what has been fixed changes nothing, and no fix brings an error.
func (l *lawful) fixesEnd(t *testing.T) {
	for _, unsafe := range []bool{false, true} {
		fixer := func(texts map[string][]byte) fix.Fixer {
			return fix.Fixer{
				Check: func(changed map[string][]byte) (fix.State, error) {
					all := maps.Clone(texts)
					maps.Copy(all, changed)
					c := checkTexts(t, all, l.conf, engine.Settings{})
					return fix.State{Base: c.base, Result: c.Result}, nil
				},
				May: func(fix.State) func(*rules.Finding) bool {
					return func(f *rules.Finding) bool { return f.Fix != nil && (f.Fix.Safe || unsafe) }
				},
			}
		}
		first := fixer(l.checked.texts)
		once, err := first.Fix(fix.State{Base: l.checked.base, Result: l.checked.Result})
		require.NoError(t, err)
		if len(once.Changes) == 0 {
			continue
		}
		texts := maps.Clone(l.checked.texts)
		for _, c := range once.Changes {
			texts[c.Path] = c.New
		}
		second := fixer(texts)
		twice, err := second.Fix(once.State)
		require.NoError(t, err)
		for _, c := range twice.Changes {
			var diff strings.Builder
			_, err := c.WriteDiff(&diff, c.Path)
			require.NoError(t, err)
			l.broken = append(l.broken, fmt.Sprintf("fixed twice, unsafe fixes too %v:\n%s\nin\n%s", unsafe, diff.String(), l.checked))
		}
		errors := func(r *engine.Result) (n int) {
			for i := range r.Findings {
				if r.Findings[i].Severity == rules.Error {
					n += len(r.Findings[i].Contradictions())
				}
			}
			return n
		}
		if is, was := errors(once.Result), errors(l.checked.Result); is > was {
			var diff strings.Builder
			for _, c := range once.Changes {
				_, err := c.WriteDiff(&diff, c.Path)
				require.NoError(t, err)
			}
			l.broken = append(l.broken, fmt.Sprintf("%d errors were %d before fixes, unsafe ones too %v:\n%s\nin\n%s", is, was, unsafe, diff.String(), l.checked))
		}
	}
}

// filesAreParts: a report on one file has every finding with a place in it.
func (l *lawful) filesAreParts(t *testing.T) {
	for _, file := range l.checked.base.Files {
		covers := (&target{root: "/base", within: map[string]string{filepath.Join("/base", filepath.FromSlash(file.Path)): file.Path}}).coverage(l.checked.base)
		for i := range l.checked.Findings {
			f := &l.checked.Findings[i]
			within := false
			for _, p := range f.Contradictions() {
				within = within || p.Place.File == file || slices.ContainsFunc(p.Related, func(n facts.Note) bool { return n.File == file })
			}
			assert.Equal(t, within, covers(f), "%s in %s", f.Message, file.Path)
		}
	}
}
