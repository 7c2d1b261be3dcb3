package cli

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
)

// TestDatesPage reads every date that explain dates tells to write.
func TestDatesPage(t *testing.T) {
	rows := regexp.MustCompile(`(?m)^    .{28}("[^"]*"|[0-9-][0-9T:+-]*)`).FindAllStringSubmatch(datesPage, -1)
	require.Greater(t, len(rows), 25)
	for _, row := range rows {
		f := fileOf(t, "[[event]]\ntitle = \"x\"\ndate = "+row[1]+"\n")
		assert.Empty(t, f.Problems, "date = %s", row[1])
	}
}

// TestRelationsPage reads the examples of explain relations.
func TestRelationsPage(t *testing.T) {
	var b strings.Builder
	for _, line := range strings.Split(relationsPage, "\n") {
		if code, ok := strings.CutPrefix(line, "    "); ok && (strings.Contains(code, "=") || strings.HasPrefix(code, "[[")) {
			if strings.HasPrefix(code, "after = {") {
				b.WriteString("[[event]]\ntitle = \"x\"\n")
			}
			b.WriteString(code + "\n")
		}
	}
	f := fileOf(t, b.String())
	assert.Empty(t, f.Problems)
	assert.Len(t, f.Facts, 4)
}

// fileOf reads a file of facts.
func fileOf(t *testing.T, text string) *facts.File {
	t.Helper()
	b, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(text)}})
	require.NoError(t, err)
	return b.Files[0]
}
