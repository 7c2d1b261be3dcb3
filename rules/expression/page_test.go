package expression

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestPageNamesEveryFunction also holds the page to the usage that mistakes show.
func TestPageNamesEveryFunction(t *testing.T) {
	for name, f := range functions {
		assert.Contains(t, Page, f.usage, "the usage of %s", name)
	}
	for line := range strings.Lines(Page) {
		assert.LessOrEqual(t, len(line), 101, line)
	}
}
