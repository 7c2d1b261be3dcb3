package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/cmd/factlint/internal/revision"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules/engine"
)

// past checks the base as it is in the revision, by its own configuration, and
// returns what was found, or that the base is the same but for line ends. Files
// that are so are taken from the base as it is now.
func (c *checking) past(ctx context.Context, t *target, base *facts.Base, now *config.Config) (past *engine.Past, alike bool, err error) {
	tree, err := revision.Open(ctx, t.root, c.flags.known.since)
	if err != nil {
		return nil, false, fmt.Errorf("--since: %w", err)
	}
	for _, dir := range tree.Absent() {
		c.warn("the submodule %s is not here as it is in %s; its facts count as new", c.shower.path(filepath.Join(t.root, filepath.FromSlash(dir))), tree.Name)
	}
	conf, sameConfig, err := c.configBefore(ctx, t, tree, now)
	if err != nil {
		return nil, false, err
	}
	listing, err := tree.List(conf.Exclude)
	if err != nil {
		return nil, false, err
	}
	for _, err := range listing.Errors {
		c.warn("%s in %s: %v", c.shower.path(filepath.Join(tree.Top(), filepath.FromSlash(pathOf(err)))), tree.Name, cause(err))
	}
	if len(listing.Files) == 0 && len(base.Files) > 0 {
		c.warn("%s has no facts in %s, so all findings count as new", tree.Name, c.shower.path(t.root))
	}
	same := make([]bool, len(base.Files))
	var differ []string
	for _, name := range listing.Files {
		i, found := findFile(base, name)
		if found && tree.Same(name, base.Files[i].Source) {
			same[i] = true
		} else {
			differ = append(differ, name)
		}
	}
	if sameConfig && len(differ) == 0 && len(listing.Files) == len(base.Files) && len(base.Unread) == 0 && !c.flags.mending.on() {
		return nil, true, nil // most often nothing has to do with facts
	}
	read, unread, err := tree.Read(ctx, differ, facts.MaxFileSize)
	if err != nil {
		return nil, false, fmt.Errorf("--since: %w", err)
	}
	for _, u := range unread {
		c.warn("%s in %s %v; what it holds counts as new", c.shower.path(filepath.Join(t.root, filepath.FromSlash(u.Path))), tree.Name, u.Err)
	}
	changes := make(map[string][]byte, len(differ)) // on the way back
	for _, name := range differ {
		changes[name] = read[name]
	}
	for i, f := range base.Files {
		if _, known := changes[f.Path]; !known && !same[i] {
			changes[f.Path] = nil
		}
	}
	before, err := base.Edit(ctx, changes, facts.Options{Vocabulary: conf.Vocabulary, LocalClock: conf.LocalClock, Jobs: c.flags.jobs})
	if err != nil {
		return nil, false, err
	}
	result, err := engine.Run(ctx, before, c.plainSettings(conf))
	if err != nil {
		return nil, false, err
	}
	return engine.NewPast(before, result), false, nil
}

func findFile(base *facts.Base, path string) (i int, found bool) {
	return slices.BinarySearchFunc(base.Files, path, func(f *facts.File, path string) int { return strings.Compare(f.Path, path) })
}

// configBefore returns the configuration of the base in the revision, or the
// present one when that cannot be used.
func (c *checking) configBefore(ctx context.Context, t *target, tree *revision.Tree, now *config.Config) (conf *config.Config, same bool, err error) {
	name := filepath.Join(t.root, folder.ConfigName)
	src, err := config.ReadFile(name)
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", c.shower.path(name), err)
	}
	if has := tree.Has(folder.ConfigName); src == nil && len(has) == 0 || tree.Same(folder.ConfigName, src) {
		return now, true, nil
	}
	old, unread, err := tree.Read(ctx, tree.Has(folder.ConfigName), config.MaxSize)
	if err != nil {
		return nil, false, fmt.Errorf("--since: %w", err)
	}
	for _, u := range unread {
		c.warn("%s in %s %v; the present one is used for it", c.shower.path(name), tree.Name, u.Err)
		return now, false, nil
	}
	conf, mistakes := config.Parse(old[folder.ConfigName])
	if len(mistakes) > 0 {
		c.warn("%s in %s has mistakes, and the present one is used for it: %s", c.shower.path(name), tree.Name, mistakes[0].Message)
		return now, false, nil
	}
	return conf, false, nil
}

// warn prints a line about what keeps the command from doing all it should.
func (c *checking) warn(format string, args ...any) {
	fmt.Fprintf(c.cmd.ErrOrStderr(), "factlint: %s\n", report.Visible(fmt.Sprintf(format, args...)))
}
