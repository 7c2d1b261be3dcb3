package engine

import (
	"crypto/sha256"
	"slices"

	"github.com/factlint/factlint/facts"
)

// likeness holds a digest of what a fact says, and for each field, the id among
// them, one of the rest: facts that share one are the same except for a field that
// is other, more or less. A rest that says too little has none.
type likeness [][sha256.Size]byte

func likenessOf(f *facts.Fact) likeness {
	fields := []string{"id\x00" + f.ID()}
	for field, v := range f.Written {
		if field.Name != "id" && field.Name != "note" {
			fields = append(fields, field.Name+"\x00"+v.Canonical())
		}
	}
	slices.Sort(fields[1:])
	digest := func(without int) [sha256.Size]byte {
		h := sha256.New()
		h.Write([]byte(f.Kind().Name))
		for i, s := range fields {
			if i != without {
				sum := sha256.Sum256([]byte(s))
				h.Write(sum[:])
			}
		}
		return [sha256.Size]byte(h.Sum(nil))
	}
	out := likeness{digest(-1)}
	if len(fields) > 1 {
		out = append(out, digest(0))
	}
	if len(fields) > 3 {
		for i := 1; i < len(fields); i++ {
			out = append(out, digest(i))
		}
	}
	return out
}

// formerIdentities returns the identities that changed facts had, of those that have
// another now: a title was corrected, say, or an id was given. A fact is taken
// for one of the past when these two are alike, and neither is like a third.
// Gone are the facts of the past that no fact has the meaning of.
func formerIdentities(changed map[*facts.Fact]bool, gone map[uint64][]*facts.Fact) map[*facts.Fact]string {
	had := map[string]bool{}
	for _, all := range gone {
		for _, g := range all {
			had[g.Identity()] = true
		}
	}
	has := map[string]bool{}
	var fresh []*facts.Fact
	for f := range changed {
		if id := f.Identity(); had[id] {
			has[id] = true
		} else {
			fresh = append(fresh, f)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	by := map[[sha256.Size]byte][]*facts.Fact{}
	for _, all := range gone {
		for _, g := range all {
			if !has[g.Identity()] {
				for _, d := range likenessOf(g) {
					by[d] = append(by[d], g)
				}
			}
		}
	}
	taken := map[*facts.Fact][]*facts.Fact{}
	for _, f := range fresh {
		like := map[*facts.Fact]bool{}
		for n, d := range likenessOf(f) {
			if len(by[d]) > 1 {
				like = nil
				break
			}
			for _, g := range by[d] {
				like[g] = true
			}
			if n == 0 && len(like) == 1 {
				break // it says the same in another form
			}
		}
		if len(like) == 1 {
			for g := range like {
				taken[g] = append(taken[g], f)
			}
		}
	}
	out := map[*facts.Fact]string{}
	for g, all := range taken {
		if len(all) == 1 {
			out[all[0]] = g.Identity()
		}
	}
	return out
}
