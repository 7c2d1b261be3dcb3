package facts

import (
	"slices"
	"strings"
)

// resolve finds the fact that each ref of a file names.
func (b *Base) resolve(f *File) {
	var problems []Problem
	for i := range f.values {
		problems = b.resolveOne(f, &f.values[i], problems)
	}
	for i := range f.elems {
		problems = b.resolveOne(f, &f.elems[i], problems)
	}
	slices.SortStableFunc(problems, func(a, b Problem) int { return int(a.Span.Start) - int(b.Span.Start) })
	// A value in [defaults] stands at many facts, and is one finding.
	b.refs[f.Index] = slices.CompactFunc(problems, func(a, b Problem) bool { return a.Span == b.Span })
}

// resolveOne resolves one value, and adds to problems when nothing has that id
// or what has it is of a kind that the field does not take.
func (b *Base) resolveOne(f *File, v *value, problems []Problem) []Problem {
	if v.shape != refValue {
		return problems
	}
	id := f.text(v, uint32(v.bits>>32))
	i := b.ids.find(b, hashOf(id), id)
	if i >= 0 && b.ambiguous[i] {
		return problems // nobody can tell which of several is meant
	}
	field := b.Vocabulary.fields[v.field]
	p := Problem{Kind: RefProblem, File: f, Span: Span{Start: v.start, End: v.end}, Message: id, field: field, to: i}
	if i >= 0 {
		to := b.Facts[i]
		switch {
		case field.takes(to.Kind):
			v.bits |= uint64(i + 1)
			return problems
		case to.UnknownKind():
			return problems
		}
		p.Kind = RefKindProblem
	}
	p.Fact = f.Holding(v.start)
	return append(problems, p)
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

// A wrongRef is an id that nothing has, in a field; a nearID is what was meant,
// perhaps, and how many facts were gone through to find it.
type wrongRef struct {
	id    string
	field *Field
}

type nearID struct {
	best    string
	certain bool // nothing else can have been meant, if that id is right
	cost    int
}

// wordRefs words what is wrong with refs: of those that name nothing with the
// nearest id that the field takes. It drops those that may name a fact which
// could not be read.
func (b *Base) wordRefs() {
	budget := maxProposals
	near := map[wrongRef]nearID{}
	spelt := &spelling{base: b}
	for _, problems := range b.refs {
		for _, p := range problems {
			if p.Kind == RefKindProblem {
				b.Problems = append(b.Problems, b.wordKind(p))
				continue
			}
			id := p.Message
			if b.MayHaveLost(id) {
				continue
			}
			k := wrongRef{id, p.field}
			n, known := near[k]
			if !known && budget > 0 {
				if n, known = b.near[k]; !known {
					n = b.nearest(k)
				}
				budget -= n.cost
				near[k] = n
			}
			p.Message = "nothing has the id " + quote(id)
			switch {
			case id == "":
				p.Message = "no id stands here; write that of " + kindsOf(p.field)
			case n.best != "":
				p.Message += "; did you mean " + quote(n.best) + "?"
				if IsID(n.best) { // else it may not stand between quotes as it is
					p.Instead, p.Certain = `"`+n.best+`"`, n.certain && spelt.vouched(n.best, id)
				}
			default:
				p.Message += "; add " + kindsOf(p.field) + " with that id, or correct it"
			}
			b.Problems = append(b.Problems, p)
		}
	}
	b.near = near
}

func (b *Base) wordKind(p Problem) Problem {
	id, to := p.Message, b.Facts[p.to]
	p.Message = p.field.Name + " takes the id of " + kindsOf(p.field) + "; " + quote(id) + " is " + Article(to.Kind.Name)
	if p.field.toTimed {
		p.Message = "before, after and during take the id of a fact with a period; " + quote(id) + " is " + Article(to.Kind.Name) + ", which has none"
	}
	p.Related, p.RelatedWords = to.Place(), "this is "+Article(to.Kind.Name)
	return p
}

// nearest looks for the id that was meant.
func (b *Base) nearest(r wrongRef) nearID {
	n := nearID{cost: len(b.Facts)}
	n.best = Nearest(r.id, func(yield func(string) bool) {
		if to := r.field.To; len(to) == 1 && to[0].Index != None {
			for _, i := range b.byKind[to[0].Index] {
				if id := b.Facts[i].ID; id != "" && !yield(id) {
					return
				}
			}
			return
		}
		for _, f := range b.Facts {
			if f.ID != "" && r.field.takes(f.Kind) && !yield(f.ID) {
				return
			}
		}
	})
	if _, n.certain = onlyID(r.id, n.best); n.certain {
		var rows distanceRows
		for _, f := range b.Facts {
			n.cost++
			if f.ID != "" && f.ID != n.best && rows.distance(r.id, f.ID, 2) <= 2 {
				n.certain = false
				break
			}
		}
	}
	n.best = strings.Clone(n.best) // the file it stands in may be gone before it is asked for again
	return n
}
