package convert

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"go.yaml.in/yaml/v3"
)

// maxDepth is how deep records may be nested.
const maxDepth = 100

var errTooDeep = fmt.Errorf("is nested more than %d deep", maxDepth)

// readCSV reads a table whose first row names its columns.
func readCSV(src []byte, comma rune) (*node, error) {
	r := csv.NewReader(bytes.NewReader(src))
	r.Comma, r.ReuseRecord, r.FieldsPerRecord = comma, true, -1
	header, err := r.Read()
	if errors.Is(err, io.EOF) {
		return &node{sort: list, line: 1}, nil
	}
	if err != nil {
		return nil, csvError(err)
	}
	columns := make([]string, len(header))
	seen := map[string]bool{}
	for i, name := range header {
		if columns[i] = strings.TrimSpace(name); columns[i] != "" && seen[columns[i]] {
			return nil, fmt.Errorf("line 1: two columns are called %q", columns[i])
		}
		seen[columns[i]] = true
	}
	top := &node{sort: list, line: 1, keys: columns}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return top, nil
		}
		if err != nil {
			return nil, csvError(err)
		}
		line, _ := r.FieldPos(0)
		if len(row) > len(columns) {
			return nil, fmt.Errorf("line %d: has %d values, but the first row names %d columns", line, len(row), len(columns))
		}
		record := &node{sort: table, line: line}
		for i, value := range row {
			if value = strings.TrimSpace(value); value != "" && columns[i] != "" {
				record.set(columns[i], &node{sort: text, line: line, text: value})
			}
		}
		top.items = append(top.items, record)
	}
}

func csvError(err error) error {
	if e := (*csv.ParseError)(nil); errors.As(err, &e) {
		return fmt.Errorf("line %d: %w", e.Line, e.Err)
	}
	return err
}

// jsonReader reads JSON one token after another, knowing the lines.
type jsonReader struct {
	*json.Decoder
	src        []byte
	offset     int // up to which lines are counted
	line       int
	lineOffset int // lines before the source
}

func readJSON(src []byte) (*node, error) {
	r := newJSONReader(src, 0)
	top, err := r.value(0)
	if err != nil {
		return nil, err
	}
	if _, err := r.Token(); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("line %d: goes on after its end; for one value a line name the format jsonl", r.at())
	}
	return top, nil
}

// readJSONLines reads one value a line.
func readJSONLines(src []byte) (*node, error) {
	top := &node{sort: list, line: 1}
	before := 0
	for line := range bytes.Lines(src) {
		if len(bytes.TrimSpace(line)) > 0 {
			r := newJSONReader(line, before)
			n, err := r.value(0)
			if err != nil {
				return nil, err
			}
			if _, err := r.Token(); !errors.Is(err, io.EOF) {
				return nil, fmt.Errorf("line %d: has more than one value", before+1)
			}
			top.items = append(top.items, n)
		}
		before++
	}
	return top, nil
}

func newJSONReader(src []byte, before int) *jsonReader {
	r := &jsonReader{Decoder: json.NewDecoder(bytes.NewReader(src)), src: src, line: 1, lineOffset: before}
	r.UseNumber()
	return r
}

// at returns the line of the last token.
func (r *jsonReader) at() int {
	to := min(int(r.InputOffset()), len(r.src))
	r.line += bytes.Count(r.src[r.offset:to], []byte("\n"))
	r.offset = to
	return r.line + r.lineOffset
}

func (r *jsonReader) token() (json.Token, error) {
	t, err := r.Token()
	if err == nil {
		return t, nil
	}
	at := r.at()
	if e := (*json.SyntaxError)(nil); errors.As(err, &e) {
		at = 1 + r.lineOffset + bytes.Count(r.src[:min(int(e.Offset), len(r.src))], []byte("\n"))
	}
	if errors.Is(err, io.EOF) {
		err = errors.New("ends before its value does")
	}
	return nil, fmt.Errorf("line %d: %w", at, err)
}

func (r *jsonReader) value(depth int) (*node, error) {
	t, err := r.token()
	if err != nil {
		return nil, err
	}
	n := &node{line: r.at()}
	if depth > maxDepth {
		return nil, fmt.Errorf("line %d: %w", n.line, errTooDeep)
	}
	switch t := t.(type) {
	case string:
		n.sort, n.text = text, t
	case json.Number:
		n.sort, n.text = number, t.String()
	case bool:
		n.sort, n.text = boolean, fmt.Sprint(t)
	case json.Delim:
		n.sort = list
		if t == '{' {
			n.sort = table
		}
		for r.More() {
			key := ""
			if n.sort == table {
				k, err := r.token()
				if err != nil {
					return nil, err
				}
				key, _ = k.(string)
			}
			v, err := r.value(depth + 1)
			if err != nil {
				return nil, err
			}
			if n.sort == table {
				if n.fields[key] != nil {
					return nil, fmt.Errorf("line %d: the key %q stands twice in one object", v.line, key)
				}
				n.set(key, v)
			} else {
				n.items = append(n.items, v)
			}
		}
		if _, err := r.token(); err != nil {
			return nil, err
		}
	}
	return n, nil
}

func readYAML(src []byte) (*node, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(src, &doc); err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(doc.Content) == 0 {
		return &node{sort: list, line: 1}, nil
	}
	left := 10*len(src) + 1000 // without aliases there are no more values than bytes
	return fromYAML(doc.Content[0], 0, &left)
}

func fromYAML(y *yaml.Node, depth int, left *int) (*node, error) {
	if *left--; *left < 0 {
		return nil, fmt.Errorf("line %d: its aliases unfold to many times what is written", y.Line)
	}
	if depth > maxDepth {
		return nil, fmt.Errorf("line %d: %w", y.Line, errTooDeep)
	}
	n := &node{line: y.Line, text: y.Value}
	switch y.Kind {
	case yaml.AliasNode:
		return fromYAML(y.Alias, depth+1, left)
	case yaml.SequenceNode:
		n.sort = list
		for _, item := range y.Content {
			v, err := fromYAML(item, depth+1, left)
			if err != nil {
				return nil, err
			}
			n.items = append(n.items, v)
		}
	case yaml.MappingNode:
		n.sort = table
		var merged []*node
		for i := 0; i+1 < len(y.Content); i += 2 {
			v, err := fromYAML(y.Content[i+1], depth+1, left)
			if err != nil {
				return nil, err
			}
			if y.Content[i].ShortTag() == "!!merge" {
				merged = append(merged, v)
				continue
			}
			n.set(y.Content[i].Value, v)
		}
		n.merge(merged)
	default:
		switch y.ShortTag() {
		case "!!null":
			n.sort = null
		case "!!bool":
			n.sort = boolean
		case "!!int", "!!float":
			n.sort = number
		default:
			n.sort = text
		}
	}
	return n, nil
}

// merge adds what the key << of YAML brings: tables, or lists of them, of which
// the first that has a key gives it, unless the table has it itself.
func (n *node) merge(from []*node) {
	for _, m := range from {
		n.merge(m.items)
		for _, key := range m.keys {
			if n.fields[key] == nil {
				n.set(key, m.fields[key])
			}
		}
	}
}
