package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
)

// maxConfigSize is the size in bytes of the largest factlint.toml that is read.
const maxConfigSize = 16 << 20

// configure reads the factlint.toml of the base in root. Without one, the
// configuration is the default. Mistakes in it are printed, and end the command.
func configure(cmd *cobra.Command, root string, shown func(string) string) (*config.Config, error) {
	name := filepath.Join(root, folder.ConfigName)
	src, err := readConfig(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", shown(name), err)
	}
	c, mistakes := config.Parse(src)
	if len(mistakes) > 0 {
		told := make([]report.Mistake, len(mistakes))
		for i, m := range mistakes {
			told[i] = report.Mistake(m)
		}
		err := report.WriteMistakes(cmd.ErrOrStderr(), shown(name), src, told, report.Options{Color: colorOn(cmd, cmd.ErrOrStderr())})
		return nil, errors.Join(errTold, err)
	}
	return c, nil
}

func readConfig(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, cause(err)
	case !info.Mode().IsRegular():
		return nil, errors.New("is not a regular file")
	case info.Size() > maxConfigSize:
		return nil, fmt.Errorf("is larger than %d MB", maxConfigSize>>20)
	}
	src, err := os.ReadFile(name)
	return src, cause(err)
}

// cause returns what went wrong, without the path that stands before it.
func cause(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}

// vocabularyHere returns the kinds of the base that the working directory belongs to.
func vocabularyHere(cmd *cobra.Command) (*facts.Vocabulary, error) {
	root, found, err := folder.Root(".")
	if err != nil || !found {
		return facts.Builtin(), nil
	}
	c, err := configure(cmd, root, newShower().path)
	if err != nil {
		return nil, err
	}
	return c.Vocabulary, nil
}

// target is a base to check, and what of it to report.
type target struct {
	root string // absolute
	// within are the files and folders, absolute, to which the report is
	// narrowed; empty for the whole base.
	within []string
}

// targets finds the bases that the paths belong to.
func targets(paths []string) ([]*target, error) {
	var out []*target
	for _, p := range paths {
		if _, err := os.Stat(p); err != nil {
			if _, linkErr := os.Lstat(p); linkErr != nil || !errors.Is(err, fs.ErrNotExist) {
				return nil, fmt.Errorf("%s: %w", p, cause(err))
			}
		}
		root, _, err := folder.Root(p)
		if err != nil {
			return nil, err
		}
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(out, func(t *target) bool { return t.root == root })
		if i < 0 {
			i = len(out)
			out = append(out, &target{root: root, within: []string{}})
		}
		if abs == root || abs == filepath.Join(root, folder.ConfigName) {
			out[i].within = nil
		} else if out[i].within != nil {
			out[i].within = append(out[i].within, abs)
		}
	}
	return out, nil
}

// load reads the base of a target.
func (t *target) load(ctx context.Context, c *config.Config, o facts.Options) (*facts.Base, error) {
	o.Root, o.Exclude, o.Vocabulary = t.root, c.Exclude, c.Vocabulary
	return facts.Load(ctx, o)
}

// shower turns absolute paths into those that people see: relative to the
// working directory with /, absolute when outside it.
type shower struct{ dir string }

func newShower() shower {
	dir, err := os.Getwd()
	if err != nil {
		return shower{}
	}
	return shower{dir}
}

func (s shower) path(abs string) string {
	if s.dir != "" {
		if rel, err := filepath.Rel(s.dir, abs); err == nil && filepath.IsLocal(rel) {
			return filepath.ToSlash(rel)
		}
	}
	return filepath.ToSlash(abs)
}
