package engine

import "github.com/factlint/factlint/rules"

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

// compareFindings is compareFindings for a long list.
func (e *engine) compareFindings(a, b rules.Finding) int {
	e.look()
	return compareFindings(a, b)
}
