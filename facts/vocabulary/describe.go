package vocabulary

import (
	"strings"

	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

// Common reports whether every kind has the field.
func (f *Field) Common() bool { return f.common }

// Describe says in a few words what a field takes: "date", "id of a person,
// one or a list".
func (f *Field) Describe() string {
	parts := []string{f.Type.Describe(KindsOf(f))}
	if f.Type.Form() == types.RelationForm && f.Order == During { // no time lies between the two
		parts[0] = "id of a fact"
	}
	if len(f.OneOf) > 0 {
		parts[0] = wording.Or(f.OneOf)
	}
	for _, p := range []struct {
		on   bool
		text string
	}{
		{f.Timed && f.Type.Form() == types.RefForm, `or { id = "…", start = …, end = … }`},
		{f.Timed && f.Type.Form() != types.RefForm, `or a list of { ` + f.Name + ` = …, start = …, end = … }`},
		{f.Many, "one or a list"},
		{f.Unique, "unique"},
		{f.Acyclic, "no loops"},
		{f.Lifetime, "within its lifetime"},
		{f.SubsetOf != "", "among " + f.SubsetOf},
		{f.DisjointWith != "", "none of " + f.DisjointWith},
		{f.Order != Unordered && f.Type.Form() == types.RefForm, "this comes " + f.Order.String() + " it"},
		{f.Validate != "", f.Validate},
	} {
		if p.on {
			parts = append(parts, p.text)
		}
	}
	return strings.Join(parts, ", ")
}

// DescribeRoles says in one line for each role what the kind plays.
func (k *Kind) DescribeRoles() []string {
	name := func(i int) string {
		if i == None {
			return ""
		}
		return k.Fields[i].Name
	}
	var out []string
	if p := k.Period; p != nil {
		var ways []string
		if p.Date != None {
			ways = append(ways, name(p.Date))
		}
		if p.Start != None || p.End != None {
			ways = append(ways, strings.Trim(name(p.Start)+" … "+name(p.End), " …"))
		}
		if len(ways) > 0 {
			out = append(out, "period: "+strings.Join(ways, ", or "))
		}
	}
	if t := k.Tenure; t != nil {
		words := "tenure: " + name(t.Holder) + " holds " + name(t.Of)
		if t.Seats.Name != "" {
			words += ", which has as many seats as its field " + t.Seats.Name + " says"
		}
		out = append(out, words)
	}
	if t := k.Vacancy; t != nil {
		out = append(out, "vacancy: nobody holds "+name(t.Of))
	}
	if m := k.Membership; m != nil {
		out = append(out, "membership: "+name(m.Member)+" "+m.Belongs+" "+name(m.Of))
	}
	if e := k.Election; e != nil {
		out = append(out, "election: "+name(e.Winner)+" won "+name(e.Office))
	}
	if q := k.Quantity; q != nil {
		out = append(out, "quantity: a number about "+name(q.Of))
	}
	if k.Source != nil {
		out = append(out, "source: facts are cited from it")
	}
	if len(k.Acts) > 0 {
		var fields []string
		for _, i := range k.Acts {
			fields = append(fields, name(i))
		}
		out = append(out, "act: "+strings.Join(fields, ", ")+" act during the period")
	}
	return out
}

// KindsOf names what a ref may refer to: "a person", "a place or an organization".
func KindsOf(f *Field) string {
	if len(f.To) == 0 {
		return "a fact"
	}
	names := make([]string, len(f.To))
	for i, k := range f.To {
		names[i] = wording.Article(k.Name)
	}
	return wording.Or(names)
}
