package expression

import (
	"slices"

	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// class is what a value is, as far as is known before it is there.
type class uint8

const (
	anyClass class = iota // known only when it is there
	boolClass
	intClass
	numberClass
	textClass
	dateClass
	rangeClass // from a least to a most number
	factClass
	actorClass
	tableClass
	listClass
	nothingClass // what is found in an empty list
)

// typ is the type of an expression.
type typ struct {
	class class
	kinds []*vocabulary.Kind // of a fact, those it may be of; nil for any
	field *vocabulary.Field  // of a table, an actor, or a text of which all values are known
	elem  *typ               // of a list
}

var (
	anyType    = &typ{class: anyClass}
	boolType   = &typ{class: boolClass}
	intType    = &typ{class: intClass}
	numberType = &typ{class: numberClass}
	textType   = &typ{class: textClass}
	dateType   = &typ{class: dateClass}
	rangeType  = &typ{class: rangeClass}
	anyFact    = &typ{class: factClass}
	failed     = &typ{class: anyClass} // of the one that has a mistake reported already
)

func listOf(elem *typ) *typ { return &typ{class: listClass, elem: elem} }

// fieldType is the type of a field's value.
func fieldType(f *vocabulary.Field) *typ {
	t := elementType(f)
	if f.Many && !f.Spells {
		return listOf(t)
	}
	return t
}

func elementType(f *vocabulary.Field) *typ {
	switch f.Type.Form() {
	case types.IntegerForm:
		return intType
	case types.NumberForm:
		return numberType
	case types.BooleanForm:
		return boolType
	case types.DateForm:
		return dateType
	case types.LengthForm:
		return rangeType
	case types.RefForm, types.CitationForm:
		return &typ{class: factClass, kinds: f.To}
	case types.RelationForm:
		return anyFact
	case types.ActorForm:
		return &typ{class: actorClass, field: f}
	case types.TableForm:
		return &typ{class: tableClass, field: f}
	}
	if len(f.OneOf) > 0 {
		return &typ{class: textClass, field: f}
	}
	return textType
}

// classWords name a class with its article.
var classWords = [...]string{
	anyClass: "a value of any type", boolClass: "true or false", intClass: "a whole number", numberClass: "a number",
	textClass: "a text", dateClass: "a date", rangeClass: "a number of days", factClass: "a fact", actorClass: "an actor",
	tableClass: "a table", listClass: "a list", nothingClass: "nothing",
}

// words names a type with its article.
func (t *typ) words() string {
	if t.class == factClass && len(t.kinds) > 0 && len(t.kinds) <= 3 {
		return wording.Article(wording.Or(vocabulary.KindNames(t.kinds)))
	}
	return classWords[t.class]
}

// element is the type of the elements of a list, or of what may be one.
func (t *typ) element() *typ {
	if t.class == listClass {
		return t.elem
	}
	return anyType
}

func (t *typ) numeric() bool { return t.class == intClass || t.class == numberClass }

// accepts reports whether a value of type t may be given where want is wanted.
// What is known only when it is there is let through.
func (want *typ) accepts(t *typ) bool {
	switch {
	case want.class == anyClass || t.class == anyClass || t.class == nothingClass:
		return true
	case want.class == numberClass:
		return t.numeric()
	case want.class == listClass:
		return t.class == listClass && want.elem.accepts(t.elem)
	case want.class == factClass && t.class == actorClass:
		return true // the one who acts
	}
	return want.class == t.class
}

// unite is the type of what may be a value of either type; nil when the two
// have nothing in common.
func unite(a, b *typ) *typ {
	switch {
	case a.class == anyClass || b.class == anyClass:
		return anyType
	case a.class == nothingClass:
		return b
	case b.class == nothingClass:
		return a
	case a.numeric() && b.numeric() && a.class != b.class:
		return numberType
	case a.class != b.class:
		return nil
	case a.class == listClass:
		if elem := unite(a.elem, b.elem); elem != nil {
			return listOf(elem)
		}
		return nil
	case a.class == factClass:
		if len(a.kinds) == 0 || len(b.kinds) == 0 {
			return anyFact
		}
		u := &typ{class: factClass, kinds: slices.Clone(a.kinds)}
		for _, k := range b.kinds {
			if !slices.Contains(u.kinds, k) {
				u.kinds = append(u.kinds, k)
			}
		}
		return u
	case (a.class == actorClass || a.class == tableClass) && a.field != b.field:
		return nil
	case a.class == textClass && a.field != b.field:
		return textType
	}
	return a
}

// same reports whether two types are one.
func same(a, b *typ) bool {
	return a == b || a != nil && b != nil && a.class == b.class && a.field == b.field && slices.Equal(a.kinds, b.kinds) && same(a.elem, b.elem)
}
