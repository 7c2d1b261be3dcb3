package facts

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
)

// reader turns one document after the other into files of facts. Its parser
// and scratch space are kept between files.
type reader struct {
	vocabulary *Vocabulary
	parser     toml.Parser
	doc        *toml.Document
	content    *content
	file       File // around content, for what reads values
	kind       *Kind
	fact       *Fact // of the record being read; nil between records
	scratch    Fact
	tables     []factTable
	seen       []*toml.Node // by index of field: the node that sets it in the fact being read
	misspelt   []misspelling
	dates      []edtf.Date // by index of field: the date read from it, where seen
	elems      int         // how many elements the last file had, a guess at this one's
	at         int         // the index of the field being read
	next       [][]int16   // by kind and field: the field that followed it last time, a guess at the next
	defaults   defaults
	told       [RefKindProblem + 1]int // the problems of the file, by kind
	locals     locals
	foreign    []foreignRef // of the file
}

// factTable is a table that is a fact, with its kind (nil when unknown).
type factTable struct {
	node *toml.Node
	kind *Kind
}

// misspelling is an unknown field that seems to mean a known one.
type misspelling struct {
	node    *toml.Node
	field   int
	problem int // that is certain if the field can have the value; None for no such
}

// read reads one file by itself. It never fails: what is wrong is among the
// file's problems.
func (r *reader) read(path string, src []byte) *content {
	r.doc = r.parser.Parse(src)
	c := &content{path: path, source: src, vocabulary: r.vocabulary, lost: slices.Clone(r.doc.Lost)}
	r.content, r.file, r.fact = c, File{Path: path, Source: src, content: c}, nil
	for _, e := range r.doc.Errors {
		c.problems = append(c.problems, Problem{Kind: SyntaxProblem, Span: e.Span, Message: e.Message, record: -1})
	}
	r.tables = r.tables[:0]
	clear(r.told[:])
	r.defaults.reset()
	for n := r.doc.First(r.doc.Root()); n != nil; n = r.doc.Next(n) {
		r.top(n)
	}
	if !slices.IsSortedFunc(r.tables, byPlace) {
		slices.SortFunc(r.tables, byPlace)
	}
	c.records, c.traits = make([]record, len(r.tables)), make([]traits, len(r.tables))
	c.values = make([]value, 0, r.expect())
	c.elems = make([]value, 0, min(r.elems, 1024))
	for i, t := range r.tables {
		r.readFact(i, t)
		c.traits[i] = r.scratch.traits
	}
	r.fact = nil
	r.defaults.check(r)
	r.elems = len(c.elems)
	r.rows()
	c.directives = readDirectives(c)
	return c
}

func byPlace(a, b factTable) int { return cmp.Compare(a.node.Span.Start, b.node.Span.Start) }

// expect estimates the number of fields, so that the arena seldom moves.
func (r *reader) expect() int {
	n := 0
	for _, t := range r.tables[:min(len(r.tables), 16)] {
		for c := r.doc.First(t.node); c != nil; c = r.doc.Next(c) {
			n++
		}
	}
	if len(r.tables) > 16 {
		n = n*len(r.tables)/16 + 16
	}
	return n
}

// top judges a key at the top level of the document.
func (r *reader) top(n *toml.Node) {
	name := n.Name()
	switch {
	case n.Type == toml.Array && !n.Inline():
		kind := r.vocabulary.byName[name]
		if name == "defaults" {
			r.problem(KindProblem, n.Span, nil, "defaults for the whole file stand in a table, once: write [defaults]")
			return
		}
		if kind == nil {
			r.unknownKind(n)
			kind = r.strange(name)
		}
		for c := r.doc.First(n); c != nil; c = r.doc.Next(c) {
			r.tables = append(r.tables, factTable{c, kind})
		}
	case name == "defaults" && n.Type == toml.Table:
		r.defaults.node = n
	default:
		r.wrongForm(n, name)
	}
}

func (r *reader) unknownKind(n *toml.Node) {
	name := n.Name()
	near, certain := wording.Meant(name, r.vocabulary.names)
	p := Problem{Kind: KindProblem, Span: n.Key, Instead: near}
	if near != "" {
		p.Message = "there is no kind " + wording.Quote(name) + "; did you mean " + wording.Quote(near) + "?"
	} else {
		p.Message = "there is no kind " + wording.Quote(name) + "; declare it in factlint.toml as [kind." + plainKey(name) + "], or write one of " + r.vocabulary.listed()
	}
	for c := r.doc.First(n); c != nil; c = r.doc.Next(c) {
		q := p
		q.Span, q.Certain = c.Key, certain && !r.hasHeaders(c) && r.fitsKind(c, r.vocabulary.byName[near])
		r.add(q)
	}
}

