// Package expression is the language of a base's own rules: expressions of
// expr-lang over the fields of facts, whose types are known from the vocabulary
// and checked before anything runs.
//
// Logic has three values. A field that is not written, or cannot be read, is
// unknown; so is every operator and function of something unknown. "and", "or",
// "not", "?:", all, any, none and one give an answer when the known parts decide
// it and are unknown otherwise. A rule speaks only when its condition is
// certainly false, so that an error stays a proof. Two things say what is not
// written from what is: has(x), and x ?? y, which is y where x is not written.
// What a slip hides, a date that is none or a ref that names nothing, stays
// unknown to both: one slip is one finding.
//
// Dates and the periods of facts are sets of moments. certainly_before(a, b)
// says that every choice of moments is in that order, possibly_before(a, b) that
// some is; where nothing is known certainly_… is false and possibly_… true.
//
// A disputed fact is not held against others: the fields of one fact seen from
// another are unknown when either of the two is disputed. Look-ups go through
// the indexes of the base. A list they give holds what the base has, and besides,
// unknown to whoever asks, what may be missing from it by a slip elsewhere: then
// its length is unknown, and so is whether all of it is so.
//
// The package promises that what a program gives depends on the base alone, not
// on the clock, chance or the order of work; that a program stops when its steps
// are used up; and that no source and no fact make it panic or hang. It reads no
// configuration and reports nothing: what speaks, and where, is for package own.
package expression
