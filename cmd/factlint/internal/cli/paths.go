package cli

import (
	"cmp"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
)

// shower turns absolute paths into those that people see: relative to the
// working directory with /, absolute when outside it.
type shower struct {
	dir string
	// tops are the folders from which code hosts and build servers name files, as
	// they say it themselves.
	tops []string
}

func newShower() shower {
	dir, _ := os.Getwd() // "" for one that is gone
	s := shower{dir: dir}
	for _, name := range []string{"GITHUB_WORKSPACE", "CI_PROJECT_DIR"} {
		if top := os.Getenv(name); filepath.IsAbs(top) {
			s.tops = append(s.tops, top)
		}
	}
	return s
}

func (s shower) path(abs string) string {
	if rel, ok := folder.Inside(s.dir, abs); ok {
		return cmp.Or(rel, ".")
	}
	return filepath.ToSlash(abs)
}

// inRepository is path for the formats that code hosts and build servers read:
// relative to the top of the repository, where abs, a path in the base at root, is
// in one.
func (s shower) inRepository(root, abs string) string {
	tops := s.tops
	if top := folder.WorkTree(disk.Files{}, root); top != "" {
		tops = append(slices.Clone(tops), top)
	}
	for _, top := range tops {
		if rel, ok := folder.Inside(resolved(top), resolved(filepath.Dir(abs))); ok {
			return path.Join(rel, filepath.Base(abs))
		}
	}
	return s.path(abs)
}

// resolved returns a path without links, as far as they can be followed.
func resolved(path string) string {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// copied returns the folder that holds a copy of a work tree, or "": a hook, to which
// git tells its index, works in the copy that it has made of that.
func copied() string {
	if os.Getenv("GIT_INDEX_FILE") == "" && os.Getenv("GIT_DIR") == "" {
		return ""
	}
	return newShower().dir
}
