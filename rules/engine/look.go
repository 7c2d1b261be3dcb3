package engine

// ended unwinds what a run is at when its context has ended.
type ended struct{}

// look ends the run when its context has ended.
func (e *engine) look() {
	if e.ctx.Err() != nil {
		panic(ended{})
	}
}

// caught is deferred by what a look may end.
func caught() {
	if r := recover(); r != nil && r != (ended{}) {
		panic(r)
	}
}

// looking returns a comparison that looks at the context first, to sort long lists by.
func looking[T any](e *engine, compare func(a, b T) int) func(a, b T) int {
	return func(a, b T) int {
		e.look()
		return compare(a, b)
	}
}
