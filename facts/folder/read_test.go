package folder

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRead(t *testing.T) {
	long := strings.Repeat("# a line\n", 100_000)
	root := grow(t, map[string]string{"some.toml": long, "empty.toml": "", "folder.toml/a": "", "huge.toml": ""})
	require.NoError(t, os.Truncate(filepath.Join(root, "huge.toml"), 3<<20))
	reader, err := NewReader(root)
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

// TestReadSwapped has files that were swapped for links, or for what makes who
// opens it wait, since they were listed.
func TestReadSwapped(t *testing.T) {
	outside := grow(t, map[string]string{"secret.toml": "secret", "folder/secret.toml": "secret"})
	root := grow(t, map[string]string{
		"a.toml": "a", "sub/b.toml": "b", ".env": "secret", "factlint.toml": "",
		"in.toml ->": "sub/b.toml", "insub ->": "sub", "absolute.toml ->": "",
		"out.toml ->": filepath.Join(outside, "secret.toml"), "outsub ->": filepath.Join(outside, "folder"),
		"env.toml ->": ".env", "conf.toml ->": "factlint.toml", "loop.toml ->": "loop.toml",
	})
	absolute := filepath.Join(root, "absolute.toml")
	require.NoError(t, errors.Join(os.Remove(absolute), os.Symlink(filepath.Join(root, "a.toml"), absolute)))
	reader, err := NewReader(root)
	require.NoError(t, err)
	for _, in := range []func(string) (string, error){
		func(name string) (string, error) { src, err := reader.Read(name, 99); return string(src), err },
		func(name string) (string, error) { // as on other systems
			f, err := reader.openInside(name)
			if err != nil {
				return "", cause(err)
			}
			defer f.Close()
			src, err := io.ReadAll(f)
			return string(src), err
		},
	} {
		for name, want := range map[string]string{"a.toml": "a", "in.toml": "b", "insub/b.toml": "b", "absolute.toml": "a"} {
			src, err := in(name)
			require.NoError(t, err, name)
			assert.Equal(t, want, src, name)
		}
		for _, name := range []string{"out.toml", "outsub/secret.toml", "env.toml", "conf.toml"} {
			_, err := in(name)
			assert.Equal(t, errSwapped, err, name)
		}
		_, err := in("loop.toml")
		assert.Error(t, err)
	}
}
