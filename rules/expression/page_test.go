package expression

import (
	"strings"
	"testing"
)

// TestPageNamesEveryFunction also holds the page to the usage that mistakes show.
func TestPageNamesEveryFunction(t *testing.T) {
	for name, f := range functions {
		if !strings.Contains(Page, f.usage) {
			t.Errorf("%s is not on the page as %s", name, f.usage)
		}
	}
	for line := range strings.Lines(Page) {
		if len(line) > 101 {
			t.Errorf("%d bytes: %s", len(line), line)
		}
	}
}
