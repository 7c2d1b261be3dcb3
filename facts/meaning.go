package facts

import (
	"bytes"
	"cmp"
	"hash/maphash"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/toml"
)

// Meaning returns a number that two facts share when they say the same: of one
// kind, with equal values, whatever their form, their order, the comments and
// blanks between them and the notes. What cannot be read counts as it is
// written. The numbers are other ones in every process.
func (f *Fact) Meaning() uint64 {
	sum := maphash.String(seed, f.Kind().Name)
	if f.Broken() || f.UnknownKind() {
		return mix(sum, maphash.Bytes(seed, bareText(f.text())))
	}
	sum = mix(sum, maphash.String(seed, f.ID()))
	for i := range f.values() {
		v := &f.values()[i]
		field := f.File.vocabulary.Fields[v.field]
		if field.Common() && field.Name == "note" {
			continue
		}
		sum += mix(maphash.String(seed, field.Name), hashValue(f.File.content, v))
	}
	return sum
}

// bareText returns a text without its comments and blanks, and with one kind of
// quotes where nothing depends on which.
func bareText(src []byte) []byte {
	if bytes.IndexByte(src, '#') >= 0 {
		var out []byte
		from := uint32(0)
		for _, c := range toml.Comments(src) {
			out = append(out, src[from:c.Start]...)
			from = c.End
		}
		src = append(out, src[from:]...)
	}
	src = bytes.Join(bytes.Fields(src), nil)
	if bytes.IndexByte(src, '\'') >= 0 && !bytes.ContainsAny(src, `"\`) {
		src = bytes.ReplaceAll(src, []byte{'\''}, []byte{'"'})
	}
	return src
}

// Compare orders facts by what they say: by when they begin and end, those of
// which nothing is known last, and then by what they are called. Where they stand
// decides only between those that say the same, so that what is chosen by this
// order is chosen wherever facts stand.
func (f *Fact) Compare(g *Fact) int {
	a, b := ordered{fact: f}, ordered{fact: g}
	return a.compare(&b)
}

// SortByContent sorts facts as Compare does. Look, when not nil, is called before
// every so many comparisons.
func SortByContent(all []*Fact, look func()) {
	SortByContentOf(all, func(f *Fact) *Fact { return f }, look)
}

// SortByContentOf sorts what there is one fact of each of by these.
func SortByContentOf[T any](all []T, of func(T) *Fact, look func()) {
	type element struct {
		ordered
		of T
	}
	order := make([]*element, len(all))
	for i, t := range all {
		order[i] = &element{ordered{fact: of(t)}, t}
	}
	compared := 0
	slices.SortFunc(order, func(a, b *element) int {
		if compared++; compared%16 == 0 && look != nil {
			look()
		}
		return a.compare(&b.ordered)
	})
	for i, o := range order {
		all[i] = o.of
	}
}

// ordered is a fact in an order, with its identity once that is asked for.
type ordered struct {
	fact     *Fact
	identity string
}

func (a *ordered) compare(b *ordered) int {
	f, g := a.fact, b.fact
	if f == g {
		return 0
	}
	if f.Dated() != g.Dated() {
		if f.Dated() {
			return -1
		}
		return 1
	}
	if c := cmp.Or(
		cmp.Compare(f.Begin().Earliest, g.Begin().Earliest), cmp.Compare(f.Begin().Latest, g.Begin().Latest),
		cmp.Compare(f.End().Earliest, g.End().Earliest), cmp.Compare(f.End().Latest, g.End().Latest),
	); c != 0 {
		return c
	}
	for _, o := range [2]*ordered{a, b} {
		if o.identity == "" {
			o.identity = o.fact.Identity()
		}
	}
	if c := strings.Compare(a.identity, b.identity); c != 0 {
		return c
	}
	return cmp.Or(slices.Compare(f.content(), g.content()), cmp.Compare(f.Index, g.Index))
}

// content lists what a fact says but for its note, sorted.
func (f *Fact) content() []string {
	var out []string
	for field, v := range f.Written {
		if field.Common() && field.Name == "note" {
			continue
		}
		var b strings.Builder
		b.WriteString(field.Name + "=")
		v.identify(&b)
		out = append(out, b.String())
	}
	slices.Sort(out)
	return out
}

// Meaning returns what stands at a place, whatever its form: of a value of the
// place's fact what it says, of anything else the text without comments and
// blanks, which may be others in another form of the same.
func (p Place) Meaning() string {
	if p.File == nil {
		return ""
	}
	if p.Fact != nil && p.Fact.File == p.File {
		if v, ok := p.Fact.valueAt(p.Span); ok {
			var b strings.Builder
			v.write(&b, Value.plain)
			return b.String()
		}
	}
	size := uint32(len(p.File.Source))
	return string(bareText(p.File.Source[min(p.Span.Start, size):min(max(p.Span.Start, p.Span.End), size)]))
}

// valueAt returns the value of the fact, or the element of one, that has a span.
func (f *Fact) valueAt(span Span) (Value, bool) {
	list := f.values()
	for inner := false; ; inner = true {
		var at Span
		holds := func(v value) bool {
			at = f.File.stands(Span{Start: v.start, End: v.end})
			return at.Start <= span.Start && span.End <= at.End
		}
		i := -1
		if inner && f.File.origin == nil { // what is inside of a value stands in the order of writing
			n, _ := slices.BinarySearchFunc(list, span.Start, func(v value, start uint32) int { return cmp.Compare(v.end, start+1) })
			if n < len(list) && holds(list[n]) {
				i = n
			}
		} else {
			i = slices.IndexFunc(list, holds)
		}
		switch {
		case i < 0 || list[i].shape == badValue:
			return Value{}, false
		case at == span:
			return Value{f, &list[i]}, true
		case list[i].shape != listValue && list[i].shape != tableValue:
			return Value{}, false
		}
		list = f.File.run(&list[i])
	}
}

// plain is a value, none with others in it, in the plainest form that it could be written in.
func (v Value) plain() string {
	switch v.value.shape {
	case textValue, urlCitation, refValue:
		return `"` + v.Text() + `"`
	case dateValue:
		return v.DateText()
	}
	return v.label(0)
}
