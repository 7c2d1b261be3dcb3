package facts

import (
	"math"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// defaults gives the keys of [defaults] to the facts of a file.
type defaults struct {
	node *toml.Node
	// read holds the values as read for each kind met so far, badValue included.
	read map[*vocabulary.Kind][]value
	// reported are the keys of which a problem was reported; one slip is one finding.
	reported map[Span]bool
}

func (d *defaults) reset() { *d = defaults{} }

// find finds the table before the first fact.
func (d *defaults) find(r *reader) {
	if n := r.doc.Get(r.doc.Root(), "defaults"); n != nil && n.Type == toml.Table {
		d.node = n
	}
}

// late reports whether some of the table is after the first fact, which
// was then read without it.
func (d *defaults) late(r *reader) bool {
	if len(r.content.records) == 0 {
		return false
	}
	d.find(r)
	return d.node != nil && d.reaches(r, d.node, r.content.records[0].head.Start)
}

func (d *defaults) reaches(r *reader, n *toml.Node, at uint32) bool {
	for c := r.doc.First(n); c != nil; c = r.doc.Next(c) {
		if d.reaches(r, c, at) {
			return true
		}
	}
	return n.Span.Start > at
}

// apply appends to the fact being read the values that it does not set itself.
func (d *defaults) apply(r *reader, k *vocabulary.Kind) {
	if d.node == nil {
		return
	}
	values, ok := d.read[k]
	if !ok {
		values = d.readFor(r, k)
	}
	for _, v := range values {
		i := int(v.field - k.FirstField)
		if r.set[i] != 0 {
			continue
		}
		if r.put(i, v); v.shape == dateValue {
			r.dates[i], _ = r.content.date(&v)
		}
	}
}

// readFor reads the keys that kind k has.
func (d *defaults) readFor(r *reader, k *vocabulary.Kind) []value {
	if d.read == nil {
		d.read, d.reported = map[*vocabulary.Kind][]value{}, map[Span]bool{}
	}
	values := []value{}
	kind, fact := r.kind, r.fact
	r.kind, r.fact, r.at = k, &Fact{File: &r.file, record: &record{}, traits: traits{kind: uint16(k.Index)}}, math.MaxInt
	for n := r.doc.First(d.node); n != nil; n = r.doc.Next(n) {
		i := k.FieldIndex(n.Name())
		if i == vocabulary.None {
			if near := k.FieldIndex(d.nearestField(r, n.Name())); near > vocabulary.IDField && r.doc.Get(d.node, k.Fields[near].Name) == nil {
				values = append(values, r.blank(&k.Fields[near], n)) // unknown, as in a fact
			}
			continue
		}
		if i == vocabulary.IDField {
			continue
		}
		before := len(r.content.problems)
		v := r.value(&k.Fields[i], n)
		values = append(values, v)
		d.reportOnce(r, n, before)
	}
	r.kind, r.fact = kind, fact
	d.read[k] = values
	return values
}

// reportOnce keeps the problems found with key n since before the first time
// only, and takes them off the fact that happened to be read.
func (d *defaults) reportOnce(r *reader, n *toml.Node, before int) {
	found := r.content.problems[before:]
	if len(found) == 0 {
		return
	}
	if d.reported[n.Key] {
		for i := range found {
			r.counts[found[i].Kind]--
		}
		r.content.problems = r.content.problems[:before]
		return
	}
	d.reported[n.Key] = true
	for i := range found {
		found[i].record = -1
	}
}

// check reports keys that no kind has, and reads those that no fact of the
// file takes, so that they are judged too.
func (d *defaults) check(r *reader) {
	if d.node == nil {
		return
	}
	r.fact = nil
	for n := r.doc.First(d.node); n != nil; n = r.doc.Next(n) {
		if n.Name() == "id" {
			r.problem(FieldProblem, n.Key, nil, "an id belongs to one fact; it cannot stand in [defaults]")
			continue
		}
		var first *vocabulary.Kind // that has the field
		used := false
		for _, k := range r.vocabulary.Kinds {
			if k.FieldIndex(n.Name()) == vocabulary.None {
				continue
			}
			if first == nil {
				first = k
			}
			if _, ok := d.read[k]; ok {
				used = true
				break
			}
		}
		switch {
		case first == nil:
			d.unknownKey(r, n)
		case !used:
			d.readFor(r, first)
		}
	}
}

// nearestField returns the field that a key which no kind has seems to mean, or "".
func (d *defaults) nearestField(r *reader, key string) string {
	names := func(yield func(string) bool) {
		for _, k := range r.vocabulary.Kinds {
			for i := range k.Fields {
				if !yield(k.Fields[i].Name) {
					return
				}
			}
		}
	}
	for _, k := range r.vocabulary.Kinds {
		if k.FieldIndex(key) != vocabulary.None {
			return ""
		}
	}
	return r.speller.Nearest(key, names)
}

func (d *defaults) unknownKey(r *reader, n *toml.Node) {
	p := Problem{Kind: FieldProblem, Span: n.Key, Instead: d.nearestField(r, n.Name())}
	p.Message = "no kind has a field " + wording.Quote(n.Name())
	if p.Instead != "" {
		p.Message += "; did you mean " + wording.Quote(p.Instead) + "?"
	}
	r.add(p)
}
