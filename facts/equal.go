package facts

import (
	"hash/maphash"
	"math"
	"math/bits"
	"slices"
	"unicode/utf8"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// Equal reports whether two facts are of one kind and equal in every field,
// whatever the order and the form in which they are written.
func (f *Fact) Equal(g *Fact) bool {
	if f.Kind() != g.Kind() || f.ID() != g.ID() || f.count != g.count || f.Broken() || g.Broken() || f.UnknownKind() {
		return false
	}
	for i := range f.values() {
		v := &f.values()[i]
		if v.shape == badValue {
			return false
		}
		w := g.written(int(v.field - f.Kind().FirstField))
		if !w.OK() || !equalValues(f.File.content, v, w.fact.File.content, w.value) {
			return false
		}
	}
	return true
}

func equalValues(f *content, v *value, g *content, w *value) bool {
	v, w = f.alone(v), g.alone(w)
	if v.field != w.field {
		return false
	}
	if v.shape == floatValue || w.shape == floatValue { // 5 and 5.0 are one number
		a, isNumber := f.number(v)
		b, too := g.number(w)
		return isNumber && too && a == b
	}
	if v.shape != w.shape {
		return false
	}
	switch v.shape {
	case listValue, tableValue:
		a, b := f.run(v), g.run(w)
		if len(a) != len(b) {
			return false
		}
		if v.shape == tableValue {
			return equalEntries(f, a, g, b)
		}
		for i := range a {
			if !equalValues(f, &a[i], g, &b[i]) {
				return false
			}
		}
		return true
	case textValue, urlCitation, refValue:
		return f.text(v.extent) == g.text(w.extent)
	case intValue:
		return f.integer(v) == g.integer(w)
	case dateValue:
		d, err := f.date(v)
		e, err2 := g.date(w)
		return err == nil && err2 == nil && d.Unwritten() == e.Unwritten() && f.members(d, v) == g.members(e, w)
	}
	return v.bits == w.bits
}

// alone returns the element of a list of one, which says what the element says by
// itself, and any other value as it is.
func (f *content) alone(v *value) *value {
	if v.shape == listValue {
		if run := f.run(v); len(run) == 1 {
			return &run[0]
		}
	}
	return v
}

// equalEntries compares the entries of two tables of one size, in any order.
func equalEntries(f *content, a []value, g *content, b []value) bool {
	at := 0
	var byKey map[string]int // made when the orders differ
	for i := range a {
		key := f.keyOf(&a[i])
		j := at
		if g.keyOf(&b[j]) != key {
			if byKey == nil {
				byKey = make(map[string]int, len(b))
				for n := range b {
					byKey[g.keyOf(&b[n])] = n
				}
			}
			n, ok := byKey[key]
			if !ok {
				return false
			}
			j = n
		}
		if !equalValues(f, &a[i], g, &b[j]) {
			return false
		}
		at = min(j+1, len(b)-1)
	}
	return true
}

// members returns the text of a set, of which a Date holds the hull alone, and
// "" for any other date.
func (f *content) members(d edtf.Date, v *value) string {
	if !d.Set() {
		return ""
	}
	return f.dateText(v)
}

// run returns the elements of a list or table.
func (f *content) run(v *value) []value {
	r := f.runs[v.bits]
	return f.elems[r.first : r.first+r.count]
}

// contentHash returns a hash that facts equal in every field share, whatever
// the order of their fields, and 0 for a fact that is equal to none. Whoever
// writes the facts cannot make many of them share it, which would make finding
// the equal ones slow.
func (f *Fact) contentHash() uint64 {
	if f.Broken() || f.UnknownKind() {
		return 0
	}
	sum := uint64(f.Kind().Index) + 1
	for i := range f.values() {
		v := &f.values()[i]
		if v.shape == badValue {
			return 0
		}
		sum += mix(uint64(v.field), hashValue(f.File.content, v))
	}
	return sum | 1
}

// hashValue gives values that equalValues takes for equal one hash.
func hashValue(f *content, v *value) uint64 {
	switch v = f.alone(v); v.shape {
	case listValue: // in order
		h := uint64(v.shape)
		for i := range f.run(v) {
			h = mix(h, hashValue(f, &f.run(v)[i]))
		}
		return h
	case intValue, floatValue:
		n, _ := f.number(v)
		return mix(uint64(intValue), math.Float64bits(n+0)) // -0 is 0
	case tableValue: // in any order
		h := uint64(v.shape)
		for i := range f.run(v) {
			e := &f.run(v)[i]
			h += mix(maphash.String(seed, f.keyOf(e)), hashValue(f, e))
		}
		return h
	case textValue, urlCitation:
		return maphash.String(seed, f.text(v.extent))
	case refValue:
		return f.refHash(v)
	case badValue:
		return mix(uint64(v.shape), maphash.Bytes(seed, bareText(f.source[v.start:v.end])))
	case dateValue:
		d, err := f.date(v)
		if err != nil {
			return 0
		}
		h := mix(uint64(d.Begin.Earliest), uint64(d.Begin.Latest))
		if d.End != d.Begin {
			h = mix(h, mix(uint64(d.End.Earliest), uint64(d.End.Latest)))
		}
		if d.Set() {
			h += maphash.String(seed, f.members(d, v))
		}
		return h
	}
	return mix(uint64(v.shape), uint64(v.bits))
}

// refHash returns the hash of the id that a ref names.
func (f *content) refHash(v *value) uint64 {
	to := f.targets[v.bits]
	if to >= 0 {
		return f.hashes[to]
	}
	return f.foreign[-1-to].hash
}

var secret = [2]uint64{maphash.String(seed, "a"), maphash.String(seed, "b")}

// mix makes one hash of two numbers, their order included.
func mix(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^secret[0], b^secret[1])
	return hi ^ lo
}

// alikeRow is a fact with the text by which its kind tells facts that are alike.
type alikeRow struct {
	record int32
	hash   uint32 // of the letters of the text, another in each kind
}

// alikeField returns the first field by which facts of a kind are alike that has one
// text, or -1.
func alikeField(k *vocabulary.Kind) int {
	n := slices.IndexFunc(k.Alike, func(i int) bool { return k.Fields[i].Type.FreeText() && !k.Fields[i].Many })
	if n < 0 {
		return -1
	}
	return k.Alike[n]
}

// MaybeAlike yields the facts that have the first of the texts in which those of
// their kind may be alike, in order, each with a hash of its letters without case and
// accents, which tells kinds apart too.
func (b *Base) MaybeAlike(yield func(*Fact, uint64) bool) {
	for n, file := range b.Files {
		if b.ended(n * maxSteps) {
			return
		}
		for _, row := range file.alike {
			if !yield(&file.Facts[row.record], uint64(row.hash)) {
				return
			}
		}
	}
}

// AlikeByText reports whether facts of a kind have such a text.
func AlikeByText(k *vocabulary.Kind) bool { return alikeField(k) >= 0 }

// hashLetters hashes a text without its case and accents.
func hashLetters(text string) uint64 {
	var small [128]byte
	if len(text) > len(small) {
		return maphash.String(seed, wording.BareLetters(text))
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c >= utf8.RuneSelf:
			return maphash.String(seed, wording.BareLetters(text))
		case 'A' <= c && c <= 'Z':
			small[i] = c + 'a' - 'A'
		default:
			small[i] = c
		}
	}
	return maphash.Bytes(seed, small[:len(text)])
}
