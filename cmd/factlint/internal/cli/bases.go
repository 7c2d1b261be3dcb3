package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/wording"
)

// addBase gives a command the flag by which people name a base.
func addBase(cmd *cobra.Command) {
	cmd.Flags().String("base", "", "the base that this `PATH` belongs to, a folder or a file (default: that of the working directory)")
}

// basePath returns what names the base of a command.
func basePath(cmd *cobra.Command) string {
	path, err := cmd.Flags().GetString("base")
	if err != nil {
		panic(err) // a slip in the command
	}
	return cmp.Or(path, ".")
}

// rootOf returns the folder of the one base that a command works on: that of the
// nearest factlint.toml upward, else the folder itself, or the only base below one
// that has no facts of its own.
func rootOf(cmd *cobra.Command) (root string, err error) {
	root, found, err := folder.Root(disk.Files{}, basePath(cmd))
	if err != nil {
		return "", baseError(cmd, err)
	}
	if found {
		return root, nil
	}
	listing, err := folder.List(cmd.Context(), disk.Files{}, root, folder.Selection{})
	if err != nil {
		return "", shownError(err)
	}
	if len(listing.Nested) == 0 {
		return root, nil
	}
	base, err := facts.Load(cmd.Context(), facts.Options{Files: disk.Files{}, Root: root, Unclaimed: true})
	switch {
	case err != nil:
		return "", shownError(err)
	case len(base.Facts) > 0:
		return root, nil
	case len(base.Nested) > 1:
		return "", severalBases(root, nested(root, base))
	}
	return nested(root, base)[0], nil
}

// severalBases says that a command cannot know which base is meant.
func severalBases(root string, below []string) error {
	show := newShower().path
	var names []string
	for _, dir := range below {
		names = append(names, show(dir))
	}
	return fmt.Errorf("several bases are meant by %s; name one with --base: %s", show(root), wording.Some(names, 10))
}

// baseError is shownError for what --base names.
func baseError(cmd *cobra.Command, err error) error {
	if cmd.Flags().Changed("base") {
		return fmt.Errorf("--base: %w", shownError(err))
	}
	return shownError(err)
}

// nested returns where the bases directly below a base are.
func nested(root string, base *facts.Base) []string {
	var out []string
	for _, dir := range base.Nested {
		out = append(out, filepath.Join(root, filepath.FromSlash(dir)))
	}
	return out
}

// theBase returns the base that a command works on, and its configuration.
func theBase(cmd *cobra.Command) (*target, *config.Config, error) {
	root, err := rootOf(cmd)
	if err != nil {
		return nil, nil, err
	}
	conf, err := configure(cmd, root, newShower().path)
	return &target{root: root}, conf, err
}

// nearestConfig returns the configuration that lists and explanations know of. In a
// folder that belongs to no base it is that of the only one below, if it lies in a
// work tree, or else what every base has.
func nearestConfig(cmd *cobra.Command) (*config.Config, error) {
	root, found, err := folder.Root(disk.Files{}, basePath(cmd))
	switch {
	case err != nil && cmd.Flags().Changed("base"):
		return nil, baseError(cmd, err)
	case err != nil, !found && folder.WorkTree(disk.Files{}, root) == "":
		return config.Default(), nil
	case !found:
		if root, err = rootOf(cmd); err != nil {
			return config.Default(), nil
		}
	}
	return configure(cmd, root, newShower().path)
}

// nearestOrDefault is nearestConfig for completions, which have nobody to show
// mistakes.
func nearestOrDefault(cmd *cobra.Command) *config.Config {
	root, found, err := folder.Root(disk.Files{}, basePath(cmd))
	if err == nil && found {
		if c, mistakes, err := readConfig(root, newShower().path); err == nil && len(mistakes) == 0 {
			return c
		}
	}
	return config.Default()
}

// loaded is a base that was read for a command that only shows it.
type loaded struct {
	target *target
	config *config.Config
	*facts.Base
}

// loadOne is load for a command that works on one base.
func (c *checking) loadOne(path string) (*loaded, error) {
	all, err := c.load(path)
	if err != nil {
		return nil, err
	}
	if len(all) > 1 {
		abs, err := filepath.Abs(path)
		if err != nil {
			return nil, err
		}
		var roots []string
		for _, b := range all {
			roots = append(roots, b.target.root)
		}
		return nil, severalBases(abs, roots)
	}
	return &all[0], nil
}

// load reads the base at a path or, where that has nothing of its own, all bases
// below it. One of them at least has facts: to have been asked for none is an error.
func (c *checking) load(path string) ([]loaded, error) {
	root, _, err := folder.Root(disk.Files{}, path)
	if err != nil {
		return nil, baseError(c.cmd, err)
	}
	setCollector()
	all, err := c.loadBelow(c.cmd.Context(), root, true)
	c.progress.end()
	switch {
	case err != nil:
		return nil, err
	case len(all) > 0:
		return all, nil
	case c.failed:
		return nil, errReported
	}
	return nil, fmt.Errorf("no facts in %s", c.shower.path(root))
}

// loadBelow reads a base and all below it; of the topmost these only when it has
// nothing of its own.
func (c *checking) loadBelow(ctx context.Context, root string, topmost bool) ([]loaded, error) {
	conf, err := configure(c.cmd, root, c.shower.path)
	if err != nil {
		return nil, err
	}
	t := &target{root: root}
	base, err := t.load(ctx, conf, facts.Options{Progress: c.progress.at})
	if err != nil {
		return nil, err
	}
	c.roots[base] = root
	c.reportUnread(t, base)
	var out []loaded
	if len(base.Facts) > 0 {
		if out = append(out, loaded{t, conf, base}); topmost {
			return out, nil
		}
	}
	var wrong error
	for _, dir := range nested(root, base) {
		below, err := c.loadBelow(ctx, dir, false)
		out, wrong = append(out, below...), errors.Join(wrong, err)
	}
	return out, wrong
}

// newReading returns a run of a command that only reads bases.
func newReading(cmd *cobra.Command) *checking {
	return &checking{cmd: cmd, flags: &checkFlags{}, shower: newShower(), roots: map[*facts.Base]string{}, progress: newProgress(cmd.ErrOrStderr())}
}
