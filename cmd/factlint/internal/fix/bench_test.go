package fix

import (
	"bytes"
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// tenThousand returns a base of 30 000 facts with 10 000 slips.
func tenThousand(b *testing.B) map[string][]byte {
	b.Helper()
	files := factstest.Generate(30_000)
	left := 10_000
	for path, src := range files {
		n := min(left, bytes.Count(src, []byte("\ntitle = ")))
		files[path] = bytes.Replace(src, []byte("\ntitle = "), []byte("\ntitel = "), n)
		left -= n
	}
	require.LessOrEqual(b, left, 0, "slips that are missing")
	return files
}

// BenchmarkFix fixes a base with 10 000 slips: read, checked, fixed and
// checked again. The check alone is there to compare with.
func BenchmarkFix(b *testing.B) {
	files := tenThousand(b)
	k := newMemoryBase(b, nil)
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			k.check(files)
		}
	})
	b.Run("mend", func(b *testing.B) {
		for b.Loop() {
			if o := k.fix(files, false); o.Fixed != 10_000 || o.Refused > 0 {
				b.Fatalf("%d fixed, %d refused", o.Fixed, o.Refused)
			}
		}
	})
	o := k.fix(files, false)
	b.Run("diff", func(b *testing.B) {
		for b.Loop() {
			for i := range o.Changes {
				if _, err := o.Changes[i].WriteDiff(io.Discard, o.Changes[i].Path); err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
