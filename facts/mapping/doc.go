// Package mapping reads mappings, which say what facts the records of other
// programs make, and applies them to the trees that package records reads.
//
// A mapping lists facts to be; each has a kind, a path to the records inside a
// document, and for each field where in a record its value comes from. The
// package promises
//
//   - that every value of a fact it makes has the place in the records at which
//     it is written; a constant, and a part of the file's name, that of the record;
//   - that a value which does not fit its field is passed on as it is, so that
//     whoever reads the fact tells of it at its place;
//   - that nothing is lost in silence: a record that makes no fact and a value
//     left out are among the [Problem]s of a document, a path that no record has
//     and records that are nowhere among those of [Mapping.Absent], and what no
//     path leads to is what [Mapping.Untaken] returns.
//
// It does not hold facts against each other, nor values against their types.
package mapping
