package facts

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// reader turns one document after the other into files of facts. Its parser
// and storage are kept between files.
type reader struct {
	vocabulary   *vocabulary.Vocabulary
	unclaimed    bool // by a configuration: see notFacts
	parser       toml.Parser
	take         func(*toml.Document, *toml.Node) // its element method
	doc          *toml.Document
	content      *content // begun in the storage
	storage      storage
	file         File // around content, for what reads values
	kind         *vocabulary.Kind
	fact         *Fact            // the one being read; nil between facts
	view         Fact             // what fact leads to
	last         *vocabulary.Kind // of the fact before
	set          []int32          // by index of field: 1 + the index of its value in the fact being read, 0 for none
	misspelt     []misspelling
	dates        []edtf.Date  // by index of field: the date read from it
	other        edtf.Date    // one read from an element of a list, or from a table's entry
	at           int          // the index of the field being read
	next         [][][2]int16 // by kind and field: the fields that followed it last, guesses at the next
	defaults     defaults
	counts       [RecordUntakenProblem + 1]int // the problems of the file, by kind
	speller      *wording.Speller
	guessed      int           // at dates that were meant
	unknownKinds []unknownKind // those of content.unknown
	locals       hashTable
	roles        []fieldRole // by Field.ID
	origin       *origin     // of the file being read, when its facts come from another format
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
	if r.take == nil {
		r.take = r.element
	}
	r.begin(path, src)
	var whole bool
	if r.doc, whole = r.parser.Each(src, r.take); !whole || r.defaults.late(r) {
		r.begin(path, src)
		r.doc = r.parser.Parse(src)
		r.all()
	}
	r.fact = nil
	if r.stopped() {
		return r.content // which nobody will look at
	}
	for n := r.doc.First(r.doc.Root()); n != nil; n = r.doc.Next(n) {
		r.top(n)
	}
	r.content.notFacts = r.unclaimed && r.origin == nil && r.notFacts()
	r.defaults.check(r)
	r.syntax()
	r.gather()
	comments := r.doc.Comments
	if r.origin != nil {
		comments = r.origin.comments
	}
	r.content.directives = readDirectives(r.content, comments)
	r.storage.keep(r.content)
	if r.origin != nil {
		r.content.standElsewhere()
	}
	return r.content
}

// begin begins a file.
func (r *reader) begin(path string, src []byte) {
	c := new(content)
	*c = r.storage.begun()
	c.path, c.source, c.origin, c.vocabulary = path, src, r.origin, r.vocabulary
	c.lines = sync.OnceValue(func() *toml.Lines { return toml.NewLines(c.file()) })
	r.content, r.file, r.doc, r.fact = c, newFile(c), nil, nil
	r.unknownKinds, r.speller, r.guessed = r.unknownKinds[:0], wording.NewSpeller(len(src)), 0
	clear(r.counts[:])
	r.defaults.reset()
}

// syntax puts what is no TOML before the other problems.
func (r *reader) syntax() {
	if len(r.doc.Errors) == 0 {
		return
	}
	var problems []Problem
	for _, e := range r.doc.Errors {
		p := Problem{Kind: SyntaxProblem, Span: e.Span, Message: e.Message, record: -1}
		if e.Bare {
			r.bareDate(&p)
		}
		problems = append(problems, p)
	}
	r.content.problems = append(problems, r.content.problems...)
	r.content.lost = slices.Clone(r.doc.Lost)
}

