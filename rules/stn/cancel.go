package stn

import "context"

// clock counts the work of one call, in relations looked at: a measure of time
// that every machine agrees on. Now and then it looks whether anybody still
// waits for the result.
type clock struct {
	ctx  context.Context // nil: of a network at rest, which several may read, nothing is counted
	work int
	look int // when work is beyond this
}

// lookEvery is how much work may pass between two looks: far below a
// millisecond, if a relation takes ten nanoseconds or a hundred.
const lookEvery = 1 << 13

// start starts the clock anew.
func (c *clock) start(ctx context.Context) { *c = clock{ctx: ctx} }

// spend counts work, and ends the call that started the clock if its context
// is cancelled. Loops call it once for every relation, or for at most lookEvery
// of them at once.
func (c *clock) spend(work int) {
	if c.ctx == nil {
		return
	}
	if c.work += work; c.work > c.look {
		c.look = c.work + lookEvery
		if err := c.ctx.Err(); err != nil {
			panic(cancelled{err})
		}
	}
}

// spendFor counts step i of a loop over many.
func (c *clock) spendFor(i int32) {
	if i%lookEvery == 0 {
		c.spend(lookEvery)
	}
}

// cancelled unwinds a call whose context is cancelled. What it was at work on
// is left as it is, so nothing may be asked of it any more.
type cancelled struct{ err error }

// caught turns a cancelled call into its error. It is deferred by all that
// start a clock.
func caught(err *error) {
	switch r := recover().(type) {
	case nil:
	case cancelled:
		*err = r.err
	default:
		panic(r)
	}
}
