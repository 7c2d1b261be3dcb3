package mapping

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/wording"
)

// Use is what documents have of what a mapping takes.
type Use struct {
	records int
	table   bool
	reached []bool // by index of way
	missed  []miss
	met     []bool // by index of fact: whether a record had what its when asks for
	asked   []bool // by index of fact: whether a record was looked at for it
}

// miss is where a way ended.
type miss struct {
	key   string   // that is not there
	names []string // that are there instead
}

// maxNames is how many names are kept of a place at which a path ended.
const maxNames = 40

func newUse(m *Mapping) *Use {
	return &Use{reached: make([]bool, len(m.ways)), missed: make([]miss, len(m.ways)), met: make([]bool, m.facts), asked: make([]bool, m.facts)}
}

// add adds what another document has.
func (u *Use) add(other *Use) {
	u.records += other.records
	u.table = u.table || other.table
	for i := range other.reached {
		u.reached[i] = u.reached[i] || other.reached[i]
		if u.missed[i].key == "" {
			u.missed[i] = other.missed[i]
		}
	}
	for i := range other.met {
		u.met[i] = u.met[i] || other.met[i]
		u.asked[i] = u.asked[i] || other.asked[i]
	}
}

// reach notes that a record has a path.
func (a *application) reach(w *way) {
	if w.index < len(a.use.reached) && w.at.End > 0 {
		a.use.reached[w.index] = true
	}
}

// column notes a column of a table, whose cells may all be missing.
func (a *application) column(c *records.Node) {
	a.use.table = true
	for _, w := range a.mapping.ways {
		if w.column == c.Name {
			a.use.reached[w.index] = true
		}
	}
}

// miss notes that a record does not have a path.
func (a *application) miss(w *way, n *records.Node, key string) {
	if w.at.End == 0 || a.use.reached[w.index] || a.use.missed[w.index].key != "" {
		return
	}
	m := miss{key: key}
	there := slices.Values(a.doc.Columns)
	if !a.table {
		there = n.Children()
	}
	for c := range there {
		if (a.table || len(m.names) < maxNames) && c.Name != "" {
			m.names = append(m.names, strings.Clone(c.Name))
		}
	}
	if len(m.names) > 0 || a.use.missed[w.index].names == nil {
		a.use.missed[w.index] = m
	}
}

// Absent returns the paths that no record has of all documents together: one of
// several that stand for each other only when all are, one that may be absent
// only when a name like it is there. Sorted by place.
func (m *Mapping) Absent(documents []*Use) []Problem {
	u := newUse(m)
	for _, of := range documents {
		u.add(of)
	}
	if u.records == 0 {
		return nil
	}
	var out []Problem
	named := map[string]bool{} // of a mapping of many spellings each name is reported once
	for _, c := range m.choices {
		if slices.ContainsFunc(c.ways, func(w *way) bool { return u.reached[w.index] }) ||
			c.fact > 0 && !u.met[c.fact-1] || // nothing was looked for
			c.records != nil && c.records.at.End > 0 && !u.reached[c.records.index] {
			continue
		}
		for _, w := range c.ways {
			if p, near, ok := m.absent(w, c.records, u); ok && !(m.lenient && named[near]) {
				named[near] = true
				out = append(out, p)
			}
		}
	}
	out = append(out, m.unmet(u)...)
	slices.SortFunc(out, func(a, b Problem) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	return slices.CompactFunc(out, func(a, b Problem) bool { return a.Span == b.Span && a.Message == b.Message })
}

// unmet reports the facts whose condition no record meets, though records have all the
// paths that it names.
func (m *Mapping) unmet(u *Use) (out []Problem) {
	reached := func(c condition) bool {
		return slices.ContainsFunc(c.ways, func(w *way) bool { return u.reached[w.index] })
	}
	for i := range m.groups {
		for _, f := range m.groups[i].facts {
			lacks := slices.ContainsFunc(f.when, func(c condition) bool { return !reached(c) })
			if len(f.when) == 0 || !u.asked[f.index] || u.met[f.index] || lacks || m.lenient {
				continue
			}
			var paths []string
			for _, c := range f.when {
				paths = append(paths, wording.Quote(c.ways[0].text))
			}
			out = append(out, Problem{Kind: PathProblem, Span: f.at, Count: u.records, Message: fmt.Sprintf(
				"none of %s has at %s what when asks of a fact of kind %s", wording.Count(u.records, "record"), wording.And(paths), f.kind.Name)})
		}
	}
	return out
}

// absent reports a path that no record has, and the name that may be it.
func (m *Mapping) absent(w, of *way, u *Use) (p Problem, near string, ok bool) {
	gone := u.missed[w.index]
	key := gone.key
	if key == "" {
		key = w.text
	}
	near = wording.Nearest(key, func(yield func(string) bool) {
		for _, name := range gone.names {
			if !m.names(name) && !yield(name) {
				return
			}
		}
	})
	if near == "" && (w.optional || m.lenient) {
		return p, "", false
	}
	hint := ""
	if near != "" {
		hint = " (did you mean " + wording.Quote(near) + "?)"
	}
	p = Problem{Kind: PathProblem, Span: w.at, Count: u.records}
	switch {
	case slices.ContainsFunc(m.groups, func(g group) bool { return g.records == w }):
		p.Kind = RecordsProblem
		p.Message = "there are no records at " + wording.Quote(w.text) + hint
	case u.table:
		p.Message = "there is no column " + wording.Quote(key) + hint
	case gone.key == "":
		p.Message = "no record has anything at " + wording.Quote(w.text)
	default:
		at := ""
		if of != nil && of.at.End > 0 {
			at = " below " + wording.Quote(of.text)
		}
		if key != w.text {
			at += " for the path " + wording.Quote(w.text)
		}
		p.Message = fmt.Sprintf("none of %s has a key %s%s%s", wording.Count(u.records, "record"), wording.Quote(key), at, hint)
	}
	return p, near, true
}

// names reports whether a path of the mapping has a key of this name.
func (m *Mapping) names(key string) bool {
	return slices.ContainsFunc(m.ways, func(w *way) bool {
		return w.column == key || slices.ContainsFunc(w.steps, func(s step) bool { return s.key == key })
	})
}
