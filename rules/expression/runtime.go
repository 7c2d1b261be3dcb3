package expression

import (
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/builtin"

	"github.com/factlint/factlint/facts"
)

// operators are what else than a function's name expressions are lowered to.
var operators = map[string]any{
	"$true":      func(a any) any { return a == true },
	"$false":     func(a any) any { return a == false },
	"$known":     func(a any) any { return a != nil && a != hidden },
	"$absent":    func(a any) any { return a == nil },
	"$list":      func(a any) any { _, ok := a.([]any); return ok },
	"$int":       toInt,
	"$least":     func(a any) any { return bound(a, func(r *Range) any { return r.least }) },
	"$most":      func(a any) any { return bound(a, func(r *Range) any { return r.most }) },
	"$at":        at,
	"$actor":     actorPart,
	"$has_key":   hasKey,
	"$fact":      func(m *Machine, _ []any) (any, error) { return m.fact, nil },
	"$field":     fieldOfValue,
	"$entry":     entryOfValue,
	"$tick":      tick,
	"not":        not,
	"negate":     negate,
	"and":        and,
	"or":         or,
	"==":         equal,
	"<":          func(a, b any) any { return compared(a, b, func(c int) bool { return c < 0 }) },
	"<=":         func(a, b any) any { return compared(a, b, func(c int) bool { return c <= 0 }) },
	">":          func(a, b any) any { return compared(a, b, func(c int) bool { return c > 0 }) },
	">=":         func(a, b any) any { return compared(a, b, func(c int) bool { return c >= 0 }) },
	"..":         between,
	"+":          plus,
	"-":          func(a, b any) any { return arithmetic('-', a, b) },
	"*":          func(a, b any) any { return arithmetic('*', a, b) },
	"/":          func(a, b any) any { return arithmetic('/', a, b) },
	"%":          func(a, b any) any { return arithmetic('%', a, b) },
	"**":         func(a, b any) any { return arithmetic('^', a, b) },
	"contains":   texts(func(a, b string) any { return strings.Contains(a, b) }),
	"startsWith": texts(func(a, b string) any { return strings.HasPrefix(a, b) }),
	"endsWith":   texts(func(a, b string) any { return strings.HasSuffix(a, b) }),
	"matches":    matches,
	"in":         in,
}

// callable returns what a name stands for that expressions are lowered to: a function
// of one value, of two, or of the machine and any number, which may take long.
func callable(name string) any {
	if f, ok := functions[name]; ok {
		return f.run
	}
	return operators[name]
}

// builtinFunction makes of a name what expr calls.
func builtinFunction(name string) *builtin.Function {
	out := &builtin.Function{Name: name}
	switch f := callable(name).(type) {
	case func(a any) any:
		out.Func = func(args ...any) (any, error) { return f(args[0]), nil }
	case func(a, b any) any:
		out.Func = func(args ...any) (any, error) { return f(args[0], args[1]), nil }
	case func(m *Machine, args []any) (any, error):
		out.Func = func(args ...any) (any, error) { return f(args[0].(*Machine), args[1:]) }
	}
	return out
}

// spend takes steps, and is an error when there are none left.
func (m *Machine) spend(steps int64) error {
	if m.steps += steps; m.steps-m.began > maxSteps || m.steps > m.limit {
		return ErrBudget
	}
	return nil
}

func tick(m *Machine, a []any) (any, error) { return a[1], m.spend(a[0].(int64)) }

func fieldOfValue(m *Machine, a []any) (any, error) {
	switch f := a[0].(type) {
	case *facts.Fact:
		return m.field(f, a[1].(*access).in(f.Kind())), nil
	case nil, citation:
		return nil, nil
	}
	return hidden, nil
}

func entryOfValue(m *Machine, a []any) (any, error) {
	if t, ok := a[0].(facts.Value); ok {
		return m.entry(t, a[1].(string)), nil
	}
	return absentOr(a[0]), nil
}

// actorPart returns who acts, or in which office.
func actorPart(a, part any) any {
	switch actor := a.(type) {
	case facts.Actor:
		v := actor.Person
		if part == int64(1) {
			v = actor.As
		}
		if !v.OK() {
			if part == int64(1) && !actor.Value.HasBadEntry() {
				return nil
			}
			return hidden
		}
		return refTo(v)
	case *facts.Fact: // it was one already
		return actor
	}
	return a
}

// toInt makes a number of a loop, which expr counts by itself, one of ours.
func toInt(a any) any {
	if n, ok := a.(int); ok {
		return int64(n)
	}
	return hidden
}

func has(a any) any {
	if a == hidden {
		return hidden
	}
	return a != nil
}

// bound returns the least or the most of a range.
func bound(a any, of func(*Range) any) any {
	if r, ok := a.(*Range); ok {
		return of(r)
	}
	return absentOr(a)
}

// texts makes a function of one or two texts one of values.
func texts(f func(a, b string) any) func(m *Machine, args []any) (any, error) {
	return func(m *Machine, args []any) (any, error) {
		b := args[len(args)-1]
		if v, ok := settled(args[0], b); ok {
			return v, nil
		}
		x, ok := args[0].(string)
		y, ok2 := b.(string)
		if !ok || !ok2 {
			return hidden, nil
		}
		if err := m.spend(int64(len(x)+len(y)) / textFactor); err != nil {
			return nil, err
		}
		return f(x, y), nil
	}
}

func matches(m *Machine, a []any) (any, error) {
	text, ok := a[0].(string)
	if !ok {
		return absentOr(a[0]), nil
	}
	p := a[1].(*pattern)
	if err := m.spend(1 + int64(len(text))*p.size/matchFactor); err != nil {
		return nil, err
	}
	return p.MatchString(text), nil
}

func plus(m *Machine, a []any) (any, error) {
	x, ok := a[0].(string)
	y, ok2 := a[1].(string)
	if !ok || !ok2 {
		return arithmetic('+', a[0], a[1]), nil
	}
	if len(x)+len(y) > maxText {
		return nil, m.exhaust()
	}
	return x + y, m.spend(int64(len(x)+len(y)) / textFactor)
}

func length(a any) any {
	switch a := a.(type) {
	case string:
		return int64(utf8.RuneCountInString(a))
	case []any:
		if incomplete(a) {
			return hidden
		}
		return int64(len(a))
	}
	return absentOr(a)
}
