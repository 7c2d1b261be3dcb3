package mapping

import (
	"regexp"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A shape is the values that the records at one path have.
type shape struct {
	path    string // to the records; "" for those that lie in no other
	columns []*column
	parent  *shape
	kind    *vocabulary.Kind // that is guessed for the records; nil for none
}

// A column is a path in records, with some of what stands there.
type column struct {
	path    string
	samples []string
	list    bool
	taken   bool
}

const (
	maxShapes  = 20
	maxColumns = 200
	maxSamples = 200
)

// shapes gathers what documents hold, at most so much of it.
type shapes struct {
	all   []*shape
	table bool
}

func shapesOf(docs []*records.Document) *shapes {
	g := &shapes{}
	top := g.at("", nil)
	for _, d := range docs {
		for _, c := range d.Columns {
			g.table = true
			top.column(columnPath(c.Name))
		}
		for record := range d.Records {
			g.record(top, record, "", 0)
		}
	}
	return g
}

func (g *shapes) at(path string, parent *shape) *shape {
	for _, s := range g.all {
		if s.path == path {
			return s
		}
	}
	s := &shape{path: path, parent: parent}
	if len(g.all) < maxShapes {
		g.all = append(g.all, s)
	}
	return s
}

func (s *shape) column(path string) *column {
	for _, c := range s.columns {
		if c.path == path {
			return c
		}
	}
	c := &column{path: path}
	if len(s.columns) < maxColumns {
		s.columns = append(s.columns, c)
	}
	return c
}

func (c *column) sample(n *records.Node) {
	if text := strings.TrimSpace(n.Text); !empty(n) && len(c.samples) < maxSamples && !slices.Contains(c.samples, text) {
		c.samples = append(c.samples, text)
	}
}

// record gathers what stands under a path of a record.
func (g *shapes) record(s *shape, n *records.Node, path string, depth int) {
	if depth > 8 {
		return
	}
	for c := range n.Children() {
		under := columnPath(c.Name)
		if !g.table {
			under = keyStep(c.Name)
		}
		if path != "" {
			under = path + "." + under
		}
		switch c.Sort {
		case records.Map:
			g.record(s, c, under, depth+1)
		case records.List:
			for item := range c.Children() {
				if item.Sort != records.Map {
					column := s.column(under)
					column.list = true
					column.sample(item)
					continue
				}
				inner := under + "[]"
				if s.path != "" {
					inner = s.path + "." + inner
				}
				g.record(g.at(inner, s), item, "", depth+1)
			}
		default:
			s.column(under).sample(c)
		}
	}
}

// keyStep writes a key as a step of a path.
func keyStep(key string) string {
	if key == "" || strings.ContainsAny(key, ".[]'?") || key == "parent" || key == "file" {
		return quoteKey(key)
	}
	return key
}

// columnPath writes the name of a column as a path.
func columnPath(name string) string {
	if strings.HasPrefix(name, "'") || strings.HasSuffix(name, "?") || strings.HasPrefix(name, "file.") {
		return quoteKey(name)
	}
	return name
}

// around returns the column of the ids, so called, of the records around those of a
// shape, if a field may name what they make.
func (s *shape) around(f *vocabulary.Field, ids []string) *column {
	if s.parent == nil || s.parent.kind == nil || f.Type.Form() != types.RefForm || len(f.To) > 0 && !slices.Contains(f.To, s.parent.kind) {
		return nil
	}
	return s.parent.called(ids...)
}

// called returns the first column of one of some names, the likeliest first.
func (s *shape) called(names ...string) *column {
	for _, name := range names {
		for _, c := range s.columns {
			if plainName(c.path) == name || plainName(lastStep(c.path)) == name {
				return c
			}
		}
	}
	return nil
}

// id returns the column of the ids of what a column names.
func (s *shape) id(c *column) *column {
	name := plainName(c.path)
	base := strings.TrimSuffix(strings.TrimSuffix(name, "label"), "name")
	if id := s.called(base+"id", base+"code", base+"qid", base+"key"); id != nil && id != c && id.all(idLike.MatchString) {
		return id
	}
	return nil
}

// label returns the column of the names of what a column has the ids of.
func (s *shape) label(c *column) *column {
	if label := s.called(plainName(c.path)+"label", plainName(c.path)+"name"); label != c {
		return label
	}
	return nil
}

// precision returns the column that tells how precise the dates of a column are.
func (s *shape) precision(c *column) *column {
	return s.called(plainName(c.path)+"precision", plainName(c.path)+"p")
}

// first and last return the columns of the parts of a person's name.
func (s *shape) first() *column {
	if s.called(lastNames...) == nil {
		return nil
	}
	first := s.called("first", "firstname", "givenname", "forename")
	if first != nil && strings.ContainsAny(first.path+s.last().path, "{}") {
		return nil // in a join they would need more than braces
	}
	return first
}

func (s *shape) last() *column { return s.called(lastNames...) }

var lastNames = []string{"last", "lastname", "familyname", "surname"}

// all reports whether the samples have a form, and there are some.
func (c *column) all(form func(string) bool) bool {
	return len(c.samples) > 0 && !slices.ContainsFunc(c.samples, func(s string) bool { return !form(s) })
}

func (c *column) any(form func(string) bool) bool { return slices.ContainsFunc(c.samples, form) }

var (
	dateLike   = regexp.MustCompile(`^[+-]?\d{1,4}([./ -]\d{1,2}){0,2}([T ].*)?$|^\d{1,2}[./ -]\d{1,2}[./ -]\d{4}$`)
	numberLike = regexp.MustCompile(`^[+-]?\d[\d ,._']*$`)
	idLike     = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:/-]*$`)
)

func isURL(s string) bool { return strings.Contains(s, "://") }

// order guesses the order of the parts of dates; certain is false when the samples
// allow another.
func (c *column) order() (order string, certain bool) {
	for _, s := range c.samples {
		m := inParts.FindStringSubmatch(s)
		switch {
		case m == nil || len(m[1]) == 4:
		case m[1] > "12" && len(m[1]) == 2:
			return "dmy", true
		case m[2] > "12" && len(m[2]) == 2:
			return "mdy", true
		case order == "" && strings.Contains(s, "/"):
			order = "mdy"
		case order == "":
			order = "dmy"
		}
	}
	return order, order == ""
}

// Delimiter guesses what stands between the columns of a table that was read with
// commas: 0 for those, else what its only column has in its name.
func Delimiter(doc *records.Document) rune {
	if len(doc.Columns) != 1 {
		return 0
	}
	for _, r := range ";\t|" {
		if strings.ContainsRune(doc.Columns[0].Text, r) {
			return r
		}
	}
	return 0
}
