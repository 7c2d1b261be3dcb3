package toml

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
)

// plain turns a value into what BurntSushi decodes it to, with every array an
// []any and every date and time a string in one form.
func plain(d *Document, n *Node) any {
	switch n.Type {
	case Table:
		m := map[string]any{}
		for c := d.First(n); c != nil; c = d.Next(c) {
			m[c.Name()] = plain(d, c)
		}
		return m
	case Array:
		a := []any{}
		for c := d.First(n); c != nil; c = d.Next(c) {
			a = append(a, plain(d, c))
		}
		return a
	}
	return scalar(n)
}

func scalar(n *Node) any {
	switch n.Type {
	case String:
		return n.Text()
	case Integer:
		return n.Int()
	case Float:
		if math.IsNaN(n.Float()) {
			return "a float that is not a number" // NaN is not equal to itself
		}
		return n.Float()
	case Boolean:
		return n.Bool()
	case Invalid:
		return "invalid " + n.Text()
	}
	if n.Malformed() {
		return "malformed " + n.Text()
	}
	return dateText(n.Type, n.Text())
}

// dateText gives dates and times that are written in different ways the same
// text. Fractions are cut at nanoseconds, as the other readers do.
func dateText(t Type, s string) string {
	if t != LocalTime && len(s) > 10 {
		s = s[:10] + "T" + s[11:]
	}
	s = strings.ToUpper(s)
	if i := strings.IndexByte(s, '.'); i >= 0 {
		end := i + 1
		for end < len(s) && isDigit(s[end]) {
			end++
		}
		s = s[:min(end, i+10)] + s[end:]
	}
	layouts := map[Type][]string{
		OffsetDateTime: {time.RFC3339Nano, "2006-01-02T15:04Z07:00"},
		LocalDateTime:  {"2006-01-02T15:04:05.999999999", "2006-01-02T15:04"},
		LocalDate:      {time.DateOnly},
		LocalTime:      {"15:04:05.999999999", "15:04"},
	}
	for _, layout := range layouts[t] {
		if at, err := time.Parse(layout, s); err == nil {
			return dateForm(t, at)
		}
	}
	return "unreadable " + s
}

func dateForm(t Type, at time.Time) string {
	switch t {
	case OffsetDateTime:
		return at.Format(time.RFC3339Nano)
	case LocalDateTime:
		return at.Format("2006-01-02T15:04:05.999999999")
	case LocalDate:
		return at.Format(time.DateOnly)
	}
	return at.Format("15:04:05.999999999")
}

// tagged turns a value into the JSON objects of toml-test.
func tagged(d *Document, n *Node) any {
	switch n.Type {
	case Table:
		m := map[string]any{}
		for c := d.First(n); c != nil; c = d.Next(c) {
			m[c.Name()] = tagged(d, c)
		}
		return m
	case Array:
		a := []any{}
		for c := d.First(n); c != nil; c = d.Next(c) {
			a = append(a, tagged(d, c))
		}
		return a
	}
	kinds := [...]string{
		String: "string", Integer: "integer", Float: "float", Boolean: "bool",
		OffsetDateTime: "datetime", LocalDateTime: "datetime-local",
		LocalDate: "date-local", LocalTime: "time-local",
	}
	value := fmt.Sprint(scalar(n))
	if n.Type == Float {
		value = strconv.FormatFloat(n.Float(), 'g', -1, 64)
	}
	return map[string]any{"type": kinds[n.Type], "value": value}
}

// dump writes the whole tree with everything that a node knows.
func dump(d *Document) string {
	return fmt.Sprintf("%serrors %+v\nlost %v\ncomments %v\n", dumpNode(d, d.Root()), d.Errors, d.Lost, d.Comments)
}

func dumpNode(d *Document, n *Node) string {
	var b strings.Builder
	var walk func(n *Node, depth int)
	walk = func(n *Node, depth int) {
		fmt.Fprintf(&b, "%*s%v %v %v %q %q %v\n", 2*depth, "", n.Type, n.Span, n.Key, n.Name(), n.Text(), n.flags)
		if n.Type == Integer || n.Type == Float {
			fmt.Fprintf(&b, "%*s=%v\n", 2*depth, "", scalar(n))
		}
		for c := d.First(n); c != nil; c = d.Next(c) {
			walk(c, depth+1)
		}
	}
	walk(n, 0)
	return b.String()
}

// accepted reports whether the document has no error and no malformed date.
func accepted(d *Document) bool {
	if len(d.Errors) > 0 {
		return false
	}
	ok := true
	var walk func(n *Node)
	walk = func(n *Node) {
		ok = ok && !n.Malformed() && n.Type != Invalid
		for c := d.First(n); c != nil; c = d.Next(c) {
			walk(c)
		}
	}
	walk(d.Root())
	return ok
}

func parse(t testing.TB, src string) *Document {
	t.Helper()
	var p Parser
	return p.Parse([]byte(src))
}
