package rules

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"github.com/factlint/factlint/facts"
)

// fingerprint gives each finding a name made of its rule and its facts. Equal
// ones are numbered in their order, so that each is unique.
func fingerprint(findings []Finding) {
	seen := map[string]int{}
	names := identities{}
	for i := range findings {
		f := &findings[i]
		parts := []string{names.of(f.Place)}
		for _, n := range f.Related {
			parts = append(parts, names.of(n.Place))
		}
		slices.Sort(parts)
		parts = slices.Compact(parts)
		if len(parts) == 1 { // a finding about one fact: what it says there tells several apart
			if p := f.Place; p.File != nil {
				parts = append(parts, string(p.File.Source[p.Span.Start:p.Span.End]))
			}
		}
		h := sha256.New()
		h.Write([]byte(f.Rule.Name))
		for _, p := range parts {
			h.Write([]byte{0})
			h.Write([]byte(p))
		}
		sum := hex.EncodeToString(h.Sum(nil)[:16])
		if seen[sum]++; seen[sum] > 1 {
			h.Write([]byte("\x00#" + strconv.Itoa(seen[sum])))
			sum = hex.EncodeToString(h.Sum(nil)[:16])
		}
		f.Fingerprint = sum
	}
}

// identities holds the names of facts: one may be in a hundred thousand
// findings, and its name a megabyte long.
type identities map[*facts.Fact]string

// of names the fact at a place by its kind and id, or by its kind and the
// fields that it must have; a place outside of facts by its file.
func (names identities) of(p facts.Place) string {
	switch {
	case p.Fact != nil:
		name, known := names[p.Fact]
		if !known {
			if name = p.Fact.Identity(); len(name) > sha256.Size*2 {
				sum := sha256.Sum256([]byte(name))
				name = hex.EncodeToString(sum[:])
			}
			names[p.Fact] = name
		}
		return name
	case p.File != nil:
		return "file " + p.File.Path
	}
	return ""
}
