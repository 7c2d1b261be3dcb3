package rules

import (
	"fmt"
	"hash/maphash"
	"math/bits"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

var factAlike = &Rule{
	Name:     "fact-alike",
	Summary:  "Two facts of a kind with different ids are equal in all fields in which its facts are alike.",
	Severity: Warning,
	Why: `Two persons of one name, born on one day, are probably one person entered twice, and
what refers to the one is not seen at the other. A kind says with alike which fields tell; they speak only
where both facts have all of them. Letters are compared without case and accents, in whatever form of Unicode
they are.`,
	Bad: `[[person]]
id = "bibilov"
name = "Anatoly Bibilov"
born = 1970-02-06

[[person]]
id = "a-bibilov"
name = "Anatoly BIBILOV"
born = 1970-02-06
`,
	Good: `[[person]]
id = "bibilov"
name = "Anatoly Bibilov"
born = 1970-02-06
aliases = "Anatoly BIBILOV"
`,
	Together: together("{fact} and {n} others are probably one; keep one of them, or correct what tells them apart"),
	Base:     checkAlike,
}

func checkAlike(p *Pass) {
	for _, k := range p.Base.Vocabulary.Kinds {
		if len(k.Alike) == 0 {
			continue
		}
		seen := map[uint64][]*facts.Fact{} // by what alike facts share, of those not alike the first of each
		for f, hash := range maybeAlike(p.Base, k) {
			first := firstAlike(seen[hash], f)
			if first == nil {
				seen[hash] = append(seen[hash], f)
				continue
			}
			if first.ID() == f.ID() {
				continue // which fact-duplicate tells
			}
			p.Conflict(Conflict{
				Message: fmt.Sprintf("%s and %s have the same %s and are probably one; keep one of the two, or correct what tells them apart",
					wording.QuoteCut(f.ID(), 60), wording.QuoteCut(first.ID(), 60), fieldNames(k)),
				Sides: []facts.Note{{Place: f.IDPlace(), Words: f.Label() + " again"}, {Place: first.IDPlace(), Words: "the first " + first.Label()}},
			})
		}
	}
}

func fieldNames(k *vocabulary.Kind) string {
	names := make([]string, len(k.Alike))
	for i, field := range k.Alike {
		names[i] = k.Fields[field].Name
	}
	return wording.And(names)
}

// maybeAlike yields those facts of a kind, in order, whose hash others have too.
func maybeAlike(b *facts.Base, k *vocabulary.Kind) func(yield func(f *facts.Fact, hash uint64) bool) {
	return func(yield func(*facts.Fact, uint64) bool) {
		n := 0
		for range b.OfKind(k) {
			n++
		}
		hashes := make([]uint64, 0, n) // 0 for a fact that is alike to none
		seen, again := newHashSet(n), map[uint64]bool{}
		for f := range b.OfKind(k) {
			hash, ok := likenessHash(f)
			if hash |= 1; !ok {
				hash = 0
			} else if !seen.add(hash) {
				again[hash] = true
			}
			hashes = append(hashes, hash)
		}
		if len(again) == 0 {
			return
		}
		n = 0
		for f := range b.OfKind(k) {
			if again[hashes[n]] && !yield(f, hashes[n]) {
				return
			}
			n++
		}
	}
}

// hashSet is a set of hashes that are never 0. It knows how many it takes, and
// is smaller and faster than a map.
type hashSet []uint64

func newHashSet(n int) hashSet { return make(hashSet, 1<<bits.Len(uint(2*n))) }

// add adds a hash, and reports whether it is new.
func (s hashSet) add(hash uint64) bool {
	mask := uint64(len(s) - 1)
	for at := hash >> 1 & mask; ; at = (at + 1) & mask {
		switch s[at] {
		case hash:
			return false
		case 0:
			s[at] = hash
			return true
		}
	}
}

// firstAlike returns the fact of a list that is alike to f, or nil.
func firstAlike(list []*facts.Fact, f *facts.Fact) *facts.Fact {
	for _, g := range list {
		if likeness(g) == likeness(f) {
			return g
		}
	}
	return nil
}

var likenessSeed = maphash.MakeSeed()

// likenessHash returns a hash that alike facts of a kind share; false for a fact
// without an id, or without one of the fields. Nearly all facts are alike to no
// other, and cost no more than this.
func likenessHash(f *facts.Fact) (hash uint64, ok bool) {
	if f.ID() == "" || !f.Comparable() {
		return 0, false
	}
	for n, i := range f.Kind().Alike {
		v := f.Get(i)
		if _, wrong := v.Elements(); !v.OK() || wrong > 0 {
			return 0, false
		}
		sum := uint64(0) // whatever the order of a list
		for e := range v.Each() {
			if d, dated := e.Date(); dated {
				sum += hashMoment(d.Hull())
			} else {
				sum += hashLetters(e)
			}
		}
		hash += sum * uint64(2*n+1)
	}
	return hash, true
}

var likenessFactor = maphash.String(likenessSeed, "") | 1

func hashMoment(m edtf.Moment) uint64 {
	hi, lo := bits.Mul64(uint64(m.Earliest)^likenessFactor, uint64(m.Latest)*likenessFactor)
	return hi ^ lo
}

// hashLetters hashes a text without its case and accents.
func hashLetters(v facts.Value) uint64 {
	text := v.Text()
	var small [128]byte
	if text == "" || len(text) > len(small) {
		return maphash.String(likenessSeed, bareLetters(v.Canonical()))
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c >= utf8.RuneSelf:
			return maphash.String(likenessSeed, bareLetters(text))
		case 'A' <= c && c <= 'Z':
			small[i] = c + 'a' - 'A'
		default:
			small[i] = c
		}
	}
	return maphash.Bytes(likenessSeed, small[:len(text)])
}

// likeness returns a text that two facts of a kind share just when they are alike.
func likeness(f *facts.Fact) (key string) {
	for _, i := range f.Kind().Alike {
		var all []string
		for e := range f.Get(i).Each() {
			all = append(all, bareLetters(e.Canonical()))
		}
		slices.Sort(all)
		key += strings.Join(all, "\x00") + "\x00\x00"
	}
	return key
}

// bareLetters takes case and accents from a text.
func bareLetters(s string) string {
	bare := strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(s))
	return strings.ToLower(strings.ToUpper(bare))
}
