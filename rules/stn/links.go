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
	if n.neg[v] == NegInf {
		return nil
	}
	bound, edges := n.proof(int32(v), n.neg[v], true)
	if bound < 0 {
		return nil
	}
	day := n.bounds[bound].hi
	links := []Link{n.boundLink(Upper, bound)}
	for _, e := range edges {
		day -= n.edges[e].weight()
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
		value = n.bounds[c.lower].lo
	}
	for _, e := range c.edges {
		n.spend(recordWork)
		value += n.edges[e].weight()
		links = append(links, n.stepLink(e, value))
	}
	if c.upper >= 0 {
		links = append(links, n.boundLink(Upper, c.upper))
	}
	return links
}

func (n *Network) stepLink(e int32, value int64) Link {
	r := &n.edges[e]
	return Link{
		Kind: Step, Facts: n.ownerFacts(r.owner), Tag: r.tag, From: Var(r.from), To: Var(r.to),
		Days: r.weight(), Value: value,
	}
}

func (n *Network) boundLink(kind LinkKind, i int32) Link {
	b := &n.bounds[i]
	day := b.lo
	if kind == Upper {
		day = b.hi
	}
	return Link{
		Kind: kind, Facts: []Fact{Fact(b.owner)}, Tag: b.tag, From: Var(b.v), To: Var(b.v), Days: day, Value: day,
	}
}

// gap is by how many days a chain fails; 0 for a loop of orders.
func (n *Network) gap(c *chain) int64 {
	gap := int64(0)
	for _, e := range c.edges {
		gap += n.edges[e].weight()
	}
	if c.lower >= 0 {
		gap += n.bounds[c.lower].lo - n.bounds[c.upper].hi
	}
	return gap
}
