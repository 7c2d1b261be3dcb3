// Package toml reads TOML 1.1 documents into a compact tree in which every
// key and every value knows the bytes it was written with.
//
// It promises
//
//   - that a slip costs little: a value that cannot be, a key given twice or a
//     table begun twice is reported and read past; after a syntax error reading
//     goes on at the next top-level [[header]], and [Document.Lost] says what
//     of the file did not get into the tree;
//   - that [Document.Errors] is empty exactly for the documents that TOML
//     allows, dates and times apart: a month that has no such day is a
//     [Node.Malformed] value, because the user meant a date and its kind is
//     plain;
//   - that no input makes it panic, recurse without bound or take more than
//     linear time: no node lies deeper than 500 levels, and after 1000 errors
//     or 4 million values it gives up and says so;
//   - that a document can be read element by element, by [Parser.Each], with no
//     more nodes than the longest of them takes.
//
// It does not promise the meaning of anything: which keys are known, what type
// they take and which day a date stands for is for its callers to say.
// Dates and times keep the text they were written with.
package toml
