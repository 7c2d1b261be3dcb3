package cli

import (
	"bytes"
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

// earlier is what was found in a base as it is in the revision of --since.
type earlier struct {
	alike bool                // the base is the same but for line ends
	found map[string]bool     // fingerprints
	now   *facts.Base         // the base as it is on disk
	same  []bool              // which of its files are as in the revision
	texts map[string][]string // of the facts in the files of the revision that are not, by path
	gone  []formerFact        // those of them that no fact has the text of
}

func (e *earlier) seen(fingerprint string) bool { return e.alike || e.found[fingerprint] }

// earlier checks the base as it is in the revision, by its own configuration.
// Files that are the same but for line ends are taken from the base as it is now.
func (c *checking) earlier(ctx context.Context, t *target, base *facts.Base, now *config.Config) (*earlier, error) {
	tree, err := revision.Open(ctx, t.root, c.flags.known.since)
	if err != nil {
		return nil, fmt.Errorf("--since: %w", err)
	}
	for _, dir := range tree.Absent() {
		c.warn("the submodule %s is not here as it is in %s; its facts count as new", c.shower.path(filepath.Join(t.root, filepath.FromSlash(dir))), tree.Name)
	}
	conf, sameConfig, err := c.configBefore(ctx, t, tree, now)
	if err != nil {
		return nil, err
	}
	listing, err := tree.List(conf.Exclude)
	if err != nil {
		return nil, err
	}
	for _, err := range listing.Errors {
		c.warn("%s in %s: %v", c.shower.path(filepath.Join(tree.Top(), filepath.FromSlash(pathOf(err)))), tree.Name, cause(err))
	}
	if len(listing.Files) == 0 && len(base.Files) > 0 {
		c.warn("%s has no facts in %s, so all findings count as new", tree.Name, c.shower.path(t.root))
	}
	e := &earlier{now: base, same: make([]bool, len(base.Files))}
	var differ []string
	for _, name := range listing.Files {
		i, found := findFile(base, name)
		if found && tree.Same(name, base.Files[i].Source) {
			e.same[i] = true
		} else {
			differ = append(differ, name)
		}
	}
	if sameConfig && len(differ) == 0 && len(listing.Files) == len(base.Files) && len(base.Unread) == 0 && !c.flags.mending.on() {
		e.alike = true // most often nothing has to do with facts
		return e, nil
	}
	read, unread, err := tree.Read(ctx, differ, facts.MaxFileSize)
	if err != nil {
		return nil, fmt.Errorf("--since: %w", err)
	}
	for _, u := range unread {
		c.warn("%s in %s %v; what it holds counts as new", c.shower.path(filepath.Join(t.root, filepath.FromSlash(u.Path))), tree.Name, u.Err)
	}
	changes := make(map[string][]byte, len(differ)) // on the way back
	for _, name := range differ {
		changes[name] = read[name]
	}
	for i, f := range base.Files {
		if _, known := changes[f.Path]; !known && !e.same[i] {
			changes[f.Path] = nil
		}
	}
	before, err := base.Edit(ctx, changes, facts.Options{Vocabulary: conf.Vocabulary, Jobs: c.flags.jobs})
	if err != nil {
		return nil, err
	}
	result, err := engine.Run(ctx, before, c.plainSettings(conf))
	if err != nil {
		return nil, err
	}
	e.found = make(map[string]bool, len(result.Findings))
	for i := range result.Findings {
		for _, p := range result.Findings[i].Contradictions() {
			e.found[p.Fingerprint] = true
		}
	}
	e.texts = make(map[string][]string, len(differ))
	stays := map[string]bool{}
	for i, f := range base.Files {
		if !e.same[i] {
			for _, text := range textsOf(f) {
				stays[text] = true
			}
		}
	}
	for _, name := range differ {
		if i, found := findFile(before, name); found {
			f := before.Files[i]
			e.texts[name] = textsOf(f)
			for j, text := range e.texts[name] {
				if !stays[text] {
					e.gone = append(e.gone, formerFact{f.Facts[j].Identity(), likenessOf(&f.Facts[j])})
				}
			}
		}
	}
	return e, nil
}

func findFile(base *facts.Base, path string) (i int, found bool) {
	return slices.BinarySearchFunc(base.Files, path, func(f *facts.File, path string) int { return strings.Compare(f.Path, path) })
}

func textsOf(f *facts.File) []string {
	texts := make([]string, len(f.Facts))
	for i := range f.Facts {
		texts[i] = f.Facts[i].Text()
	}
	return texts
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

// asBefore reports whether a file is the same as in the revision.
func (e *earlier) asBefore(f *facts.File) bool {
	i, found := findFile(e.now, f.Path)
	return found && e.same[i] && (e.now.Files[i] == f || bytes.Equal(e.now.Files[i].Source, f.Source))
}

// before returns the texts of the facts that a file has in the revision.
func (e *earlier) before(path string) []string {
	if i, found := findFile(e.now, path); found && e.same[i] {
		return textsOf(e.now.Files[i])
	}
	return e.texts[path]
}

// changes returns a function that says of places in base, or in what fixes have
// made of it, whether they are other than in the revision: in a fact that none
// there has the text of, or outside of facts in a file that differs. Of a fact
// and its copy the one that stands in its old file is the same.
//
// It also returns the identities that changed facts had, where they have others now.
func (e *earlier) changes(base *facts.Base) (func(facts.Place) bool, map[*facts.Fact]string) {
	same := make([]bool, len(base.Files))
	var moved []*facts.Fact // or new
	left := map[string]int{}
	kept := map[string]bool{}
	for i, f := range base.Files {
		if same[i] = e.asBefore(f); same[i] {
			continue
		}
		kept[f.Path] = true
		here := map[string]int{}
		for _, text := range e.before(f.Path) {
			here[text]++
		}
		for j := range f.Facts {
			if text := f.Facts[j].Text(); here[text] > 0 {
				here[text]--
			} else {
				moved = append(moved, &f.Facts[j])
			}
		}
		for text, n := range here {
			left[text] += n
		}
	}
	for path, texts := range e.texts {
		if !kept[path] { // the file is gone
			for _, text := range texts {
				left[text]++
			}
		}
	}
	changed := map[*facts.Fact]bool{}
	for _, f := range moved {
		if text := f.Text(); left[text] > 0 {
			left[text]--
		} else {
			changed[f] = true
		}
	}
	return func(p facts.Place) bool {
		switch {
		case p.Fact != nil:
			return changed[p.Fact]
		case p.File != nil:
			return !same[p.File.Index]
		}
		return false
	}, formerly(changed, e.gone)
}

// warn prints a line about what keeps the command from doing all it should.
func (c *checking) warn(format string, args ...any) {
	fmt.Fprintf(c.cmd.ErrOrStderr(), "factlint: %s\n", report.Visible(fmt.Sprintf(format, args...)))
}
