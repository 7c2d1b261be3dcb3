package config

import (
	"slices"
	"strings"
	"unicode"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/own"
)

var (
	ownKeys     = []string{"name", "summary", "why", "kind", "when", "assert", "message", "at", "related", "severity", "bad", "good"}
	ownRequired = []string{"name", "summary", "kind", "assert", "message"}
)

// ownReader reads the rules of all files.
type ownReader struct {
	*reader
	names    map[string]named
	compiler *own.Compiler // nil when the kinds are not known; then names are all that is read
}

// named is where a rule's name stands.
type named struct {
	file *file
	node *toml.Node
}

// readAll reads the list of [[rule]] of one file.
func (r *ownReader) readAll(n *toml.Node) {
	if n.Type != toml.Array || n.Inline() {
		r.mistake(n.Span, "write a rule with two brackets: [[rule]], then %s", list(ownRequired, "and"))
		return
	}
	for c := range r.children(n) {
		if len(r.names) == own.MaxRules {
			r.mistake(c.Span, "there are more than %d rules; leave some out", own.MaxRules)
			return
		}
		if rule := r.rule(c); rule != nil {
			r.config.Settings.Own = append(r.config.Settings.Own, rule)
		}
	}
}

// rule reads one [[rule]]; it is nil when something is wrong with it.
func (r *ownReader) rule(n *toml.Node) *rules.Rule {
	if n.Type != toml.Table {
		r.mistake(n.Span, "a rule is a table, not %s", noun(n))
		return nil
	}
	before := len(r.file.mistakes)
	d := &own.Declaration{}
	nodes := map[own.Part]*toml.Node{}
	whole := !n.Broken() // what is missing may have another name, or be lost to a syntax error
	for c := range r.children(n) {
		key := c.Name()
		switch key {
		case "name":
			r.name(c, d)
		case "summary":
			r.line(c, &d.Summary)
		case "why":
			r.text(c, &d.Why)
		case "when":
			r.text(c, &d.When)
		case "assert":
			r.text(c, &d.Assert)
		case "message":
			r.text(c, &d.Message)
		case "at":
			r.text(c, &d.At)
		case "bad":
			r.text(c, &d.Bad)
		case "good":
			r.text(c, &d.Good)
		case "kind":
			r.kinds(c, d, nodes)
		case "related":
			r.related(c, d, nodes)
		case "severity":
			if s, ok := r.severity(c, rules.Warning); ok {
				d.Severity = s
			}
		default:
			r.unknown(c, "a rule", ownKeys)
			whole = false
		}
		if _, listed := nodes[own.Part{Key: key}]; !listed {
			nodes[own.Part{Key: key}] = c
		}
	}
	for _, key := range ownRequired {
		if whole && r.doc().Get(n, key) == nil {
			r.mistake(n.Span, "a rule needs %s; here %s is missing", list(ownRequired, "and"), key)
		}
	}
	if r.compiler == nil {
		return nil
	}
	rule, mistakes := r.compiler.Rule(d)
	for _, m := range mistakes {
		at := nodes[m.Part]
		if at == nil {
			at = n
		}
		r.mistake(r.within(at, m.Start, m.End), "%s", m.Message)
	}
	if len(r.file.mistakes) > before {
		return nil
	}
	for _, id := range d.Names() {
		r.config.Names = append(r.config.Names, Name{r.file.name, r.within(nodes[id.Part], id.Start, id.End), id.ID})
	}
	return rule
}

func (r *ownReader) name(n *toml.Node, d *own.Declaration) {
	if !r.text(n, &d.Name) {
		return
	}
	if wrong := own.CheckName(d.Name); wrong != "" {
		r.mistake(n.Span, "%s", wrong)
		return
	}
	switch first, taken := r.names[d.Name]; {
	case taken && first.file == r.file:
		r.mistake(n.Span, "there is a rule %s already, on line %d; choose another name", d.Name, first.line())
	case taken:
		r.mistake(n.Span, "there is a rule %s already, in %s on line %d; choose another name", d.Name, quote(first.file.shown()), first.line())
	case r.rules.Find(d.Name) != nil:
		r.mistake(n.Span, "factlint has a rule %s already; choose another name", d.Name)
	default:
		r.names[d.Name] = named{r.file, n}
	}
}

