package stn

// LinkKind says what a link of a chain is.
type LinkKind uint8

// The kinds of links.
const (
	Lower LinkKind = iota // a bound: To is on day Days or later
	Step                  // a relation
	Upper                 // a bound: To is on day Days or earlier
)

// Link is one thing said, and what is known after it.
type Link struct {
	Kind  LinkKind
	Facts []Fact // the fact that says it; all premises of a derived order
	Tag   int32  // as given to the Builder
	// From and To are those of the relation; for a bound both are its variable.
	From, To Var
	Days     int64 // of the relation (0 for an order), or the day of the bound
	// Value is the day that this link and those before it prove: in a chain
	// from a lower bound, and in WhyLo, To is on that day or later; in WhyHi,
	// From is on that day or earlier. In a loop it is the days gained so far.
	Value int64
}

// WhyLo explains Lo(v): a lower bound and the relations along which it reaches
// v, the fewest that do. It is nil if nothing is known.
func (n *Network) WhyLo(v Var) []Link {
	n.index()
	if n.lo[v] == NegInf {
		return nil
	}
	bound, edges := n.proof(int32(v), n.lo[v], false)
	if bound < 0 {
		return nil
	}
	return n.links(&chain{lower: bound, edges: edges, upper: -1})
}

// WhyHi explains Hi(v): an upper bound and then the relations, latest first,
// along which it reaches back to v.
func (n *Network) WhyHi(v Var) []Link {
	n.index()
	if n.neg[v] == NegInf {
		return nil
	}
	bound, edges := n.proof(int32(v), n.neg[v], true)
	if bound < 0 {
		return nil
	}
	day := n.bhi[bound]
	links := []Link{n.boundLink(Upper, bound)}
	for _, e := range edges {
		day -= n.weight[e]
		links = append(links, n.stepLink(e, day))
	}
	return links
}

// links words a chain as the caller sees it.
func (n *Network) links(c *chain) []Link {
	links := make([]Link, 0, c.size())
	value := int64(0)
	if c.lower >= 0 {
		links = append(links, n.boundLink(Lower, c.lower))
		value = n.blo[c.lower]
	}
	for _, e := range c.edges {
		value += n.weight[e]
		links = append(links, n.stepLink(e, value))
	}
	if c.upper >= 0 {
		links = append(links, n.boundLink(Upper, c.upper))
	}
	return links
}

func (n *Network) stepLink(e int32, value int64) Link {
	return Link{
		Kind: Step, Facts: n.ownerFacts(n.owner[e]), Tag: n.tag[e], From: Var(n.from[e]), To: Var(n.to[e]),
		Days: n.weight[e], Value: value,
	}
}

func (n *Network) boundLink(kind LinkKind, i int32) Link {
	day := n.blo[i]
	if kind == Upper {
		day = n.bhi[i]
	}
	v := Var(n.boundVar[i])
	return Link{
		Kind: kind, Facts: []Fact{Fact(n.boundOwner[i])}, Tag: n.boundTag[i], From: v, To: v, Days: day, Value: day,
	}
}

// gap is by how many days a chain fails; 0 for a loop of orders.
func (n *Network) gap(c *chain) int64 {
	gap := int64(0)
	for _, e := range c.edges {
		gap += n.weight[e]
	}
	if c.lower >= 0 {
		gap += n.blo[c.lower] - n.bhi[c.upper]
	}
	return gap
}
