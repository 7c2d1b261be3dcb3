package config

import (
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/factlint/factlint/facts/folder"
)

// Beside returns a Reader of what the factlint.toml of the base in root names:
// files below that folder, or below the git repository around it. In a copy of
// a tree there is no repository: there it is the folder around the base that holds the
// copy, "" when there is none.
func Beside(files folder.Files, root, around string) Reader {
	return func(name string) ([]byte, error) {
		limit := cmp.Or(folder.WorkTree(files, root), root)
		if limit == root && around != "" && within(around, root) {
			limit = around
		}
		file := filepath.Join(root, filepath.FromSlash(name))
		if !within(limit, file) {
			return nil, errors.New("lies outside " + outside(limit == root))
		}
		// A link may lead elsewhere: mistakes are shown with the lines they are
		// on, and nothing from outside, nor from .git, may be shown.
		realLimit, err := files.EvalSymlinks(limit)
		if err != nil {
			return nil, folder.Cause(err)
		}
		real, err := files.EvalSymlinks(file)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, errors.New("is not there")
		case err != nil:
			return nil, folder.Cause(err)
		case !within(realLimit, real):
			return nil, errors.New("leads outside " + outside(limit == root))
		case hidden(realLimit, real) || filepath.Ext(real) != filepath.Ext(file):
			return nil, errors.New("leads to a file that is hidden or does not end in " + filepath.Ext(file) + ", which is not read")
		}
		src, err := ReadFile(files, real)
		if err == nil && src == nil {
			src = []byte{}
		}
		return src, err
	}
}

func outside(noRepository bool) string {
	if noRepository {
		return "the folder of the base, which is in no git repository"
	}
	return "the git repository"
}

func within(dir, file string) bool {
	_, ok := folder.Inside(dir, file)
	return ok
}

// hidden reports whether a file below dir, or a folder on the way to it, has a
// name that begins with a dot.
func hidden(dir, file string) bool {
	rel, ok := folder.Inside(dir, file)
	return !ok || strings.HasPrefix(rel, ".") || strings.Contains(rel, "/.")
}
