package facts

// buckets sort things by a number below n in two rounds over them: each number
// is counted, then each thing is given its place, those of one number in the
// order of the second round. Afterwards they tell where the things of a number are.
type buckets struct{ start []int32 }

func newBuckets(n int) buckets { return buckets{make([]int32, n+2)} }

func (b buckets) count(number int32) { b.start[number+2]++ }

// counted ends the first round.
func (b buckets) counted() {
	sum := int32(0)
	for i, n := range b.start {
		sum += n
		b.start[i] = sum
	}
}

// place returns the place of the next thing with a number.
func (b buckets) place(number int32) int32 {
	at := b.start[number+1]
	b.start[number+1]++
	return at
}

// of returns where the things of a number begin and end. Of no buckets it is nowhere.
func (b buckets) of(number int32) (lo, hi int32) {
	if b.start == nil {
		return 0, 0
	}
	return b.start[number], b.start[number+1]
}
