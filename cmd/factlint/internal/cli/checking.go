package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/fix"
	"github.com/factlint/factlint/cmd/factlint/internal/novelty"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/slips"
)

// checking is one run of check over some bases.
type checking struct {
	cmd      *cobra.Command
	flags    *checkFlags
	stdin    *stdinFile     // nil when no file is read from standard input
	known    *novelty.Known // nil without a baseline
	shower   shower
	progress *progress
	roots    map[*facts.Base]string
	failed   bool // something could not be read
	empty    bool // a folder that was named has no facts
	reported bool // the reports are written, or their files removed
	own      []*rules.Rule
	spent    int64 // steps of the bases' own rules, see engine.Settings
	input    report.Input
	fixings  []*fixing // the bases whose findings are to be fixed
}

// all checks the targets, and the bases nested in them.
func (c *checking) all(ctx context.Context, ts []*target) error {
	var misconfigured error
	unconfigured := false
	done := map[string]bool{}
	for len(ts) > 0 {
		t := ts[0]
		ts = ts[1:]
		if done[t.root] {
			continue
		}
		done[t.root] = true
		nested, err := c.one(ctx, t)
		var unreadable *unreadableConfig
		switch {
		case errors.Is(err, errReported):
			misconfigured = err
		case errors.As(err, &unreadable): // which hides nothing of the other bases
			c.warn("%v", err)
			c.failed, unconfigured = true, true
		case err != nil:
			return err
		}
		ts = append(ts, nested...)
	}
	switch {
	case misconfigured != nil:
		return misconfigured
	case unconfigured && len(c.roots)+len(c.fixings) == 0:
		return errReported
	case unconfigured: // a base whose own rules could not be read may have what is named
		return nil
	case c.stdin != nil && !c.stdin.used:
		return fmt.Errorf("--stdin-filename: %s belongs to none of the bases that are checked", c.flags.stdinFilename)
	}
	return c.flags.checkNames(slices.Concat(rules.All(), c.own))
}

// one checks one base and returns the bases nested in it.
func (c *checking) one(ctx context.Context, t *target) ([]*target, error) {
	conf, mistakes, err := readConfig(t.root, c.shower.path)
	if len(mistakes) > 0 {
		return nil, c.misconfigured(t, mistakes)
	}
	if err != nil {
		return nil, err
	}
	o := facts.Options{Jobs: c.flags.jobs, Progress: c.progress.at}
	if o.Overlay, err = c.overlay(ctx, t, conf); err != nil {
		return nil, err
	}
	base, err := t.load(ctx, conf, o)
	if err != nil {
		return nil, err
	}
	c.reportUnread(t, base)
	c.reportNames(t, base, conf.Names)
	c.own = append(c.own, conf.Settings.Own...)
	s, alike, err := c.settings(ctx, t, base, conf)
	if err != nil {
		return nil, err
	}
	run := engine.Run
	if c.flags.known.write != "" && !c.flags.fixing.on() {
		run = engine.RunThrough // what is behind a known finding is reported
	}
	result, err := run(ctx, base, s)
	if err != nil {
		return nil, err
	}
	c.spent = result.Spent
	if alike {
		result.Before, result.Findings, result.Known = append(result.Findings, result.Known...), nil, nil
	}
	if c.flags.fixing.on() {
		if c.flags.fixing.unsafe {
			if err := slips.Propose(ctx, base, result, s); err != nil {
				return nil, err
			}
		}
		c.fixings = append(c.fixings, &fixing{checking: c, target: t, config: conf, options: o, settings: s, first: fix.State{Base: base, Result: result}})
	} else if err := c.collect(ctx, t, fix.State{Base: base, Result: result}, s); err != nil {
		return nil, err
	}
	var inner []*target
	for _, dir := range nested(t.root, base) {
		if t.coversPath(dir) {
			inner = append(inner, &target{root: dir})
		}
	}
	if len(base.Facts) == 0 && len(inner) == 0 && len(base.Unread) == 0 {
		c.warn("no facts in %s", c.shower.path(t.root))
		c.empty = c.empty || t.named
	} else {
		c.reportOutside(t, base)
	}
	return inner, nil
}

// misconfigured tells mistakes in the configuration of a base, and keeps them for
// the formats that they are written in.
func (c *checking) misconfigured(t *target, mistakes []config.FileMistakes) error {
	for _, m := range mistakes {
		abs := t.at(cmp.Or(m.Name, folder.ConfigName))
		c.input.Misconfigured = append(c.input.Misconfigured, report.Misconfigured{
			Path: c.shower.path(abs), RepositoryPath: c.shower.inRepository(t.root, abs), Source: m.Source, Mistakes: m.Mistakes,
		})
	}
	return reportAllMistakes(c.cmd, t.root, c.shower.path, mistakes)
}

