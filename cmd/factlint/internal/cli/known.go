package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/novelty"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// knownFlags are the flags of check that leave out what is known already.
type knownFlags struct {
	since string
	read  string // --baseline
	write string // --write-baseline
}

func (k *knownFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&k.since, "since", "", "report only what this git `REVISION` does not have: a branch, a tag, a hash or HEAD~1")
	flags.StringVar(&k.read, "baseline", "", "do not report what stands in this `FILE`, which --write-baseline has written")
	flags.StringVar(&k.write, "write-baseline", "", "write all findings to this `FILE`, for --baseline, and report none of them")
}

func (k *knownFlags) validate(flags *pflag.FlagSet) error {
	if !flags.Changed("write-baseline") {
		if flags.Changed("baseline") && k.read == "" {
			return errors.New("--baseline names no file")
		}
		return nil
	}
	switch {
	case k.write == "":
		return errors.New("--write-baseline names no file")
	case strings.HasSuffix(k.write, ".toml"):
		return fmt.Errorf("--write-baseline: %s would be a fact file; give it another ending, as in factlint-baseline.jsonl", k.write)
	}
	for _, other := range []struct{ flag, why string }{
		{"baseline", "it holds all findings anew"},
		{"since", "it holds all findings, not only new ones"},
		{"diff", "nothing is written with it"},
		{"stdin-filename", "it holds what is on disk"},
	} {
		if flags.Changed(other.flag) {
			return fmt.Errorf("--write-baseline: leave out --%s: %s", other.flag, other.why)
		}
	}
	return nil
}

// apart refuses a report that would be written over the baseline.
func (k *knownFlags) apart(outs []output) error {
	for _, o := range outs {
		for _, known := range []struct{ flag, file string }{{"baseline", k.read}, {"write-baseline", k.write}} {
			if known.file != "" && o.file != "" && filepath.Clean(o.file) == filepath.Clean(known.file) {
				return fmt.Errorf("--format %s=%s would write over the baseline of --%s; write to another file", o.format, o.file, known.flag)
			}
		}
	}
	return nil
}

// openBaseline reads the baseline that the flags name: the one that is to be left
// out, or the one that is to be written anew; nil for none.
func (k *knownFlags) openBaseline() (*novelty.Known, error) {
	switch {
	case k.write != "":
		return novelty.ReadKnown(k.write, true)
	case k.read != "":
		return novelty.ReadKnown(k.read, false)
	}
	return nil, nil
}

// past returns what the base had in the revision of --since, or that it is alike.
func (c *checking) past(ctx context.Context, t *target, base *facts.Base, now *config.Config) (past *engine.Past, alike bool, err error) {
	s := novelty.Since{
		Revision: c.flags.known.since, Root: t.root, Settings: c.plainSettings, Always: c.flags.fixing.on(), Jobs: c.flags.jobs,
		Shown: c.shower.path, Warn: func(line string) { c.warn("%s", line) },
	}
	return s.Past(ctx, base, now)
}

// collectKnown counts the findings of a base that are left out, and notes for
// the baseline what occurs.
func (c *checking) collectKnown(result *engine.Result, covers func(*rules.Finding) bool) {
	for _, list := range [][]rules.Finding{result.Findings, result.Before, result.Known} {
		if c.known != nil {
			c.known.Occurred(list)
		}
	}
	count := func(list []rules.Finding) (n int) {
		for i := range list {
			if covers(&list[i]) {
				n++
			}
		}
		return n
	}
	c.input.Before += count(result.Before)
	c.input.Baselined += count(result.Known)
}

// judges reports whether the run would have found an entry of a baseline if it
// still occurs: its rule ran, and its file lies in a base that was checked.
func (c *checking) judges(rule, file string) bool {
	group, _, _ := strings.Cut(rule, "-")
	named := func(names []string) bool { return slices.Contains(names, rule) || slices.Contains(names, group) }
	if len(c.flags.selected) > 0 && !named(c.flags.selected) || named(c.flags.ignored) {
		return false
	}
	for _, root := range c.roots {
		if _, ok := folder.Inside(root, file); ok {
			return true
		}
	}
	return false
}

// reportStale says how many entries of the baseline no longer occur.
func (c *checking) reportStale() {
	if c.known == nil || c.flags.known.write != "" || c.flags.quiet || c.failed {
		return
	}
	switch n := c.known.Stale(c.judges); {
	case n == 1:
		c.warn("1 entry of %s no longer occurs; write it anew with --write-baseline %[1]s", c.known.Name)
	case n > 1:
		c.warn("%d entries of %s no longer occur; write it anew with --write-baseline %[2]s", n, c.known.Name)
	}
}

// writeBaseline writes what was found as a baseline, and takes it out of the
// report.
func (c *checking) writeBaseline() error {
	if c.failed {
		c.warn("%s is not written, since something could not be read", c.known.Name)
		return nil
	}
	abs := func(f *rules.Finding) string {
		if f.Place.File == nil {
			return ""
		}
		return c.abs(f.Place.File)
	}
	stay, err := c.known.Write(c.cmd.Context(), c.input.Findings, abs, c.judges)
	if err != nil {
		return err
	}
	if !c.flags.quiet {
		beside := ""
		switch {
		case stay == 1:
			beside = ", beside 1 entry that stays"
		case stay > 1:
			beside = fmt.Sprintf(", beside %d entries that stay", stay)
		}
		c.warn("wrote %s to %s%s", wording.Count(len(c.input.Findings), "finding"), c.known.Name, beside)
	}
	c.input.Baselined += len(c.input.Findings)
	c.input.Findings = nil
	return nil
}

// warn prints a line beside the findings, such as what keeps the command from doing all it should.
func (c *checking) warn(format string, args ...any) {
	fmt.Fprintf(c.cmd.ErrOrStderr(), "factlint: %s\n", report.Visible(fmt.Sprintf(format, args...)))
}
