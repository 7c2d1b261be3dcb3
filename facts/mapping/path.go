package mapping

import (
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
)

// A way is a path as a mapping writes it: it leads from a record to values in it,
// in a record around it, or to a part of the file's name.
type way struct {
	at       toml.Span // in the mapping
	index    int       // among the ways of the mapping
	text     string    // as written, without the ? after it
	column   string    // the column of a table that it names
	file     string    // name, stem or dir; else ""
	up       int       // how many records outward first
	steps    []step
	key      bool // not the value that the steps lead to, but the key under which it is
	optional bool // no record needs to have it
}

// A step goes to a key of a map, to all of them, to each item of a list, or to one.
type step struct {
	key  string
	all  bool
	item int // from 1; from the end when negative; 0 for each
	list bool
}

const pathForm = "write keys with dots between them, and [] after a key whose list is gone through"

// parseWay reads a path such as "names[].text", "parent.id" or "file.stem". Of a
// table the whole is the name of a column.
func parseWay(text string, table bool) (*way, error) {
	w := &way{text: text, column: text}
	if rest, ok := strings.CutSuffix(text, "?"); ok {
		w.text, w.column, w.optional = rest, rest, true
	}
	if key, rest, ok := quotedKey(w.text); ok && rest == "" {
		w.column = key
	}
	rest := w.text
	if name, ok := strings.CutPrefix(rest, "file."); ok {
		switch name {
		case "name", "stem", "dir":
			w.file = name
			return w, nil
		}
		if !table {
			return w, fmt.Errorf("there is no file.%s%s; there are file.name, file.stem and file.dir, and 'file'.%s is the key of a record",
				wording.Cut(name, 60), wording.DidYouMean(name, []string{"name", "stem", "dir"}), wording.Cut(name, 60))
		}
	}
	err := w.parseSteps(rest)
	if table {
		w.up, w.steps, err = 0, []step{{key: w.column}}, nil
	}
	if err != nil {
		return w, fmt.Errorf("%s is not a path%w", wording.Quote(text), err)
	}
	return w, nil
}

var errForm = errors.New("; " + pathForm)

func (w *way) parseSteps(rest string) error {
	for after, ok := strings.CutPrefix(rest, "parent."); ok; after, ok = strings.CutPrefix(rest, "parent.") {
		w.up++
		rest = after
	}
	switch rest {
	case ".": // the record itself
		return nil
	case ".key":
		w.key = true
		return nil
	}
	for first := true; ; first = false {
		key, quoted := "", strings.HasPrefix(rest, "'")
		if quoted {
			var closed bool
			if key, rest, closed = quotedKey(rest); !closed {
				return errors.New(": a quote is not closed")
			}
		} else {
			end := strings.IndexAny(rest, ".[]'")
			if end < 0 {
				end = len(rest)
			}
			key, rest = rest[:end], rest[end:]
		}
		if key != "" || quoted {
			w.steps = append(w.steps, step{key: key, all: key == "*" && !quoted})
		} else if !first || !strings.HasPrefix(rest, "[") {
			return errForm
		}
		for strings.HasPrefix(rest, "[") {
			inside, after, ok := strings.Cut(rest[1:], "]")
			s := step{list: true}
			if inside != "" {
				n, err := strconv.Atoi(inside)
				if err != nil {
					return errForm
				}
				if s.item = n; n >= 0 {
					s.item++
				}
			}
			if !ok {
				return errForm
			}
			w.steps = append(w.steps, s)
			rest = after
		}
		if rest == "" {
			return nil
		}
		after, ok := strings.CutPrefix(rest, ".")
		if !ok {
			return errForm
		}
		rest = after
	}
}

// quotedKey reads a key in single quotes, in which a quote is written twice, and
// returns what follows it.
func quotedKey(text string) (key, rest string, ok bool) {
	rest, ok = strings.CutPrefix(text, "'")
	for ok {
		var part string
		if part, rest, ok = strings.Cut(rest, "'"); ok {
			if key += part; !strings.HasPrefix(rest, "'") {
				return key, rest, true
			}
			key, rest = key+"'", rest[1:]
		}
	}
	return "", text, false
}

