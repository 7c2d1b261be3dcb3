package own

import "github.com/factlint/factlint/rules/expression"

// A Name is an id that a part of a declaration names in a call of get.
type Name struct {
	Part
	expression.Name
}

// Names returns the ids that the expressions of a declaration name in calls of get.
func (d *Declaration) Names() (out []Name) {
	add := func(p Part, names []expression.Name) {
		for _, n := range names {
			out = append(out, Name{p, n})
		}
	}
	add(Part{Key: "when"}, expression.Names(d.When))
	add(Part{Key: "assert"}, expression.Names(d.Assert))
	add(Part{Key: "message"}, expression.TemplateNames(d.Message))
	for i, r := range d.Related {
		add(Part{Key: "related", Index: i}, expression.Names(r.At))
		add(Part{Key: "related", Index: i, Says: true}, expression.TemplateNames(r.Says))
	}
	return out
}
