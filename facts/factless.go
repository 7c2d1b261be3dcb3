package facts

import (
	"regexp"
	"slices"
)

// headers are the beginnings of tables, as far as they can be told in a text that
// is no TOML.
var headers = regexp.MustCompile(`(?m)^[ \t]*\[{1,2}[ \t]*["']?([A-Za-z0-9_-]+)`)

// factless reports whether the document is no fact file but another program's: it
// says something, and nothing of it is named as a kind of facts, or nearly so.
func (r *reader) factless() bool {
	empty := true
	for n := r.doc.First(r.doc.Root()); n != nil; n = r.doc.Next(n) {
		if empty = false; r.namesKind(n.Name()) {
			return false
		}
	}
	if len(r.doc.Errors) == 0 {
		return !empty
	}
	for _, m := range headers.FindAllSubmatch(r.content.source, maxUnknownKinds) {
		if r.namesKind(string(m[1])) {
			return false
		}
	}
	return true
}

// namesKind reports whether a name is that of a kind, or nearly so, or of the defaults.
func (r *reader) namesKind(name string) bool {
	return name == "defaults" || r.vocabulary.Kind(name) != nil || r.speller.Nearest(name, r.vocabulary.Names) != ""
}

// Factless returns the paths of the files that are left out because no configuration
// claims them and they hold no facts; see Options.Unclaimed.
func (b *Base) Factless() []string {
	paths := make([]string, len(b.factless))
	for i, c := range b.factless {
		paths[i] = c.path
	}
	return paths
}

// leavesOut reports whether the file at a path is one of them.
func (b *Base) leavesOut(path string) bool {
	return slices.ContainsFunc(b.factless, func(c *content) bool { return c.path == path })
}

// leaveOutFactless takes the files without facts out of those of the base.
func (b *Base) leaveOutFactless(contents []*content) []*content {
	return slices.DeleteFunc(contents, func(c *content) bool {
		if c.factless {
			b.factless = append(b.factless, c)
		}
		return c.factless
	})
}
