package rules_test

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/unicode/norm"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// shardCount is into how many parts the base is dealt.
const shardCount = 16

// groups are facts that have to be checked together, as sets of their indexes.
type groups []int32

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = int32(i)
	}
	return g
}

func (g groups) of(i int32) int32 {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

func (g groups) join(a, b int32) { g[g.of(a)] = g.of(b) }

// cut reports whether what a fact says of another one can be judged with a copy
// of that, apart from what else refers to it: no chain in time passes a source, a
// place or what is on a day that is known, and figures are added up only along
// the tree of places.
func cut(from, to *facts.Fact) bool {
	switch to.Kind().Name {
	case "source":
		return true
	case "place":
		return from.Kind().Name != "place" && from.Kind().Name != "population"
	}
	if from.Kind().Name == "place" || !to.OneDate() {
		return false
	}
	d, ok := to.Get(to.Kind().Period.Date).Date()
	return ok && d.Begin.Latest-d.Begin.Earliest < 86400
}

// grouped groups the facts of a base: what refers to each other where it is not
// to be cut, facts with one id, and those of one kind with one name, which may be
// alike.
func grouped(base *facts.Base) groups {
	g := newGroups(len(base.Facts))
	first := map[string]int32{}
	together := func(f *facts.Fact, key string) {
		if i, ok := first[key]; ok {
			g.join(int32(f.Index), i)
		}
		first[key] = int32(f.Index)
	}
	for f := range base.All {
		together(f, f.Kind().Name+" "+bare(f.Label()))
		if f.ID() != "" {
			together(f, "id "+f.ID())
		}
		for to := range f.Names {
			if !cut(f, to) {
				g.join(int32(f.Index), int32(to.Index))
			}
		}
	}
	for _, p := range base.Problems {
		if p.Fact != nil { // its ref may name a fact of another kind, or one of several
			together(p.Fact, "id "+strings.Trim(string(p.File.Source[p.Span.Start:p.Span.End]), `"`))
		}
	}
	return g
}

// bare leaves the letters of a text, without case and accents.
func bare(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) || !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKD.String(text))
}

// A shard is a part of a base: the facts whose home it is, and copies of all that
// they refer to, in however many steps.
type shard struct {
	texts map[string][]byte
	home  map[string][]bool // by file, for each of its facts
}

// shards deals a base into parts by the groups of its facts.
func shards(t testing.TB, base *facts.Base) (parts [shardCount]shard, groupCount int) {
	g := grouped(base)
	home := make([]uint8, len(base.Facts))
	for i := range home {
		h := fnv.New32a()
		fmt.Fprint(h, g.of(int32(i)))
		home[i] = uint8(h.Sum32() % shardCount)
		if g.of(int32(i)) == int32(i) {
			groupCount++
		}
	}
	member := make([]uint16, len(base.Facts)) // a bit for each part that has a fact
	var todo []*facts.Fact
	for f := range base.All {
		bit := uint16(1) << home[f.Index]
		for todo = append(todo[:0], f); len(todo) > 0; {
			f := todo[len(todo)-1]
			todo = todo[:len(todo)-1]
			if member[f.Index]&bit == 0 {
				member[f.Index] |= bit
				for to := range f.Names {
					todo = append(todo, to)
				}
			}
		}
	}
	for i := range parts {
		parts[i] = shard{map[string][]byte{}, map[string][]bool{}}
	}
	for _, file := range base.Files {
		head, texts := cutFacts(file.Source)
		require.Len(t, file.Facts, len(texts), file.Path)
		for k, text := range texts {
			index := file.Facts[k].Index
			for i, part := range parts {
				if member[index]&(1<<i) == 0 {
					continue
				}
				if part.texts[file.Path] == nil {
					part.texts[file.Path] = slices.Clone(head)
				}
				part.texts[file.Path] = append(part.texts[file.Path], text...)
				part.home[file.Path] = append(part.home[file.Path], int(home[index]) == i)
			}
		}
	}
	return parts, groupCount
}