func (r *reader) wrongForm(n *toml.Node, name string) {
	known := name
	if r.vocabulary.byName[name] == nil {
		known = wording.Nearest(name, r.vocabulary.names)
	}
	span := n.Key
	if n.Header() {
		span = n.Span
	}
	switch {
	case n.Header() && known != "":
		p := Problem{Kind: KindProblem, Span: span, Message: "a fact begins with two brackets: write [[" + known + "]] instead of [" + plainKey(name) + "]"}
		p.Instead, p.Certain = "[["+known+"]]", known == name && r.fitsKind(n, r.vocabulary.byName[known])
		if known != name && r.hasHeaders(n) {
			p.Instead = "" // they would have to be changed with it
		}
		r.add(p)
	case n.Header():
		r.problem(KindProblem, span, nil, "there is no kind "+wording.Quote(name)+", and a fact begins with two brackets: write [[KIND]], KIND being one of "+r.vocabulary.listed())
	case n.Type == toml.Array && known != "":
		r.problem(KindProblem, span, nil, "write each "+known+" as a table of its own that begins with [["+known+"]], not as a list")
	case n.Type == toml.Table && n.Inline() && known != "":
		r.problem(KindProblem, span, nil, "write the "+known+" as a table of its own that begins with [["+known+"]]")
	case n.Type == toml.Table && known != "":
		r.problem(KindProblem, span, nil, "no [["+known+"]] stands before this; a fact begins with [["+known+"]], and its tables follow it")
	default:
		r.problem(KindProblem, span, nil, "the key "+wording.Quote(name)+" belongs to no fact; a fact begins with [[KIND]], and [defaults] holds what all facts of the file share")
	}
}

// strange returns a kind without fields for a name that the vocabulary does not have.
func (r *reader) strange(name string) *Kind {
	for _, k := range r.content.unknown {
		if k.Name == name {
			return k
		}
	}
	if n := len(r.content.unknown); n == 1000 {
		return r.content.unknown[n-1]
	}
	k := &Kind{Name: strings.Clone(name), Index: None}
	r.content.unknown = append(r.content.unknown, k)
	return k
}

// readFact reads the record of an index.
func (r *reader) readFact(i int, t factTable) {
	rec := &r.content.records[i]
	r.scratch = Fact{File: &r.file, Index: int32(i), record: rec}
	f := &r.scratch
	r.fact = f
	rec.head = t.node.Span
	rec.first = uint32(len(r.content.values))
	if t.node.Broken() {
		f.flags |= broken
	}
	if t.kind.Index == None {
		f.kind = unknownKinds + uint16(slices.Index(r.content.unknown, t.kind))
		f.flags |= unknown
		r.readID(f, r.doc.Get(t.node, "id"), false)
		return
	}
	f.kind = uint16(t.kind.Index)
	r.kind = t.kind
	r.clear(len(t.kind.Fields))
	next := r.guesses(t.kind)
	last := 0
	for n := r.doc.First(t.node); n != nil; n = r.doc.Next(n) {
		// Facts of one kind mostly have their fields in one order.
		i := int(next[last])
		if t.kind.Fields[i].Name != n.Name() {
			i = t.kind.FieldIndex(n.Name())
		}
		if i == None {
			if near, problem := r.unknownField(n, t.kind.Fields, wording.Article(t.kind.Name)+" has no field "); near != None {
				r.misspelt = append(r.misspelt, misspelling{n, near, problem})
			}
			continue
		}
		if r.seen[i] != nil {
			continue // a duplicate key, which is a syntax error already
		}
		r.seen[i] = n
		next[last], last = int16(i), i
		if i == IDField {
			r.readID(f, n, true)
			continue
		}
		r.content.values = append(r.content.values, value{})
		at := len(r.content.values) - 1
		r.at = i
		v := r.value(&t.kind.Fields[i], n)
		r.content.values[at] = v
	}
	r.takeMisspelt(f)
	r.defaults.give(r, t.kind)
	rec.count = uint32(len(r.content.values)) - rec.first
	r.missing(f, t)
	r.status(f)
	r.period(f)
	r.relations(f)
}

// takeMisspelt makes the fields unknown that misspelt ones seem to mean, so that
// one slip is not also a missing field, nor an undated fact. An id is taken as
// it stands: others refer to it.
func (r *reader) takeMisspelt(f *Fact) {
	for _, m := range r.misspelt {
		if r.seen[m.field] != nil {
			continue
		}
		if m.problem != None {
			r.content.problems[m.problem].Certain = r.fits(&r.kind.Fields[m.field], m.node)
		}
		switch {
		case m.field == IDField:
			r.readID(f, m.node, false)
		default:
			r.content.values = append(r.content.values, r.blank(&r.kind.Fields[m.field], m.node))
		}
		r.seen[m.field] = m.node
	}
	r.misspelt = r.misspelt[:0]
}

