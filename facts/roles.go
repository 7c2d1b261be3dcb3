package facts

import (
	"math"

	"github.com/factlint/factlint/facts/toml"
)

// finish resolves what names other declarations, and makes the vocabulary fast to use.
func (b *builder) finish() {
	for _, r := range b.refs {
		for _, n := range r.names {
			if name := n.Text(); b.v.byName[name] == nil {
				b.mistake(n.Span, "there is no kind %s%s", quote(name), didYouMean(name, b.kindNames()))
			}
		}
	}
	for _, r := range b.roles {
		b.doc = r.doc
		b.role(r)
	}
	if len(b.mistakes) > 0 {
		return
	}
	for _, k := range b.v.Kinds {
		if t := k.Tenure; t != nil {
			for _, name := range k.Fields[t.Of].toNames {
				b.v.held = append(b.v.held, b.v.byName[name])
			}
		}
	}
	for _, k := range b.v.Kinds {
		b.index(k)
	}
	if len(b.v.fields) > math.MaxUint16 {
		b.mistake(Span{}, "the kinds have %d fields together; factlint takes up to %d", len(b.v.fields), math.MaxUint16)
	}
}

func (b *builder) kindNames() []string {
	var names []string
	for _, k := range b.v.Kinds {
		names = append(names, k.Name)
	}
	return names
}

// index numbers the fields of k and notes which of them rules need.
func (b *builder) index(k *Kind) {
	if k.Period == nil {
		kept := k.Fields[:0:0]
		for _, f := range k.Fields {
			if !f.onlyTimed {
				kept = append(kept, f)
			}
		}
		b.dropTimed(k, kept)
	}
	k.byName = make(map[string]int, len(k.Fields))
	k.first = uint16(len(b.v.fields))
	for i := range k.Fields {
		f := &k.Fields[i]
		k.byName[f.Name] = i
		f.id = uint16(len(b.v.fields))
		b.v.fields = append(b.v.fields, f)
	}
	for i := range k.Fields {
		f := &k.Fields[i]
		b.resolve(f)
		if f.Type == ActorType && k.Period != nil {
			k.Acts = append(k.Acts, i)
		}
		if f.Lifetime && k.Period != nil {
			k.Lifetimes = append(k.Lifetimes, i)
		}
		if f.Order != Unordered && k.Period != nil {
			k.Orders = append(k.Orders, i)
		}
		switch f.Type {
		case RefType, ActorType, relationType, citationType, TableType:
			k.Refs = append(k.Refs, i)
		}
	}
	k.label = parseLabel(k)
}

// dropTimed takes the relations in time out of a kind without a period; the
// indexes that its roles hold move down with the fields.
func (b *builder) dropTimed(k *Kind, kept []Field) {
	move := func(i *int) {
		if *i != None {
			*i -= len(k.Fields) - len(kept)
		}
	}
	if q := k.Quantity; q != nil {
		for _, i := range []*int{&q.Of, &q.At, &q.Min, &q.Max, &q.Value, &q.Group, &q.Predominant} {
			move(i)
		}
	}
	if s := k.Source; s != nil {
		move(&s.Published)
		move(&s.Accessed)
	}
	k.Fields = kept
}

// resolve turns the names in `to` into kinds, inside tables too, and numbers their fields.
func (b *builder) resolve(f *Field) {
	for _, name := range f.toNames {
		f.To = append(f.To, b.v.byName[name])
	}
	if f.Type == citationType {
		for _, k := range b.v.Kinds {
			if k.Source != nil {
				f.To = append(f.To, k)
			}
		}
	}
	if f.Type == ActorType {
		f.Fields = append([]Field(nil), f.Fields...)
		f.Fields[actorAs].To = b.v.held
	}
	if f.Type == TableType || f.common {
		f.Fields = append([]Field(nil), f.Fields...)
	}
	for i := range f.Fields {
		sub := &f.Fields[i]
		sub.id = uint16(len(b.v.fields))
		b.v.fields = append(b.v.fields, sub)
		b.resolve(sub)
	}
}

