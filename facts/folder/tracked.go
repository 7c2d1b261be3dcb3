package folder

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
)

// ListTree is [List] for the base in a folder, "" for the top, of a git work tree that is
// elsewhere than on disk, in a revision. Its files, links left out, are known by their paths
// from the top with forward slashes: what git tracks is ignored by no pattern.
func ListTree(files []string, root string, selection Selection) (Listing, error) {
	top, err := filepath.Abs(string(filepath.Separator))
	if err != nil {
		return Listing{}, err
	}
	texts := make(map[string][]byte, len(files))
	for _, name := range files {
		texts[top+filepath.FromSlash(name)] = nil
	}
	l, err := List(context.Background(), NewMemory(texts), filepath.Join(top, filepath.FromSlash(root)), selection)
	if errors.Is(err, fs.ErrNotExist) {
		return Listing{}, nil // the folder was not there yet
	}
	return l, err
}
