package mapping

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// Draft writes a first mapping for documents of a name: the kinds of fact whose
// fields are most like the names of their columns or keys, and as comments what
// is guessed and what is left. The delimiter is that of a table, 0 for the usual.
func Draft(name string, docs []*records.Document, delimiter rune, v *vocabulary.Vocabulary) (string, error) {
	g := shapesOf(docs)
	d := drafter{vocabulary: v, table: g.table}
	fmt.Fprintf(&d, "# A first mapping for %s\n# What is guessed stands behind each line, with an example of what is there; factlint\n# explain mapping tells what else can be said.\n", strings.Map(printable, name))
	if delimiter != 0 {
		fmt.Fprintf(&d, "delimiter = %s\n", toml.Quote(string(delimiter)))
	}
	for _, s := range g.all {
		if len(s.columns) > 0 {
			d.shape(s)
		}
	}
	if d.facts == 0 {
		return "", errors.New("has no columns or keys that are like the fields of a kind; write a mapping by hand, as factlint explain mapping shows")
	}
	return d.String(), nil
}

type drafter struct {
	strings.Builder
	vocabulary *vocabulary.Vocabulary
	table      bool
	facts      int
}

// guess is a kind that records may make, and the columns of its fields.
type guess struct {
	kind    *vocabulary.Kind
	columns map[*vocabulary.Field]*column
	score   int
}

// shape writes what the records of a shape make.
func (d *drafter) shape(s *shape) {
	var best *guess
	for _, k := range d.vocabulary.Kinds {
		if g := d.guess(k, s); g != nil && (best == nil || g.score > best.score || g.score == best.score && d.likelier(k, best.kind)) {
			best = g
		}
	}
	if best == nil {
		d.rest(s)
		return
	}
	s.kind = best.kind
	for i := range best.kind.Fields {
		f := &best.kind.Fields[i]
		if c := best.columns[f]; c != nil && f.Type.Form() == types.RefForm {
			best.columns[f] = d.named(s, f, c)
		}
	}
	d.head(s, best.kind, false)
	width := 0
	for f := range best.columns {
		width = max(width, len(f.Name))
	}
	for i := range best.kind.Fields {
		f := &best.kind.Fields[i]
		c, outer := best.columns[f], s.around(f, d.names("id"))
		switch {
		case c != nil:
			c.taken = true
			value, remark := d.value(s, f, c)
			d.line(f.Name, width, value, join("; ", remark, examples(c)))
		case f.Required && outer != nil:
			value, remark := d.value(s, f, &column{path: "parent." + outer.path, samples: outer.samples})
			d.line(f.Name, width, value, join("; ", remark, examples(outer)))
		case f.Name == "name" && s.first() != nil:
			d.line(f.Name, width, d.joined(s), examples(s.first()))
		case f.Required:
			d.line(f.Name, width, `{ value = "" }`, "needed, and no "+d.noun()+" is like it: "+f.Describe())
		}
	}
	d.rest(s)
}

// guess tells which columns a kind would have; nil when they are not like it.
func (d *drafter) guess(k *vocabulary.Kind, s *shape) *guess {
	g := &guess{kind: k, columns: map[*vocabulary.Field]*column{}}
	used := map[*column]bool{}
	own := 0
	for i := range k.Fields {
		f := &k.Fields[i]
		c, worth := d.like(f, s, used)
		switch {
		case c != nil:
			g.columns[f], used[c] = c, true
			g.score += worth
			if !f.Common() {
				g.score++
				own++
			}
		case f.Required && s.around(f, d.names("id")) != nil, f.Name == "name" && s.first() != nil:
			g.score++
			own++
		case f.Required:
			g.score -= 2
		}
	}
	if d.calls(k, plainName(strings.TrimSuffix(lastStep(s.path), "[]"))) {
		g.score += 5
	}
	if own == 0 || g.score <= 0 {
		return nil
	}
	return g
}

// like returns the column of a shape that is like a field, none of those used, and
// how much it speaks for a kind that has the field.
func (d *drafter) like(f *vocabulary.Field, s *shape, used map[*column]bool) (*column, int) {
	for i, name := range d.names(f.Name) {
		for _, c := range s.columns {
			if used[c] || plainName(c.path) != name && plainName(lastStep(c.path)) != name {
				continue
			}
			switch form := f.Type.Form(); {
			case form == types.DateForm && !c.any(dateLike.MatchString) && len(c.samples) > 0,
				form.Numeric() && !c.any(numberLike.MatchString) && len(c.samples) > 0,
				form == types.TableForm, form == types.BooleanForm:
			case f.Name == "title" && name == "name": // which persons and places have
				return c, -1
			default:
				return c, 2 - min(i, 1)
			}
		}
	}
	return nil, 0
}

// named writes the facts that the names in a column stand for, each once, unless
// they are ids; and returns the column of their ids, the names when there is none.
func (d *drafter) named(s *shape, f *vocabulary.Field, c *column) *column {
	if len(f.To) == 0 || f.To[0].FieldIndex("name") == vocabulary.None || c.all(idLike.MatchString) && s.id(c) == nil || c.all(isURL) && s.label(c) == nil {
		return c
	}
	id, name := c, c
	if other := s.id(c); other != nil {
		id = other
	} else if other := s.label(c); other != nil {
		name = other
	}
	id.taken, name.taken = true, true
	d.head(s, f.To[0], true)
	value, _ := d.value(s, &f.To[0].Fields[vocabulary.IDField], id)
	remark := examples(id)
	if id == name {
		remark = "made of the name"
	}
	d.line("id", 4, value, remark)
	d.line("name", 4, toml.Quote(name.path), examples(name))
	return id
}

