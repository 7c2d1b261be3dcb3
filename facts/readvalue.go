package facts

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// list reads the elements of a list into one run of the file's arena.
func (r *reader) list(f *vocabulary.Field, n *toml.Node) value {
	out := r.blank(f, n)
	if f.Required && r.doc.First(n) == nil {
		r.problem(RequiredProblem, n.Span, r.fact, "the list "+f.Name+" is empty, but "+wording.Article(r.kind.Name)+" needs at least one "+f.Name)
		return out
	}
	out.shape, out.bits = listValue, r.run(n)
	i := r.content.runs[out.bits].first
	for c := r.doc.First(n); c != nil; c = r.doc.Next(c) {
		var v value
		if c.Type == toml.Array {
			v = r.wrongType(f, c, "a flat list")
		} else if !f.Many && c.Type != toml.Table {
			v = r.wrongType(f, c, "one value, or a list of { "+f.Name+" = …, start = …, end = … }")
		} else {
			v = r.value(f, c)
		}
		r.content.elems[i] = v
		if i++; i%maxSteps == 0 && r.stopped() {
			break
		}
	}
	return out
}

// run makes room for the elements of a list, or the entries of a table.
func (r *reader) run(n *toml.Node) (index uint32) {
	c, all := r.content, run{first: uint32(len(r.content.elems))}
	for e := r.doc.First(n); e != nil; e = r.doc.Next(e) {
		all.count++
	}
	c.elems, c.runs = append(c.elems, make([]value, all.count)...), append(c.runs, all)
	return uint32(len(c.runs) - 1)
}

func (r *reader) blank(f *vocabulary.Field, n *toml.Node) value {
	lead := n.Span.Start - n.Key.Start
	if lead == 0 || lead > math.MaxUint8 || n.Key.End == 0 {
		lead = 0
		r.keepKey(n)
	}
	return value{valueHead: valueHead{field: f.ID, lead: uint8(lead)}, extent: extent{n.Span.Start, n.Span.End}}
}

// intBits returns what value.bits are of an integer.
func intBits(n *toml.Node) uint32 {
	if i := n.Int(); 0 <= i && i < math.MaxUint32 {
		return uint32(i) + 1
	}
	return 0
}

// keepKey notes where a key begins that stands far before its value, or behind its
// beginning, as in a header.
func (r *reader) keepKey(n *toml.Node) {
	if n.Key.End == 0 {
		return // an element of a list
	}
	if r.content.keys == nil {
		r.content.keys = map[uint32]uint32{}
	}
	r.content.keys[n.Span.Start] = n.Key.Start
}

// value reads the value of a field. One with an error of its own becomes a
// badValue, so that rules take it for unknown.
func (r *reader) value(f *vocabulary.Field, n *toml.Node) value {
	switch {
	case n.Type == toml.Invalid: // a number out of range or the like, which is a syntax error already
		return r.blank(f, n)
	case n.Type == toml.Array && (f.Many || f.Timed):
		return r.list(f, n)
	case n.Type == toml.Table && f.Timed:
		return r.table(f, n)
	case n.Type == toml.Array:
		hint := "one value"
		if c := r.doc.First(n); c != nil && !n.Inline() {
			hint = "one table, written [" + r.kind.Name + "." + f.Name + "]"
		}
		return r.wrongType(f, n, hint)
	}
	out, ok := r.blank(f, n), true
	row := f.Type.Row()
	switch row.Form {
	case types.TextForm, types.LengthForm:
		if n.Type != toml.String {
			return r.wrongType(f, n, takes(f))
		}
		if f.Required && n.Text() == "" {
			r.problem(RequiredProblem, n.Span, r.fact, f.Name+" is empty, but "+wording.Article(r.kind.Name)+" needs it: "+example(f))
			return out
		}
		out.shape = textValue
		r.keep(n)
		ok = len(f.OneOf) == 0 || r.oneOf(f, n)
	case types.IntegerForm:
		if n.Type != toml.Integer {
			return r.wrongType(f, n, takes(f))
		}
		out.shape, out.bits = intValue, intBits(n)
	case types.NumberForm:
		switch {
		case n.Type == toml.Integer:
			out.shape, out.bits = intValue, intBits(n)
		case n.Type == toml.Float && !math.IsNaN(n.Float()) && !math.IsInf(n.Float(), 0):
			out.shape = floatValue
		default:
			return r.wrongType(f, n, takes(f))
		}
	case types.BooleanForm:
		if n.Type != toml.Boolean {
			return r.wrongType(f, n, takes(f))
		}
		out.shape = boolValue
		if n.Bool() {
			out.bits = 1
		}
	case types.DateForm:
		return r.date(f, n)
	case types.RefForm, types.CitationForm, types.ActorForm, types.RelationForm:
		switch {
		case n.Type == toml.Table && (row.Form == types.ActorForm || row.Form == types.RelationForm):
			return r.table(f, n)
		case n.Type != toml.String:
			return r.wrongType(f, n, takes(f))
		case row.Form == types.CitationForm && strings.Contains(n.Text(), "://"):
			out.shape = urlCitation
			r.keep(n)
		case row.Form == types.CitationForm && strings.HasPrefix(n.Text(), "www.") && r.citedBare(n):
			return out
		default:
			out.shape = refValue
			r.keep(n)
		}
	case types.TableForm:
		if n.Type != toml.Table {
			return r.wrongType(f, n, takes(f))
		}
		return r.table(f, n)
	}
	if row.Check != nil && out.shape != refValue {
		if complaint := row.Check(n.Text()); complaint != "" {
			ok = false
			r.problem(ValueProblem, n.Span, r.fact, r.written(n)+" "+complaint)
		}
	}
	if !ok || f.Validate != "" && !r.tag(f, n) {
		out.shape = badValue
	}
	return out
}