// judges reports whether any fact of a finding is at home in the part: what is
// found among copies alone lacks what refers to them.
func (s *shard) judges(f *rules.Finding) bool {
	at := func(p facts.Place) bool {
		if p.Fact == nil || p.File == nil {
			return true
		}
		return s.home[p.File.Path][p.Fact.Index-p.File.Facts[0].Index]
	}
	return at(f.Place) || slices.ContainsFunc(f.Related, func(n facts.Note) bool { return at(n.Place) })
}

// cutFacts cuts a text before the [[…]] of each fact and the comments above it.
func cutFacts(src []byte) (head []byte, texts [][]byte) {
	start, comments := 0, -1
	var cuts []int
	for line := range bytes.Lines(src) {
		switch {
		case bytes.HasPrefix(line, []byte("[[")) && !bytes.Contains(line, []byte(".")):
			if comments < 0 {
				comments = start
			}
			cuts = append(cuts, comments)
			comments = -1
		case !bytes.HasPrefix(line, []byte("#")):
			comments = -1
		case comments < 0:
			comments = start
		}
		start += len(line)
	}
	for i, cut := range cuts {
		end := len(src)
		if i+1 < len(cuts) {
			end = cuts[i+1]
		}
		texts = append(texts, src[cut:end])
	}
	if len(cuts) == 0 {
		return src, nil
	}
	return src[:cuts[0]], texts
}

// worded is what is found, but for lines: they count in the file as it is dealt.
func worded(findings []rules.Finding) []string {
	var out []string
	for i := range findings {
		f := &findings[i]
		file := ""
		if f.Place.File != nil {
			file = f.Place.File.Path
		}
		out = append(out, strings.Join([]string{file, f.Rule.Name, f.Severity.String(), f.Message, f.Fingerprint, fmt.Sprint(len(f.Related), len(f.Parts))}, " | "))
	}
	return out
}

// wrong puts the bad examples of rules into a base, as files of their own among
// the others, each with ids of its own.
func wrong(t testing.TB, texts map[string][]byte) map[string][]byte {
	for i, r := range rules.All() {
		if r.Name == "toml-syntax" || r.Group() == "record" {
			continue // their examples are more, or less, than facts
		}
		alone, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(r.Bad)}})
		require.NoError(t, err)
		text := r.Bad
		for f := range alone.All {
			if f.ID() != "" {
				text = strings.ReplaceAll(text, `"`+f.ID()+`"`, fmt.Sprintf(`"%s-%d"`, f.ID(), i))
			}
		}
		texts[fmt.Sprintf("part-%03d/bad-%s.toml", i%7, r.Name)] = []byte(text)
	}
	return texts
}

// checkApart checks a base of n facts in one run, and dealt into parts, and holds
// the two to find the same.
func checkApart(t testing.TB, n int) {
	load := func(texts map[string][]byte) *facts.Base {
		base, err := facts.Load(t.Context(), facts.Options{Overlay: texts})
		require.NoError(t, err)
		return base
	}
	check := func(base *facts.Base) []rules.Finding {
		r, err := engine.Run(t.Context(), base, engine.Settings{})
		require.NoError(t, err)
		return r.Findings
	}
	whole := load(wrong(t, factstest.Generate(n)))
	parts, groupCount := shards(t, whole)
	want := worded(check(whole))
	size := len(whole.Facts)
	whole = nil // a worker has only its part
	var got []string
	largest, sum := 0, 0
	for i := range parts {
		base := load(parts[i].texts)
		largest, sum = max(largest, len(base.Facts)), sum+len(base.Facts)
		got = append(got, worded(slices.DeleteFunc(check(base), func(f rules.Finding) bool { return !parts[i].judges(&f) }))...)
		parts[i] = shard{}
	}
	slices.Sort(got)
	slices.Sort(want)
	require.NotEmpty(t, want)
	assert.Equal(t, slices.Compact(want), slices.Compact(got)) // two parts may tell one finding
	t.Logf("%d facts in %d groups; %d parts have %d facts with copies, the largest %d; %d findings", size, groupCount, shardCount, sum, largest, len(want))
}

// TestShards finds in parts what one run finds.
func TestShards(t *testing.T) { checkApart(t, 5000) }

// BenchmarkShards does so with a million facts.
func BenchmarkShards(b *testing.B) {
	for b.Loop() {
		checkApart(b, 1_000_000)
	}
}
