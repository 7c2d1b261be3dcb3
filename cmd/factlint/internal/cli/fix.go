package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"strings"

	"github.com/spf13/pflag"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/fix"
	"github.com/factlint/factlint/cmd/factlint/internal/fix/inplace"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
	"github.com/factlint/factlint/rules/slips"
)

// fixFlags are the flags of check about fixes.
type fixFlags struct {
	fix    bool
	diff   bool // wins over fix
	unsafe bool
}

func (m *fixFlags) add(flags *pflag.FlagSet) {
	flags.BoolVar(&m.fix, "fix", false, "apply the fixes that are certain and report what is left; with --stdin-filename print the text to standard output and findings to standard error")
	flags.BoolVar(&m.diff, "diff", false, "print what --fix would change as a unified diff and change nothing; the exit status is 1 when it is something")
	flags.BoolVar(&m.unsafe, "unsafe-fixes", false, "with --fix or --diff: take possible fixes too, which may not be what was meant")
}

// on reports whether anything is to be fixed.
func (m *fixFlags) on() bool { return m.fix || m.diff }

func (m *fixFlags) validate(flags *pflag.FlagSet) error {
	if m.unsafe && !m.on() {
		return errors.New("--unsafe-fixes goes with --fix or --diff")
	}
	if m.diff {
		for _, name := range []string{"format", "statistics", "fail-on"} {
			if flags.Changed(name) {
				return fmt.Errorf("--diff prints nothing but a diff; leave out --%s", name)
			}
		}
	}
	return nil
}

// fixing is a base whose findings are to be fixed.
type fixing struct {
	*checking
	target   *target
	config   *config.Config
	options  facts.Options
	settings engine.Settings
	first    fix.State
	locked   map[string]bool // files that cannot be written, by path in the base
}

// fixed counts what was fixed in all bases.
type fixed struct {
	findings, files   int
	refused, possible int // fixes that were not taken
	inPlace           int // findings in files that are not written to
}

// fixAll fixes the bases, once all of them are read: a mistake in the
// configuration of one must not leave half of the work done.
func (c *checking) fixAll(ctx context.Context) error {
	if !c.flags.fixing.on() {
		return nil
	}
	var sum fixed
	printed := false // the text of standard input
	for _, m := range c.fixings {
		o, err := m.fix(ctx)
		if err == nil && c.flags.known.write != "" {
			o.Result, err = engine.RunThrough(ctx, o.Base, m.settings)
		}
		c.progress.end()
		if err != nil {
			return err
		}
		sum.findings, sum.files, sum.refused = sum.findings+o.Fixed, sum.files+len(o.Changes), sum.refused+o.Refused
		covers := m.target.coverage(o.Base)
		for i := range o.Result.Findings {
			if f := &o.Result.Findings[i]; f.Fix != nil && !f.Fix.Safe && covers(f) {
				sum.possible++
			} else if f.Place.File.InPlace() && covers(f) {
				sum.inPlace++
			}
		}
		if c.flags.fixing.diff {
			err = m.print(o)
		} else {
			if err := c.collect(ctx, m.target, o.State, m.settings); err != nil {
				return err
			}
			if m.stdin() != "" {
				printed = true
				err = m.filter(o)
			}
		}
		if err != nil {
			return fmt.Errorf("standard output: %w", folder.Cause(err))
		}
	}
	if c.stdin != nil && !c.flags.fixing.diff {
		if !printed { // it is not part of the base, and passes as it is
			if err := c.pass(c.stdin.src); err != nil {
				return fmt.Errorf("standard output: %w", folder.Cause(err))
			}
		}
		c.cmd.SetOut(c.cmd.ErrOrStderr())
	}
	if !c.flags.quiet {
		c.reportFixed(sum)
	}
	switch {
	case !c.flags.fixing.diff:
		return nil
	case c.failed:
		return errReported
	case sum.files > 0:
		return errFindings
	}
	return nil
}

