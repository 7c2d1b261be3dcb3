package facts

import (
	"slices"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
)

// rows are what linking and rules ask of a file most, gathered while it is at
// hand: going through the values of all facts again and again would cost far
// more. Facts, refs and values are numbers in them.
type rows struct {
	hashes     []uint64 // by record: of its id, or without one of what it says; 0 for one that equals none
	targets    []int32  // by ref: the record of this file that it leads to, or -1 - index into foreign
	foreign    []foreignRef
	tenures    []tenureRow
	figures    []figureRow
	asked      []askedRow
	acts       []actRow
	wins       []actRow
	belongings []belongingRow
	orders     []tieRow
	lifetimes  []tieRow
	dated      []tieRow // lifetimes within which figures must lie, whose kinds have no period
	links      []tieRow // lifetimes within which a fact need lie only for the time that its ref says
	alike      []alikeRow
	chains     []chainRow
}

// foreignRef is one place where a fact names another that is none of the same
// file, or not of a kind that the field takes.
type foreignRef struct {
	hash  uint64 // of the id named
	value int32
	field uint16 // Field.ID
}

// tenureRow is a fact in the tenure role, of which the refs are -1 where there are none.
type tenureRow struct {
	begin, end         edtf.Moment
	record, holder, of int32
	TenureTraits
}

// figureRow is a quantity that may be held against others.
type figureRow struct {
	record, of int32
	Quantity
}

// askedRow is a value by which figures are judged that are about the record.
type askedRow struct {
	record, value int32
	ref           int32 // of a value that is one; else -1
}

// actRow is somebody acting in an office, or elected to it.
type actRow struct {
	record, person, office int32
	value                  int32
}

// belongingRow is somebody belonging to something.
type belongingRow struct{ record, member, of int32 }

// tieRow binds a fact in time to another.
type tieRow struct {
	record, ref int32
	value       int32
	order       vocabulary.Order // Unordered for a lifetime
	plain       bool             // it stands as a ref alone, without distances
}

// fieldSet is a set of fields by Field.ID, of a large vocabulary with some more than
// were added.
type fieldSet [4]uint64

func (s *fieldSet) add(field uint16) { s[field/64%4] |= 1 << (field % 64) }
func (s *fieldSet) addAll(t *fieldSet) {
	for i := range s {
		s[i] |= t[i]
	}
}
func (s *fieldSet) has(field uint16) bool { return s[field/64%4]&(1<<(field%64)) != 0 }

// fieldRole says which rows the values of a field make.
type fieldRole uint8

const (
	acting fieldRole = 1 << iota
	winning
	tying
	telling // which facts are alike
	chaining
	judging // figures about the fact
)

// fieldRoles returns the roles of all fields, by Field.ID.
func fieldRoles(v *vocabulary.Vocabulary) []fieldRole {
	out := make([]fieldRole, len(v.Fields))
	for _, k := range v.Kinds {
		for _, i := range k.Acts {
			out[k.Fields[i].ID] |= acting
		}
		if k.Election != nil && k.Election.Winner != vocabulary.None {
			out[k.Fields[k.Election.Winner].ID] |= winning
		}
		if i := alikeField(k); i >= 0 {
			out[k.Fields[i].ID] |= telling
		}
		for i := range k.Fields {
			if k.Fields[i].Acyclic {
				out[k.Fields[i].ID] |= chaining
			}
		}
		for _, figure := range v.Kinds {
			if figure.Quantity == nil {
				continue
			}
			for _, field := range [...]vocabulary.OtherField{figure.Quantity.PartOf, figure.Quantity.Area} {
				if i := field.In(k); i != vocabulary.None {
					out[k.Fields[i].ID] |= judging
				}
			}
		}
		if k.Period == nil && k.Quantity == nil {
			continue
		}
		for _, i := range slices.Concat(k.Orders, k.Lifetimes) {
			out[k.Fields[i].ID] |= tying
		}
	}
	return out
}

