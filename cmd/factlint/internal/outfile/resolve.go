package outfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/folder"
)

// Why a file is not written.
var (
	ErrReadOnly = errors.New("is read-only and stays as it is")
	ErrChanged  = errors.New("has changed since it was read and stays as it is")
	errAstray   = errors.New("is a link that leads nowhere")
)

// resolve finds where a path leads: of a path below the folder in to a place
// below it. A stranger may have put a link into the branch that is checked, to
// have a file of the build server written over. With making, folders that are
// missing are made.
func resolve(in Within, name string, making bool) (*target, error) {
	dir, err := filepath.Abs(in.Dir)
	if err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return nil, err
	}
	real, rest, err := existing(abs)
	if err != nil {
		return nil, err
	}
	real = filepath.Join(append([]string{real}, rest...)...)
	top := filepath.Dir(real)
	if below, ok := folder.Inside(dir, abs); ok {
		top, rest, err = existing(dir) // a base may begin in a folder that is not there
		if err != nil {
			return nil, err
		}
		top = filepath.Join(append([]string{top}, rest...)...)
		switch rel, ok := folder.Inside(top, real); {
		case !ok:
			return nil, fmt.Errorf("a link leads it out of %s; write to the place itself", in.Name)
		case hidden(rel) && !hidden(below):
			return nil, errors.New("a link leads it into a repository of git; write to the place itself")
		}
	}
	if real == top {
		return nil, errors.New("is a folder")
	}
	if isFact(real) && !isFact(abs) {
		return nil, errors.New("is a link to a fact file; write to another file")
	}
	return open(top, real, making)
}

// existing parts a path into what is there, without links, and the rest.
func existing(abs string) (real string, rest []string, err error) {
	for {
		_, err := os.Lstat(abs)
		if err == nil {
			break
		}
		if up := filepath.Dir(abs); !errors.Is(err, fs.ErrNotExist) || up == abs {
			return "", nil, err
		}
		rest = append(rest, filepath.Base(abs))
		abs = filepath.Dir(abs)
	}
	slices.Reverse(rest)
	real, err = filepath.EvalSymlinks(abs)
	if errors.Is(err, fs.ErrNotExist) {
		err = errAstray
	}
	return real, rest, err
}

func open(top, real string, making bool) (*target, error) {
	if making {
		if _, err := os.Lstat(top); errors.Is(err, fs.ErrNotExist) {
			if err := os.MkdirAll(top, 0o777); err != nil {
				return nil, err
			}
		}
	}
	dir, err := os.OpenRoot(top)
	if err != nil {
		return nil, err
	}
	// The folder of the file stays open: it may be moved, but it is the same.
	if up, _ := folder.Inside(top, filepath.Dir(real)); up != "" {
		if making {
			err = dir.MkdirAll(up, 0o777)
		}
		outer := dir
		if err == nil {
			dir, err = outer.OpenRoot(up)
		}
		outer.Close()
		if err != nil {
			return nil, err
		}
	}
	t := &target{dir: dir, name: filepath.Base(real)}
	t.info, err = dir.Lstat(t.name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		t.info = nil
		return t, nil
	case err == nil && t.info.Mode()&fs.ModeSymlink != 0: // there was none a moment ago
		err = ErrChanged
	}
	if err != nil {
		dir.Close()
		return nil, err
	}
	return t, nil
}

func isFact(name string) bool { return strings.HasSuffix(name, ".toml") }

// hidden reports whether a path goes through a folder in which git keeps what
// it runs.
func hidden(path string) bool {
	return slices.ContainsFunc(strings.Split(path, "/"), func(part string) bool { return strings.EqualFold(part, ".git") })
}
