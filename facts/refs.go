package facts

import (
	"slices"

	"github.com/factlint/factlint/facts/wording"
)

// A wrongRef is a ref that leads nowhere, or to a fact of a kind that its field
// does not take.
type wrongRef struct {
	file  *File
	value *value
	to    int32 // the fact of the wrong kind; -1 when nothing has the id
}

func (w *wrongRef) id() string    { return w.file.text(w.value, uint32(w.value.bits>>32)) }
func (w *wrongRef) field() *Field { return w.file.vocabulary.fields[w.value.field] }

// resolve finds the fact that each ref of the base names, and notes the problems.
func (b *Base) resolve(jobs int) {
	wrong := make([][]wrongRef, len(b.Files))
	b.eachFile(jobs, func(f *File) { wrong[f.Index] = b.resolveFile(f) })
	w := refWords{base: b, budget: maxProposals, near: map[misspelt]nearID{}, spelt: spelling{base: b}}
	for _, refs := range wrong {
		for i := range refs {
			w.ref(&refs[i])
		}
	}
}

// resolveFile finds the fact that each ref of a file names, and returns those
// that are wrong, in the order of writing.
func (b *Base) resolveFile(f *File) (wrong []wrongRef) {
	for i := range f.refs {
		r := &f.refs[i]
		if r.local >= 0 && len(b.ambiguous) == 0 {
			f.targets[i] = f.first + r.local
			continue
		}
		v := f.refValue(r)
		field := b.Vocabulary.fields[v.field]
		to := b.ids.find(b, r.hash, f.text(v, uint32(v.bits>>32)))
		f.targets[i] = -1
		switch {
		case to >= 0 && b.ambiguous[to]: // nobody can tell which of several is meant
		case to >= 0 && field.takes(b.Facts[to].Kind()):
			f.targets[i] = to
		case to >= 0 && b.Facts[to].UnknownKind():
		default:
			wrong = append(wrong, wrongRef{f, v, to})
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	slices.SortStableFunc(wrong, func(a, b wrongRef) int { return int(a.value.start) - int(b.value.start) })
	// A value in [defaults] stands at many facts, and is one finding.
	return slices.CompactFunc(wrong, func(a, b wrongRef) bool { return a.value.start == b.value.start && a.value.end == b.value.end })
}

// takes reports whether the field may refer to a fact of kind k.
func (f *Field) takes(k *Kind) bool {
	if len(f.To) == 0 {
		return !f.toTimed || k.Period != nil
	}
	for _, t := range f.To {
		if t == k {
			return true
		}
	}
	return false
}

// maxProposals bounds the work of finding near ids in a base with many wrong ones.
const maxProposals = 20_000_000

// misspelt is an id that nothing has, in a field.
type misspelt struct {
	id    string
	field *Field
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
		p.Message = field.Name + " takes the id of " + kindsOf(field) + "; " + wording.Quote(id) + " is " + wording.Article(to.Kind().Name)
		if field.toTimed {
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
		p.Message = "no id stands here; write that of " + kindsOf(field)
	case n.best != "":
		p.Message += "; did you mean " + wording.Quote(n.best) + "?"
		if IsID(n.best) { // else it may not stand between quotes as it is
			p.Instead, p.Certain = `"`+n.best+`"`, n.certain && w.spelt.vouched(n.best, id)
		}
	default:
		p.Message += "; add " + kindsOf(field) + " with that id, or correct it"
	}
	b.Problems = append(b.Problems, p)
}

// nearest looks for the id that was meant.
func (b *Base) nearest(r misspelt) nearID {
	n := nearID{cost: len(b.Facts)}
	n.best = wording.Nearest(r.id, func(yield func(string) bool) {
		if to := r.field.To; len(to) == 1 && to[0].Index != None {
			for _, i := range b.byKind[to[0].Index] {
				if id := b.Facts[i].ID(); id != "" && !yield(id) {
					return
				}
			}
			return
		}
		for f := range b.All {
			if f.ID() != "" && r.field.takes(f.Kind()) && !yield(f.ID()) {
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