// role reads one role of a kind, whose fields are all known now.
func (b *builder) role(r roleDeclaration) {
	k := r.kind
	read := roleReader{b, r}
	switch {
	case r.name == "period" && k.Period == nil:
		p := &PeriodRole{None, None, None}
		if r.node.Type == toml.String {
			p.Date = read.field(r.node, DateType)
		} else {
			read.table(map[string]func(*toml.Node){
				"date":  func(n *toml.Node) { p.Date = read.field(n, DateType) },
				"start": func(n *toml.Node) { p.Start = read.field(n, DateType) },
				"end":   func(n *toml.Node) { p.End = read.field(n, DateType) },
			}, "start", "end")
		}
		k.Period = p
	case r.name == "tenure" && k.Tenure == nil:
		t := &TenureRole{Holder: None, Of: None, Acting: read.optional("acting", Boolean)}
		read.table(map[string]func(*toml.Node){
			"holder": func(n *toml.Node) { t.Holder = read.field(n, RefType) },
			"of":     func(n *toml.Node) { t.Of = read.field(n, RefType) },
			"seats":  func(n *toml.Node) { read.b.text(n, &t.Seats) },
			"acting": func(n *toml.Node) { t.Acting = read.field(n, Boolean) },
		}, "holder", "of", "seats")
		if t.Holder == None || t.Of == None {
			b.mistake(r.node.Key, "a tenure names its holder and what they hold: { holder = \"FIELD\", of = \"FIELD\" }")
		}
		k.Tenure = t
	case r.name == "quantity" && k.Quantity == nil:
		q := &QuantityRole{None, None, None, None, None, read.optional("group", String), read.optional("predominant", String), "", "", ""}
		read.table(map[string]func(*toml.Node){
			"of":          func(n *toml.Node) { q.Of = read.field(n, RefType) },
			"at":          func(n *toml.Node) { q.At = read.field(n, DateType) },
			"min":         func(n *toml.Node) { q.Min = read.field(n, Number, Integer) },
			"max":         func(n *toml.Node) { q.Max = read.field(n, Number, Integer) },
			"value":       func(n *toml.Node) { q.Value = read.field(n, Number, Integer) },
			"group":       func(n *toml.Node) { q.Group = read.field(n, String) },
			"predominant": func(n *toml.Node) { q.Predominant = read.field(n, String) },
			"part_of":     func(n *toml.Node) { read.b.text(n, &q.PartOf) },
			"area":        func(n *toml.Node) { read.b.text(n, &q.Area) },
			"shares":      func(n *toml.Node) { read.b.text(n, &q.Shares) },
		}, "of", "at", "min", "max", "value", "part_of", "area", "shares")
		if q.Of == None {
			b.mistake(r.node.Key, "a quantity names what it measures: { of = \"FIELD\" }")
		}
		k.Quantity = q
	case r.name == "source" && k.Source == nil:
		s := &SourceRole{None, None}
		read.table(map[string]func(*toml.Node){
			"published": func(n *toml.Node) { s.Published = read.field(n, DateType) },
			"accessed":  func(n *toml.Node) { s.Accessed = read.field(n, DateType) },
		}, "published", "accessed")
		k.Source = s
	default:
		b.mistake(r.node.Key, "%s already has the role %s", k.Name, r.name)
	}
	if k.Tenure != nil && k.Period == nil && r.name == "tenure" {
		for _, other := range b.roles {
			if other.kind == k && other.name == "period" {
				return
			}
		}
		b.mistake(r.node.Key, "a tenure needs a period: period = { start = \"FIELD\", end = \"FIELD\" }")
	}
}

type roleReader struct {
	b *builder
	r roleDeclaration
}

// table reads the keys of a role written as a table.
func (r roleReader) table(keys map[string]func(*toml.Node), known ...string) {
	if r.r.node.Type != toml.Table {
		r.b.mistake(r.r.node.Span, "the role %s is a table with the keys %s", r.r.name, list(known))
		return
	}
	for n := r.b.doc.First(r.r.node); n != nil; n = r.b.doc.Next(n) {
		if read := keys[n.Name()]; read != nil {
			read(n)
		} else {
			r.b.unknownKey(n, "the role "+r.r.name, known)
		}
	}
}

// field returns the index of the field named by n, which must be of one of the types.
func (r roleReader) field(n *toml.Node, types ...Type) int {
	var name string
	if !r.b.text(n, &name) {
		return None
	}
	var names []string
	for i, f := range r.r.kind.Fields {
		if f.Name != name {
			names = append(names, f.Name)
			continue
		}
		for _, t := range types {
			if f.Type == t {
				return i
			}
		}
		r.b.mistake(n.Span, "the role %s needs a field of type %s here; %s is of type %s", r.r.name, types[0], name, f.Type)
		return None
	}
	r.b.mistake(n.Span, "kind %s has no field %s%s", r.r.kind.Name, quote(name), didYouMean(name, names))
	return None
}

// optional returns the index of the field called name when the kind has one of that type.
func (r roleReader) optional(name string, t Type) int {
	for i, f := range r.r.kind.Fields {
		if f.Name == name && f.Type == t {
			return i
		}
	}
	return None
}
