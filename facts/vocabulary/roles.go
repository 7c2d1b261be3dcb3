package vocabulary

import (
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

// roleDeclaration is a role to be read once all fields are known.
type roleDeclaration struct {
	kind *Kind
	name string
	node *toml.Node
	file int
}

// role reads one role of a kind, whose fields are all known now.
func (b *builder) role(d roleDeclaration) {
	r := roleReader{b, d.kind, d.name, d.node}
	k := d.kind
	switch {
	case d.name == "period" && k.Period == nil:
		k.Period = r.period()
	case d.name == "tenure" && k.Tenure == nil:
		k.Tenure = r.tenure()
	case d.name == "quantity" && k.Quantity == nil:
		k.Quantity = r.quantity()
	case d.name == "source" && k.Source == nil:
		k.Source = r.source()
	default:
		where := ""
		for _, first := range b.roles {
			if first.kind == k && first.name == d.name && first.file != d.file && first.file >= 0 {
				in := b.files[first.file]
				where = fmt.Sprintf(", given in %s on line %d", wording.Quote(in.Name), toml.NewLines(in.Doc.Source).Line(first.node.Key.Start))
				break
			}
		}
		b.mistake(d.node.Key, "%s already has the role %s%s", k.Name, d.name, where)
	}
}

// roleReader reads one role. Fields that it does not find are None; what was
// wrong with them has then been told.
type roleReader struct {
	b    *builder
	kind *Kind
	name string
	node *toml.Node
}

func (r roleReader) period() *PeriodRole {
	p := &PeriodRole{None, None, None}
	if r.node.Type == toml.String {
		p.Date = r.fieldAt(r.node, types.Date)
		return p
	}
	const form = "a period names its fields: \"FIELD\", or { start = \"FIELD\", end = \"FIELD\" }"
	if r.node.Type != toml.Table {
		r.b.mistake(r.node.Span, form)
		return p
	}
	known := r.keys("date", "start", "end")
	p.Date, p.Start, p.End = r.field("date", types.Date), r.field("start", types.Date), r.field("end", types.Date)
	if known && !r.has("date") && !r.has("start") && !r.has("end") {
		r.b.mistake(r.node.Key, form)
	}
	return p
}

func (r roleReader) tenure() *TenureRole {
	t := &TenureRole{Holder: None, Of: None, Acting: r.optional("acting", types.Boolean)}
	known := r.keys("holder", "of", "seats", "acting")
	t.Holder, t.Of = r.field("holder", types.Ref), r.field("of", types.Ref)
	t.Seats = r.other("seats", t.Of, false, types.Integer)
	if r.has("acting") {
		t.Acting = r.field("acting", types.Boolean)
	}
	if known && (!r.has("holder") || !r.has("of")) {
		r.b.mistake(r.node.Key, "a tenure names its holder and what they hold: { holder = \"FIELD\", of = \"FIELD\" }")
	}
	return t
}

func (r roleReader) quantity() *QuantityRole {
	q := &QuantityRole{None, None, None, None, None, r.optional("group", types.String), r.optional("predominant", types.String), "", "", ""}
	known := r.keys("of", "at", "min", "max", "value", "part_of", "area", "shares", "group", "predominant")
	q.Of, q.At = r.field("of", types.Ref), r.field("at", types.Date)
	q.Min, q.Max, q.Value = r.field("min", types.Number, types.Integer), r.field("max", types.Number, types.Integer), r.field("value", types.Number, types.Integer)
	q.PartOf = r.other("part_of", q.Of, true, types.Ref)
	q.Area = r.other("area", q.Of, true, types.Number, types.Integer)
	q.Shares = r.other("shares", q.Of, true, types.Table)
	if r.has("group") {
		q.Group = r.field("group", types.String)
	}
	if r.has("predominant") {
		q.Predominant = r.field("predominant", types.String)
	}
	switch {
	case !known:
	case !r.has("of"):
		r.b.mistake(r.node.Key, "a quantity names what it measures: { of = \"FIELD\" }")
	case !r.has("min") && !r.has("max") && !r.has("value") && !r.has("shares"):
		r.b.mistake(r.node.Key, "a quantity names its number: value = \"FIELD\", or min and max")
	}
	return q
}

func (r roleReader) source() *SourceRole {
	s := &SourceRole{None, None}
	r.keys("published", "accessed")
	s.Published, s.Accessed = r.field("published", types.Date), r.field("accessed", types.Date)
	return s
}

// keys tells what is wrong with the keys of a role written as a table, and
// reports whether nothing is.
func (r roleReader) keys(known ...string) bool {
	if r.node.Type != toml.Table {
		r.b.mistake(r.node.Span, "the role %s is a table with the keys %s", r.name, wording.And(known))
		return false
	}
	ok := true
	for n := r.b.doc.First(r.node); n != nil; n = r.b.doc.Next(n) {
		if !slices.Contains(known, n.Name()) {
			r.b.unknownKey(n, "the role "+r.name, known)
			ok = false
		}
	}
	return ok
}

func (r roleReader) has(key string) bool { return r.b.doc.Get(r.node, key) != nil }

// field returns the index of the field that a key of the role names, which
// must be of one of the types.
func (r roleReader) field(key string, types ...types.Type) int {
	n := r.b.doc.Get(r.node, key)
	if n == nil {
		return None
	}
	return r.fieldAt(n, types...)
}

func (r roleReader) fieldAt(n *toml.Node, types ...types.Type) int {
	var name string
	if !r.b.text(n, &name) || r.b.spoilt[spoiltField{r.kind, name}] {
		return None
	}
	i := r.kind.named(name)
	if i == None {
		hint := r.b.nearest(name, fieldNames(r.kind))
		if fit := r.fitting(types); hint == "" && len(fit) > 0 {
			hint = "; of type " + either(types) + " it has " + wording.And(fit)
		}
		r.b.mistake(n.Span, "kind %s has no field %s%s", r.kind.Name, wording.Quote(name), hint)
		return None
	}
	switch f := &r.kind.Fields[i]; {
	case !slices.Contains(types, f.Type):
		r.b.mistake(n.Span, "the role %s needs a field of type %s here; %s is of type %s", r.name, either(types), name, f.Type)
		return None
	case f.Many:
		r.b.mistake(n.Span, "the role %s needs a field with a single value here; %s has many = true", r.name, name)
		return None
	}
	return i
}

// other returns the name of a field that the role expects not in this kind but
// in what its field of refers to, or with own in either of them.
func (r roleReader) other(key string, of int, own bool, types ...types.Type) (name string) {
	n := r.b.doc.Get(r.node, key)
	if n == nil || !r.b.text(n, &name) || of == None {
		return name
	}
	to := &r.kind.Fields[of]
	var names []string
	looked := len(to.toNames) == 0 // may name anything
	search := func(k *Kind) bool {
		if r.b.spoilt[spoiltField{k, name}] {
			return true
		}
		for i := range k.Fields {
			if f := &k.Fields[i]; slices.Contains(types, f.Type) && !f.Many {
				if f.Name == name {
					return true
				}
				names = append(names, f.Name)
			}
		}
		return false
	}
	for _, kind := range to.toNames {
		k := r.b.v.byName[kind]
		looked = looked || k == nil || search(k)
	}
	if looked || own && search(r.kind) {
		return name
	}
	has, where := " has no field ", "what the field "+wording.Quote(to.Name)+" names"
	if len(to.toNames) <= 3 {
		where = wording.Or(to.toNames)
	}
	if own {
		has, where = " has a field ", "neither "+where+" nor "+r.kind.Name
	}
	r.b.mistake(n.Span, "%s%s%s of type %s with a single value%s", where, has, wording.Quote(name), either(types), r.b.nearest(name, names))
	return name
}

// fitting returns some fields of the kind that are of one of the types.
func (r roleReader) fitting(types []types.Type) (names []string) {
	for i := range r.kind.Fields {
		if f := &r.kind.Fields[i]; slices.Contains(types, f.Type) && !f.Many && len(names) < 5 {
			names = append(names, f.Name)
		}
	}
	return names
}

// optional returns the index of the field called name when the kind has one of that type.
func (r roleReader) optional(name string, t types.Type) int {
	if i := r.kind.named(name); i != None && r.kind.Fields[i].Type == t && !r.kind.Fields[i].Many {
		return i
	}
	return None
}

// named finds a field before the kind is indexed.
func (k *Kind) named(name string) int {
	return slices.IndexFunc(k.Fields, func(f Field) bool { return f.Name == name })
}

func fieldNames(k *Kind) []string {
	names := make([]string, len(k.Fields))
	for i := range k.Fields {
		names[i] = k.Fields[i].Name
	}
	return names
}

func either(types []types.Type) string {
	names := make([]string, len(types))
	for i, t := range types {
		names[i] = t.String()
	}
	return strings.Join(names, " or ")
}
