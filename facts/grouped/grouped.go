// Package grouped puts things together that have something in common. It keeps the
// order in which they come.
package grouped

import "iter"

// Runs yields the runs of a list whose elements are all the same as the first of theirs.
func Runs[T any](all []T, same func(a, b *T) bool) iter.Seq[[]T] {
	return func(yield func([]T) bool) {
		for len(all) > 0 {
			n := 1
			for n < len(all) && same(&all[0], &all[n]) {
				n++
			}
			if !yield(all[:n:n]) {
				return
			}
			all = all[n:]
		}
	}
}

// By holds things by a key that they have. The zero value is empty.
type By[K comparable, V any] struct {
	Keys []K // each once, in the order in which they came first
	of   map[K][]V
}

// Add adds a thing with a key.
func (b *By[K, V]) Add(key K, thing V) {
	if b.of == nil {
		b.of = map[K][]V{}
	}
	if b.of[key] == nil {
		b.Keys = append(b.Keys, key)
	}
	b.of[key] = append(b.of[key], thing)
}

// Of returns the things with a key.
func (b *By[K, V]) Of(key K) []V { return b.of[key] }

// All yields the keys, each with its things.
func (b *By[K, V]) All(yield func(K, []V) bool) {
	for _, key := range b.Keys {
		if !yield(key, b.of[key]) {
			return
		}
	}
}