// clear makes room to note n fields of the next fact.
func (r *reader) clear(n int) {
	if cap(r.seen) < n {
		r.seen, r.dates = make([]*toml.Node, n, 2*n), make([]edtf.Date, n, 2*n)
	}
	r.seen, r.dates = r.seen[:n], r.dates[:n]
	clear(r.seen)
}

// guesses returns for each field of a kind which one followed it last time.
func (r *reader) guesses(k *Kind) []int16 {
	if r.next == nil {
		r.next = make([][]int16, len(r.vocabulary.Kinds))
	}
	if r.next[k.Index] == nil {
		r.next[k.Index] = make([]int16, len(k.Fields))
	}
	return r.next[k.Index]
}

// missing reports required fields that are absent.
func (r *reader) missing(f *Fact, t factTable) {
	for i := range t.kind.Fields {
		field := &t.kind.Fields[i]
		if !field.Required || r.seen[i] != nil || f.Broken() || f.Has(i) {
			continue
		}
		r.add(Problem{Kind: RequiredProblem, Span: f.head, Fact: f, Missing: field.Name, Message: wording.Article(t.kind.Name) + " needs the field " + field.Name + ": " + example(field)})
	}
}

func (r *reader) readID(f *Fact, n *toml.Node, check bool) {
	if n == nil {
		return
	}
	if n.Type != toml.String {
		if check {
			p := Problem{Kind: TypeProblem, Span: n.Span, Fact: f, Message: "an id is a string, for example id = \"some-name\""}
			p.Instead = r.inQuotes(n)
			p.Certain = p.Instead != ""
			r.add(p)
		}
		return
	}
	id := n.Text()
	f.id, f.idText = n.Span, uint32(r.keep(n))
	if check && !IsID(id) {
		r.problem(ValueProblem, n.Span, f, "the id "+wording.Quote(id)+" may have only letters, digits and . _ : / -, and begins with a letter or digit")
	}
}

// IsID reports whether s has the form of an id: letters, digits and . _ : / -,
// the first a letter or digit.
func IsID(s string) bool {
	for i := range len(s) {
		c := s[i]
		alnum := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
		if !alnum && (i == 0 || c != '.' && c != '_' && c != ':' && c != '/' && c != '-') {
			return false
		}
	}
	return s != ""
}

// unknownField reports a key that is none of the fields in words that begin with
// claim, and returns the index of the one that it seems to mean, or None, and
// that of the problem when nothing else can be meant, or None.
func (r *reader) unknownField(n *toml.Node, fields []Field, claim string) (near, problem int) {
	if r.full(FieldProblem) {
		return None, None
	}
	name := n.Name()
	names := func(yield func(string) bool) {
		for i := range fields {
			if fields[i].Name != "*" && !yield(fields[i].Name) {
				return
			}
		}
	}
	meant, certain := wording.Meant(name, names)
	p := Problem{Kind: FieldProblem, Span: n.Key, Fact: r.fact, Instead: meant}
	if meant != "" {
		p.Message = claim + wording.Quote(name) + "; did you mean " + wording.Quote(meant) + "?"
	} else {
		p.Message = claim + wording.Quote(name) + "; it has " + strings.Join(slices.Collect(names), ", ")
	}
	problem = None
	if certain && !r.full(FieldProblem) {
		problem = len(r.content.problems)
	}
	r.add(p)
	return slices.IndexFunc(fields, func(f Field) bool { return meant != "" && f.Name == meant }), problem
}

func (r *reader) problem(kind ProblemKind, at Span, f *Fact, message string) {
	r.add(Problem{Kind: kind, Span: at, Fact: f, Message: message})
}

// maxProblems is how many problems of one kind a file may have. They are told
// up to here, and that there are more; nobody reads a million.
const maxProblems = 10_000

// add notes a problem.
func (r *reader) add(p Problem) {
	if r.told[p.Kind]++; r.told[p.Kind] > maxProblems+1 {
		return
	}
	p.record = -1
	if p.Fact != nil {
		p.record, p.Fact = p.Fact.Index, nil
	}
	if r.full(p.Kind) {
		p.Instead, p.Related = "", Place{}
		p.Message = "more than " + strconv.Itoa(maxProblems) + " things of this sort are wrong with the file; those from here on are told once there are fewer"
	}
	r.content.problems = append(r.content.problems, p)
}

// full reports whether there is no need to word another problem of the kind.
func (r *reader) full(kind ProblemKind) bool { return r.told[kind] > maxProblems }

func (v *Vocabulary) names(yield func(string) bool) {
	for _, k := range v.Kinds {
		if !yield(k.Name) {
			return
		}
	}
}

// listed names the kinds for a message.
func (v *Vocabulary) listed() string { return wording.Or(slices.Collect(v.names)) }

// plainKey writes a key as TOML would need it, for a message.
func plainKey(name string) string {
	if isKindName(name) {
		return name
	}
	return wording.Quote(name)
}
