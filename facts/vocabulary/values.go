package vocabulary

import (
	"strings"
	"unicode"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
)

// text reads a string that messages may repeat.
func (b *builder) text(n *toml.Node, to *string) bool { return b.textOf(n.Name(), n, to) }

// textOf reads what stands under the name, or is an element of a list there.
func (b *builder) textOf(name string, n *toml.Node, to *string) bool {
	if n.Type != toml.String {
		b.mistake(n.Span, "%s is a string", name)
		return false
	}
	for _, c := range n.Text() {
		if !unicode.IsPrint(c) && c != '\n' && c != '\t' {
			b.mistake(n.Span, "%s holds the character %U, which does not print; leave it out", name, c)
			return false
		}
	}
	*to = strings.Clone(n.Text())
	return true
}

func (b *builder) flag(n *toml.Node, to *bool) {
	if n.Type != toml.Boolean {
		b.mistake(n.Span, "%s is true or false", n.Name())
		return
	}
	*to = n.Bool()
}

// strings returns the nodes of a list of strings, or of a single one.
func (b *builder) strings(n *toml.Node) (out []*toml.Node, ok bool) {
	if n.Type == toml.String {
		return []*toml.Node{n}, true
	}
	if n.Type != toml.Array {
		b.mistake(n.Span, "%s is a list of strings", n.Name())
		return nil, false
	}
	for c := b.doc.First(n); c != nil; c = b.doc.Next(c) {
		if c.Type != toml.String {
			b.mistake(c.Span, "%s is a list of strings", n.Name())
			return nil, false
		}
		out = append(out, c)
	}
	return out, true
}

// nearest proposes the nearest of the names, as didYouMean does, as long as
// that does not take for ever.
func (b *builder) nearest(name string, names []string) string {
	if b.compared += len(names); b.compared > maxNearest {
		return ""
	}
	return wording.DidYouMean(name, names)
}

func (b *builder) unknownKey(n *toml.Node, of string, known []string) {
	b.mistake(n.Key, "%s has no key %s%s; its keys are %s", of, wording.Quote(n.Name()), wording.DidYouMean(n.Name(), known), wording.And(known))
}
