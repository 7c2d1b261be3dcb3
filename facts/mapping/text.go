package mapping

import (
	"sort"
	"strings"

	"github.com/factlint/factlint/facts/toml"
)

// Text is facts as TOML has them, and where each part of it is in the records.
type Text struct {
	strings.Builder
	Places []Place
}

// A Place is where in the text a part begins, and where that is in the records.
type Place struct {
	At uint32
	toml.Span
}

// Fact writes a fact. What is nowhere in the records, its header and what the
// mapping gives, has the place at head.
func (t *Text) Fact(f *Fact, head toml.Span) {
	t.place(head)
	t.WriteString("[[" + f.Kind.Name + "]]\n")
	for i := range f.Fields {
		t.field(&f.Fields[i], head)
		t.WriteByte('\n')
	}
}

func (t *Text) place(at toml.Span) {
	t.Places = append(t.Places, Place{uint32(t.Len()), at})
}

func (t *Text) field(f *Field, around toml.Span) {
	at, key := around, around
	if !f.Constant {
		at, key = f.Span, f.Span
	}
	if f.Key != (toml.Span{}) {
		key = f.Key
	}
	t.place(key)
	t.WriteString(toml.QuoteKey(f.Name) + " = ")
	t.place(at)
	t.value(&f.Value, at)
}

func (t *Text) value(v *Value, at toml.Span) {
	switch v.Type {
	case toml.String:
		t.WriteString(toml.Quote(v.Text))
	case toml.Array:
		t.WriteByte('[')
		for i := range v.Items {
			if i > 0 {
				t.WriteString(", ")
			}
			item := &v.Items[i]
			if !item.Constant {
				t.place(item.Span)
			}
			t.value(item, at)
		}
		t.WriteByte(']')
	case toml.Table:
		t.WriteByte('{')
		for i := range v.Fields {
			t.WriteString([...]string{" ", ", "}[min(i, 1)])
			t.field(&v.Fields[i], at)
		}
		if len(v.Fields) > 0 {
			t.WriteByte(' ')
		}
		t.WriteByte('}')
	default:
		t.WriteString(v.Text)
	}
}

// SourceOf returns the range of the records that the text at an offset was made of.
func SourceOf(places []Place, offset uint32) toml.Span {
	i := sort.Search(len(places), func(i int) bool { return places[i].At > offset }) - 1
	if i < 0 {
		return toml.Span{}
	}
	return places[i].Span
}