// all reads the facts of a document that is there as a whole.
func (r *reader) all() {
	var elements []*toml.Node
	for n := r.doc.First(r.doc.Root()); n != nil; n = r.doc.Next(n) {
		if n.Type == toml.Array && !n.Inline() {
			for c := r.doc.First(n); c != nil; c = r.doc.Next(c) {
				elements = append(elements, c)
			}
		}
	}
	slices.SortFunc(elements, func(a, b *toml.Node) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	for _, n := range elements {
		r.element(r.doc, n)
	}
}

// element reads an element of a top-level array of tables, which is a fact.
func (r *reader) element(d *toml.Document, n *toml.Node) {
	name := n.Name()
	if r.doc = d; len(r.content.records) == 0 {
		r.defaults.find(r)
	}
	if k := r.last; k != nil && k.Name == name {
		r.readFact(n, k)
	} else if k := r.vocabulary.Kind(name); k != nil {
		r.last = k
		r.readFact(n, k)
	} else if name != "defaults" { // which top tells
		r.readUnknownKind(n)
	}
}

// newFact begins the next fact.
func (r *reader) newFact(n *toml.Node) *Fact {
	c := r.content
	at := len(c.records)
	c.records = append(c.records, record{})
	r.view = Fact{File: &r.file, record: &c.records[at]}
	r.view.Index = int32(at)
	r.view.head, r.view.first = n.Span, uint32(len(c.values))
	if n.Broken() || r.origin != nil && r.origin.broken[at] {
		r.view.flags |= broken
	}
	r.fact = &r.view
	return r.fact
}

// readFact reads a fact of a kind.
func (r *reader) readFact(t *toml.Node, k *vocabulary.Kind) {
	f := r.newFact(t)
	f.kind, r.kind = uint16(k.Index), k
	r.clear(len(k.Fields))
	next := r.guesses(k)
	last := 0
	for n := r.doc.First(t); n != nil; n = r.doc.Next(n) {
		// Facts of one kind mostly have their fields in one order or two.
		name, guess := n.Name(), &next[last]
		i := int(guess[0])
		if k.Fields[i].Name != name {
			if i = int(guess[1]); k.Fields[i].Name != name {
				i = k.FieldIndex(name)
			}
		}
		if i == vocabulary.None {
			if near, problem := r.unknownField(n, k.Fields, wording.Article(k.Name)+" has no field "); near != vocabulary.None {
				r.misspelt = append(r.misspelt, misspelling{n, near, problem})
			}
			continue
		}
		if r.set[i] != 0 {
			continue // a duplicate key, which is a syntax error already
		}
		if i != int(guess[0]) {
			guess[0], guess[1] = int16(i), guess[0]
		}
		last = i
		if i == vocabulary.IDField {
			r.set[i] = idSet
			r.readID(f, n, true)
			continue
		}
		r.at = i
		r.put(i, r.value(&k.Fields[i], n))
	}
	r.takeMisspelt(f)
	r.defaults.apply(r, k)
	f.count = uint32(len(r.content.values)) - f.first
	r.missing(f, k)
	r.status(f)
	r.period(f)
	r.relations(f)
	r.content.traits = append(r.content.traits, f.traits)
}

// takeMisspelt makes the fields unknown that misspelt ones seem to mean, so that
// one slip is not also a missing field, nor an undated fact. An id is taken as
// it stands: others refer to it.
func (r *reader) takeMisspelt(f *Fact) {
	for _, m := range r.misspelt {
		if r.set[m.field] != 0 {
			continue
		}
		if m.problem != vocabulary.None {
			r.content.problems[m.problem].Certain = r.fits(&r.kind.Fields[m.field], m.node)
		}
		switch {
		case m.field == vocabulary.IDField:
			r.set[vocabulary.IDField] = idSet
			r.readID(f, m.node, false)
		default:
			r.put(m.field, r.blank(&r.kind.Fields[m.field], m.node))
		}
	}
	r.misspelt = r.misspelt[:0]
}

// clear makes room to note n fields of the next fact.
func (r *reader) clear(n int) {
	if cap(r.set) < n {
		r.set, r.dates = make([]int32, n, 2*n), make([]edtf.Date, n, 2*n)
	}
	r.set, r.dates = r.set[:n], r.dates[:n]
	clear(r.set)
}

// idSet stands in reader.set for an id, which is no value.
const idSet = -1

// put adds the value of a field to the fact being read.
func (r *reader) put(field int, v value) {
	r.content.values = append(r.content.values, v)
	r.content.fields.add(v.field)
	r.set[field] = int32(len(r.content.values))
}

// own returns the value of a field of the fact being read, even when it has an
// error of its own; nil for none.
func (r *reader) own(field int) *value {
	if field < 0 || r.set[field] <= 0 {
		return nil
	}
	return &r.content.values[r.set[field]-1]
}

// guesses returns for each field of a kind which ones followed it last.
func (r *reader) guesses(k *vocabulary.Kind) [][2]int16 {
	if r.next == nil {
		r.next = make([][][2]int16, len(r.vocabulary.Kinds))
	}
	if r.next[k.Index] == nil {
		r.next[k.Index] = make([][2]int16, len(k.Fields))
	}
	return r.next[k.Index]
}

// missing reports required fields that are absent.
func (r *reader) missing(f *Fact, k *vocabulary.Kind) {
	for _, i := range k.Required {
		if r.set[i] != 0 || f.Broken() {
			continue
		}
		field, how := &k.Fields[i], ""
		how = ": " + example(field)
		if r.origin != nil {
			how = "; this record has nothing where the mapping takes it from"
		}
		r.add(Problem{Kind: RequiredProblem, Span: f.head, Fact: f, Missing: field.Name, Message: wording.Article(k.Name) + " needs the field " + field.Name + how})
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
	f.id = n.Span
	r.keep(n)
	if check && !IsID(id) {
		message := "the id " + wording.Quote(id) + " may have only letters, digits and . _ : / -, and begins with a letter or digit"
		if id == "" {
			message = "the id is empty: write one, or leave id out when nothing refers to this fact"
		}
		r.problem(ValueProblem, n.Span, f, message)
	}
}

// IsID reports whether s has the form of an id: letters, digits and . _ : / -,
// the first a letter or digit.
func IsID(s string) bool {
	for i := range len(s) {
		if !slug[s[i]] {
			return false
		}
	}
	return s != "" && strings.IndexByte("._:/-", s[0]) < 0
}

// unknownField reports a key that is none of the fields in words that begin with
// claim, and returns the index of the one that it seems to mean, or None, and
// that of the problem when nothing else can be meant, or None.
func (r *reader) unknownField(n *toml.Node, fields []vocabulary.Field, claim string) (near, problem int) {
	if r.full(FieldProblem) {
		return vocabulary.None, vocabulary.None
	}
	name := n.Name()
	names := func(yield func(string) bool) {
		for _, common := range []bool{false, true} { // those of the kind itself tell more
			for i := range fields {
				if f := &fields[i]; f.Common() == common && f.Name != "*" && !yield(f.Name) {
					return
				}
			}
		}
	}
	nearest, certain := r.vocabulary.FieldCalled(name, fields), true
	if nearest == "" {
		nearest, certain = r.speller.Correct(name, names)
	}
	p := Problem{Kind: FieldProblem, Span: n.Key, Fact: r.fact, Instead: nearest}
	if nearest != "" {
		p.Message = claim + wording.Quote(name) + "; did you mean " + wording.Quote(nearest) + "?"
	} else {
		p.Message = claim + wording.Quote(name) + "; it has " + wording.Some(slices.Collect(names), 40)
	}
	problem = vocabulary.None
	if certain && !r.full(FieldProblem) {
		problem = len(r.content.problems)
	}
	r.add(p)
	return slices.IndexFunc(fields, func(f vocabulary.Field) bool { return nearest != "" && f.Name == nearest }), problem
}

func (r *reader) problem(kind ProblemKind, at Span, f *Fact, message string) {
	r.add(Problem{Kind: kind, Span: at, Fact: f, Message: message})
}

// maxProblems is how many problems of one kind a file may have. They are reported
// up to here, and that there are more; nobody reads a million.
const maxProblems = 10_000

// add notes a problem.
func (r *reader) add(p Problem) {
	if r.counts[p.Kind]++; r.counts[p.Kind] > maxProblems+1 {
		return
	}
	p.record = -1
	if p.Fact != nil {
		p.record, p.Fact = p.Fact.Index, nil
	}
	if r.full(p.Kind) {
		p.Instead, p.Related = "", Place{}
		p.Message = "more than " + strconv.Itoa(maxProblems) + " things of this sort are wrong with the file; those from here on are reported once there are fewer"
	}
	r.content.problems = append(r.content.problems, p)
}

// full reports whether there is no need to word another problem of the kind.
func (r *reader) full(kind ProblemKind) bool { return r.counts[kind] > maxProblems }

// stopped reports whether nobody wants any more what is being read.
func (r *reader) stopped() bool { return r.parser.Stop != nil && r.parser.Stop() }
