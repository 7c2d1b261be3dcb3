package folder

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/disk"
)

func TestRead(t *testing.T) {
	long := strings.Repeat("# a line\n", 100_000)
	root := grow(t, map[string]string{"some.toml": long, "empty.toml": "", "folder.toml/a": "", "huge.toml": ""})
	require.NoError(t, os.Truncate(filepath.Join(root, "huge.toml"), 3<<20))
	reader, err := NewReader(disk.Files{}, root)
	require.NoError(t, err)
	read := func(name string) (string, error) {
		src, err := reader.Read(name, 2<<20)
		return string(src), err
	}

	src, err := read("some.toml")
	require.NoError(t, err)
	assert.Equal(t, long, src)
	src, err = read("empty.toml")
	require.NoError(t, err)
	assert.Empty(t, src)

	_, err = read("huge.toml")
	assert.EqualError(t, err, "has 3 MB; a fact file has at most 2 MB, so split it")
	_, err = read("folder.toml")
	assert.ErrorIs(t, err, ErrNotRegular)
	_, err = read("none.toml")
	assert.ErrorIs(t, err, fs.ErrNotExist)
	assert.NotContains(t, err.Error(), "none.toml", "the caller knows the path")
}
