package mapping

import (
	"cmp"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
)

// taken is what a mapping takes of a value: all of it, or what stands under some
// keys. Lists are what their items are.
type taken struct {
	whole bool
	keys  map[string]*taken
}

func (t *taken) at(key string) *taken {
	if t.keys == nil {
		t.keys = map[string]*taken{}
	}
	if t.keys[key] == nil {
		t.keys[key] = &taken{}
	}
	return t.keys[key]
}

// takenBy returns what a mapping takes of a record that lies in no other.
func takenBy(m *Mapping) *taken {
	top := &taken{}
	for i := range m.groups {
		g := &m.groups[i]
		around := []*taken{top} // the record, and those it lies in before it
		for _, s := range g.records.steps {
			if !s.list {
				around = append(around, around[len(around)-1].at(s.key))
			}
		}
		for j := range g.facts {
			for _, c := range g.facts[j].when {
				takeWhole(around, c.ways...)
			}
			takeFields(g.facts[j].fields, around)
		}
	}
	return top
}

// takeFields marks what the fields of the last of some records take, each of which
// lies in the one before it.
func takeFields(fields []field, around []*taken) {
	for i := range fields {
		f := &fields[i]
		takeWhole(around, f.precision...)
		for _, p := range f.join {
			for _, piece := range p.pieces {
				if piece.way != nil {
					takeWhole(around, piece.way)
				}
			}
		}
		for _, from := range f.from {
			if t := follow(from.way, around); t != nil && len(f.inner) > 0 {
				takeFields(f.inner, append(slices.Clone(around), t))
			} else {
				takeWhole(around, from.way)
			}
		}
		if len(f.from) == 0 {
			takeFields(f.inner, around)
		}
	}
}

func takeWhole(around []*taken, ways ...*way) {
	for _, w := range ways {
		if t := follow(w, around); t != nil {
			t.whole = true
		}
		if len(around) == 1 && !w.key {
			around[0].at(w.column).whole = true // of a table
		}
	}
}

// follow returns what a way leads to; nil for a part of the file's name, or a key.
func follow(w *way, around []*taken) *taken {
	if w.file != "" || w.key || w.up >= len(around) {
		return nil
	}
	t := around[len(around)-1-w.up]
	for _, s := range w.steps {
		if !s.list {
			t = t.at(s.key)
		}
	}
	return t
}

// maxUntaken is how many keys are told apart of which nothing is taken.
const maxUntaken = 1000

// Untaken returns the keys of a document, or the columns of a table, that no path
// leads to: each once, with its number, sorted by place.
func (m *Mapping) Untaken(doc *records.Document) []Problem {
	found := map[string]*Problem{}
	note := func(path string, at toml.Span) {
		if p := found[path]; p != nil {
			p.Count++
		} else if len(found) < maxUntaken {
			found[path] = &Problem{Kind: UntakenProblem, Span: at, Count: 1, Message: path}
		}
	}
	var walk func(n *records.Node, t *taken, path string)
	walk = func(n *records.Node, t *taken, path string) {
		if t.whole {
			return
		}
		if n.Sort == records.List {
			for c := range n.Children() {
				walk(c, t, strings.TrimSuffix(path, "[]")+"[]")
			}
			return
		}
		for c := range n.Children() {
			under := c.Name
			if path != "" && path != "[]" {
				under = path + "." + c.Name
			}
			sub := t.keys[c.Name]
			if sub == nil {
				sub = t.keys["*"]
			}
			if sub != nil {
				walk(c, sub, under)
			} else if !empty(c) {
				note(under, c.Key)
			}
		}
	}
	for _, top := range doc.Tops {
		walk(top, m.taken, "")
	}
	var out []Problem
	for _, p := range found {
		if doc.Columns != nil {
			p.Message = "no path of the mapping takes the column " + wording.Quote(p.Message)
		} else {
			p.Message = "no path of the mapping leads to " + wording.Quote(p.Message)
		}
		out = append(out, *p)
	}
	slices.SortFunc(out, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), strings.Compare(a.Message, b.Message))
	})
	return out
}