// citedBare tells a web address that lacks its scheme, and reports whether it is one.
func (r *reader) citedBare(n *toml.Node) bool {
	whole := "https://" + n.Text()
	if strings.ContainsAny(whole, "\"\\") || types.Citation.Row().Check(whole) != "" {
		return false
	}
	r.add(Problem{Kind: ValueProblem, Span: n.Span, Fact: r.fact, Instead: `"` + whole + `"`,
		Message: wording.Quote(n.Text()) + " is not a URL: it begins with https:// or http://, so write " + wording.Quote(whole)})
	return true
}

// takes names what a field takes, for a message.
func takes(f *vocabulary.Field) string {
	return strings.ReplaceAll(f.Type.Row().Takes, "{kinds}", vocabulary.KindsOf(f))
}

// table reads the entries of a table into one run of the file's arena.
func (r *reader) table(f *vocabulary.Field, n *toml.Node) value {
	out := r.blank(f, n)
	out.shape, out.bits = tableValue, r.run(n)
	first := r.content.runs[out.bits].first
	var few [8]bool // so that the common tables cost no allocation
	seen := few[:]
	if len(f.Fields) > len(few) {
		seen = make([]bool, len(f.Fields))
	}
	i := first
	for c := r.doc.First(n); c != nil; c = r.doc.Next(c) {
		sub := subField(f, c.Name())
		if sub == vocabulary.None && f.Type.Form() == types.TableForm && len(f.Fields) == 0 {
			continue // a table of anything
		}
		if sub == vocabulary.None {
			if near, problem := r.unknownField(c, f.Fields, nameAt(f, n)+" has no key "); near != vocabulary.None {
				if problem != vocabulary.None && !seen[near] && r.doc.Get(n, f.Fields[near].Name) == nil {
					r.content.problems[problem].Certain = r.fits(&f.Fields[near], c)
				}
				seen[near] = true // one slip is not also a missing key
			}
			continue
		}
		if seen[sub] && f.Fields[sub].Name != "*" {
			continue
		}
		seen[sub] = true
		v := r.value(&f.Fields[sub], c)
		r.content.elems[i] = v
		i++
	}
	for j := range f.Fields {
		if s := &f.Fields[j]; s.Required && !seen[j] && !n.Broken() && !r.fact.Broken() {
			r.problem(RequiredProblem, n.Span, r.fact, nameAt(f, n)+" needs the key "+s.Name+": "+example(s))
		}
	}
	r.content.runs[out.bits].count = i - first
	if _, _, backwards := (Value{r.fact, &out}).HeldBackwards(); backwards {
		r.content.backwards = true
	}
	return out
}

func subField(f *vocabulary.Field, name string) int {
	wild := vocabulary.None
	for i := range f.Fields {
		switch f.Fields[i].Name {
		case name:
			return i
		case "*":
			wild = i
		}
	}
	return wild
}

// keep keeps the text of a string that does not stand as it is between one quote on
// either side.
func (r *reader) keep(n *toml.Node) {
	text := n.Text()
	if uint32(len(text))+2 == n.Span.End-n.Span.Start {
		return
	}
	if r.content.texts == nil {
		r.content.texts = map[uint32]string{}
	}
	r.content.texts[n.Span.Start] = text
}

