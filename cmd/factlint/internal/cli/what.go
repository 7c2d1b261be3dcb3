package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
)

// whatUsage says in an error what names a fact on the command line.
const whatUsage = "the ids of one or more facts, FILE:LINE, or part of a name"

// argument is what one argument means: all facts of an id, the one at a place, or those
// with the name.
type argument struct {
	facts []*facts.Fact
	named bool // by part of a name
}

// factsNamed finds the facts that each argument means in some bases. An argument
// that means none is an error.
func (c *checking) factsNamed(bases []loaded, args []string) ([]argument, error) {
	var out []argument
	var wrong error
	for _, what := range args {
		m, err := c.oneNamed(bases, what)
		out, wrong = append(out, m), errors.Join(wrong, err)
	}
	return out, wrong
}

func (c *checking) oneNamed(bases []loaded, what string) (m argument, err error) {
	if what == "" {
		return m, errors.New("a name is empty; write " + whatUsage)
	}
	for _, b := range bases {
		if b.Fact(what) == nil {
			continue
		}
		for f := range b.All {
			if f.ID() == what {
				m.facts = append(m.facts, f)
			}
		}
	}
	if len(m.facts) > 0 {
		return m, nil
	}
	if f, err := c.factAt(bases, what); f != nil || err != nil {
		return argument{facts: []*facts.Fact{f}}, err
	}
	m = argument{facts: withName(bases, what), named: true}
	if len(m.facts) == 0 {
		return m, unknownID(bases, what)
	}
	return m, nil
}

// placeWritten is a place as reports write it: FILE:LINE, and perhaps a column.
var placeWritten = regexp.MustCompile(`^(.+?):([0-9]{1,9})(:[0-9]{1,9})?:?$`)

// factAt returns the fact at FILE:LINE; nil when there is no such place.
func (c *checking) factAt(bases []loaded, what string) (*facts.Fact, error) {
	parts := placeWritten.FindStringSubmatch(what)
	if parts == nil {
		return nil, nil
	}
	abs, err := filepath.Abs(parts[1])
	if err != nil {
		return nil, nil
	}
	i, file := -1, (*facts.File)(nil)
	for _, b := range bases {
		for k, f := range b.Files {
			if c.abs(f) == abs || file == nil && f.Path == filepath.ToSlash(parts[1]) {
				i, file = k, b.Files[k]
			}
		}
	}
	if i < 0 {
		return nil, nil
	}
	n, err := strconv.Atoi(parts[2])
	lines := file.Lines()
	shown := report.Visible(c.shown(file))
	if err != nil || n < 1 || n > lines.Line(uint32(len(file.Source))) {
		return nil, fmt.Errorf("%s has %s, and no line %s", shown, wording.Count(lines.Line(uint32(len(file.Source))), "line"), parts[2])
	}
	end := uint32(len(file.Source))
	if n < lines.Line(end) {
		end = lines.Start(n+1) - 1
	}
	if f := file.Holding(end); f != nil {
		return f, nil
	}
	if len(file.Facts) == 0 {
		return nil, fmt.Errorf("%s holds no facts", shown)
	}
	return nil, fmt.Errorf("no fact stands in line %d of %s; the first begins in line %d", n, shown, lines.Line(file.Facts[0].Head().Start))
}

// withName returns the facts of which what is a name, or else those of which it is
// part of one, whatever its case and accents.
func withName(bases []loaded, what string) []*facts.Fact {
	what = wording.BareLetters(what)
	var whole, part []*facts.Fact
	for _, b := range bases {
		for f := range b.All {
			is, has := false, false
			for name := range called(f) {
				bare := wording.BareLetters(name)
				is, has = is || bare == what, has || strings.Contains(bare, what)
			}
			if is {
				whole = append(whole, f)
			} else if has {
				part = append(part, f)
			}
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return part
}

// called yields what a fact is called: its label and id, the texts in which facts of
// its kind are alike, and further names.
func called(f *facts.Fact) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		if !yield(f.Label()) || !yield(f.ID()) {
			return
		}
		k := f.Kind()
		for i := range k.Fields {
			field := &k.Fields[i]
			if field.Common() || !field.Type.FreeText() || !field.Many && !slices.Contains(k.Alike, i) {
				continue
			}
			for v := range f.Get(i).Each() {
				if !yield(v.Text()) {
					return
				}
			}
		}
	}
}

// unknownID says that nothing has an id or a name, with the nearest id.
func unknownID(bases []loaded, id string) error {
	nothing := "nothing has the id " + wording.QuoteCut(id, 60)
	otherwise := nothing + ", nor a name with it; factlint list shows what there is"
	if slices.ContainsFunc(bases, func(b loaded) bool { return b.MayHaveLost(id) }) {
		otherwise = nothing + "; it may stand in what could not be read"
	}
	near := wording.Nearest(id, func(yield func(string) bool) {
		for _, b := range bases {
			for f := range b.All {
				if f.ID() != "" && !yield(f.ID()) {
					return
				}
			}
		}
	})
	if near != "" {
		return fmt.Errorf("%s; did you mean %s?", nothing, near)
	}
	return errors.New(otherwise)
}
