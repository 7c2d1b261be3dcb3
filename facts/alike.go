package facts

import (
	"hash/maphash"
	"iter"
	"slices"
	"unicode/utf8"

	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// likeRow is a fact with the text by which its kind tells facts that are alike.
type likeRow struct {
	record int32
	hash   uint32 // of the letters of the text
}

// likeField returns the first field by which facts of a kind are alike that has one
// text, or -1.
func likeField(k *vocabulary.Kind) int {
	n := slices.IndexFunc(k.Alike, func(i int) bool { return k.Fields[i].Type == types.String && !k.Fields[i].Many })
	if n < 0 {
		return -1
	}
	return k.Alike[n]
}

// Likenesses yields the facts of a kind that have the first of the texts in which
// they may be alike, in order, each with a hash of its letters without case and
// accents. It reports false for a kind of which no such text tells.
func (b *Base) Likenesses(k *vocabulary.Kind) (all iter.Seq2[*Fact, uint64], ok bool) {
	return func(yield func(*Fact, uint64) bool) {
		for n, file := range b.Files {
			if b.ended(n * maxSteps) {
				return
			}
			for _, row := range file.likes {
				if f := &file.Facts[row.record]; int(f.kind) == k.Index && !yield(f, uint64(row.hash)) {
					return
				}
			}
		}
	}, likeField(k) >= 0
}

// hashLetters hashes a text without its case and accents.
func hashLetters(text string) uint64 {
	var small [128]byte
	if len(text) > len(small) {
		return maphash.String(seed, wording.BareLetters(text))
	}
	for i := range len(text) {
		switch c := text[i]; {
		case c >= utf8.RuneSelf:
			return maphash.String(seed, wording.BareLetters(text))
		case 'A' <= c && c <= 'Z':
			small[i] = c + 'a' - 'A'
		default:
			small[i] = c
		}
	}
	return maphash.Bytes(seed, small[:len(text)])
}
