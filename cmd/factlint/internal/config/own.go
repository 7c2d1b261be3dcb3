package config

import (
	"fmt"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/own"
)

// ownReader reads the rules of all files.
type ownReader struct {
	*reader
	names    map[string]named
	compiler *own.Compiler // nil when the kinds are not known; then names are all that is read
}

// named is where a rule's name is.
type named struct {
	file *file
	node *toml.Node
}

func (n named) line() int { return toml.NewLines(n.file.doc.Source).Line(n.node.Span.Start) }

// readAll reads the rules of one file.
func (r *ownReader) readAll(all []own.Declaration) {
	for i := range all {
		path := fmt.Sprintf("rule[%d]", i)
		if r.doc().Full() {
			return
		}
		if len(r.names) == own.MaxRules {
			r.doc().Mistake(path, r.doc().At(path).Span, "there are more than %d rules; leave some out", own.MaxRules)
			return
		}
		r.rule(&all[i], path)
	}
}

// rule reads one [[rule]].
func (r *ownReader) rule(d *own.Declaration, path string) {
	if n := r.doc().At(path + ".name"); n != nil && !r.doc().HasMistake(path+".name") {
		r.name(d.Name, path+".name", n)
	}
	if r.compiler == nil {
		return
	}
	rule, mistakes := r.compiler.Rule(d)
	for _, m := range mistakes {
		at := r.doc().At(path + "." + m.Path)
		if at == nil {
			at = r.doc().At(path)
		}
		r.doc().Mistake(path, at.Within(m.Start, m.End), "%s", m.Message)
	}
	if rule == nil || r.doc().HasMistake(path) {
		return
	}
	r.config.Settings.Own = append(r.config.Settings.Own, rule)
	for _, id := range d.Names() {
		at := r.doc().At(path + "." + id.Path)
		r.config.Names = append(r.config.Names, Name{r.file.name, at.Within(id.Start, id.End), id.ID})
	}
}

func (r *ownReader) name(name, path string, n *toml.Node) {
	switch first, taken := r.names[name]; {
	case taken && first.file == r.file:
		r.doc().Mistake(path, n.Span, "there is a rule %s already, on line %d; choose another name", name, first.line())
	case taken:
		r.doc().Mistake(path, n.Span, "there is a rule %s already, in %s on line %d; choose another name", name, wording.Quote(first.file.shown()), first.line())
	case r.rules.Find(name) != nil:
		r.doc().Mistake(path, n.Span, "factlint has a rule %s already; choose another name", name)
	default:
		r.names[name] = named{r.file, n}
	}
}