// nameAt is what a message calls the field that n is the value of: in a table
// whose fields may have any name, the name written there.
func nameAt(f *vocabulary.Field, n *toml.Node) string {
	switch {
	case f.Name != "*":
		return f.Name
	case n.Name() == "":
		return "each value" // of a list
	}
	return wording.Quote(n.Name())
}

func (r *reader) wrongType(f *vocabulary.Field, n *toml.Node, wanted string) value {
	p := Problem{Kind: TypeProblem, Span: n.Span, Fact: r.fact, Message: fmt.Sprintf("%s takes %s, not %s", nameAt(f, n), wanted, r.written(n))}
	p.Instead = r.converted(f, n)
	if p.Certain = p.Instead != ""; p.Certain {
		p.Message += ": write " + wording.Cut(p.Instead, 60)
		if f.Type.Form() == types.DateForm {
			p.Message += datesPage
		}
	}
	r.add(p)
	return r.blank(f, n)
}

// oneOf reports whether a text is one that the field takes.
func (r *reader) oneOf(f *vocabulary.Field, n *toml.Node) bool {
	if slices.Contains(f.OneOf, n.Text()) {
		return true
	}
	near, certain := r.speller.Correct(n.Text(), func(yield func(string) bool) {
		for _, o := range f.OneOf {
			if !yield(o) {
				return
			}
		}
	})
	hint := ""
	if near != "" {
		hint = " (did you mean " + wording.Quote(near) + "?)"
	}
	p := Problem{Kind: ValueProblem, Span: n.Span, Fact: r.fact, Message: nameAt(f, n) + " is " + wording.Or(f.OneOf) + ", not " + wording.Quote(n.Text()) + hint}
	if near != "" {
		p.Instead, p.Certain = strconv.Quote(near), certain && f.Validate == ""
	}
	r.add(p)
	return false
}

// tag reports whether a value is one that the tag of its field allows.
func (r *reader) tag(f *vocabulary.Field, n *toml.Node) bool {
	var x any
	switch f.Type.Form() {
	default:
		x = n.Text()
	case types.IntegerForm:
		x = n.Int()
	case types.NumberForm:
		x = n.Float()
	case types.BooleanForm:
		x = n.Bool()
	}
	failed := vocabulary.FailsTag(f, x)
	if failed != "" {
		r.problem(ValueProblem, n.Span, r.fact, nameAt(f, n)+" must be "+inWords(failed, f.Type)+"; this is "+r.written(n))
	}
	return failed == ""
}

// inWords says in words what the tag of a validator asks for.
func inWords(tag string, t types.Type) string {
	name, param, _ := strings.Cut(tag, "=")
	unit := ""
	if t.Form() == types.TextForm {
		unit = " characters long"
	}
	switch name {
	case "min", "gte":
		return "at least " + param + unit
	case "max", "lte":
		return "at most " + param + unit
	case "gt":
		return "more than " + param + unit
	case "lt":
		return "less than " + param + unit
	case "len":
		return "exactly " + param + unit
	case "eq":
		return param
	case "ne":
		return "other than " + param
	case "oneof", "oneofci":
		return wording.Or(strings.Fields(param))
	case "email":
		return "an e-mail address"
	case "startswith", "endswith", "contains":
		return "a text that " + strings.TrimSuffix(name, "with") + " " + strings.TrimPrefix(strings.TrimPrefix(name, "starts"), "ends") + " " + wording.Quote(param)
	}
	return "valid as " + wording.Quote(tag)
}

func (r *reader) date(f *vocabulary.Field, n *toml.Node) value {
	out := r.blank(f, n)
	d := &r.other
	if (!f.Many || f.Spells) && r.at < len(r.dates) {
		d = &r.dates[r.at]
	}
	var err error
	switch n.Type {
	case toml.LocalDate, toml.LocalDateTime, toml.OffsetDateTime:
		*d, err = edtf.ParseTOML(alias(r.doc.Source[n.Span.Start:n.Span.End]))
	case toml.Integer:
		*d, err = edtf.Year(n.Int())
	case toml.String:
		r.keep(n)
		*d, err = edtf.Parse(n.Text())
	default:
		return r.wrongType(f, n, takes(f))
	}
	if err != nil {
		r.notDate(f, n, err)
		return out
	}
	out.shape = dateValue
	r.content.doubtful = r.content.doubtful || d.Doubtful()
	r.content.backwards = r.content.backwards || d.Backwards()
	return out
}
