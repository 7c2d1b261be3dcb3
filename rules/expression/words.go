package expression

import (
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/wording"
)

// maxWords is the greatest number of code points that one value gives to a
// message, maxListed of elements that a list gives.
const (
	maxWords  = 80
	maxListed = 5
)

// words puts a value into a message: a date with its preposition, "on 24 May
// 2022", or without as a name; a fact as its label.
func words(v any, name bool) string {
	switch v := v.(type) {
	case string:
		return oneLine(v)
	case bool:
		return strconv.FormatBool(v)
	case int64:
		return wording.Number(float64(v))
	case float64:
		return wording.Number(v)
	case *Date:
		return v.words(name)
	case *Range:
		return v.words()
	case *facts.Fact:
		return v.Label()
	case citation:
		return oneLine(v.url)
	case facts.Actor:
		return actorWords(v)
	case facts.Value:
		return tableWords(v)
	case []any:
		return listWords(v, name)
	}
	return "?"
}

func oneLine(text string) string {
	return wording.Cut(strings.Join(strings.Fields(wording.Cut(text, 4*maxWords)), " "), maxWords)
}

func (d *Date) words(name bool) string {
	switch {
	case d.value.OK() && name:
		return d.value.DateName()
	case d.value.OK():
		return d.value.DatePhrase()
	case name:
		return edtf.Name(d.date, d.text)
	}
	return edtf.Phrase(d.date, d.text)
}

func (r *Range) words() string {
	least, most := words(r.least, false), words(r.most, false)
	switch {
	case r.least == nil && r.most == nil:
		return "an unknown number of"
	case r.least == nil:
		return "at most " + most
	case r.most == nil:
		return "at least " + least
	case r.least == r.most:
		return least
	}
	return least + " to " + most
}

func actorWords(a facts.Actor) string {
	who := "?"
	if f := a.Person.Ref(); f != nil {
		who = f.Label()
	}
	if office := a.As.Ref(); office != nil {
		who += ", as " + office.Label()
	}
	return who
}

func tableWords(table facts.Value) string {
	var parts []string
	for key, v := range table.Entries() {
		if len(parts) == maxListed {
			parts = append(parts, "…")
			break
		}
		parts = append(parts, oneLine(key)+" "+oneLine(v.Canonical()))
	}
	return strings.Join(parts, ", ")
}

func listWords(list []any, name bool) string {
	var parts []string
	for _, e := range list {
		if e == nil || e == hidden {
			continue
		}
		if len(parts) == maxListed {
			parts = append(parts, strconv.Itoa(len(list)-maxListed)+" more")
			break
		}
		parts = append(parts, words(e, name))
	}
	if len(parts) == 0 {
		return "none"
	}
	return wording.And(parts)
}

// nameOf gives a value in words, a date without its preposition.
func nameOf(m *Machine, a []any) (any, error) {
	if a[0] == nil || a[0] == hidden {
		return a[0], nil
	}
	return words(a[0], true), m.spend(maxListed)
}

// ValueWords puts the value of a field of a fact into words, as a message does.
func ValueWords(f *facts.Fact, field int) string {
	m := &Machine{fact: f}
	return words(m.field(f, field), false)
}
