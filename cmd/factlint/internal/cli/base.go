package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
)

// unreadableConfig is a factlint.toml that could not be read.
type unreadableConfig struct{ error }

// configure reads the factlint.toml of the base in root. Without one, the
// configuration is the default. Mistakes in it are printed, and end the command.
func configure(cmd *cobra.Command, root string, shown func(string) string) (*config.Config, error) {
	c, mistakes, err := readConfig(root, shown)
	if len(mistakes) > 0 {
		err = reportAllMistakes(cmd, root, shown, mistakes)
	}
	return c, err
}

// readConfig is configure for who tells mistakes otherwise, which come without a
// configuration.
func readConfig(root string, shown func(string) string) (*config.Config, []config.FileMistakes, error) {
	name := filepath.Join(root, folder.ConfigName)
	src, err := config.ReadFile(disk.Files{}, name)
	if err != nil {
		return nil, nil, &unreadableConfig{fmt.Errorf("%s: %w", shown(name), err)}
	}
	c, mistakes := config.Parse(src, config.Beside(disk.Files{}, root, copied()))
	if len(mistakes) > 0 {
		return nil, mistakes, nil
	}
	return c, nil, nil
}

// reportAllMistakes prints what is wrong with the configuration of a base.
func reportAllMistakes(cmd *cobra.Command, root string, shown func(string) string, mistakes []config.FileMistakes) error {
	var reported []error
	for i, m := range mistakes {
		if i > 0 {
			fmt.Fprintln(cmd.ErrOrStderr())
		}
		file := (&target{root: root}).at(cmp.Or(m.Name, folder.ConfigName))
		reported = append(reported, reportMistakes(cmd, shown(file), m.Source, m.Mistakes))
	}
	return errors.Join(reported...)
}

// reportMistakes prints what is wrong with a configuration or a mapping.
func reportMistakes(cmd *cobra.Command, shown string, src []byte, mistakes []declaration.Mistake) error {
	err := report.WriteMistakes(cmd.ErrOrStderr(), shown, src, mistakes, report.Options{Color: colorOn(cmd, cmd.ErrOrStderr())})
	return errors.Join(errReported, err)
}

// target is a base to check, and what of it to report.
type target struct {
	root string // absolute
	// within are the files and folders, absolute, to which the report is
	// narrowed, each with the words that name it; nil for the whole base.
	within map[string]string
	// named says that somebody named the folder, which has no factlint.toml: without
	// facts in it they mean another.
	named bool
}

// shown is what names the target in words: a path that was given, or its folder.
func (t *target) shown(s shower) string {
	if len(t.within) > 0 {
		return slices.Min(slices.Collect(maps.Values(t.within)))
	}
	return s.path(t.root)
}

// targets finds the bases that the paths belong to.
func targets(paths []string) ([]*target, error) {
	var out []*target
	for _, p := range paths {
		if p == "" {
			return nil, errors.New("a path is empty; write . for the working directory")
		}
		if _, err := os.Stat(p); err != nil {
			if _, linkErr := os.Lstat(p); linkErr == nil && errors.Is(err, fs.ErrNotExist) {
				err = folder.ErrDangling
			}
			return nil, fmt.Errorf("%s: %w", p, folder.Cause(err))
		}
		root, found, err := folder.Root(disk.Files{}, p)
		if err != nil {
			return nil, shownError(err)
		}
		abs, err := filepath.Abs(p)
		if err != nil {
			return nil, err
		}
		i := slices.IndexFunc(out, func(t *target) bool { return t.root == root })
		if i < 0 {
			i = len(out)
			out = append(out, &target{root: root, within: map[string]string{}})
		}
		out[i].named = out[i].named || !found && abs == root
		if t := out[i]; abs == root || abs == filepath.Join(root, folder.ConfigName) {
			t.within = nil
		} else if t.within != nil {
			t.within[abs] = p
			if real, ok := folder.RealIn(disk.Files{}, root, abs); ok {
				t.within[real] = p
			}
		}
	}
	for _, t := range out {
		if slices.ContainsFunc(out, func(outer *target) bool { return outer != t && outer.holds(t.root) }) {
			t.within = nil // all of it is asked for
		}
	}
	return out, nil
}

// holds reports whether the base nested in the folder is to be checked with t.
func (t *target) holds(dir string) bool {
	_, ok := folder.Inside(t.root, dir)
	return ok && t.coversPath(dir)
}

// shownError words an error of package folder with the path as it is shown.
func shownError(err error) error {
	if p := folder.PathOf(err); p != "" {
		return fmt.Errorf("%s: %w", newShower().path(p), folder.Cause(err))
	}
	return err
}

// load reads the base of a target.
func (t *target) load(ctx context.Context, c *config.Config, o facts.Options) (*facts.Base, error) {
	if len(c.Records) > 0 {
		collectRecords()
	}
	read := c.Facts()
	read.Files, read.Root, read.Overlay, read.Jobs, read.Progress = disk.Files{}, t.root, o.Overlay, o.Jobs, o.Progress
	base, err := facts.Load(ctx, read)
	if err == nil {
		collectBySize(base)
	}
	return base, shownError(err)
}

// coverage returns whether any place of a finding is within the target.
func (t *target) coverage(base *facts.Base) func(*rules.Finding) bool {
	if t.within == nil {
		return func(*rules.Finding) bool { return true }
	}
	covered := make([]bool, len(base.Files))
	for i, f := range base.Files {
		covered[i] = t.coversPath(t.at(f.Path))
	}
	return func(f *rules.Finding) bool {
		return covered[f.Place.File.Index] || slices.ContainsFunc(f.Related, func(n facts.Note) bool { return covered[n.File.Index] })
	}
}

// at returns the absolute form of a path in the base, or of one that has it already.
func (t *target) at(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(t.root, filepath.FromSlash(path))
}

func (t *target) coversPath(abs string) bool {
	if t.within == nil {
		return true
	}
	for dir := range t.upward(abs) {
		if _, ok := t.within[dir]; ok {
			return true
		}
	}
	return false
}

// upward yields a path below the root and the folders it lies in, without the root.
func (t *target) upward(abs string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for ; len(abs) > len(t.root) && yield(abs); abs = filepath.Dir(abs) {
		}
	}
}
