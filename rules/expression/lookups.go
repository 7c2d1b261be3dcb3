package expression

import (
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
)

// referring narrows refs_to: to facts of a kind, and to one of its fields.
type referring struct {
	kind  *vocabulary.Kind // nil for any
	field string           // "" for any
}

func kindOf(a any) any {
	switch f := a.(type) {
	case *facts.Fact:
		return f.Kind().Name
	case citation:
		return nil
	}
	return absentOr(a)
}

// earlier says which of two facts is first in the base, so that what two of
// them do to each other is reported once.
func earlier(a, b any) any {
	x, ok := a.(*facts.Fact)
	y, ok2 := b.(*facts.Fact)
	if ok && ok2 {
		return x.Index < y.Index
	}
	if v, ok := settled(a, b); ok {
		return v
	}
	return hidden
}

// get gives the fact that has an id; hidden when it may be one that could not be
// read, or several have the id.
func get(m *Machine, a []any) (any, error) {
	id, ok := a[0].(string)
	if !ok {
		return absentOr(a[0]), nil
	}
	switch f := m.base.Fact(id); {
	case f != nil && !m.base.Ambiguous(f):
		return f, nil
	case f != nil || m.base.MayHaveLost(id):
		return hidden, nil
	}
	return nil, nil
}

// tenuresOf lists the tenures of what is held, in the order of the facts.
func tenuresOf(m *Machine, a []any) (any, error) {
	of, ok := a[0].(*facts.Fact)
	if !ok {
		return absentOr(a[0]), nil
	}
	if !m.sees(of) {
		return hidden, nil
	}
	tenures := m.base.TenuresIn(of)
	if err := m.spend(int64(len(tenures))); err != nil {
		return nil, err
	}
	out := make([]any, 0, len(tenures)+1)
	for _, t := range tenures {
		out = append(out, m.listed(t.Fact))
	}
	if m.base.HasIncompleteTenure(nil, of, anyTime, anyTime) || m.base.MayHaveLostTenure(of) {
		out = append(out, hidden)
	}
	return out, nil
}

// listed gives a fact as an element of a list that the base makes; a disputed
// one may be none.
func (m *Machine) listed(f *facts.Fact) any {
	if !m.sees(f) {
		return hidden
	}
	return f
}

// refsTo lists the facts that refer to a fact, each once, in the order of the facts.
func refsTo(m *Machine, a []any) (any, error) {
	to, ok := a[0].(*facts.Fact)
	if !ok {
		return absentOr(a[0]), nil
	}
	if !m.sees(to) {
		return hidden, nil
	}
	from := a[1].(*referring)
	index := m.referrers()
	out := []any{}
	var last *facts.Fact
	for r := range index.To(to) {
		f := r.Value.Fact()
		if err := m.spend(1); err != nil {
			return nil, err
		}
		if f == last || from.kind != nil && f.Kind() != from.kind || from.field != "" && !strings.HasPrefix(r.Path+".", from.field+".") {
			continue
		}
		last = f
		out = append(out, m.listed(f))
	}
	if index.Loose(from.kind) || m.base.MayHaveLost(to.ID()) || m.base.Ambiguous(to) {
		out = append(out, hidden)
	}
	return out, nil
}

// held reports whether somebody holds something at all of a time: certainly, not
// possibly, or nobody knows.
func held(m *Machine, a []any) (any, error) {
	person, ok := a[0].(*facts.Fact)
	office, ok2 := a[1].(*facts.Fact)
	when, ok3 := m.periodOf(a[2])
	if !ok || !ok2 || !ok3 || a[2] == nil {
		if a[0] == nil || a[1] == nil || a[2] == nil {
			return nil, nil
		}
		return hidden, nil
	}
	if !m.sees(person) || !m.sees(office) || !m.canHold(person.Kind(), office.Kind()) {
		return hidden, nil
	}
	tenures := m.base.TenuresBetween(person, office)
	if err := m.spend(int64(len(tenures))); err != nil {
		return nil, err
	}
	for _, t := range tenures {
		if m.sees(t.Fact) && t.Fact.Happens() && certainlyDuring(when, period{t.Fact.Begin(), t.Fact.End()}) {
			return true, nil
		}
	}
	if m.base.MayHold(person, office, when.begin, edtf.Moment{Earliest: when.end.Earliest, Latest: when.end.Latest}) ||
		m.base.MayHaveLostTenure(person, office) {
		return hidden, nil
	}
	return false, nil
}

// canHold reports whether facts of one kind hold those of the other in any kind
// of tenure: of others it says nothing that none is there.
func (m *Machine) canHold(holder, of *vocabulary.Kind) bool {
	takes := func(f *vocabulary.Field, k *vocabulary.Kind) bool { return len(f.To) == 0 || slices.Contains(f.To, k) }
	return slices.ContainsFunc(m.base.Vocabulary.Kinds, func(k *vocabulary.Kind) bool {
		t := k.Tenure
		return t != nil && takes(&k.Fields[t.Holder], holder) && takes(&k.Fields[t.Of], of)
	})
}
