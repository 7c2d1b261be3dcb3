package declaration

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
)

// A Key is what may stand in a table, as the tags of a struct field say.
type Key struct {
	Name string
	Type reflect.Type
	Tag  reflect.StructTag
	tags tags
}

// tags are those of a struct field, or of the elements that it holds.
type tags struct {
	form, each, called, needs, alone string
	sought                           bool // a text that is only found
}

// place is where something stands that a tag tells of.
type place struct {
	node *toml.Node
	tags tags
	// partial says that a table has an unknown key, which may be a missing one misspelt.
	partial bool
}

// Keys returns what may stand in a table that is read into a struct, in its order.
func Keys(t reflect.Type) (keys []Key) {
	for f := range t.Fields() {
		g := f.Tag.Get
		name, sought := g("toml"), false
		if name == "-" {
			name, sought = g("key"), true
		}
		switch {
		case name != "":
			keys = append(keys, Key{name, f.Type, f.Tag, tags{g("form"), g("each"), g("called"), g("needs"), g("alone"), sought}})
		case f.Anonymous:
			keys = append(keys, Keys(f.Type)...)
		}
	}
	return keys
}

// keysOf returns the same, kept.
func (d *Document) keysOf(t reflect.Type) []Key {
	keys, ok := d.keys[t]
	if !ok {
		keys = Keys(t)
		d.keys[t] = keys
	}
	return keys
}

func find(keys []Key, name string) int {
	return slices.IndexFunc(keys, func(k Key) bool { return k.Name == name })
}

func names(keys []Key) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = k.Name
	}
	return out
}

// table writes the keys of a table that fit a struct, each with what stands after it.
func (d *Document) table(n *toml.Node, t reflect.Type, tags tags, path, after string) {
	keys := d.keysOf(t)
	at := place{node: n, tags: tags}
	for c := range d.Children(n) {
		switch i := find(keys, c.Name()); {
		case i >= 0:
			d.entry(c, keys[i].Type, keys[i].tags, join(path, c.Name()), n.Name(), after)
		case find(keys, "*") < 0:
			at.partial = true
			d.unknownKey(c, tags.called, keys, path)
		}
	}
	d.places[path] = at
}

func join(path, name string) string {
	if path == "" {
		return name
	}
	return path + "." + name
}

func (d *Document) unknownKey(n *toml.Node, called string, keys []Key, path string) {
	if path == "" && d.unknown != nil {
		if message := d.unknown(n); message != "" {
			d.Mistake(path, n.Key, "%s", message)
			return
		}
	}
	d.Mistake(path, n.Key, "%s has no key %s%s; its keys are %s", called, wording.Quote(n.Name()), wording.DidYouMean(n.Name(), names(keys)), wording.And(names(keys)))
}

// entry writes a key with its value, or nothing when the value does not fit.
func (d *Document) entry(n *toml.Node, t reflect.Type, tags tags, path, in, after string) {
	start := d.text.Len()
	d.text.WriteString(toml.Quote(n.Name()) + " = ")
	if !d.value(n, t, tags, path, in) {
		d.text.Truncate(start)
		return
	}
	d.text.WriteString(after)
}

// value writes a value, and reports whether it fits the type and is to be read. Of
// what stands in another table or list the caller takes back what was written.
func (d *Document) value(n *toml.Node, t reflect.Type, tags tags, path, in string) bool {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	d.places[path] = place{node: n, tags: tags}
	kind := t.Kind()
	switch {
	case kind == reflect.Interface, tags.sought && n.Type == toml.String:
		return false
	case tags.sought:
	case kind == reflect.String && n.Type == toml.String:
		d.text.WriteString(toml.Quote(n.Text()))
		return true
	case kind == reflect.Bool && n.Type == toml.Boolean:
		d.text.WriteString(strconv.FormatBool(n.Bool()))
		return true
	case kind == reflect.Slice && n.Type == toml.Array && (n.Inline() || t.Elem().Kind() == reflect.Struct):
		d.list(n, t.Elem(), tags, path)
		return true
	case kind == reflect.Slice && n.Type != toml.Array && tags.alone != "":
		tags.alone = ""
		if tags.form == "" {
			tags.form = "{key} is a list of strings, not {noun}"
		}
		d.text.WriteString("[")
		fits := d.value(n, t.Elem(), tags, path+"[0]", in)
		d.text.WriteString("]")
		return fits
	case kind == reflect.Map && n.Type == toml.Table:
		tags.form, tags.each = tags.each, ""
		d.text.WriteString("{")
		for c := range d.Children(n) {
			d.entry(c, t.Elem(), tags, path+"["+c.Name()+"]", n.Name(), ", ")
		}
		d.text.WriteString("}")
		return true
	case kind == reflect.Struct && n.Type == toml.Table:
		d.text.WriteString("{")
		d.table(n, t, tags, path, ", ")
		d.text.WriteString("}")
		return true
	case kind == reflect.Struct && (n.Type == toml.String || n.Type == toml.Array && n.Inline()):
		if short, ok := reflect.Zero(t).Interface().(Shorthand); ok {
			return d.short(n, d.keysOf(t)[find(d.keysOf(t), short.Short())], tags, path, in)
		}
	}
	d.misfit(n, t, tags, path, in)
	return false
}

func (d *Document) list(n *toml.Node, elem reflect.Type, tags tags, path string) {
	tags.form, tags.each, tags.alone = tags.each, "", ""
	if tags.form == "" {
		tags.form = "{key} is a list of strings; this is {noun}"
	}
	d.text.WriteString("[")
	i := 0
	for c := range d.Children(n) {
		start := d.text.Len()
		if !d.value(c, elem, tags, path+"["+strconv.Itoa(i)+"]", n.Name()) {
			d.text.Truncate(start)
			continue
		}
		i++
		d.text.WriteString(", ")
	}
	d.text.WriteString("]")
}

// short writes the value of one key of a table as the table.
func (d *Document) short(n *toml.Node, k Key, tags tags, path, in string) bool {
	k.tags.form, k.tags.each = tags.form, tags.each
	d.text.WriteString("{")
	start := d.text.Len()
	d.text.WriteString(k.Name + " = ")
	if !d.value(n, k.Type, k.tags, join(path, k.Name), in) {
		d.text.Truncate(start)
	}
	d.text.WriteString("}")
	return true
}

// misfit tells that a value is not of the type it has to be.
func (d *Document) misfit(n *toml.Node, t reflect.Type, tags tags, path, in string) {
	form, keys := tags.form, ""
	switch {
	case form != "":
	case tags.sought || t.Kind() == reflect.String:
		form = "{key} is a string, not {noun}"
	case t.Kind() == reflect.Bool:
		form = "{key} is true or false, not {noun}"
	case t.Kind() == reflect.Slice:
		form = "{key} is a list of strings, not {noun}"
	default:
		form = "{key} is a table, not {noun}"
	}
	if t.Kind() == reflect.Struct {
		keys = wording.And(names(d.keysOf(t)))
	}
	name := n.Name()
	if name == "" {
		name = in // of an element
	}
	d.Mistake(path, n.Span, "%s", strings.NewReplacer("{key}", shown(name), "{in}", shown(in), "{noun}", Noun(n), "{keys}", keys).Replace(form))
}

// shown gives a name as a message may repeat it: in quotes unless it is plain.
func shown(name string) string {
	if strings.ContainsFunc(name, func(c rune) bool { return !unicode.IsPrint(c) }) {
		return wording.Quote(name)
	}
	return wording.Cut(name, 60)
}
