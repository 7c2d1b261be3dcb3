package slips_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/slips"
)

// perSort is how many slips of each sort are made; half of them in short runs.
var perSort = 10

// A sort of slip makes of the dates of a file another text, or returns "".
type sort struct {
	name string
	make func(r *rand.Rand, text string) string
}

var day = regexp.MustCompile(`[0-9]{4}-[0-9]{2}-[0-9]{2}`)

// change puts other dates in place of one date of a text, chosen by chance.
func change(r *rand.Rand, text string, to func(date string) string) string {
	all := day.FindAllStringIndex(text, -1)
	at := all[r.IntN(len(all))]
	date := to(text[at[0]:at[1]])
	if date == "" || date == text[at[0]:at[1]] {
		return ""
	}
	return text[:at[0]] + date + text[at[1]:]
}

var sorts = []sort{
	{"one digit", func(r *rand.Rand, text string) string {
		return change(r, text, func(date string) string {
			b := []byte(date)
			for i := r.IntN(10); ; i = r.IntN(10) {
				if b[i] != '-' {
					b[i] = byte('0' + r.IntN(10))
					return string(b)
				}
			}
		})
	}},
	{"two digits exchanged", func(r *rand.Rand, text string) string {
		return change(r, text, func(date string) string {
			b := []byte(date)
			i := []int{0, 1, 2, 3, 5, 8}[r.IntN(6)]
			j := i + 1
			if b[j] == '-' {
				j++
			}
			b[i], b[j] = b[j], b[i]
			return string(b)
		})
	}},
	{"day and month exchanged", func(r *rand.Rand, text string) string {
		return change(r, text, func(date string) string { return date[:5] + date[8:] + "-" + date[5:7] })
	}},
	{"a year off", offBy(1)},
	{"a century off", offBy(100)},
	{"the date of a neighbour", func(r *rand.Rand, text string) string {
		all := day.FindAllString(text, -1)
		i := r.IntN(len(all) - 4)
		at := day.FindAllStringIndex(text, -1)[i]
		return text[:at[0]] + all[i+1+r.IntN(3)] + text[at[1]:]
	}},
}

func offBy(years int) func(r *rand.Rand, text string) string {
	return func(r *rand.Rand, text string) string {
		return change(r, text, func(date string) string {
			var y int
			fmt.Sscanf(date[:4], "%d", &y)
			return fmt.Sprintf("%04d%s", y+years*(1-2*r.IntN(2)), date[4:])
		})
	}
}

// TestSlipsOfUSExecutive makes slips in a real base whose offices are complete,
// and holds that most of those which are found are mended by the first proposal.
func TestSlipsOfUSExecutive(t *testing.T) {
	if testing.Short() {
		perSort /= 2
	}
	root := os.Getenv("FACTLINT_DATA")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared", "data")
	}
	texts := map[string][]byte{}
	for _, name := range []string{"offices.toml", "persons.toml", "tenures.toml"} {
		src, err := os.ReadFile(filepath.Join(root, "us-executive", name))
		if err != nil {
			t.Skipf("no data of others in %s; FACTLINT_DATA may name another folder", root)
		}
		texts[name] = []byte(strings.ReplaceAll(string(src), "seats = 1", "seats = 1\ncomplete = true"))
	}
	base, err := facts.Load(t.Context(), facts.Options{Overlay: texts})
	require.NoError(t, err)
	clean, err := engine.Run(t.Context(), base, engine.Settings{})
	require.NoError(t, err)
	known := map[string]bool{}
	for _, f := range clean.Findings {
		known[f.Fingerprint] = true
	}

	r := rand.New(rand.NewPCG(1, 2))
	before := string(texts["tenures.toml"])
	caught, mended, made := 0, 0, 0
	for _, s := range sorts {
		c, m := 0, 0
		for n := 0; n < perSort; {
			text := s.make(r, before)
			if text == "" {
				continue
			}
			n++
			slipped, err := base.Edit(t.Context(), map[string][]byte{"tenures.toml": []byte(text)}, facts.Options{})
			require.NoError(t, err)
			result, err := engine.Run(t.Context(), slipped, engine.Settings{})
			require.NoError(t, err)
			found := errorOf(result, known)
			if found == nil {
				continue
			}
			c++
			require.NoError(t, slips.New(slipped, engine.Settings{}, slips.Budget).Add(t.Context(), found))
			require.LessOrEqual(t, len(found.Alternatives), 2)
			first := found.Fix
			if first != nil && len(first.Edits) == 1 {
				e := first.Edits[0]
				if text[:e.Span.Start]+e.Text+text[e.Span.End:] == before {
					m++
				} else if testing.Verbose() {
					t.Logf("%s: %s: %s", s.name, found.Message, first.Title)
				}
			} else if testing.Verbose() {
				t.Logf("%s: %s: no proposal", s.name, found.Message)
			}
		}
		t.Logf("%-25s %2d of %d found, %2d of them mended by the first proposal", s.name, c, perSort, m)
		made, caught, mended = made+perSort, caught+c, mended+m
	}
	t.Logf("%-25s %2d of %d found, %2d of them mended by the first proposal", "all", caught, made, mended)
	assert.GreaterOrEqual(t, mended*100, caught*60, "of %d slips found %d are mended", caught, mended)
}

// errorOf returns the first finding that was not there, an error if there is one.
func errorOf(result *engine.Result, known map[string]bool) (first *rules.Finding) {
	for i := range result.Findings {
		if f := &result.Findings[i]; !known[f.Fingerprint] && (first == nil || f.Severity > first.Severity) {
			first = f
		}
	}
	return first
}
