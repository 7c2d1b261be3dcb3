package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/want"
)

func newTest() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "test [PATH …]",
		Short: "Test the base's own rules: their examples, and folders of fixtures",
		Long: `test runs the bad and the good example of every rule that the base declares
itself: on the bad one exactly that rule must speak, on the good one no rule.

Then it checks fixtures: each folder directly below testdata in the folder of
the base is read as a base by itself, with the kinds, rules and settings of its
own factlint.toml, or else of the base. A comment on the line of a finding's
primary place wants it:

    end = 1996-11-27 # want tenure-overlap "until"

The text occurs in the message, or in the words of a related place. A finding
that nobody wants fails, and so does a want without a finding. Exclude testdata
from the base: exclude = ["testdata/**"].

A PATH is the folder of a base, or a folder of fixtures of one. test exits with
0 when all is as wanted, 1 when something is not, and 2 when the usage or
configuration is wrong or something cannot be read.`,
		RunE: func(cmd *cobra.Command, paths []string) error {
			t := &trial{cmd: cmd, shower: newShower(), done: map[string]bool{}}
			return t.all(paths)
		},
		Example: "  factlint test\n  factlint test --base facts",
	}
	addBase(cmd)
	return cmd
}

// trial is one run of test.
type trial struct {
	cmd    *cobra.Command
	shower shower
	done   map[string]bool // folders of fixtures and bases
	lines  []string        // to be printed
	failed bool
}

func (t *trial) all(paths []string) error {
	if len(paths) == 0 {
		root, err := rootOf(t.cmd)
		if err != nil {
			return err
		}
		paths = []string{root}
	}
	for _, p := range paths {
		if err := t.path(p); err != nil {
			return err
		}
	}
	switch {
	case len(t.lines) == 0:
		t.lines = append(t.lines, "nothing to test: the base declares no rules, and no fixtures stand in testdata")
	case t.failed:
		t.lines = append(t.lines, "FAIL")
	}
	if _, err := io.WriteString(t.cmd.OutOrStdout(), strings.Join(t.lines, "\n")+"\n"); err != nil {
		return err
	}
	if t.failed {
		return errFindings
	}
	return nil
}

// path tests a base, or a folder of fixtures.
func (t *trial) path(p string) error {
	info, err := os.Stat(p)
	switch {
	case err != nil:
		return fmt.Errorf("%s: %w", p, folder.Cause(err))
	case !info.IsDir():
		return fmt.Errorf("%s: is not a folder; name the folder of a base, or a folder of fixtures", p)
	}
	abs, err := filepath.Abs(p)
	if err != nil {
		return err
	}
	root, found, err := folder.Root(disk.Files{}, p)
	if err != nil {
		return shownError(err)
	}
	if !found {
		return fmt.Errorf("%s: belongs to no base; test needs a factlint.toml", t.shower.path(abs))
	}
	conf, err := configure(t.cmd, root, t.shower.path)
	if err != nil {
		return err
	}
	if abs != root {
		return t.fixtures(abs, conf)
	}
	if t.done[root] {
		return nil
	}
	t.done[root] = true
	for _, r := range conf.Settings.Own {
		if err := t.examples(r, conf); err != nil {
			return err
		}
	}
	return t.below(filepath.Join(root, "testdata"), conf)
}

// below tests every folder of fixtures in a folder, which need not exist.
func (t *trial) below(dir string, conf *config.Config) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: %w", t.shower.path(dir), folder.Cause(err))
	}
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			own, dir := conf, filepath.Join(dir, e.Name())
			if _, err := os.Lstat(filepath.Join(dir, folder.ConfigName)); err == nil {
				if own, err = configure(t.cmd, dir, t.shower.path); err != nil {
					return err
				}
			}
			if err := t.fixtures(dir, own); err != nil {
				return err
			}
		}
	}
	return nil
}

// examples tests the bad and the good example of a rule.
func (t *trial) examples(r *rules.Rule, conf *config.Config) error {
	if r.Bad == "" && r.Good == "" {
		t.add("?", r.Name, "no examples", nil)
		return nil
	}
	var wrong, has []string
	for _, example := range []struct{ name, text string }{{"bad", r.Bad}, {"good", r.Good}} {
		if example.text == "" {
			continue
		}
		has = append(has, example.name)
		findings, _, err := runOver(t.cmd.Context(), conf, r, facts.Options{Overlay: map[string][]byte{example.name + ".toml": []byte(example.text)}})
		if err != nil {
			return err
		}
		if example.name == "bad" && !slices.ContainsFunc(findings, func(f rules.Finding) bool { return f.Rule == r }) {
			wrong = append(wrong, "the rule is silent on its bad example")
		}
		for _, f := range findings {
			if example.name == "good" || f.Rule != r {
				pos := f.Place.File.Lines().Position(f.Place.Span.Start)
				wrong = append(wrong, fmt.Sprintf("%s example, %d:%d: not wanted: %s: %s", example.name, pos.Line, pos.Column, f.Rule.Name, f.Message))
			}
		}
	}
	t.add("", r.Name, strings.Join(has, ", "), wrong)
	return nil
}

// runOver runs the rules over facts as the base does, the rule on, unless nil,
// switched on.
func runOver(ctx context.Context, conf *config.Config, on *rules.Rule, o facts.Options) ([]rules.Finding, *facts.Base, error) {
	o.Records, o.Vocabulary, o.LocalClock = conf.Records, conf.Vocabulary, conf.LocalClock
	base, err := facts.Load(ctx, o)
	if err != nil {
		return nil, nil, shownError(err)
	}
	for _, err := range base.Unread {
		return nil, nil, shownError(err)
	}
	s := conf.Settings
	if on != nil {
		s.Overrides = nil
		s.Rules = maps.Clone(s.Rules)
		if s.Rules == nil {
			s.Rules = map[string]engine.Setting{}
		}
		s.Rules[on.Name] = engine.Setting{Severity: on.Severity}
	}
	result, err := engine.Run(ctx, base, s)
	if err != nil {
		return nil, nil, err
	}
	return result.Findings, base, nil
}

// fixtures tests a folder in which comments say what is wanted.
func (t *trial) fixtures(dir string, conf *config.Config) error {
	if t.done[dir] {
		return nil
	}
	t.done[dir] = true
	findings, base, err := runOver(t.cmd.Context(), conf, nil, facts.Options{Files: disk.Files{}, Root: dir})
	if err != nil {
		return err
	}
	if len(base.Files) == 0 {
		return fmt.Errorf("%s: holds no fact files", t.shower.path(dir))
	}
	wrong, wants := want.Differences(base, findings, func(f *facts.File, offset uint32) string {
		pos := f.Lines().Position(offset)
		return fmt.Sprintf("%s:%d:%d", t.shower.path(filepath.Join(dir, filepath.FromSlash(f.Path))), pos.Line, pos.Column)
	})
	t.add("", t.shower.path(dir), fmt.Sprintf("%d wanted", wants), wrong)
	return nil
}

// add notes what became of one test.
func (t *trial) add(mark, name, what string, wrong []string) {
	switch {
	case len(wrong) > 0:
		mark, t.failed = "FAIL", true
	case mark == "":
		mark = "ok"
	}
	t.lines = append(t.lines, fmt.Sprintf("%-4s  %s (%s)", mark, report.Visible(name), what))
	for _, w := range wrong {
		t.lines = append(t.lines, "    "+report.Visible(w))
	}
}
