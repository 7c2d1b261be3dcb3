package expression

import (
	"github.com/factlint/factlint/facts"
)

// incomplete reports whether an element of a list stands for what may be missing
// from it, or is not known.
func incomplete(list []any) bool {
	for _, e := range list {
		if e == hidden {
			return true
		}
	}
	return false
}

// asked is what a loop has found: the elements, and what was asked of each.
func asked(a, b any) (elements, answers []any, ok bool) {
	elements, ok = a.([]any)
	answers, ok2 := b.([]any)
	return elements, answers, ok && ok2 && len(elements) == len(answers)
}

// tally counts the answers; those about an element that may not be there are open.
func tally(a, b any) (yes, no, undecided int, ok bool) {
	elements, answers, ok := asked(a, b)
	for i, v := range answers {
		switch {
		case elements[i] == hidden || v != true && v != false:
			undecided++
		case v == true:
			yes++
		default:
			no++
		}
	}
	return yes, no, undecided, ok
}

func all(a, b any) any {
	switch _, no, undecided, ok := tally(a, b); {
	case no > 0:
		return false
	case undecided > 0 || !ok:
		return hidden
	}
	return true
}

func any_(a, b any) any {
	switch yes, _, undecided, ok := tally(a, b); {
	case yes > 0:
		return true
	case undecided > 0 || !ok:
		return hidden
	}
	return false
}

func one(a, b any) any {
	switch yes, _, undecided, ok := tally(a, b); {
	case yes > 1:
		return false
	case undecided > 0 || !ok:
		return hidden
	default:
		return yes == 1
	}
}

func count(a, b any) any {
	yes, _, undecided, ok := tally(a, b)
	if undecided > 0 || !ok {
		return hidden
	}
	return int64(yes)
}

// filter keeps what is so; what may be so becomes what may be missing.
func filter(a, b any) any {
	elements, answers, ok := asked(a, b)
	if !ok {
		return hidden
	}
	out := make([]any, 0, len(elements))
	for i, v := range answers {
		switch v {
		case true:
			out = append(out, elements[i])
		case false:
		default:
			out = append(out, hidden)
		}
	}
	return out
}

// find gives the first element that is so, when that is certain.
func find(a, b any) any {
	elements, answers, ok := asked(a, b)
	if !ok {
		return hidden
	}
	for i, v := range answers {
		switch {
		case elements[i] == hidden || v != true && v != false:
			return hidden
		case v == true:
			return elements[i]
		}
	}
	return nil
}

func sum(a, b any) any {
	elements, answers, ok := asked(a, b)
	if !ok {
		return hidden
	}
	var total any = int64(0)
	for i, v := range answers {
		if elements[i] == hidden {
			return hidden
		}
		if total = arithmetic('+', total, v); total == nil || total == hidden {
			return total
		}
	}
	return total
}

// extremeOf gives the least (sign -1) or the most (1) of a list of numbers.
func extremeOf(a any, sign int) any {
	list, ok := a.([]any)
	if !ok {
		return absentOr(a)
	}
	var best any
	for _, v := range list {
		if v == nil || v == hidden {
			return hidden
		}
		if best == nil {
			best = v
			continue
		}
		c, ok := order(v, best)
		if !ok {
			return hidden
		}
		if c*sign > 0 {
			best = v
		}
	}
	return best
}

// absentOr is what becomes of a value that is none of the right type.
func absentOr(a any) any {
	if a == nil {
		return nil
	}
	return hidden
}

func elementOf(a any, last bool) any {
	list, ok := a.([]any)
	switch {
	case !ok:
		return absentOr(a)
	case incomplete(list):
		return hidden
	case len(list) == 0:
		return nil
	case last:
		return list[len(list)-1]
	}
	return list[0]
}

func at(a, b any) any {
	list, ok := a.([]any)
	i, ok2 := b.(int64)
	switch {
	case !ok || !ok2:
		if v, ok := settled(a, b); ok {
			return v
		}
		return hidden
	case incomplete(list):
		return hidden
	case i < 0 || i >= int64(len(list)):
		return nil
	}
	return list[i]
}

func in(m *Machine, a []any) (any, error) {
	list, ok := a[1].([]any)
	if !ok {
		if table, ok := a[1].(facts.Value); ok {
			return hasKey(table, a[0]), nil
		}
		v, _ := settled(a[0], a[1])
		return v, nil
	}
	if err := m.spend(int64(len(list))); err != nil {
		return nil, err
	}
	var out any = false
	for _, e := range list {
		switch v := equal(a[0], e); v {
		case true:
			return true, nil
		case false:
		default:
			if out != hidden {
				out = v
			}
		}
	}
	return out, nil
}

// unique gives the elements that are not equal to an earlier one.
func unique(m *Machine, a []any) (any, error) {
	list, ok := a[0].([]any)
	if !ok {
		return absentOr(a[0]), nil
	}
	if err := m.spend(int64(len(list))); err != nil {
		return nil, err
	}
	seen := make(map[any]bool, len(list))
	out := make([]any, 0, len(list))
	for _, e := range list {
		switch v := e.(type) {
		case nil:
			e = hidden // whether it is another nobody knows
		case *facts.Fact, string, int64, bool, citation, *hiddenValue:
		case float64:
			if v == float64(int64(v)) {
				e = int64(v)
			}
		default:
			return hidden, nil
		}
		if e == hidden || !seen[e] {
			seen[e] = true
			out = append(out, e)
		}
	}
	return out, nil
}

// maxRange is the greatest number of elements of a range.
const maxRange = 100_000

func between(m *Machine, a []any) (any, error) {
	if v, ok := settled(a[0], a[1]); ok {
		return v, nil
	}
	from, ok := a[0].(int64)
	to, ok2 := a[1].(int64)
	if !ok || !ok2 {
		return hidden, nil
	}
	if from > to {
		return []any{}, nil
	}
	if uint64(to)-uint64(from) >= maxRange {
		return nil, m.exhaust()
	}
	n := to - from + 1
	if err := m.spend(n); err != nil {
		return nil, err
	}
	out := make([]any, n)
	for i := range out {
		out[i] = from + int64(i)
	}
	return out, nil
}

// exhaust takes all steps that are left.
func (m *Machine) exhaust() error { return m.spend(maxSteps + 1) }

func keys(a any) any {
	table, ok := a.(facts.Value)
	switch {
	case !ok:
		return absentOr(a)
	case table.HasBadEntry():
		return hidden
	}
	out := []any{}
	for key := range table.Entries() {
		out = append(out, key)
	}
	return out
}

func valuesOf(m *Machine, a []any) (any, error) {
	table, ok := a[0].(facts.Value)
	switch {
	case !ok:
		return absentOr(a[0]), nil
	case table.HasBadEntry():
		return hidden, nil
	}
	out := []any{}
	for _, v := range table.Entries() {
		out = append(out, m.scalar(v, v.Field()))
	}
	return out, m.spend(int64(len(out)))
}

func hasKey(a, b any) any {
	name, ok := b.(string)
	table, ok2 := a.(facts.Value)
	if !ok || !ok2 {
		v, _ := settled(a, b)
		return v
	}
	for key := range table.Entries() {
		if key == name {
			return true
		}
	}
	if table.HasBadEntry() {
		return hidden
	}
	return false
}
