package rules

// A Limit is something that a rule did not judge, since that would have taken too
// long: nothing is said of it, right or wrong.
type Limit struct {
	Rule    *Rule
	Message string // one sentence: what was left out, of how many
	Judged  int    // how many of All were judged
	All     int
}
