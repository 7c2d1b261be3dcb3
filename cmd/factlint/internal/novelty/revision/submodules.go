package revision

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"github.com/factlint/factlint/facts/folder"
)

// submoduleMode is the mode of an entry that names a commit of a submodule.
const submoduleMode = "160000"

// maxSubmodules is how many submodules of a base are read.
const maxSubmodules = 1000

// submodule is a work tree inside that of the base, and its commit in the revision.
type submodule struct{ path, commit string }

// readSubmodules lists the submodules below the base, and theirs, at the commits
// that the revision has of them, as far as these are here.
func (t *Tree) readSubmodules(ctx context.Context) error {
	for n := 0; len(t.links) > 0; n++ {
		s := t.links[0]
		t.links = t.links[1:]
		if !t.checkedOut(s.path) {
			continue // so no fact of it is in the base
		}
		if n >= maxSubmodules {
			t.absent = append(t.absent, s.path)
			continue
		}
		g := git{dir: filepath.Join(t.top, filepath.FromSlash(s.path))}
		err := t.list(ctx, g, s.path+"/", []string{"ls-tree", "-r", "-z", "--full-tree", s.commit})
		switch exit := (*failure)(nil); {
		case errors.As(err, &exit):
			t.absent = append(t.absent, s.path)
		case err != nil:
			return err
		}
	}
	return nil
}

// checkedOut reports whether a submodule is on disk where it should be: a link
// there could lead out of the base, and without a .git git would look above.
func (t *Tree) checkedOut(path string) bool {
	dir := filepath.Join(t.top, filepath.FromSlash(path))
	top, err := filepath.EvalSymlinks(t.top)
	if err != nil {
		return false
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return false
	}
	if rel, _ := folder.Inside(top, real); rel != path {
		return false
	}
	_, err = os.Lstat(filepath.Join(real, ".git"))
	return err == nil
}

// Absent returns the submodules on disk that could not be read, by their
// paths from the root of the base.
func (t *Tree) Absent() []string {
	var out []string
	for _, path := range t.absent {
		if t.root == "" {
			out = append(out, path)
		} else if rel, ok := strings.CutPrefix(path, t.root+"/"); ok {
			out = append(out, rel)
		}
	}
	return out
}
