package workspace

import (
	"maps"
	"sync/atomic"
)

// A table is a map that is read without a lock: a change makes another map.
// Whoever changes it holds the workspace's lock.
type table[V any] struct{ now atomic.Pointer[map[string]V] }

// all returns the map as it is now, which nobody changes.
func (t *table[V]) all() map[string]V {
	if m := t.now.Load(); m != nil {
		return *m
	}
	return nil
}

func (t *table[V]) get(key string) V { return t.all()[key] }

func (t *table[V]) set(key string, v V) {
	m := maps.Clone(t.all())
	if m == nil {
		m = map[string]V{}
	}
	m[key] = v
	t.now.Store(&m)
}

func (t *table[V]) remove(key string) {
	m := maps.Clone(t.all())
	delete(m, key)
	t.now.Store(&m)
}