// joined writes a name that is made of two.
func (d *drafter) joined(s *shape) string {
	s.first().taken, s.last().taken = true, true
	return "{ join = [" + toml.Quote("{"+s.first().path+"}") + ", " + toml.Quote(" {"+s.last().path+"}") + "] }"
}

func (d *drafter) head(s *shape, k *vocabulary.Kind, once bool) {
	d.facts++
	fmt.Fprintf(d, "\n[[fact]]\nkind = %s    # %s\n", toml.Quote(k.Name), strings.TrimSuffix(k.Summary, "."))
	if s.path != "" {
		fmt.Fprintf(d, "records = %s\n", toml.Quote(s.path))
	}
	if once {
		d.WriteString("once = true    # of one id only the first; without this the others are reported\n")
	}
	d.WriteString("\n[fact.fields]\n")
}

func (d *drafter) line(name string, width int, value, remark string) {
	fmt.Fprintf(d, "%-*s = %s", width, name, value)
	if remark != "" {
		d.WriteString("    # " + remark)
	}
	d.WriteByte('\n')
}

// rest lists what is not taken.
func (d *drafter) rest(s *shape) {
	first := true
	for _, c := range s.columns {
		if c.taken {
			continue
		}
		if first {
			where := ""
			if s.path != "" {
				where = " of " + s.path
			}
			fmt.Fprintf(d, "# No field is guessed for these %ss%s:\n", d.noun(), where)
			first = false
		}
		d.line("# FIELD", 0, toml.Quote(c.path), examples(c))
	}
}

func (d *drafter) noun() string {
	if d.table {
		return "column"
	}
	return "key"
}

// value writes where a field comes from, and what is guessed of it.
func (d *drafter) value(s *shape, f *vocabulary.Field, c *column) (value, remark string) {
	var more []string
	form := f.Type.Form()
	reference := f.Name == "id" || form == types.RefForm || form == types.ActorForm
	if f.Many && !c.list {
		for _, split := range []string{";", "|"} {
			if c.any(func(s string) bool { return strings.Contains(s, split) }) {
				more = append(more, "split = "+toml.Quote(split))
				break
			}
		}
	}
	switch {
	case reference && c.all(isURL):
		more = append(more, `after = "/"`)
	case reference && !c.all(idLike.MatchString):
		more = append(more, "slug = true")
	case form == types.DateForm:
		if order, certain := c.order(); order != "" {
			more = append(more, "date = "+toml.Quote(order))
			if !certain {
				remark = "or another order: ymd, dmy, mdy"
			}
		}
		if p := s.precision(c); p != nil {
			p.taken = true
			more = append(more, "precision = "+toml.Quote(p.path))
		}
	}
	if f.Name == "name" && s.first() != nil && s.last() != nil {
		more = append(more, strings.TrimSuffix(strings.TrimPrefix(d.joined(s), "{ "), " }"))
	}
	if len(more) == 0 {
		return toml.Quote(c.path), remark
	}
	return "{ from = " + toml.Quote(c.path) + ", " + strings.Join(more, ", ") + " }", remark
}

// examples shows some of what stands in a column.
func examples(c *column) string {
	var out []string
	for _, s := range c.samples[:min(2, len(c.samples))] {
		out = append(out, wording.QuoteCut(strings.Map(printable, s), 30))
	}
	return strings.Join(out, ", ")
}

func printable(r rune) rune {
	if !unicode.IsPrint(r) {
		return '_'
	}
	return r
}

func join(between string, texts ...string) string {
	return strings.Join(slices.DeleteFunc(texts, func(s string) bool { return s == "" }), between)
}

// plainName is a name without case, blanks and other separators.
func plainName(name string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, name)
}

func lastStep(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// names returns the names that columns have for the fields of a name, the likeliest first.
func (d *drafter) names(field string) []string {
	names := []string{plainName(field)}
	for _, name := range d.vocabulary.Also[field] {
		names = append(names, plainName(name))
	}
	return append(names, d.vocabulary.Columns[field]...)
}

// likelier reports whether records are sooner facts of the one kind than of the other.
func (d *drafter) likelier(a, b *vocabulary.Kind) bool {
	rank := func(k *vocabulary.Kind) int {
		i := slices.IndexFunc(d.vocabulary.Lists, func(l vocabulary.List) bool { return l.Kind == k.Name })
		if i < 0 {
			return len(d.vocabulary.Lists)
		}
		return i
	}
	return rank(a) < rank(b)
}

// calls reports whether a list of a kind's facts is called so.
func (d *drafter) calls(k *vocabulary.Kind, word string) bool {
	return word == plainName(k.Name) || slices.ContainsFunc(d.vocabulary.Lists, func(l vocabulary.List) bool {
		return l.Kind == k.Name && slices.Contains(l.Called, word)
	})
}
