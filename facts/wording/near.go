package wording

// Nearest returns the candidate most like name, or "" when none is near enough
// to be what was meant: at most a third of its letters differ, and at most three.
// Of equally near ones it returns the first.
func Nearest(name string, candidates func(yield func(string) bool)) string {
	best, least := "", min(3, (len(name)+2)/3)+1
	var rows Distances
	for c := range candidates {
		if d := rows.Between(name, c, least-1); d < least {
			best, least = c, d
			if d == 0 {
				break
			}
		}
	}
	return best
}

type Distances [3][]int

// distance returns the number of single letters to insert, delete, replace or
// swap with their neighbour to turn a into b (optimal string alignment), in
// bytes without regard to ASCII case (a difference in case alone counts one for
// the whole word), or most+1 when it is greater than most.
func (r *Distances) Between(a, b string, most int) int {
	if most == 0 {
		if a == b {
			return 0
		}
		return 1
	}
	if abs(len(a)-len(b)) > most || len(a) > 256 || len(b) > 256 {
		return most + 1
	}
	for i := range r {
		if cap(r[i]) <= len(b) {
			r[i] = make([]int, len(b)+1, 2*len(b)+1)
		}
		r[i] = r[i][:len(b)+1]
	}
	for j := range r[0] {
		r[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur, prev, prev2 := r[i%3], r[(i+2)%3], r[(i+1)%3]
		cur[0] = i
		rowLeast := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if lower(a[i-1]) == lower(b[j-1]) {
				cost = 0
			}
			d := min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && lower(a[i-1]) == lower(b[j-2]) && lower(a[i-2]) == lower(b[j-1]) {
				d = min(d, prev2[j-2]+1)
			}
			cur[j] = d
			rowLeast = min(rowLeast, d)
		}
		if rowLeast > most {
			return most + 1
		}
	}
	d := r[len(a)%3][len(b)]
	if d == 0 && a != b {
		return 1
	}
	return d
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
