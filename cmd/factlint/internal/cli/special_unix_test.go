//go:build unix

package cli

import (
	"bytes"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMappingThatNeverEnds is not a mapping: a pipe nobody writes to, a device.
func TestMappingThatNeverEnds(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, syscall.Mkfifo("pipe.mapping", 0o666))
	for _, name := range []string{"pipe.mapping", "/dev/zero", "."} {
		var out bytes.Buffer
		assert.Equal(t, exitFailure, Main([]string{"convert", "-m", name, "-"}, strings.NewReader(""), &out, &out))
		assert.Equal(t, "factlint: --mapping: "+name+": is not a regular file\n", out.String())
	}
}