// collect adds to the report what was found in a base.
func (c *checking) collect(ctx context.Context, t *target, found fix.State, s engine.Settings) error {
	base, result := found.Base, found.Result
	if err := slips.Propose(ctx, base, result, s); err != nil {
		return err
	}
	c.roots[base] = t.root
	covers := t.coverage(base)
	c.input.Files += len(base.Files)
	c.input.Facts += len(base.Facts)
	c.input.Ignored += result.Ignored
	c.input.Limits = append(c.input.Limits, result.Limits...)
	for _, l := range result.Limits {
		c.warn("%s", l.Message)
	}
	for _, f := range result.Findings {
		if covers(&f) {
			c.input.Findings = append(c.input.Findings, f)
		}
	}
	c.collectKnown(result, covers)
	return nil
}

// plainSettings returns what the configuration and the flags say of the rules.
func (c *checking) plainSettings(conf *config.Config) engine.Settings {
	s := conf.Settings
	s.Spent = c.spent
	s.Select, s.Ignore, s.Jobs = c.flags.selected, c.flags.ignored, c.flags.jobs
	return s
}

// settings returns how to run the rules over a base, and over what fixes make
// of it, with those findings left out that are known.
func (c *checking) settings(ctx context.Context, t *target, base *facts.Base, conf *config.Config) (s engine.Settings, alike bool, err error) {
	s = c.plainSettings(conf)
	if c.known != nil {
		s.Known = c.known.Has
	}
	if c.cmd.Flags().Changed("since") {
		s.Past, alike, err = c.past(ctx, t, base, conf)
	}
	return s, alike, err
}

// reportUnread names what could not be read, and which links were not followed.
func (c *checking) reportUnread(t *target, base *facts.Base) {
	for _, err := range base.Unread {
		c.failed = true
		path := ""
		if p := folder.PathOf(err); p != "" {
			path = c.shower.path(t.at(p)) + ": "
		}
		c.warn("%s%v", path, folder.Cause(err))
	}
	if idle := base.Idle(); len(idle) > 0 {
		c.warn("%s: these files of records name none: %s", c.shower.path(t.at(folder.ConfigName)), strings.Join(idle, ", "))
	}
	if left := base.LeftOut(); len(left) > 0 {
		for i := range left {
			left[i] = c.shower.path(t.at(left[i]))
		}
		c.warn("not checked: %s without facts: %s", wording.Count(len(left), "TOML file"), wording.Some(left, 3))
	}
	if len(base.NotFollowed) > 0 {
		links := slices.Clone(base.NotFollowed)
		if dir := c.shower.path(t.root); dir != "." {
			for i := range links {
				links[i] = strings.TrimSuffix(dir, "/") + "/" + links[i]
			}
		}
		c.warn("not followed: %s", strings.Join(links, "; "))
	}
}

// reportNames tells the ids that rules of the base name and nothing has. They are in no
// fact, so that no finding can be at them.
func (c *checking) reportNames(t *target, base *facts.Base, names []config.Name) {
	reported := map[config.Name]bool{}
	for _, n := range names {
		if n.Span = (facts.Span{}); reported[n] || base.Fact(n.ID) != nil || base.MayHaveLost(n.ID) {
			continue
		}
		reported[n] = true
		file := c.shower.path(t.at(cmp.Or(n.File, folder.ConfigName)))
		c.warn("%s: a rule names the id %s, which nothing has; add a fact with that id, or correct it", file, wording.QuoteCut(n.ID, 60))
	}
}

// reportOutside names the paths that were given and hold nothing of the base,
// which would otherwise look like paths without findings.
func (c *checking) reportOutside(t *target, base *facts.Base) {
	if len(t.within) == 0 {
		return
	}
	holding := map[string]bool{}
	note := func(abs string) {
		for dir := range t.upward(abs) {
			if p, ok := t.within[dir]; ok {
				holding[p] = true
			}
		}
	}
	for _, f := range base.Files {
		note(t.at(f.Path))
	}
	for _, err := range base.Unread {
		note(t.at(folder.PathOf(err)))
	}
	for _, dir := range base.Nested {
		note(t.at(dir))
	}
	for _, link := range base.NotFollowed { // reported already
		for i := range link {
			if strings.HasPrefix(link[i:], ": ") {
				note(t.at(link[:i]))
			}
		}
	}
	var outside []string
	for _, p := range t.within {
		if !holding[p] && !slices.Contains(outside, p) {
			outside = append(outside, p)
		}
	}
	slices.Sort(outside)
	for _, p := range outside {
		if info, err := os.Stat(p); err == nil && info.IsDir() {
			c.empty = true
		}
		c.warn("%s holds no facts of the base; a fact file ends in .toml, and exclude and .gitignore leave files out", p)
	}
}

// fails reports whether a finding is at or above --fail-on.
func (c *checking) fails() bool {
	return slices.ContainsFunc(c.input.Findings, func(f rules.Finding) bool {
		return c.flags.failOn == "warning" || c.flags.failOn == "error" && f.Severity == rules.Error
	})
}

func (c *checking) shown(f *facts.File) string { return c.shower.path(c.abs(f)) }

func (c *checking) abs(f *facts.File) string {
	return filepath.Join(c.roots[f.Base()], filepath.FromSlash(f.Path))
}