// gather makes the rows of the file.
func (r *reader) gather() {
	c := r.content
	for i := range c.records {
		hash := uint64(0)
		if rec := &c.records[i]; rec.id.End > 0 {
			hash = hashOf(c.idOf(rec))
		}
		c.hashes = append(c.hashes, hash)
	}
	r.findRefs()
	if r.roles == nil {
		r.roles = fieldRoles(r.vocabulary)
	}
	f := &r.view
	for i := range c.records {
		f.record, f.traits = &c.records[i], c.traits[i]
		if f.id.End == 0 {
			c.hashes[i] = f.contentHash()
		}
		if f.UnknownKind() {
			continue
		}
		k := f.Kind()
		if k.Tenure != nil {
			c.tenures = append(c.tenures, tenureRow{f.Begin(), f.End(), int32(i), f.refAt(k.Tenure.Holder), f.refAt(k.Tenure.Of), f.tenureTraits()})
		}
		if k.Quantity != nil && f.Comparable() {
			if of := f.refAt(k.Quantity.Of); of >= 0 {
				if q := f.figure(); q.Known {
					c.figures = append(c.figures, figureRow{int32(i), of, q})
				}
			}
		}
		if k.Membership != nil {
			if member, of := f.refAt(k.Membership.Member), f.refAt(k.Membership.Of); member >= 0 && of >= 0 {
				c.belongings = append(c.belongings, belongingRow{int32(i), member, of})
			}
		}
		for at := f.first; at < f.first+f.count; at++ {
			v := &c.values[at]
			role := r.roles[v.field]
			if role == 0 {
				continue
			}
			if role&acting != 0 {
				r.act(int32(i), int32(at))
			}
			if role&winning != 0 {
				r.win(int32(i), f.refAt(k.Election.Office), int32(at))
			}
			if role&tying != 0 {
				r.tie(int32(i), int32(at), r.vocabulary.Fields[v.field])
			}
			if role&telling != 0 && v.shape == textValue {
				c.alike = append(c.alike, alikeRow{int32(i), uint32(hashLetters(c.text(v.extent))) ^ uint32(v.field)*0x9e3779b1})
			}
			if role&chaining != 0 && v.shape != badValue {
				c.chains = append(c.chains, chainRow{int32(i), v.ref(), v.field})
			}
			if role&judging != 0 && v.shape != badValue {
				c.asked = append(c.asked, askedRow{int32(i), int32(at), v.ref()})
			}
		}
	}
}

// act notes who acts in an office by a value of a record.
func (r *reader) act(record, at int32) {
	c := r.content
	switch v := c.valueAt(at); v.shape {
	case listValue:
		all := c.runs[v.bits]
		for i := range all.count {
			r.act(record, -1-int32(all.first+i))
		}
	case tableValue:
		if person, office := c.refIn(v, vocabulary.ActorPerson), c.refIn(v, vocabulary.ActorAs); person >= 0 && office >= 0 {
			c.acts = append(c.acts, actRow{record, person, office, at})
		}
	}
}

// win notes who is elected to an office by a value of a record.
func (r *reader) win(record, office, at int32) {
	c := r.content
	v := c.valueAt(at)
	if v.shape == listValue {
		all := c.runs[v.bits]
		for i := range all.count {
			r.win(record, office, -1-int32(all.first+i))
		}
	} else if person := (Value{&r.view, v}).refNumber(); person >= 0 && office >= 0 {
		c.wins = append(c.wins, actRow{record, person, office, at})
	}
}

// ref returns the number of a ref, or -1 for no ref.
func (v *value) ref() int32 {
	if v == nil || v.shape != refValue {
		return -1
	}
	return int32(v.bits)
}

// refNumber returns the number of the ref that the value is, or -1 when it is none.
func (v Value) refNumber() int32 {
	return v.untimed().value.ref()
}

// refIn returns the number of the ref in an entry of a table of the fixed form, or -1.
func (c *content) refIn(v *value, i int) int32 {
	id := c.vocabulary.Fields[v.field].Fields[i].ID
	for j := range c.run(v) {
		if e := &c.run(v)[j]; e.field == id && e.shape != badValue {
			return e.ref()
		}
	}
	return -1
}

// refAt returns the number of the ref in a field, or -1.
func (f *Fact) refAt(field int) int32 {
	return f.Get(field).refNumber()
}

// valueAt returns a value by its number: an index into values, or -1 - index into elems.
func (c *content) valueAt(at int32) *value {
	if at < 0 {
		return &c.elems[-1-at]
	}
	return &c.values[at]
}

// indexRecords makes the table of the records of the file by id. One that several
// have leads to none of them.
func (r *reader) indexRecords() {
	c := r.content
	r.locals.reset(len(c.records))
	for i, hash := range c.hashes {
		if hash == 0 {
			continue
		}
		if s := r.locals.find(hash); s.hash == 0 {
			*s = hashed{hash, int32(i), c.traits[i].kind}
		} else {
			s.number = -1
		}
	}
}

// findRefs lists the refs of the file, and finds those that lead to a record of
// the file itself.
func (r *reader) findRefs() {
	c := r.content
	for i := range c.values {
		r.addRef(&c.values[i], int32(i))
	}
	for i := range c.elems {
		r.addRef(&c.elems[i], int32(-1-i))
	}
}

func (r *reader) addRef(v *value, at int32) {
	if v.shape != refValue {
		return
	}
	c := r.content
	if len(c.targets) == 0 {
		r.indexRecords()
	}
	v.bits = uint32(len(c.targets))
	hash := hashOf(c.text(v.extent))
	if s := r.locals.find(hash); s.hash == hash && s.number >= 0 && s.what < unknownKinds && r.vocabulary.Fields[v.field].Takes(r.vocabulary.Kinds[s.what]) {
		c.targets = append(c.targets, s.number)
		return
	}
	c.targets = append(c.targets, int32(-1-len(c.foreign)))
	c.foreign = append(c.foreign, foreignRef{hash, at, v.field})
}
