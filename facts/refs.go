package facts

import (
	"context"
	"slices"

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

func (w *wrongRef) id() string               { return w.file.text(w.value, uint32(w.value.bits>>32)) }
func (w *wrongRef) field() *vocabulary.Field { return w.file.vocabulary.Fields[w.value.field] }

// resolve finds the fact that each ref of the base names, and returns the wrong
// refs of each file.
func (b *Base) resolve(ctx context.Context, jobs int) [][]wrongRef {
	wrong := make([][]wrongRef, len(b.Files))
	b.eachFile(ctx, jobs, func(_ int, f *File) { wrong[f.Index] = b.resolveFile(f) })
	return wrong
}

// word notes what is wrong with refs, until the context ends.
func (b *Base) word(ctx context.Context, wrong [][]wrongRef) {
	w := refWords{ctx: ctx, base: b, budget: maxProposals, near: map[misspelt]nearID{}, spelt: spelling{base: b}}
	for _, refs := range wrong {
		for i := range refs {
			if ctx.Err() != nil {
				return
			}
			w.ref(&refs[i])
		}
	}
}

// resolveFile finds the fact that each ref of a file names, and returns those
// that are wrong, in the order of writing.
func (b *Base) resolveFile(f *File) (wrong []wrongRef) {
	for i := range f.content.foreign {
		r := &f.content.foreign[i]
		field := b.Vocabulary.Fields[r.field]
		to, kind := b.named(f, r)
		f.foreign[i] = -1
		switch {
		case to >= 0 && b.ambiguous[to]: // nobody can tell which of several is meant
		case to >= 0 && kind >= unknownKinds:
			if len(field.To) == 0 && !field.ToTimed {
				f.foreign[i] = to
			}
		case to >= 0 && field.Takes(b.Vocabulary.Kinds[kind]):
			f.foreign[i] = to
		default:
			wrong = append(wrong, wrongRef{f, f.refValue(r), to})
		}
	}
	if len(b.ambiguous) > 0 {
		b.forget(f)
	}
	if len(wrong) == 0 {
		return nil
	}
	slices.SortStableFunc(wrong, func(a, b wrongRef) int { return int(a.value.start) - int(b.value.start) })
	// A value in [defaults] stands at many facts, and is one finding.
	return slices.CompactFunc(wrong, func(a, b wrongRef) bool { return a.value.start == b.value.start && a.value.end == b.value.end })
}

// named returns the index and the kind of the first fact that has the id which a
// ref names, or -1. The ids are not compared: that the hash, which nobody can
// foresee, makes one of another is less likely than a fault of the machine.
func (b *Base) named(f *File, r *foreignRef) (fact int32, kind uint16) {
	s := b.ids.find(r.hash)
	if s == nil {
		return -1, 0
	}
	if len(b.ids.odd) == 0 {
		return s.fact, s.kind
	}
	v := f.refValue(r)
	if fact = b.find(r.hash, f.text(v, uint32(v.bits>>32))); fact >= 0 {
		kind = b.Facts[fact].traits.kind
	}
	return fact, kind
}

// forget makes those refs of a file unknown that name a fact of it whose id
// others have too.
func (b *Base) forget(f *File) {
	for ref, to := range f.content.leads {
		if to < 0 || !b.ambiguous[f.first+to] {
			continue
		}
		if n := len(f.content.foreign); len(f.foreign) == n {
			f.leads, f.foreign = slices.Clone(f.leads), append(f.foreign, -1)
		}
		f.leads[ref] = int32(-len(f.foreign))
	}
}

// maxProposals bounds the work of finding near ids in a base with many wrong ones.
const maxProposals = 20_000_000

// misspelt is an id that nothing has, in a field.
type misspelt struct {
	id    string
	field *vocabulary.Field
}

// nearID is what was meant, perhaps.
type nearID struct {
	best    string
	certain bool // nothing else can have been meant, if that id is right
	cost    int  // how many facts were gone through to find it
}

// refWords puts into words what is wrong with refs: of those that name nothing
// with the nearest id that the field takes. It leaves out those that may name a
// fact which could not be read.
type refWords struct {
	ctx    context.Context
	base   *Base
	budget int
	near   map[misspelt]nearID
	spelt  spelling
}

func (w *refWords) ref(r *wrongRef) {
	b := w.base
	field, id := r.field(), r.id()
	p := Problem{Kind: RefProblem, File: r.file, Fact: r.file.Holding(r.value.start), Span: Span{Start: r.value.start, End: r.value.end}, record: -1}
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
	if !known && w.budget > 0 {
		n = b.nearest(k)
		w.budget -= n.cost
		w.near[k] = n
	}
	p.Message = "nothing has the id " + wording.Quote(id)
	switch {
	case id == "":
		p.Message = "no id stands here; write that of " + vocabulary.KindsOf(field)
	case n.best != "":
		p.Message += "; did you mean " + wording.Quote(n.best) + "?"
		if IsID(n.best) { // else it may not stand between quotes as it is
			p.Instead, p.Certain = `"`+n.best+`"`, n.certain && w.spelt.vouched(n.best, id)
		}
	default:
		p.Message += "; add " + vocabulary.KindsOf(field) + " with that id, or correct it"
	}
	b.Problems = append(b.Problems, p)
}

// nearest looks for the id that was meant.
func (b *Base) nearest(r misspelt) nearID {
	n := nearID{cost: len(b.Facts)}
	n.best = wording.Nearest(r.id, func(yield func(string) bool) {
		if to := r.field.To; len(to) == 1 && to[0].Index != vocabulary.None {
			for _, i := range b.byKind[to[0].Index] {
				if id := b.Facts[i].ID(); id != "" && !yield(id) {
					return
				}
			}
			return
		}
		for f := range b.All {
			if f.ID() != "" && r.field.Takes(f.Kind()) && !yield(f.ID()) {
				return
			}
		}
	})
	if _, n.certain = wording.OnlyID(r.id, n.best); n.certain {
		var rows wording.Distances
		for f := range b.All {
			n.cost++
			if f.ID() != "" && f.ID() != n.best && rows.Between(r.id, f.ID(), 2) <= 2 {
				n.certain = false
				break
			}
		}
	}
	return n
}
