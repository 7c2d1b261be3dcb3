package expression

import (
	"math"
	"math/bits"
)

func not(a any) any {
	if b, ok := a.(bool); ok {
		return !b
	}
	return absentOr(a)
}

func and(a, b any) any {
	if a == false || b == false {
		return false
	}
	if a == true && b == true {
		return true
	}
	return open(a, b)
}

func or(a, b any) any {
	if a == true || b == true {
		return true
	}
	if a == false && b == false {
		return false
	}
	return open(a, b)
}

// open is the answer that a and b leave open: hidden unless nothing but what is
// not written keeps it back.
func open(a, b any) any {
	for _, v := range [2]any{a, b} {
		if _, ok := v.(bool); !ok && v != nil {
			return hidden
		}
	}
	return nil
}

func compared(a, b any, holds func(int) bool) any {
	if v, ok := settled(a, b); ok {
		return v
	}
	c, ok := order(a, b)
	if !ok {
		return hidden
	}
	return holds(c)
}

func negate(a any) any {
	switch a := a.(type) {
	case int64:
		if a != math.MinInt64 {
			return -a
		}
	case float64:
		return -a
	}
	return absentOr(a)
}

func abs(a any) any {
	if c, ok := order(a, int64(0)); ok && c < 0 {
		return negate(a)
	}
	if _, ok := number(a); ok {
		return a
	}
	return absentOr(a)
}

func rounded(a any, by func(float64) float64) any {
	switch a := a.(type) {
	case int64:
		return a
	case float64:
		if r := by(a); math.Abs(r) < 1<<53 {
			return int64(r)
		}
	}
	return absentOr(a)
}

// arithmetic gives hidden for what has no result: a division by nothing, a
// number beyond 64 bits.
func arithmetic(op byte, a, b any) any {
	if v, ok := settled(a, b); ok {
		return v
	}
	x, ok := a.(int64)
	y, ok2 := b.(int64)
	if ok && ok2 && op != '/' && op != '^' {
		if r, ok := whole64(op, x, y); ok {
			return r
		}
		return hidden
	}
	u, ok := number(a)
	v, ok2 := number(b)
	if !ok || !ok2 || op == '/' && v == 0 {
		return hidden
	}
	var r float64
	switch op {
	case '+':
		r = u + v
	case '-':
		r = u - v
	case '*':
		r = u * v
	case '/':
		r = u / v
	case '^':
		r = math.Pow(u, v)
	default:
		return hidden
	}
	if math.IsNaN(r) || math.IsInf(r, 0) {
		return hidden
	}
	return r
}

func whole64(op byte, x, y int64) (r int64, ok bool) {
	switch op {
	case '+':
		r = x + y
		return r, (r > x) == (y > 0)
	case '-':
		r = x - y
		return r, (r < x) == (y > 0)
	case '*':
		hi, lo := bits.Mul64(magnitude(x), magnitude(y))
		return x * y, hi == 0 && lo <= math.MaxInt64
	case '%':
		if y == 0 || y == -1 {
			return 0, y == -1
		}
		return x % y, true
	}
	return 0, false
}

func magnitude(x int64) uint64 {
	if x < 0 {
		return -uint64(x)
	}
	return uint64(x)
}
