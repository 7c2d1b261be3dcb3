// Package novelty says what is not new: what a base had in a revision of git, and
// what a baseline holds. It promises that what changes no meaning makes nothing new,
// and says what keeps it from judging, such as a submodule that is not here. What is
// reported, and in which words, is the business of the command.
package novelty

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/novelty/revision"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules/engine"
)

// Since is a revision of git against which a base is held.
type Since struct {
	Revision string
	Root     string // of the base, absolute
	// Settings returns how the rules run by a configuration.
	Settings func(*config.Config) engine.Settings
	// Always says that the past is wanted even of a base that has not changed since.
	Always bool
	Jobs   int
	Shown  func(abs string) string // a path as people see it
	Warn   func(line string)       // says what counts as new for want of its past
}

// Past checks the base as it was in the revision, by its own configuration, and
// returns what was found, or that the base is the same except for line ends. Files
// that are so are taken from the base as it is now.
func (s *Since) Past(ctx context.Context, base *facts.Base, now *config.Config) (past *engine.Past, alike bool, err error) {
	tree, err := revision.Open(ctx, s.Root, s.Revision, now.Selection().Records)
	if err != nil {
		return nil, false, fmt.Errorf("--since: %w", err)
	}
	for _, dir := range tree.Absent() {
		s.warn("the submodule %s is not here as it is in %s; its facts count as new", s.Shown(filepath.Join(s.Root, filepath.FromSlash(dir))), tree.Name)
	}
	conf, sameConfig, err := s.configBefore(ctx, tree, now)
	if err != nil {
		return nil, false, err
	}
	listing, err := tree.List(conf.Selection())
	if err != nil {
		return nil, false, err
	}
	for _, err := range listing.Errors {
		s.warn("%s in %s: %v", s.Shown(filepath.Join(tree.Top(), folder.PathOf(err))), tree.Name, folder.Cause(err))
	}
	switch {
	case tree.Unborn:
		s.warn("%s is before the first commit, so all findings count as new", tree.Name)
	case len(listing.Files) == 0 && len(base.Files) > 0:
		s.warn("%s has no facts in %s, so all findings count as new", tree.Name, s.Shown(s.Root))
	}
	same := make([]bool, len(base.Files))
	var differ []string
	for _, name := range listing.Files {
		if f := base.File(name); f != nil && tree.Same(name, f.Source) {
			same[f.Index] = true
		} else {
			differ = append(differ, name)
		}
	}
	if sameConfig && len(differ) == 0 && len(listing.Files) == len(base.Files) && len(base.Unread) == 0 && !s.Always {
		return nil, true, nil // most often nothing has to do with facts
	}
	read, unread, err := tree.Read(ctx, differ, facts.MaxFileSize)
	if err != nil {
		return nil, false, fmt.Errorf("--since: %w", err)
	}
	for _, u := range unread {
		s.warn("%s in %s %v; what it holds counts as new", s.Shown(filepath.Join(s.Root, filepath.FromSlash(u.Path))), tree.Name, u.Err)
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
	before, err := base.Edit(ctx, changes, facts.Options{Unclaimed: conf.Unclaimed, Records: conf.Records, Vocabulary: conf.Vocabulary, LocalClock: conf.LocalClock, Jobs: s.Jobs})
	if err != nil {
		return nil, false, err
	}
	result, err := engine.Run(ctx, before, s.Settings(conf))
	if err != nil {
		return nil, false, err
	}
	return engine.NewPast(before, result), false, nil
}

// configBefore returns the configuration of the base in the revision, with what it
// extended there, or the present one when that cannot be used.
func (s *Since) configBefore(ctx context.Context, tree *revision.Tree, now *config.Config) (conf *config.Config, same bool, err error) {
	name := filepath.Join(s.Root, folder.ConfigName)
	src, err := config.ReadFile(disk.Files{}, name)
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", s.Shown(name), err)
	}
	old, unread, err := tree.Read(ctx, tree.Has(folder.ConfigName), config.MaxSize)
	if err != nil {
		return nil, false, fmt.Errorf("--since: %w", err)
	}
	for _, u := range unread {
		s.warn("%s in %s %v; the present one is used for it", s.Shown(name), tree.Name, u.Err)
		return now, false, nil
	}
	has := len(tree.Has(folder.ConfigName)) > 0
	same = has == (src != nil) && (!has || tree.Same(folder.ConfigName, src))
	present := config.Beside(disk.Files{}, s.Root, "")
	conf, mistakes := config.Parse(old[folder.ConfigName], func(name string) ([]byte, error) {
		before, err := tree.Extended(ctx, name, config.MaxSize)
		if is, readErr := present(name); err != nil || readErr != nil || !tree.Same(name, is) {
			same = false
		}
		return before, err
	})
	switch {
	case len(mistakes) > 0:
		file := filepath.Join(s.Root, filepath.FromSlash(cmp.Or(mistakes[0].Name, folder.ConfigName)))
		s.warn("%s in %s has mistakes, and the present one is used for it: %s", s.Shown(file), tree.Name, mistakes[0].Mistakes[0].Message)
		return now, false, nil
	case same:
		return now, true, nil // with which what was found can be compared
	}
	conf.Unclaimed = !has
	return conf, false, nil
}

func (s *Since) warn(format string, args ...any) { s.Warn(fmt.Sprintf(format, args...)) }
