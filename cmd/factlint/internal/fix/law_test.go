package fix

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

const repository = "../../../../"

// memoryBase is a base in memory that can be fixed.
type memoryBase struct {
	t      testing.TB
	config *config.Config
}

func newMemoryBase(t testing.TB, configuration []byte) *memoryBase {
	t.Helper()
	// Of all fixtures that of records alone names files beside it.
	c, mistakes := config.Parse(configuration, config.Beside(disk.Files{}, repository+"testdata/want/records", ""))
	require.Empty(t, mistakes)
	return &memoryBase{t, c}
}

func (b *memoryBase) check(files map[string][]byte) State {
	b.t.Helper()
	o := b.config.Facts()
	o.Overlay = files
	base, err := facts.Load(context.Background(), o)
	require.NoError(b.t, err)
	r, err := engine.Run(context.Background(), base, b.config.Settings)
	require.NoError(b.t, err)
	return State{base, r}
}

// fix mends the files with the fixes that are certain, or all.
func (b *memoryBase) fix(files map[string][]byte, unsafe bool) *Outcome {
	b.t.Helper()
	m := Fixer{
		Check: func(texts map[string][]byte) (State, error) {
			all := maps.Clone(files)
			maps.Copy(all, texts)
			return b.check(all), nil
		},
		May: func(State) func(*rules.Finding) bool {
			return func(f *rules.Finding) bool { return f.Fix.Safe || unsafe }
		},
	}
	o, err := m.Fix(b.check(files))
	require.NoError(b.t, err)
	return o
}

// corpus returns broken bases: the bad examples of all rules and the fixtures.
func corpus(t testing.TB) map[string]map[string][]byte {
	t.Helper()
	out := map[string]map[string][]byte{}
	for _, r := range rules.All() {
		out[r.Name] = map[string][]byte{"a.toml": []byte(r.Bad)}
	}
	dirs, err := filepath.Glob(repository + "testdata/want/*")
	require.NoError(t, err, "no fixtures")
	require.NotEmpty(t, dirs, "no fixtures")
	for _, dir := range dirs {
		out[filepath.Base(dir)] = readFiles(t, dir)
	}
	return out
}

func readFiles(t testing.TB, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	paths, _ := filepath.Glob(dir + "/*.*")
	for _, path := range paths {
		if filepath.Ext(path) != ".toml" && records.FormatOf(path) == "" {
			continue
		}
		src, err := os.ReadFile(path)
		require.NoError(t, err)
		out[filepath.Base(path)] = src
	}
	return out
}

// TestSafeFixes takes every fix that is certain by itself: its finding goes, and
// no error comes of it.
func TestSafeFixes(t *testing.T) {
	spoke := map[string]int{}
	bases := corpus(t)
	for i, text := range slipKinds {
		bases[fmt.Sprintf("slip %d", i)] = map[string][]byte{"a.toml": []byte(text)}
	}
	for name, files := range bases {
		b := newMemoryBase(t, files["factlint.toml"])
		delete(files, "factlint.toml")
		before := b.check(files)
		for i := range before.Result.Findings {
			f := &before.Result.Findings[i]
			if f.Fix == nil || !f.Fix.Safe {
				continue
			}
			spoke[f.Rule.Name]++
			if !assert.NotEmpty(t, choose(before.Result.Findings[i:i+1], func(*rules.Finding) bool { return true }), "%s: edits that cannot be made: %s", name, f.Fix.Title) {
				continue
			}
			edits := editsOf(before.Result.Findings, []int{i})
			texts := maps.Clone(files)
			for path, list := range edits {
				texts[path] = apply(files[path], list)
			}
			after := b.check(texts)
			if len(harmful(before, after, []int{i}, newShifts(edits))) > 0 {
				assert.True(t, revealing[name+": "+f.Fix.Title], "%s: %s: %s\nspoils the base:\n%s", name, f.Message, f.Fix.Title, texts["a.toml"])
			}
			assert.LessOrEqual(t, inForm(after), inForm(before), "%s: %s: %s\nerrors of form", name, f.Message, f.Fix.Title)
		}
	}
	for _, rule := range []string{"fact-kind", "fact-field", "fact-type", "fact-value", "fact-duplicate", "ref-unresolved", "ignore-unknown", "ignore-unused", "quantity-range", "tenure-unclosed"} {
		assert.NotZero(t, spoke[rule], "no fix of %s was tried", rule)
	}
}

// revealing are fixes of the fixtures that bring to light that facts contradict
// each other, which no rule could see before. Mend leaves them out.
var revealing = map[string]bool{"one-slip: Write office": true, `reading: Write "planned"`: true}