// quoteKey writes a key in single quotes.
func quoteKey(key string) string { return "'" + strings.ReplaceAll(key, "'", "''") + "'" }

// A scope is a record, and those around it.
type scope struct {
	*records.Node
	parent *scope
	named  *records.Node // the value with a key that it is, or is an item of; nil for none
}

// records yields the records that a way leads to from one outside them, each with
// those around it.
func (a *application) records(w *way, s *scope, steps []step, yield func(*scope)) {
	if len(steps) == 0 {
		a.reach(w)
		yield(s)
		return
	}
	if steps[0].list {
		each(s.Node, steps[0].item, func(n *records.Node) { a.records(w, &scope{n, s.parent, s.named}, steps[1:], yield) })
		return
	}
	a.under(w, s.Node, steps[0], func(n *records.Node) { a.records(w, &scope{n, s, n}, steps[1:], yield) })
}

// under yields the values under a key of a map, or under all.
func (a *application) under(w *way, n *records.Node, at step, yield func(*records.Node)) {
	if !at.all {
		if c := n.Get(at.key); c != nil {
			yield(c)
		} else {
			a.miss(w, n, at.key)
		}
		return
	}
	for c := n.First(); c != nil && n.Sort == records.Map; c = c.Next() {
		yield(c)
	}
}

// each yields the items of a list that a step leads to, or the one value that
// is where several may.
func each(n *records.Node, item int, yield func(*records.Node)) {
	switch {
	case n.Sort != records.List:
		if n.Sort != records.Null && (item == 0 || item == 1 || item == -1) {
			yield(n)
		}
	case item == 0:
		for c := n.First(); c != nil; c = c.Next() {
			yield(c)
		}
	default:
		if item < 0 {
			for range n.Children() {
				item++
			}
			item++
		}
		for c := n.First(); c != nil && item > 0; c = c.Next() {
			if item--; item == 0 {
				yield(c)
			}
		}
	}
}

// values yields what a way leads to from a record: lists one item at a time, and
// nothing for what is empty.
func (a *application) values(w *way, s *scope, yield func(*records.Node)) {
	if w.file != "" && (!a.table || s.Get(w.text) == nil) {
		a.reach(w)
		if n := a.file(w.file, s.Node); n.Text != "" {
			yield(n)
		}
		return
	}
	if a.table {
		if n := s.Get(w.column); n != nil {
			a.reach(w)
			if !empty(n) {
				yield(n)
			}
			return
		}
		a.miss(w, s.Node, w.column)
		return
	}
	for range w.up {
		if s = s.parent; s == nil {
			return
		}
	}
	if w.key {
		a.reach(w)
		if named := s.named; named != nil && named.Name != "" {
			yield(&records.Node{Sort: records.Text, Text: named.Name, Span: named.Key, Key: named.Key})
		}
		return
	}
	a.walk(w, s.Node, w.steps, yield)
}

func (a *application) walk(w *way, n *records.Node, steps []step, yield func(*records.Node)) {
	switch {
	case len(steps) == 0:
		a.reach(w)
		switch {
		case empty(n):
		case n.Sort == records.List:
			for c := n.First(); c != nil; c = c.Next() {
				if !empty(c) {
					yield(c)
				}
			}
		default:
			yield(n)
		}
	case steps[0].list:
		each(n, steps[0].item, func(c *records.Node) { a.walk(w, c, steps[1:], yield) })
	default:
		a.under(w, n, steps[0], func(c *records.Node) { a.walk(w, c, steps[1:], yield) })
	}
}

// empty reports whether nothing is said: no value, or a text of blanks.
func empty(n *records.Node) bool {
	return n.Sort == records.Null || n.Sort == records.Text && strings.TrimSpace(n.Text) == "" ||
		n.Sort == records.List && n.First() == nil
}

// file returns a part of the file's name, at the place of a record.
func (a *application) file(part string, record *records.Node) *records.Node {
	text := path.Base(a.name)
	switch part {
	case "stem":
		text = strings.TrimSuffix(text, path.Ext(text))
	case "dir":
		if text = path.Dir(a.name); text == "." {
			text = ""
		}
	}
	return &records.Node{Sort: records.Text, Text: text, Span: record.Head(a.doc.Source)}
}
