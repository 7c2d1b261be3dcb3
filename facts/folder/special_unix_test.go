//go:build unix

package folder

import (
	"net"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/disk"
)

// Opening a named pipe waits for a writer that never comes, so that a test
// which ends has opened none.
func TestPipesAndSocketsAreNeverOpened(t *testing.T) {
	root := grow(t, map[string]string{
		"a.toml": "", ".git/info/": "", "in/b.toml": "", "conf/c.toml": "", "link.toml ->": "pipe.toml",
	})
	for _, name := range []string{"pipe.toml", "in/.gitignore", "conf/factlint.toml", ".git/info/exclude", "other"} {
		require.NoError(t, syscall.Mkfifo(filepath.Join(root, name), 0o644))
	}
	t.Chdir(root) // the path of a socket is short
	socket, err := net.Listen("unix", "socket.toml")
	require.NoError(t, err)
	defer socket.Close()

	want := "a.toml in/b.toml" +
		"\nerror: read " + root + "/conf/factlint.toml: is not a regular file" +
		"\nerror: read " + root + "/in/.gitignore: is not a regular file" +
		"\nerror: read " + root + "/link.toml: is not a regular file" +
		"\nerror: read " + root + "/pipe.toml: is not a regular file" +
		"\nerror: read " + root + "/socket.toml: is not a regular file"
	assert.Equal(t, want, show(list(t, root)))
	reader, err := NewReader(disk.Files{}, root)
	require.NoError(t, err)
	_, err = reader.Read("pipe.toml", 99) // it was a file when it was listed
	assert.ErrorIs(t, err, ErrNotRegular)
	_, _, err = Root(disk.Files{}, filepath.Join(root, "conf"))
	assert.ErrorIs(t, err, ErrNotRegular)
}
