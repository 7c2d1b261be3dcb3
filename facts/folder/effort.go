package folder

// What comparing the names of a base with its patterns may take, in steps of some
// nanoseconds: for each name, which is far more than people's patterns take, and
// besides; and those that globs may take for a path by itself.
const (
	stepsPerName = 2000
	stepsInAll   = 150_000_000
	stepsOfPath  = 4_000_000
)

// effort is how many steps are left; the patterns of a stranger take no more. Once
// there are none, no pattern matches.
type effort struct{ left int64 }

func newEffort() *effort { return &effort{stepsInAll} }

// name counts a name that is to be compared.
func (e *effort) name() {
	if e.left >= 0 {
		e.left += stepsPerName
	}
}

// take takes steps, and reports whether there were enough.
func (e *effort) take(steps int64) bool {
	if e.left >= 0 {
		e.left -= steps
	}
	return e.left >= 0
}
