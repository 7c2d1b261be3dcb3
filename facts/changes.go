package facts

import (
	"bytes"
	"slices"
)

// Changes tell how a base made by Edit differs from an older one. Facts are
// named by their numbers, which are the same in both.
type Changes struct {
	// Files are the positions of the files that are not the same objects any
	// more; all their facts are new objects too.
	Files []int
	// Facts are those of these files that say something else, in the text or by
	// where their refs lead, in order.
	Facts []int32
	// Bearing are those of Facts that say something else in more than strings:
	// others that refer to them may take their label from a string, no more.
	Bearing []int32
	// Hidden are facts of which a slip may hide something else than before: of
	// which MayHaveLost, MayHaveLostTenure or MayHoldLoosely may say otherwise.
	Hidden []int32
	// Loose says that MayHoldLoosely may say otherwise of anybody in any office.
	Loose bool
}

// Since tells how b differs from an older base. It reports false when the facts
// are numbered anew, or what is hidden may be anything.
func (b *Base) Since(old *Base) (c Changes, ok bool) {
	if b.world != old.world || b.lostAny != old.lostAny || b.tenures.loose.any != old.tenures.loose.any {
		return c, false
	}
	hide := func(id string) {
		if f := b.Fact(id); f != nil {
			c.Hidden = append(c.Hidden, f.Index)
		}
	}
	for i, f := range b.Files {
		was := old.Files[i]
		if f == was {
			continue
		}
		c.Files = append(c.Files, i)
		lostBetween(was, b.lostNames, hide)
		lostBetween(f, old.lostNames, hide)
		for j := range f.Facts {
			fact, before := &f.Facts[j], &was.Facts[j]
			if fact.kept(before) {
				continue
			}
			c.Facts = append(c.Facts, fact.Index)
			if fact.bears(before) {
				c.Bearing = append(c.Bearing, fact.Index)
			}
			unknownBetween(before, b.tenures.loose.words, hide)
			unknownBetween(fact, old.tenures.loose.words, hide)
			if !c.vague(before) || !c.vague(fact) {
				return c, false
			}
		}
	}
	slices.Sort(c.Hidden)
	c.Hidden = slices.Compact(c.Hidden)
	return c, true
}

// lostBetween calls hide for the words in the lost parts of a file that are
// not among names.
func lostBetween(f *File, names map[string]bool, hide func(string)) {
	if len(f.lost) == 0 {
		return
	}
	words := map[string]bool{}
	f.lostNames(words)
	for w := range words {
		if !names[w] {
			hide(w)
		}
	}
}

// unknownBetween calls hide for the words in a fact of an unknown kind that are
// not among names.
func unknownBetween(f *Fact, names map[string]bool, hide func(string)) {
	if f.UnknownKind() {
		var x looseTenures
		x.addWords(alias(f.text()))
		for w := range x.words {
			if !names[w] {
				hide(w)
			}
		}
	}
}

// vague notes whom a tenure concerns of which the holder or what is held is not
// known. It reports false when that may be anybody in any office.
func (c *Changes) vague(f *Fact) bool {
	role := f.Kind.Tenure
	if role == nil {
		return true
	}
	holder, of := f.Get(role.Holder).Ref(), f.Get(role.Of).Ref()
	switch {
	case holder != nil && of != nil:
	case holder != nil:
		c.Hidden, c.Loose = append(c.Hidden, holder.Index), true
	case of != nil:
		c.Hidden = append(c.Hidden, of.Index)
	default:
		return false
	}
	return true
}

// kept reports whether a fact is what it was in an older text of its file: the
// same words, perhaps at another place, with refs that lead to the same facts.
func (f *Fact) kept(old *Fact) bool {
	return bytes.Equal(f.text(), old.text()) && f.like(old) && keptValues(f.File, f.values(), old.File, old.values())
}

// bears reports whether a fact differs from what it was in more than strings.
func (f *Fact) bears(old *Fact) bool {
	if !f.like(old) || f.ID != old.ID || f.UnknownKind() || f.Kind.Tenure != nil { // two equal tenures are one
		return true
	}
	a, b := f.values(), old.values()
	for i := range a {
		v, w := &a[i], &b[i]
		if v.field != w.field || v.shape != w.shape {
			return true
		}
		if t := f.File.vocabulary.fields[v.field].Type; (t != String || v.shape == badValue) && !keptValues(f.File, a[i:i+1], old.File, b[i:i+1]) {
			return true
		}
	}
	return false
}

// like reports whether what is worked out of a fact while reading is the same.
func (f *Fact) like(old *Fact) bool {
	return (f.Kind == old.Kind || f.UnknownKind() && old.UnknownKind() && f.Kind.Name == old.Kind.Name) && f.count == old.count &&
		f.flags == old.flags && f.Status == old.Status && f.Begin == old.Begin && f.End == old.End
}

func keptValues(f *File, a []value, g *File, b []value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		v, w := &a[i], &b[i]
		if v.field != w.field || v.shape != w.shape || !bytes.Equal(f.Source[v.start:v.end], g.Source[w.start:w.end]) {
			return false
		}
		switch v.shape {
		case refValue:
			if uint32(v.bits) != uint32(w.bits) {
				return false
			}
		case listValue, tableValue:
			if !keptValues(f, f.run(v), g, g.run(w)) {
				return false
			}
		}
	}
	return true
}

// RefersTo yields the number of each fact that a ref of the fact leads to, in
// the order of writing, as often as it does. Of a fact in an older base they
// are those that it led to then.
func (f *Fact) RefersTo(yield func(int32) bool) {
	vals := f.values()
	for i := range vals {
		if !refersTo(f.File, &vals[i], yield) {
			return
		}
	}
}

func refersTo(f *File, v *value, yield func(int32) bool) bool {
	switch v.shape {
	case refValue:
		if n := uint32(v.bits); n > 0 {
			return yield(int32(n - 1))
		}
	case listValue, tableValue:
		run := f.run(v)
		for i := range run {
			if !refersTo(f, &run[i], yield) {
				return false
			}
		}
	}
	return true
}
