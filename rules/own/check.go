package own

import (
	"errors"
	"strings"
	"sync"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/expression"
)

// rule is a declaration, compiled. It is read-only.
type rule struct {
	kinds   []*vocabulary.Kind
	when    *expression.Program // nil for always
	assert  *expression.Program
	message *expression.Template
	at      string
	related []related
}

// related is a further place: a field of the fact, or the facts that a program
// gives, or a field of those.
type related struct {
	field   string
	program *expression.Program
	says    *expression.Template // nil for what the field says
}

// machines are shared by all rules: each is used by one goroutine at a time.
var machines = sync.Pool{New: func() any { return new(expression.Machine) }}

// maxRelated is the greatest number of places that an expression adds.
const maxRelated = 20

// check judges one fact.
func (r *rule) check(p *rules.Pass, f *facts.Fact) {
	left := p.Left()
	if left < 0 {
		return
	}
	m := machines.Get().(*expression.Machine)
	m.Bind(p.Base, p.Referrers)
	m.Limit(left)
	found, err := r.judge(m, f)
	p.Spend(m.Steps())
	machines.Put(m)
	switch {
	case errors.Is(err, expression.ErrBudget):
		p.Report(rules.Finding{Message: "the rule " + p.Rule.Name + " takes too many steps to judge " + f.Label() + ", so it says nothing of it; narrow what it looks at, first of all in its lists of facts", Place: f.Place()})
	case err != nil:
		p.Report(rules.Finding{Message: "the rule " + p.Rule.Name + " cannot judge " + f.Label() + ": " + err.Error(), Place: f.Place()})
	case found != nil:
		p.Report(*found)
	}
}

// judge returns what there is to say of a fact, nil for nothing.
func (r *rule) judge(m *expression.Machine, f *facts.Fact) (*rules.Finding, error) {
	if r.when != nil {
		if t, err := m.Truth(r.when, f); t != expression.True {
			return nil, err
		}
	}
	if t, err := m.Truth(r.assert, f); t != expression.False {
		return nil, err
	}
	message, err := m.Words(r.message, f)
	if err != nil {
		return nil, err
	}
	found := &rules.Finding{Message: message, Place: place(f, r.at)}
	for _, more := range r.related {
		if err := more.add(m, f, found); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// place returns where a field of a fact stands; its header when it does not.
func place(f *facts.Fact, field string) facts.Place {
	if v := f.Get(f.Kind().FieldIndex(field)); v.OK() {
		return v.Place()
	}
	return f.Place()
}

func (r *related) add(m *expression.Machine, f *facts.Fact, to *rules.Finding) error {
	if r.program == nil {
		v := f.Get(f.Kind().FieldIndex(r.field))
		if !v.OK() {
			return nil
		}
		says, err := r.words(m, f, func() string { return fieldWords(f, r.field, v) })
		to.Related = append(to.Related, facts.Note{Place: v.Place(), Words: says})
		return err
	}
	list, err := m.Facts(r.program, f)
	if err != nil {
		return err
	}
	for i, other := range list {
		if i == maxRelated {
			break
		}
		says, err := r.words(m, other, func() string { return r.otherWords(other) })
		if err != nil {
			return err
		}
		to.Related = append(to.Related, facts.Note{Place: place(other, r.field), Words: says})
	}
	return nil
}

// otherWords names another fact, and what its field says.
func (r *related) otherWords(f *facts.Fact) string {
	if v := f.Get(f.Kind().FieldIndex(r.field)); v.OK() {
		return f.Label() + ", " + fieldWords(f, r.field, v)
	}
	return f.Label()
}

func (r *related) words(m *expression.Machine, about *facts.Fact, otherwise func() string) (string, error) {
	if r.says == nil {
		return otherwise(), nil
	}
	return m.Words(r.says, about)
}

// fieldWords puts a field into words: "signed on 3 May 2022", "seats: 100".
func fieldWords(f *facts.Fact, name string, v facts.Value) string {
	i := f.Kind().FieldIndex(name)
	words := expression.ValueWords(f, i)
	plain := strings.ReplaceAll(name, "_", " ")
	if f.Kind().Fields[i].Type.Form() == types.DateForm {
		if p := f.Kind().Period; p != nil {
			d, _ := v.Date()
			switch {
			case i == p.End && d.Ongoing() && !d.Interval():
				return "has not ended"
			case i == p.End && name == "end":
				return "ends " + words
			case i == p.Start && name == "start":
				return "begins " + words
			case i == p.Date && name == "date":
				return "is " + words
			}
		}
		return plain + " " + words
	}
	return plain + ": " + words
}
