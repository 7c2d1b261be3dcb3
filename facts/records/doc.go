// Package records reads YAML, JSON, JSON Lines and tables (CSV, TSV) into one
// small tree in which every value, and every key, knows the bytes it was
// written with.
//
// It promises
//
//   - that a scalar keeps the text it was written with, not what a program would
//     make of it: 0123, 1.10, 2022-02-31 and a number of thirty digits stay so;
//   - that what is wrong is reported with its place, and that as little as possible
//     is lost with it: a line of JSON Lines, a row of a table, a document of a
//     YAML stream; [Document.Lost] says what did not get into the tree;
//   - that the value of a YAML alias, or of what a merge key brings, has the
//     place at which its text is;
//   - that no input makes it panic, recurse without bound or unfold without
//     bound: nothing lies deeper than 1000 levels, and a document that its
//     aliases would make many times as long as it is written is cut there.
//
// It does not promise the meaning of anything: which fact a record makes is for
// a mapping to say.
package records
