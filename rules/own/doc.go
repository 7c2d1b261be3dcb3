// Package own makes rules of what a base says itself in its configuration:
// which facts a rule is about, the condition that must hold of them, and the
// words for when it does not. The conditions are in the language of package
// expression.
//
// A rule made here speaks of a fact when its condition is certainly false, and
// of one that takes too many steps to judge. The package knows no file: it gets
// strings, and tells mistakes by the string and the bytes in it.
package own