// formal are the groups of rules about what is wrong with a text by itself.
var formal = []string{"toml", "fact", "ref", "ignore"}

func inForm(s State) int {
	n := 0
	for _, f := range s.Result.Findings {
		if f.Severity == rules.Error && slices.Contains(formal, f.Rule.Group()) {
			n++
		}
	}
	return n
}

// slipKinds are texts with fixes that are certain, beyond those in the corpus.
var slipKinds = []string{
	"[event]\ntitle = \"x\"\n",
	"[[person]]\nname = 1984\n",
	"[[person]]\nid = 12\nname = [\"Ann\"]\n",
	"[[population]]\nplace = \"somewhere\"\nvalue = \"12000\"\n[[place]]\nid = \"somewhere\"\nname = \"S\"\n",
	"[[event]]\ntitle = \"x\"\nstatus = \"canceled\"\n",
	"[[person]]\nid = \"ann\"\nname = \"Ann\"\n\n[[person]]\nname = \"Ann\"\nid = \"ann\"\n",
	"[[membership]]\nperson = \"anatoly-bibilov\"\norganization = \"parlaiment\"\n[[person]]\nid = \"anatoly-bibilov\"\nname = \"A\"\n[[organization]]\nid = \"parliament\"\nname = \"P\"\n",
	"[[statement]]\nby = { person = \"ann\", sa = \"x\" }\nsays = \"x\"\n[[person]]\nid = \"ann\"\nname = \"Ann\"\n",
	"[[office]]\nid = \"pm\"\nname = \"PM\"\nseats = 1\ncomplete = true\n[[person]]\nid = \"ann\"\nname = \"Ann\"\n[[person]]\nid = \"bob\"\nname = \"Bob\"\n" +
		"[[tenure]]\nperson = \"ann\"\noffice = \"pm\"\nstart = 2001\n[[tenure]]\nperson = \"bob\"\noffice = \"pm\"\nstart = 2005\n",
}

// TestMendCorpus mends all broken bases, with the fixes that are certain and
// with all.
func TestMendCorpus(t *testing.T) {
	for name, files := range corpus(t) {
		b := newMemoryBase(t, files["factlint.toml"])
		delete(files, "factlint.toml")
		for _, unsafe := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/%v", name, unsafe), func(t *testing.T) { laws(t, b, files, unsafe) })
		}
	}
}

// laws mends files and holds that no fix is left but those refused, that
// nothing outside of the edits changed, that the errors are no more than
// before, and that a second time changes nothing.
func laws(t *testing.T, b *memoryBase, files map[string][]byte, unsafe bool) *Outcome {
	t.Helper()
	before := b.check(files)
	o := b.fix(files, unsafe)
	left := 0
	for i := range o.Result.Findings {
		if f := &o.Result.Findings[i]; f.Fix != nil && (f.Fix.Safe || unsafe) {
			left++
		}
	}
	assert.Equal(t, o.Refused, left, "fixes that are left")
	assert.LessOrEqual(t, errorsIn(o.State), errorsIn(before), "errors")
	mended := maps.Clone(files)
	for _, c := range o.Changes {
		assert.Equal(t, string(files[c.Path]), string(c.Old), c.Path)
		assert.Equal(t, string(apply(c.Old, c.edits)), string(c.New), "%s: the change is not what its edits make of the file", c.Path)
		assert.NotEqual(t, string(c.Old), string(c.New), c.Path)
		mended[c.Path] = c.New
	}
	assert.Equal(t, len(o.Changes) > 0, o.Fixed > 0, "%d fixes changed %d files", o.Fixed, len(o.Changes))
	for _, f := range o.Base.Files {
		assert.Equal(t, string(mended[f.Path]), string(f.Source), "%s is not what was checked last", f.Path)
	}
	for _, c := range b.fix(mended, unsafe).Changes {
		assert.Equal(t, string(c.Old), string(c.New), "%s: a second time changes it", c.Path)
	}
	return o
}

func errorsIn(s State) int {
	n := 0
	for _, f := range s.Result.Findings {
		if f.Severity == rules.Error {
			n++
		}
	}
	return n
}

// slip is a way to break a fact so that only one thing can have been meant.
type slip struct {
	find *regexp.Regexp
	with string
}

