package cli

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestUnjudged tells what was not judged, since it would take too long, on standard
// error and in json.
func TestUnjudged(t *testing.T) {
	var text strings.Builder
	text.WriteString("[[office]]\nid = \"o\"\nname = \"O\"\nseats = 1\n[[event]]\nid = \"hub\"\ntitle = \"E\"\ndate = 1995\n")
	for i := range 1100 {
		fmt.Fprintf(&text, "[[person]]\nid = \"p%d\"\nname = \"P%d\"\n[[tenure]]\nid = \"t%d\"\nperson = \"p%d\"\noffice = \"o\"\nafter = \"hub\"\n", i, i, i, i)
	}
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "facts.toml"), []byte(text.String()), 0o666))
	var stdout, stderr bytes.Buffer
	assert.Equal(t, 0, Main([]string{"check", "--format", "json", dir}, strings.NewReader(""), &stdout, &stderr))
	const message = "O has too many tenures whose dates do not tell their order: of 1100, 1000 were held against each other by what other facts say of their times"
	assert.Equal(t, "factlint: "+message+"\n", stderr.String())
	var report struct {
		Unjudged []struct {
			Rule, Message string
			Judged, All   int
		}
	}
	require.NoError(t, json.Unmarshal(stdout.Bytes(), &report))
	require.Len(t, report.Unjudged, 1)
	assert.Equal(t, "tenure-overlap", report.Unjudged[0].Rule)
	assert.Equal(t, message, report.Unjudged[0].Message)
	assert.Equal(t, 1100, report.Unjudged[0].All)
}
