package facts

// finish gives what was read memory of its own.
func (r *reader) finish() *content {
	c, k := r.scratch, &r.kept
	c.records, c.traits, c.hashes = k.records.copy(c.records), k.traits.copy(c.traits), k.hashes.copy(c.hashes)
	c.values, c.elems, c.leads, c.foreign = k.values.copy(c.values), k.values.copy(c.elems), k.leads.copy(c.leads), k.foreign.copy(c.foreign)
	c.tenures, c.figures, c.acts = k.tenures.copy(c.tenures), k.figures.copy(c.figures), k.acts.copy(c.acts)
	c.orders, c.lifetimes = k.ties.copy(c.orders), k.ties.copy(c.lifetimes)
	return &c
}

// kept is where the files of a reader keep what they say. Hardly anything in it
// has pointers.
type kept struct {
	records chunk[record]
	traits  chunk[traits]
	hashes  chunk[uint64]
	values  chunk[value]
	leads   chunk[int32]
	foreign chunk[foreignRef]
	tenures chunk[tenureRow]
	figures chunk[figureRow]
	acts    chunk[actRow]
	ties    chunk[tieRow]
}

// chunk is memory that several files share. A file that is read alone, as after
// an edit, gets as much as it needs, so that it can be let go alone; of many
// each next chunk is larger.
type chunk[T any] struct {
	free []T
	size int
}

func (c *chunk[T]) copy(s []T) []T {
	if len(s) == 0 {
		return nil
	}
	if len(s) > len(c.free) {
		c.size = max(len(s), min(2*c.size, maxChunk))
		c.free = make([]T, c.size)
	}
	out := c.free[:len(s):len(s)]
	c.free = c.free[copy(out, s):]
	return out
}

const maxChunk = 1 << 15