// fix fixes one base and writes its files, unless only the changes are wanted.
// Files that cannot be written are reported, and it is fixed without them.
func (m *fixing) fix(ctx context.Context) (*fix.Outcome, error) {
	fixer := fix.Fixer{Check: func(texts map[string][]byte) (fix.State, error) { return m.check(ctx, texts) }, May: m.may}
	for {
		o, err := fixer.Fix(m.first)
		if err != nil || m.flags.fixing.diff || m.stdin() != "" || len(o.Changes) == 0 {
			return o, err
		}
		failed := inplace.Write(ctx, m.target.root, o.Changes)
		if len(failed) == 0 {
			return o, nil
		}
		for _, err := range failed {
			path := folder.PathOf(err)
			if path == "" || m.locked[path] {
				return nil, errors.Join(failed...)
			}
			if m.locked == nil {
				m.locked = map[string]bool{}
			}
			m.locked[path], m.failed = true, true
			m.progress.end()
			m.warn("%s: %v", m.shownPath(path), folder.Cause(err))
		}
	}
}

func (m *fixing) check(ctx context.Context, texts map[string][]byte) (fix.State, error) {
	o := m.options
	o.Overlay = map[string][]byte{}
	maps.Copy(o.Overlay, m.options.Overlay)
	maps.Copy(o.Overlay, texts)
	base, err := m.target.load(ctx, m.config, o)
	if err != nil {
		return fix.State{}, err
	}
	result, err := engine.Run(ctx, base, m.settings)
	if err == nil && m.flags.fixing.unsafe {
		err = slips.Propose(ctx, base, result, m.settings)
	}
	return fix.State{Base: base, Result: result}, err
}

// may returns which findings are fixed: those that are reported and whose fix
// is certain, wherever its edits are. With standard input it is the only file
// that is changed.
func (m *fixing) may(s fix.State) func(*rules.Finding) bool {
	covers, stdin, alone := m.target.coverage(s.Base), m.stdin(), m.checking.stdin != nil
	return func(f *rules.Finding) bool {
		if f.Fix == nil || !f.Fix.Safe && !m.flags.fixing.unsafe || !covers(f) {
			return false
		}
		for _, e := range f.Fix.Edits {
			if m.locked[e.File.Path] || alone && e.File.Path != stdin {
				return false
			}
		}
		return true
	}
}

func (m *fixing) shownPath(path string) string { return m.shower.path(m.target.at(path)) }

// stdin returns the path in the base of the file that standard input is
// for, "" when it stands for none.
func (m *fixing) stdin() string {
	for path := range m.options.Overlay {
		return path
	}
	return ""
}

// filter prints the text of standard input as it is fixed.
func (m *fixing) filter(o *fix.Outcome) error {
	text := m.checking.stdin.src
	for _, c := range o.Changes {
		text = c.New
	}
	return m.pass(text)
}

// pass prints a text to standard output: as it is, for that is what a filter is
// for, unless a terminal would act on it.
func (c *checking) pass(text []byte) error {
	w := c.cmd.OutOrStdout()
	if _, ok := terminal(w); ok {
		first := true
		for line := range strings.Lines(string(text)) {
			if _, err := io.WriteString(w, report.VisibleLine(line, first)); err != nil {
				return err
			}
			first = false
		}
		return nil
	}
	_, err := w.Write(text)
	return err
}

// print prints the changes as a diff.
func (m *fixing) print(o *fix.Outcome) error {
	for i := range o.Changes {
		path := m.shownPath(o.Changes[i].Path)
		exact, err := o.Changes[i].WriteDiff(m.cmd.OutOrStdout(), path)
		if err != nil {
			return err
		}
		if !exact {
			m.warn("%s: the diff shows characters as escapes that a terminal or a log would act on, and cannot be applied; --fix can", path)
		}
	}
	return nil
}

// reportFixed says how much was fixed, and what was not.
func (c *checking) reportFixed(sum fixed) {
	did := "fixed"
	if c.flags.fixing.diff {
		did = "would fix"
	}
	switch {
	case sum.findings > 0:
		c.warn("%s %s in %s", did, wording.Count(sum.findings, "finding"), wording.Count(sum.files, "file"))
	case c.flags.fixing.diff && !c.flags.quiet: // nothing else is printed then
		c.warn("nothing to change")
	}
	if sum.refused > 0 {
		c.warn("fixes left out because errors would come of them: %d", sum.refused)
	}
	if sum.inPlace > 0 {
		c.warn("findings in records, which belong to other programs and are not written to: %d", sum.inPlace)
	}
	if sum.possible > 0 && !c.flags.fixing.unsafe {
		c.warn("fixes left out because something else may be meant: %d; --unsafe-fixes takes them too", sum.possible)
	}
}
