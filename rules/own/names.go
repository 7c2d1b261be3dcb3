package own

import (
	"fmt"

	"github.com/factlint/factlint/rules/expression"
)

// A Name is an id that the text at a path of a declaration names in a call of get.
type Name struct {
	Path string
	expression.Name
}

// Names returns the ids that the expressions of a declaration name in calls of get.
func (d *Declaration) Names() (out []Name) {
	add := func(path string, names []expression.Name) {
		for _, n := range names {
			out = append(out, Name{path, n})
		}
	}
	add("when", expression.Names(d.When))
	add("assert", expression.Names(d.Assert))
	add("message", expression.TemplateNames(d.Message))
	for i, r := range d.Related {
		add(fmt.Sprintf("related[%d].at", i), expression.Names(r.At))
		add(fmt.Sprintf("related[%d].says", i), expression.TemplateNames(r.Says))
	}
	return out
}