func (n named) line() int { return toml.NewLines(n.file.doc.Source).Line(n.node.Span.Start) }

func (r *ownReader) kinds(n *toml.Node, d *own.Declaration, nodes map[own.Part]*toml.Node) {
	for i, c := range r.oneOrList(n, "kind is the name of a kind, or a list of names") {
		d.Kinds = append(d.Kinds, strings.Clone(c.Text()))
		nodes[own.Part{Key: "kind", Index: i}] = c
	}
}

// oneOrList returns a string, or the strings of a list that has some.
func (r *reader) oneOrList(n *toml.Node, takes string) []*toml.Node {
	if n.Type == toml.String {
		return []*toml.Node{n}
	}
	var out []*toml.Node
	if n.Type == toml.Array && n.Inline() {
		for c := range r.children(n) {
			if c.Type != toml.String {
				r.mistake(c.Span, "%s, not %s", takes, noun(c))
				return nil
			}
			out = append(out, c)
		}
	}
	if len(out) == 0 {
		r.mistake(n.Span, "%s", takes)
	}
	return out
}

const relatedTakes = "related is a list of fields, or of expressions that give facts or a field of one; words of your own stand in { at = \"signed\", says = \"…\" }"

// related reads what related lists: strings, and tables with words.
func (r *ownReader) related(n *toml.Node, d *own.Declaration, nodes map[own.Part]*toml.Node) {
	elements := []*toml.Node{n}
	if n.Type == toml.Array {
		elements = slices.Collect(r.children(n))
	}
	for _, c := range elements {
		var more own.Related
		part := own.Part{Key: "related", Index: len(d.Related)}
		switch c.Type {
		case toml.String:
			r.text(c, &more.At)
			nodes[part] = c
		case toml.Table:
			for e := range r.children(c) {
				switch e.Name() {
				case "at":
					r.text(e, &more.At)
					nodes[part] = e
				case "says":
					r.text(e, &more.Says)
					nodes[own.Part{Key: "related", Index: part.Index, Says: true}] = e
				default:
					r.unknown(e, "an entry of related", []string{"at", "says"})
				}
			}
			if r.doc().Get(c, "at") == nil {
				r.mistake(c.Span, "an entry of related needs at, a field, or an expression that gives facts or a field of one")
			}
		default:
			r.mistake(c.Span, "%s; this is %s", relatedTakes, noun(c))
		}
		d.Related = append(d.Related, more)
	}
}

// text reads a string that messages may repeat.
func (r *reader) text(n *toml.Node, to *string) bool {
	if n.Type != toml.String {
		r.mistake(n.Span, "%s is a string, not %s", n.Name(), noun(n))
		return false
	}
	for _, c := range n.Text() {
		if !unicode.IsPrint(c) && c != '\n' && c != '\t' && c != '\r' {
			r.mistake(n.Span, "%s holds the character %U, which does not print; leave it out", n.Name(), c)
			return false
		}
	}
	if strings.TrimSpace(n.Text()) == "" {
		r.mistake(n.Span, "%s is empty", n.Name())
		return false
	}
	*to = strings.Clone(n.Text())
	return true
}

// maxLine is the greatest number of bytes of a text that stands in a table of others.
const maxLine = 200

// line reads a string of one line.
func (r *reader) line(n *toml.Node, to *string) {
	if r.text(n, to) && (len(*to) > maxLine || strings.ContainsAny(*to, "\n\r\t")) {
		r.mistake(n.Span, "%s is one line of at most %d bytes", n.Name(), maxLine)
	}
}
