package facts

import (
	"cmp"
	"context"
	"slices"
	"sort"

	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// A wrongRef is a ref that leads nowhere, or to a fact of a kind that its field
// does not take.
type wrongRef struct {
	file  *File
	value *value
	to    int32 // the fact of the wrong kind; -1 when nothing has the id
}

func (w *wrongRef) id() string               { return w.file.text(w.value.extent) }
func (w *wrongRef) field() *vocabulary.Field { return w.file.vocabulary.Fields[w.value.field] }

// resolve finds the fact that each ref of the base names, and returns the wrong
// refs in the order of writing. It views the files, and lists the facts by kind, on
// the way.
func (b *Base) resolve(ctx context.Context, jobs int, parts [][]*File, targets []int32) []wrongRef {
	most := max(len(b.Facts), len(targets))
	facts, refs := newRegions(most, len(parts)), newRegions(most, len(parts))
	unknown := uint16(len(b.Vocabulary.Kinds))
	kinds := newShares(int(unknown)+1, len(parts))
	eachFile(ctx, jobs, parts, func(part int, f *File) {
		f.view()
		f.assignFacts()
		for _, hash := range f.hashes {
			if hash != 0 {
				facts.count(part, hash)
			}
		}
		for i := range f.Facts {
			kinds.at[part][min(f.Facts[i].kind, unknown)]++
		}
		for i := range f.content.foreign {
			refs.count(part, f.content.foreign[i].hash)
		}
	})
	facts.all, refs.all = make([]hashed, facts.counted()), make([]hashed, refs.counted())
	byKind := make([]int32, kinds.counted())
	b.byKind = make([][]int32, unknown)
	for k := range b.byKind {
		b.byKind[k] = byKind[kinds.start[k]:kinds.start[k+1]]
	}
	eachFile(ctx, jobs, parts, func(part int, f *File) {
		for i, hash := range f.hashes {
			kind, number := f.traits[i].kind, f.first+int32(i)
			byKind[kinds.place(part, uint64(min(kind, unknown)))] = number
			if hash != 0 {
				facts.put(part, hashed{hash, number, kind})
			}
		}
		for i := range f.content.foreign {
			r := &f.content.foreign[i]
			refs.put(part, hashed{r.hash, f.firstForeign + int32(i), r.field})
		}
	})
	var wrong []wrongRef
	for _, d := range b.match(ctx, jobs, facts, refs, targets) {
		if w, ok := b.judge(d, targets); !ok {
			wrong = append(wrong, w)
		}
	}
	if b.ambiguous != nil {
		eachFile(ctx, jobs, parts, func(_ int, f *File) { b.forget(f) })
	}
	slices.SortFunc(wrong, func(a, b wrongRef) int {
		return cmp.Or(cmp.Compare(a.file.Index, b.file.Index), cmp.Compare(a.value.start, b.value.start))
	})
	// A value in [defaults] stands at many facts, and is one finding.
	return slices.CompactFunc(wrong, func(a, b wrongRef) bool {
		return a.file == b.file && a.value.start == b.value.start && a.value.end == b.value.end
	})
}

// judge finds the fact that a ref leads to, by the id itself, or says what is wrong with it.
func (b *Base) judge(d doubt, targets []int32) (wrong wrongRef, ok bool) {
	f := b.Files[sort.Search(len(b.Files), func(i int) bool { return b.Files[i].firstForeign > d.ref })-1]
	r := &f.content.foreign[d.ref-f.firstForeign]
	v := f.valueAt(r.value)
	if id := f.text(v.extent); d.to >= 0 && (b.Facts[d.to].id.End == 0 || b.Facts[d.to].ID() != id) {
		d.to = b.find(r.hash, id)
	}
	targets[d.ref] = -1
	switch {
	case d.to < 0:
		return wrongRef{f, v, -1}, false
	case b.ambiguous.has(d.to): // nobody can tell which of several is meant
	case b.takes(r.field, b.Facts[d.to].kind):
		targets[d.ref] = d.to
	case !b.Facts[d.to].UnknownKind():
		return wrongRef{f, v, d.to}, false
	}
	return wrongRef{}, true
}

// word notes what is wrong with refs, until the context ends.
func (b *Base) word(ctx context.Context, wrong []wrongRef) {
	w := refWords{ctx: ctx, base: b, speller: wording.NewSpeller(b.size()), near: map[misspelt]nearID{}, spelt: spelling{base: b}}
	for i := range wrong {
		if ctx.Err() != nil {
			return
		}
		w.ref(&wrong[i])
	}
}

// forget makes those refs of a file unknown that name a fact of it whose id
// others have too.
func (b *Base) forget(f *File) {
	for ref, to := range f.content.targets {
		if to < 0 || !b.ambiguous.has(f.first+to) {
			continue
		}
		if n := len(f.content.foreign); len(f.foreign) == n {
			f.targets, f.foreign = slices.Clone(f.targets), append(f.foreign, -1)
		}
		f.targets[ref] = int32(-len(f.foreign))
	}
}

// size returns how many bytes the files of the base have.
func (b *Base) size() (n int) {
	for _, f := range b.Files {
		n += len(f.Source)
	}
	return n
}

// misspelt is an id that nothing has, in a field.
type misspelt struct {
	id    string
	field *vocabulary.Field
}

// nearID is what was meant, perhaps.
type nearID struct {
	best    string
	certain bool // nothing else can have been meant, if that id is right
}

// refWords puts into words what is wrong with refs: of those that name nothing
// with the nearest id that the field takes. It leaves out those that may name a
// fact which could not be read.
type refWords struct {
	ctx     context.Context
	base    *Base
	speller *wording.Speller
	named   []*Fact // the facts with an id, once one is misspelt
	near    map[misspelt]nearID
	spelt   spelling
}

func (w *refWords) ref(r *wrongRef) {
	b := w.base
	field, id := r.field(), r.id()
	p := Problem{Kind: RefProblem, File: r.file, Fact: r.file.holdingFact(r.value.start), Span: r.file.stands(Span{Start: r.value.start, End: r.value.end}), record: -1}
	if r.to >= 0 {
		to := &b.Facts[r.to]
		p.Kind = RefKindProblem
		p.Message = field.Name + " takes the id of " + vocabulary.KindsOf(field) + "; " + wording.Quote(id) + " is " + wording.Article(to.Kind().Name)
		if field.ToTimed {
			p.Message = "before, after and during take the id of a fact with a period; " + wording.Quote(id) + " is " + wording.Article(to.Kind().Name) + ", which has none"
		}
		p.Related, p.RelatedWords = to.Place(), "this is "+wording.Article(to.Kind().Name)
		b.Problems = append(b.Problems, p)
		return
	}
	if b.MayHaveLost(id) {
		return
	}
	k := misspelt{id, field}
	n, known := w.near[k]
	if !known {
		n = w.nearest(k)
		w.near[k] = n
	}
	p.Message, p.Missing = "nothing has the id "+wording.Quote(id), id
	switch {
	case id == "":
		p.Message = "no id stands here; write that of " + vocabulary.KindsOf(field)
	case n.best != "":
		p.Message += "; did you mean " + wording.Quote(n.best) + "?"
		if IsID(n.best) { // else it may not stand between quotes as it is
			p.Instead, p.Certain = `"`+n.best+`"`, n.certain && w.spelt.confirmed(n.best, id)
		}
	case !IsID(id) && field.Type.Form() == types.CitationForm:
		p.Message = wording.Quote(id) + " is neither a URL nor an id; add a [[source]] with this as its title and an id, and write that id here"
	default:
		p.Message += "; add " + vocabulary.KindsOf(field) + " with that id, or correct it"
		if IsID(id) && len(field.To) > 0 {
			p.Addition = newFact(field.To[0], id)
		}
	}
	b.Problems = append(b.Problems, p)
}

// newFact returns a fact with an id, whose name is made of it; "" for a kind that
// needs more.
func newFact(k *vocabulary.Kind, id string) string {
	text := "\n[[" + k.Name + "]]\nid = \"" + id + "\"\n"
	for i := range k.Fields {
		f := &k.Fields[i]
		switch {
		case !f.Required:
		case f.Type.FreeText() && len(f.OneOf) == 0 && f.Validate == "" && !f.Many:
			text += f.Name + " = \"" + wording.Title(id) + "\"\n"
		default:
			return ""
		}
	}
	return text
}

// nearest looks for the id that was meant.
func (w *refWords) nearest(r misspelt) (n nearID) {
	b := w.base
	if w.named == nil {
		w.named = []*Fact{}
		for f := range b.All {
			if f.ID() != "" {
				w.named = append(w.named, f)
			}
		}
	}
	n.best = w.speller.NearestOfAny(r.id, func(yield func(string) bool) {
		for _, f := range w.named {
			id := ""
			if r.field.Takes(f.Kind()) {
				id = f.ID()
			}
			if !yield(id) {
				return
			}
		}
	})
	if _, n.certain = wording.OnlyID(r.id, n.best); n.certain {
		n.certain = !slices.ContainsFunc(w.named, func(f *Fact) bool {
			return w.speller.Spent() || f.ID() != n.best && w.speller.Distance(r.id, f.ID(), 2) <= 2
		})
	}
	return n
}

// spelling is what tells whether an id is misspelt where it is referred to or
// where its fact has it.
type spelling struct {
	base     *Base
	referred []bool // the facts that some ref leads to; nil until it is asked for
}

// confirmed reports whether something speaks for the id of a fact, in which a
// ref with a misspelt one differs by a word: another ref has it too, or that
// word stands in a text of the fact, as its name.
func (s *spelling) confirmed(id, misspelt string) bool {
	i := s.base.find(hashOf(id), id)
	if i < 0 || s.base.ambiguous.has(i) {
		return false
	}
	if word, _ := wording.OnlyID(misspelt, id); word != "" {
		for field, v := range s.base.Facts[i].Written {
			if field.Type.FreeText() && wording.ContainsWord(v.Text(), word) {
				return true
			}
		}
	}
	if s.referred == nil {
		s.referred = make([]bool, len(s.base.Facts))
		for _, f := range s.base.Files {
			for ref := range f.targets {
				if to := f.target(int32(ref)); to != nil {
					s.referred[to.Index] = true
				}
			}
		}
	}
	return s.referred[i]
}
