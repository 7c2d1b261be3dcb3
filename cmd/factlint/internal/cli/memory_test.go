package cli

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/facts"
)

// TestCollectBySize: a small base takes no gigabyte, whatever is found in it, and who
// has set a limit keeps it.
func TestCollectBySize(t *testing.T) {
	before, read := limit.Load(), sizes.Load()
	t.Cleanup(func() {
		sizes.Store(read)
		limitMemory(math.MaxInt64)
		limit.Store(before)
	})
	base := func(bytes int) *facts.Base { return &facts.Base{Files: []*facts.File{{Source: make([]byte, bytes)}}} }
	sizes.Store(0)
	limit.Store(0)
	collectBySize(base(1000))
	assert.Zero(t, limit.Load(), "set by somebody else")
	sizes.Store(0)
	limit.Store(memoryLimit)
	collectBySize(base(1000))
	assert.EqualValues(t, memoryLimit/4, limit.Load())
	limit.Store(memoryLimit)
	collectBySize(base(30 << 20))
	assert.InDelta(t, 480<<20, limit.Load(), 1<<20)
	limit.Store(memoryLimit)
	collectBySize(base(100 << 20))
	assert.EqualValues(t, memoryLimit, limit.Load())
}
