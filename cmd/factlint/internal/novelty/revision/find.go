package revision

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
)

// find looks for the work tree that the base is in: that of the .git which is
// nearest above it, and of no folder that only has the parts of one.
func (t *Tree) find(ctx context.Context) (shallow bool, err error) {
	given := t.git.dir
	base, err := filepath.EvalSymlinks(given)
	if err != nil {
		return false, err
	}
	nowhere := fmt.Errorf("%s is in no work tree of git", filepath.ToSlash(given))
	if t.git.dir = folder.WorkTree(disk.Files{}, base); t.git.dir == "" {
		t.git = elsewhere(ctx, base)
	}
	below, err := filepath.Rel(t.git.dir, base)
	if err != nil {
		return false, err
	}
	below = filepath.ToSlash(below)
	// The folder comes last: its name may have line ends.
	out, err := t.git.run(ctx, "rev-parse", "--is-inside-work-tree", "--is-shallow-repository", "--show-prefix")
	exit := (*failure)(nil)
	switch {
	case errors.As(err, &exit) && strings.Contains(exit.message, "not a git repository"):
		return false, fmt.Errorf("%s is in no git repository", filepath.ToSlash(given))
	case exit != nil && strings.Contains(exit.message, "safe.bareRepository"):
		return false, nowhere
	case exit != nil && strings.Contains(exit.message, "dubious ownership"): // as in the container of a build server
		_, top, _ := strings.Cut(exit.message, " at ")
		return false, fmt.Errorf("the repository belongs to somebody else, and git does not read it; if you trust it: git config --global --add safe.directory %s", top)
	case err != nil:
		return false, err
	}
	inside, rest, _ := strings.Cut(out, "\n")
	isShallow, prefix, _ := strings.Cut(rest, "\n")
	if inside != "true" || below == ".git" || strings.HasPrefix(below, ".git/") {
		return false, nowhere
	}
	// There is a prefix when the repository says that its work tree begins above.
	prefix = strings.TrimSuffix(strings.TrimSuffix(prefix, "\n"), "/")
	if t.root = path.Join(prefix, below); t.root == "." {
		t.root = ""
	}
	t.top = t.git.dir
	if prefix != "" {
		for range strings.Split(prefix, "/") {
			t.top = filepath.Dir(t.top)
		}
	}
	if t.root == "" {
		t.top = given
	}
	return isShallow == "true", nil
}

// elsewhere returns the git of a folder that no .git is above: where the person
// says by GIT_DIR that it is in the work tree of another repository, that.
func elsewhere(ctx context.Context, base string) git {
	here := git{dir: base}
	repository, ok := os.LookupEnv("GIT_DIR")
	if !ok || repository == "" {
		return here
	}
	repository, err := filepath.Abs(repository)
	if err != nil {
		return here
	}
	top := os.Getenv("GIT_WORK_TREE")
	if top == "" {
		top = "." // which core.worktree of the repository may say otherwise
		if configured, err := (git{dir: repository}).run(ctx, "--git-dir="+repository, "config", "core.worktree"); err == nil {
			if top = strings.TrimSuffix(configured, "\n"); !filepath.IsAbs(top) {
				top = filepath.Join(repository, top)
			}
		}
	}
	if top, err = filepath.Abs(top); err != nil {
		return here
	}
	if top, err = filepath.EvalSymlinks(top); err != nil {
		return here
	}
	if _, ok := folder.Inside(top, base); !ok {
		return here
	}
	return git{dir: top, elsewhere: repository}
}

// beforeFirst reports whether a name that stands for no commit stands for what was
// before the first one; if not, with the error that tells of it.
func (g git) beforeFirst(ctx context.Context, name string, none error) (bool, error) {
	if zeros := strings.Trim(name, "0"); zeros == "" && (len(name) == 40 || len(name) == 64) {
		return true, nil
	}
	// The first commit has no parent, and a branch without commits no tip.
	of, steps := name, strings.IndexAny(name, "~^")
	if steps >= 0 {
		of = name[:steps]
	}
	if steps > 0 {
		_, err := g.run(ctx, "rev-parse", "--verify", "--quiet", of+"^{commit}")
		if exit := (*failure)(nil); !errors.As(err, &exit) {
			return err == nil && strings.Trim(name[steps:], "~^0123456789") == "", cmp.Or(err, none)
		}
	}
	if of != "HEAD" && of != "@" {
		branch, err := g.run(ctx, "symbolic-ref", "--quiet", "--short", "HEAD")
		if err != nil || strings.TrimSpace(branch) != of {
			return false, none
		}
	}
	_, err := g.run(ctx, "rev-parse", "--verify", "--quiet", "HEAD")
	if exit := (*failure)(nil); errors.As(err, &exit) {
		return true, nil
	}
	return false, none
}
