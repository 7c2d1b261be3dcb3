package records

import (
	"fmt"
	"strings"
)

// dump writes a document as the tests compare it: of each value its key, its
// sort, its text and, between angles, the bytes that it was written with.
func dump(d *Document) string {
	var b strings.Builder
	var walk func(n *Node, depth int)
	walk = func(n *Node, depth int) {
		b.WriteString(strings.Repeat("  ", depth))
		if n.Key != (Span{}) {
			fmt.Fprintf(&b, "%s <%s>: ", n.Name, d.Source[n.Key.Start:n.Key.End])
		}
		broken := ""
		if n.Broken {
			broken = " broken"
		}
		fmt.Fprintf(&b, "%s%s %q <%s>\n", n.Sort, broken, n.Text, oneLine(string(d.Source[n.Span.Start:n.Span.End])))
		for c := range n.Children() {
			walk(c, depth+1)
		}
	}
	for _, n := range d.Tops {
		walk(n, 0)
	}
	for _, p := range d.Problems {
		fmt.Fprintf(&b, "! %d-%d <%s> %s", p.Span.Start, p.Span.End, oneLine(string(d.Source[p.Span.Start:p.Span.End])), p.Message)
		if p.RelatedWords != "" {
			fmt.Fprintf(&b, " (%d <%s> %s)", p.Related.Start, d.Source[p.Related.Start:p.Related.End], p.RelatedWords)
		}
		b.WriteByte('\n')
	}
	for _, c := range d.Comments {
		fmt.Fprintf(&b, "%s\n", d.Source[c.Start:c.End])
	}
	for _, l := range d.Lost {
		fmt.Fprintf(&b, "lost <%s>\n", oneLine(string(d.Source[l.Start:l.End])))
	}
	return b.String()
}

func oneLine(s string) string {
	s = strings.NewReplacer("\n", "␊", "\r", "␍").Replace(s)
	if len(s) > 60 {
		s = s[:30] + "…" + s[len(s)-30:]
	}
	return s
}