var typos = []slip{
	{regexp.MustCompile(`(?m)^\[\[event\]\]`), "[[evnet]]"},
	{regexp.MustCompile(`(?m)^\[\[tenure\]\]`), "[[tenur]]"},
	{regexp.MustCompile(`(?m)^\[\[population\]\]`), "[[populaton]]"},
	{regexp.MustCompile(`(?m)^\[\[organization\]\]`), "[organization]"},
	{regexp.MustCompile(`(?m)^start\b`), "strat"},
	{regexp.MustCompile(`(?m)^title\b`), "titel"},
	{regexp.MustCompile(`(?m)^source\b`), "sorce"},
	{regexp.MustCompile(`(?m)^office\b`), "offcie"},
	{regexp.MustCompile(`(?m)^organization\b`), "organisation"},
	{regexp.MustCompile(`(?m)^value = (\d+)`), `value = "$1"`},
	{regexp.MustCompile(`(?m)^(name = .*?)(\r?)$`), `$1 # factlint: ignore[date-order] -- a slip$2`},
	{regexp.MustCompile(`(?m)^(date = .*?)(\r?)$`), `$1 # factlint: ignore[date-orderr] -- a slip$2`},
	{regexp.MustCompile(`(?m)^(part_of = .*?\r?\n)`), "\t# factlint: ignore[ref] -- a slip\r\n$1"},
	{regexp.MustCompile(`(?s)^(.*)$`), "$1$1"}, // the fact twice
}

// broken returns a file with slips in some of its facts, at most one in each,
// and how many. The same seed makes the same slips.
func broken(src []byte, random *rand.Rand) ([]byte, int) {
	var out strings.Builder
	n := 0
	for _, fact := range factsOf(string(src)) {
		s := typos[random.IntN(len(typos))]
		twice := s.with == "$1$1" && (!strings.Contains(fact, "\nid = ") || strings.Contains(fact, "#"))
		if random.IntN(3) > 0 || twice || !s.find.MatchString(fact) {
			out.WriteString(fact)
			continue
		}
		at := s.find.FindStringSubmatchIndex(fact)
		with := s.find.ExpandString(nil, s.with, fact, at)
		out.WriteString(fact[:at[0]] + string(with) + fact[at[1]:])
		n++
	}
	return []byte(out.String()), n
}

func factsOf(text string) []string {
	var out []string
	for {
		i := strings.Index(text[min(2, len(text)):], "[[")
		if i < 0 {
			return append(out, text)
		}
		out, text = append(out, text[:i+2]), text[i+2:]
	}
}

// FuzzFix breaks a consistent base and fixes it: what comes out is the base as
// it was, byte by byte, and files without a slip are not touched.
func FuzzFix(f *testing.F) {
	for seed := range uint64(12) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		random := rand.New(rand.NewPCG(seed, 7))
		b := newMemoryBase(t, nil)
		files, whole, slips := map[string][]byte{}, map[string][]byte{}, 0
		for _, path := range slices.Sorted(maps.Keys(factstest.Generate(200))) {
			text := string(factstest.Generate(200)[path])
			text = strings.Replace(text, "[[event]]", "# Größe, 大きさ; what happened\n[[event]]", 1)
			if random.IntN(2) == 0 {
				text = strings.ReplaceAll(text, "\n", "\r\n")
			}
			if random.IntN(3) == 0 {
				text = "\ufeff" + text
			}
			if random.IntN(4) == 0 {
				text = strings.TrimRight(text, "\r\n")
			}
			n := 0
			whole[path], files[path] = []byte(text), []byte(text)
			if random.IntN(4) > 0 {
				files[path], n = broken(whole[path], random)
			}
			slips += n
		}
		o := laws(t, b, files, false)
		assert.GreaterOrEqual(t, o.Fixed, slips, messages(o.State))
		assert.Zero(t, o.Refused, messages(o.State))
		for _, file := range o.Base.Files {
			require.Equal(t, string(whole[file.Path]), string(file.Source), "%s is not as it was", file.Path)
		}
		for _, c := range o.Changes {
			assert.NotEqual(t, string(whole[c.Path]), string(files[c.Path]), "%s had no slip", c.Path)
		}
	})
}

func messages(s State) string {
	var b strings.Builder
	for _, f := range s.Result.Findings {
		fmt.Fprintf(&b, "\n%s: %s", f.Rule.Name, f.Message)
	}
	return b.String()
}

func firstDifference(want, got []byte) string {
	i := 0
	for i < len(want) && i < len(got) && want[i] == got[i] {
		i++
	}
	from := max(0, i-80)
	return fmt.Sprintf("want …%q…, have …%q…", want[from:min(i+80, len(want))], got[from:min(i+80, len(got))])
}
