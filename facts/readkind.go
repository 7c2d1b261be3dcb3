package facts

import (
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// unknownKind is a kind that the vocabulary does not have.
type unknownKind struct {
	*vocabulary.Kind
	problem Problem          // of each fact
	near    *vocabulary.Kind // the one that can only have been meant, nil for none
}

// top judges a key at the top level of the document.
func (r *reader) top(n *toml.Node) {
	name := n.Name()
	switch {
	case n.Type == toml.Array && !n.Inline():
		if name == "defaults" {
			r.problem(KindProblem, n.Span, nil, "defaults for the whole file stand in a table, once: write [defaults]")
		}
	case name == "defaults" && n.Type == toml.Table:
		r.defaults.node = n
	default:
		r.wrongForm(n, name)
	}
}

func (r *reader) wrongForm(n *toml.Node, name string) {
	known := name
	if r.vocabulary.Kind(name) == nil {
		known = r.speller.Nearest(name, r.vocabulary.Names)
	}
	span := n.Key
	if n.Header() {
		span = n.Span
	}
	switch {
	case n.Header() && known != "":
		p := Problem{Kind: KindProblem, Span: span, Message: "a fact begins with two brackets: write [[" + known + "]] instead of [" + plainKey(name) + "]"}
		p.Instead, p.Certain = "[["+known+"]]", known == name && r.fitsKind(n, r.vocabulary.Kind(known))
		if known != name && r.hasHeaders(n) {
			p.Instead = "" // they would have to be changed with it
		}
		r.add(p)
	case n.Header():
		r.problem(KindProblem, span, nil, "there is no kind "+wording.Quote(name)+", and a fact begins with two brackets: write [[KIND]], KIND being one of "+r.vocabulary.Listed())
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

// readUnknownKind reads a fact of a kind that the vocabulary does not have.
func (r *reader) readUnknownKind(n *toml.Node) {
	k := r.unknownKind(n.Name())
	p := k.problem
	p.Span = n.Key
	p.Certain = k.near != nil && !r.full(KindProblem) && !r.hasHeaders(n) && r.fitsKind(n, k.near)
	r.add(p)
	f := r.newFact(n)
	f.kind = unknownKinds + uint16(slices.Index(r.content.unknown, k.Kind))
	f.flags |= unknown
	r.readID(f, r.doc.Get(n, "id"), false)
	r.content.traits = append(r.content.traits, f.traits)
}

func (r *reader) unknownKind(name string) *unknownKind {
	i := slices.IndexFunc(r.unknownKinds, func(k unknownKind) bool { return k.Name == name })
	if i >= 0 {
		return &r.unknownKinds[i]
	}
	k := unknownKind{Kind: &vocabulary.Kind{Name: strings.Clone(name), Index: vocabulary.None}}
	near, certain := r.speller.Correct(name, r.vocabulary.Names)
	k.problem = Problem{Kind: KindProblem, Instead: near}
	if near != "" {
		k.problem.Message = "there is no kind " + wording.Quote(name) + "; did you mean " + wording.Quote(near) + "?"
	} else {
		k.problem.Message = "there is no kind " + wording.Quote(name) + "; declare it in factlint.toml as [kind." + plainKey(name) + "], or write one of " + r.vocabulary.Listed()
	}
	if certain {
		k.near = r.vocabulary.Kind(near)
	}
	if n := len(r.content.unknown); n == maxUnknownKinds {
		k.Kind = r.content.unknown[n-1]
		return &k
	}
	r.content.unknown = append(r.content.unknown, k.Kind)
	r.unknownKinds = append(r.unknownKinds, k)
	return &r.unknownKinds[len(r.unknownKinds)-1]
}

// maxUnknownKinds is how many kinds that the vocabulary does not have are told apart
// in a file.
const maxUnknownKinds = 1000

// plainKey writes a key as TOML would need it, for a message.
func plainKey(name string) string {
	if vocabulary.IsKindName(name) {
		return name
	}
	return wording.Quote(name)
}
