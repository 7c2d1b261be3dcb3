package expression

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/builtin"

	"github.com/factlint/factlint/facts"
)

// runtimeFunctions are what expressions are lowered to. Those that may take
// long take the machine first.
func runtimeFunctions() []*builtin.Function {
	var out []*builtin.Function
	add := func(name string, f func(args ...any) (any, error)) {
		out = append(out, &builtin.Function{Name: name, Func: f})
	}
	for name, f := range map[string]func(a any) any{
		"$true":   func(a any) any { return a == true },
		"$false":  func(a any) any { return a == false },
		"$known":  func(a any) any { return a != nil && a != hidden },
		"$absent": func(a any) any { return a == nil },
		"$list":   func(a any) any { _, ok := a.([]any); return ok },
		"$int":    toInt,
		"not":     not,
		"negate":  negate,
		"has":     has,
		"$least":  least,
		"$most":   most,
		"len":     length,
		"min":     func(a any) any { return extremeOf(a, -1) },
		"max":     func(a any) any { return extremeOf(a, 1) },
		"first":   func(a any) any { return elementOf(a, false) },
		"last":    func(a any) any { return elementOf(a, true) },
		"keys":    keys,
	} {
		add(name, func(args ...any) (any, error) { return f(args[0]), nil })
	}
	for name, f := range map[string]func(a, b any) any{
		"==":       equal,
		"and":      and,
		"or":       or,
		"$at":      at,
		"$actor":   actorPart,
		"$has_key": hasKey,
		"<":        func(a, b any) any { return compared(a, b, func(c int) bool { return c < 0 }) },
		"<=":       func(a, b any) any { return compared(a, b, func(c int) bool { return c <= 0 }) },
		">":        func(a, b any) any { return compared(a, b, func(c int) bool { return c > 0 }) },
		">=":       func(a, b any) any { return compared(a, b, func(c int) bool { return c >= 0 }) },
		"all":      all,
		"any":      any_,
		"none":     func(a, b any) any { return not(any_(a, b)) },
		"one":      one,
		"count":    count,
		"filter":   filter,
		"map":      func(_, b any) any { return b },
		"find":     find,
		"sum":      sum,
	} {
		add(name, func(args ...any) (any, error) { return f(args[0], args[1]), nil })
	}
	for name, f := range map[string]func(m *Machine, args []any) (any, error){
		"$fact":      func(m *Machine, _ []any) (any, error) { return m.fact, nil },
		"$field":     fieldOfValue,
		"$entry":     entryOfValue,
		"$tick":      tick,
		"..":         between,
		"+":          plus,
		"-":          func(_ *Machine, a []any) (any, error) { return arithmetic('-', a[0], a[1]), nil },
		"*":          func(_ *Machine, a []any) (any, error) { return arithmetic('*', a[0], a[1]), nil },
		"/":          func(_ *Machine, a []any) (any, error) { return arithmetic('/', a[0], a[1]), nil },
		"%":          func(_ *Machine, a []any) (any, error) { return arithmetic('%', a[0], a[1]), nil },
		"**":         func(_ *Machine, a []any) (any, error) { return arithmetic('^', a[0], a[1]), nil },
		"abs":        func(_ *Machine, a []any) (any, error) { return abs(a[0]), nil },
		"round":      func(_ *Machine, a []any) (any, error) { return rounded(a[0], math.Round), nil },
		"floor":      func(_ *Machine, a []any) (any, error) { return rounded(a[0], math.Floor), nil },
		"ceil":       func(_ *Machine, a []any) (any, error) { return rounded(a[0], math.Ceil), nil },
		"lower":      texts(func(a, _ string) any { return strings.ToLower(a) }),
		"upper":      texts(func(a, _ string) any { return strings.ToUpper(a) }),
		"trim":       texts(func(a, _ string) any { return strings.TrimSpace(a) }),
		"contains":   texts(func(a, b string) any { return strings.Contains(a, b) }),
		"startsWith": texts(func(a, b string) any { return strings.HasPrefix(a, b) }),
		"endsWith":   texts(func(a, b string) any { return strings.HasSuffix(a, b) }),
		"matches":    matches,
		"in":         in,
		"unique":     unique,
		"values":     valuesOf,
		"earlier":    earlier,
		"kind":       kindOf,
		"name":       nameOf,
		"get":        get,
		"tenures_of": tenuresOf,
		"held":       held,
		"refs_to":    refsTo,

		"certainly_before":   pair(certainlyBefore),
		"certainly_after":    pair(func(a, b period) bool { return certainlyBefore(b, a) }),
		"certainly_during":   pair(certainlyDuring),
		"certainly_overlaps": pair(certainlyOverlaps),
		"certainly_equal":    pair(certainlyEqual),
		"possibly_before":    pair(possiblyBefore),
		"possibly_after":     pair(func(a, b period) bool { return possiblyBefore(b, a) }),
		"possibly_during":    pair(possiblyDuring),
		"possibly_overlaps":  pair(possiblyOverlaps),
		"possibly_equal":     pair(possiblyEqual),
		"days_between":       apart(daysBetween),
		"years_between":      apart(yearsBetween),
		"year":               year,
		"earliest_year":      func(m *Machine, a []any) (any, error) { return boundYear(m, a[0], false), nil },
		"latest_year":        func(m *Machine, a []any) (any, error) { return boundYear(m, a[0], true), nil },
		"begin":              func(m *Machine, a []any) (any, error) { return boundary(m, a[0], false), nil },
		"end":                func(m *Machine, a []any) (any, error) { return boundary(m, a[0], true), nil },
	} {
		add(name, func(args ...any) (any, error) { return f(args[0].(*Machine), args[1:]) })
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
	switch t := a[0].(type) {
	case facts.Value:
		return m.entry(t, a[1].(string)), nil
	case nil:
		return nil, nil
	}
	return hidden, nil
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

// span returns a value as a range, or what stands in its place.
func span(a any) (*Range, any) {
	switch r := a.(type) {
	case *Range:
		return r, nil
	case nil:
		return nil, nil
	}
	return nil, hidden
}

func least(a any) any {
	r, v := span(a)
	if r == nil {
		return v
	}
	if !r.hasLeast {
		return nil
	}
	return r.least
}

func most(a any) any {
	r, v := span(a)
	if r == nil {
		return v
	}
	if !r.hasMost {
		return nil
	}
	return r.most
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
	switch text := a[0].(type) {
	case string:
		p := a[1].(*pattern)
		if err := m.spend(1 + int64(len(text))*p.size/matchFactor); err != nil {
			return nil, err
		}
		return p.MatchString(text), nil
	case nil:
		return nil, nil
	}
	return hidden, nil
}

func plus(m *Machine, a []any) (any, error) {
	x, ok := a[0].(string)
	y, ok2 := a[1].(string)
	if !ok || !ok2 {
		return arithmetic('+', a[0], a[1]), nil
	}
	if len(x)+len(y) > maxText {
		m.steps = m.began + maxSteps + 1
		return nil, ErrBudget
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
	case nil:
		return nil
	}
	return hidden
}
