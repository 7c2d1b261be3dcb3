package expression

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/expr-lang/expr/vm"

	"github.com/factlint/factlint/facts"
)

// A Truth is one of three answers.
type Truth uint8

// The answers. Unknown is of what the facts leave open.
const (
	Unknown Truth = iota
	False
	True
)

// ErrBudget is what evaluating a program ends with that takes too many steps,
// or makes too much, for one fact.
var ErrBudget = errors.New("takes too many steps")

// What one program may take for one fact.
const (
	maxSteps   = 1_000_000
	maxMemory  = 1_000_000 // elements of lists, as expr counts them
	maxText    = 1 << 16   // bytes of a text that is made
	textFactor = 32        // bytes of a text that are read in a step

	matchFactor = 16 // instructions of a pattern that look at a byte in a step
)

// A Machine evaluates programs over a base. It is for one goroutine at a time;
// the zero Machine has to be bound to a base first.
type Machine struct {
	vm        vm.VM
	base      *facts.Base
	referrers func() *facts.Referrers
	fact      *facts.Fact
	steps     int64    // taken since they were last asked for
	began     int64    // steps when the program began
	limit     int64    // steps that are not to be exceeded
	dates     [16]Date // made while a program runs
	dated     int
}

// Bind readies the machine for a base, whose referrers are asked for only when
// a program needs them.
func (m *Machine) Bind(base *facts.Base, referrers func() *facts.Referrers) {
	m.base, m.referrers = base, referrers
	m.vm.MemoryBudget, m.limit = maxMemory, math.MaxInt64
}

// Limit has the machine take no more than so many steps from now on: a program
// that takes more ends with ErrBudget and one step more counted.
func (m *Machine) Limit(steps int64) { m.limit = m.steps + steps }

// Steps returns how many steps the machine has taken since it was last asked.
func (m *Machine) Steps() int64 {
	n := m.steps
	m.steps = 0
	return n
}

// Truth evaluates a condition on a fact. The error is ErrBudget, or of a
// condition that cannot be worked out.
func (m *Machine) Truth(p *Program, f *facts.Fact) (Truth, error) {
	v, err := m.run(p, f)
	switch v {
	case true:
		return True, err
	case false:
		return False, err
	}
	return Unknown, err
}

// Facts evaluates what gives facts, those that are known.
func (m *Machine) Facts(p *Program, f *facts.Fact) ([]*facts.Fact, error) {
	v, err := m.run(p, f)
	var out []*facts.Fact
	list, ok := v.([]any)
	if !ok {
		list = []any{v}
	}
	for _, e := range list {
		switch e := e.(type) {
		case *facts.Fact:
			out = append(out, e)
		case facts.Actor:
			if who := e.Person.Ref(); who != nil {
				out = append(out, who)
			}
		}
	}
	return out, err
}

func (m *Machine) run(p *Program, f *facts.Fact) (any, error) {
	m.fact, m.dated, m.began = f, 0, m.steps
	m.steps += p.weight
	v, err := m.vm.Run(p.program, m)
	if err == nil {
		return v, nil
	}
	if m.steps > m.limit {
		m.steps = m.limit + 1
		return nil, ErrBudget
	}
	if m.steps-m.began > maxSteps || strings.HasPrefix(err.Error(), "memory budget exceeded") {
		// Counted is all that one fact may take, however far the program got.
		m.steps = m.began + maxSteps
		return nil, ErrBudget
	}
	return nil, fmt.Errorf("cannot be worked out: %w", err)
}
