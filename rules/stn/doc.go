// Package stn decides whether facts about time can all be true, and if not,
// which few of them cannot. It is a simple temporal network in whole days; it
// knows nothing of files, kinds or wording.
//
// # The model
//
// A variable is a moment of which only the day is counted. Two kinds of
// knowledge speak about variables, and every piece of it belongs to a [Fact]:
//
//   - a bound: the variable lies in [lo, hi], both days included;
//   - a relation from u to v: in days, x[v] ≥ x[u] + n ([Days]); or of the
//     moments themselves, u no later than v ([Weak]) or u earlier than v, by
//     however little ([Strict]). "At most n days after" is [Days] turned
//     round, with −n.
//
// There is no vertex for the epoch that would join all bounds: dates stay
// with their variables, so the graph falls into small parts.
//
// The facts can all be true exactly when (i) the days can be chosen and (ii)
// no loop of pure orders (Weak and Strict) contains a Strict one: without such
// a loop the moments inside each day can be put in any order that is asked
// for. A Strict order counts 0 days, not one, and a relation of 0 [Days] is
// not an order: it says nothing about moments of one day.
//
// # Bounds and verdict
//
// With ulo and uhi the strictest bounds stated for a variable itself,
//
//	lo[v] = min(uhi[v], max(ulo[v], lo[u] + w over all relations u→v))
//
// taken as the least fixpoint, and hi likewise on the reversed graph. A
// variable is violated if its own bounds cross or some lo[u]+w exceeds uhi[v].
// If no loop of relations gains days, the facts are consistent exactly when
// nothing is violated, and [lo, hi] is all that can be known. The cap at uhi
// makes the fixpoint finite and unique, and stops a false date at the first
// variable that it contradicts.
//
// Every irreducible contradiction is either a lower bound, a path of relations
// and an upper bound that the path overshoots, or a loop of relations.
//
// # How it is judged
//
// In a base whose facts agree, no bounds need to be capped, and the labels of
// lo without caps are at once the proof that no loop gains: each relation has
// room between them. A day counts for so much in them that all strict orders
// together count for less, and so one label proves (i) and (ii). Finding it
// takes hardly more than to look at each relation that the bounds of its two
// variables leave open. Only where that fails is the network taken apart.
//
// # Sources
//
// Loops: queue-based labelling with Tarjan's subtree disassembly, as measured
// best by B. Cherkassky and A. Goldberg, "Negative-cycle detection algorithms",
// 1999. Moments that weak orders force together: R. Tarjan, "Depth-first search
// and linear graph algorithms", 1972, in the form of D. Pearce, 2016. Adding
// relations one by one: S. Cotton and O. Maler, "Fast and flexible difference
// constraint propagation", 2006.
//
// # Use
//
// Fill a [Builder] with variables, bounds and relations, build the [Network],
// and ask it: [Network.Consistent], [Network.Contradictions] and, after
// [Network.Bounds], [Network.Lo], [Network.Hi] and why ([Network.WhyLo]).
// [Network.Seats] adds the orders that follow because only one can sit in a
// seat. After an edit the network is built anew.
//
// What takes long takes a context, looks at it after a few thousand relations,
// and when it is cancelled returns its error. The network is then of no use.
//
// # What it does not promise
//
// When relations form an impossible loop, [Network.Lo] and [Network.Hi] leave
// out one relation of each such loop: they are then true but perhaps not the
// tightest. A network may be read by several goroutines at once;
// [Network.Bounds] and [Network.Seats] change it and need it alone.
package stn
