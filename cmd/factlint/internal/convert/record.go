package convert

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/factlint/factlint/facts"
)

// sort is what sort of value a node is.
type sort uint8

const (
	null sort = iota
	text
	number
	boolean
	list
	table
)

// A node is a value of a record.
type node struct {
	sort   sort
	line   int
	text   string // of a text, a number as written, true or false
	items  []*node
	keys   []string // of a table, in the order of writing; of the rows of CSV, the columns
	fields map[string]*node
}

func (n *node) set(key string, value *node) {
	if n.fields == nil {
		n.fields = map[string]*node{}
	}
	if _, again := n.fields[key]; !again {
		n.keys = append(n.keys, key)
	}
	n.fields[key] = value
}

// empty reports whether nothing is said: no value, or a text of blanks.
func (n *node) empty() bool {
	return n == nil || n.sort == null || n.sort == text && strings.TrimSpace(n.text) == "" ||
		n.sort == list && len(n.items) == 0
}

// A scope is a record, and the records around it.
type scope struct {
	*node
	parent *scope
}

// A step of a path goes to a key of a table, or to each item of a list.
type step struct {
	key  string
	each bool
}

// A path leads from a record to values in it.
type path struct {
	up    int // how many records outward first
	steps []step
	at    facts.Span // in the mapping
}

// parsePath reads a path such as "names[].text" or "parent.id". In CSV the
// whole is the name of a column.
func parsePath(s string, columns bool) (p path, err error) {
	if columns {
		return path{steps: []step{{key: s}}}, nil
	}
	for rest, ok := strings.CutPrefix(s, "parent."); ok; rest, ok = strings.CutPrefix(s, "parent.") {
		p.up++
		s = rest
	}
	for part := range strings.SplitSeq(s, ".") {
		key, each := strings.CutSuffix(part, "[]")
		if key == "" && !(each && len(p.steps) == 0) || strings.ContainsAny(key, "[]") {
			return p, fmt.Errorf("%q is no path; write keys with dots between them, and [] after a key whose list is gone through", s)
		}
		if key != "" {
			p.steps = append(p.steps, step{key: key})
		}
		if each {
			p.steps = append(p.steps, step{each: true})
		}
	}
	return p, nil
}

// records yields the records at a path, each with those around it.
func (p path) records(top *node, yield func(*scope)) { p.walk(&scope{node: top}, p.steps, yield) }

func (p path) walk(s *scope, steps []step, yield func(*scope)) {
	if s.node == nil {
		return
	}
	if len(steps) == 0 {
		yield(s)
		return
	}
	if !steps[0].each {
		p.walk(&scope{s.fields[steps[0].key], s}, steps[1:], yield)
		return
	}
	if s.sort != list {
		p.walk(s, steps[1:], yield) // one where there may be several
		return
	}
	for _, item := range s.items {
		p.walk(&scope{item, s.parent}, steps[1:], yield)
	}
}

// values returns what a path leads to from a record: lists one item at a time,
// nothing for what is empty.
func (p path) values(s *scope) []*node {
	for range p.up {
		if s = s.parent; s == nil {
			return nil
		}
	}
	at := []*node{s.node}
	for _, step := range p.steps {
		var next []*node
		for _, n := range at {
			switch {
			case !step.each:
				if v := n.fields[step.key]; v != nil {
					next = append(next, v)
				}
			case n.sort == list:
				next = append(next, n.items...)
			default:
				next = append(next, n)
			}
		}
		at = next
	}
	var out []*node
	for _, n := range at {
		switch {
		case n.empty():
		case n.sort == list:
			for _, item := range n.items {
				if !item.empty() {
					out = append(out, item)
				}
			}
		default:
			out = append(out, n)
		}
	}
	return out
}

// formats are the endings of files by which a format is known, and its name.
var formats = map[string]string{".csv": "csv", ".tsv": "tsv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".yaml": "yaml", ".yml": "yaml"}

// FormatNames are the formats of records.
var FormatNames = []string{"csv", "tsv", "json", "jsonl", "yaml"}

func formatOf(name string) string { return formats[strings.ToLower(filepath.Ext(name))] }

func read(format string, src []byte, m *Mapping) (*node, error) {
	src = []byte(strings.TrimPrefix(string(src), "\ufeff"))
	switch format {
	case "csv", "tsv":
		comma := ','
		if format == "tsv" {
			comma = '\t'
		}
		if m != nil && m.delimiter != 0 {
			comma = m.delimiter
		}
		return readCSV(src, comma)
	case "json":
		return readJSON(src)
	case "jsonl":
		return readJSONLines(src)
	case "yaml":
		return readYAML(src)
	case "":
		return nil, fmt.Errorf("its ending tells no format; name it with --from: %s", strings.Join(FormatNames, ", "))
	}
	return nil, fmt.Errorf("there is no format %q; there are %s", format, strings.Join(FormatNames, ", "))
}
