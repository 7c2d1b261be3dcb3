package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
)

// checkFlags are the flags of check.
type checkFlags struct {
	formats       []string
	selected      names
	ignored       names
	failOn        string
	stdinFilename string
	known         knownFlags
	statistics    bool
	quiet         bool
	color         string
	jobs          int
	fixing        fixFlags
}

func newCheck() *cobra.Command {
	var f checkFlags
	cmd := &cobra.Command{
		Use:   "check [PATH …]",
		Short: "Check the base that each path belongs to",
		Long: `check reads the whole base that each path belongs to (the working directory's
without one) and reports what it finds; naming files or folders inside a base
narrows the report to findings with any place in them.

With --since only findings that the base does not have in that revision of git are
reported, at the side that has changed. For a pull request the revision is the
point at which the branch left: --since "$(git merge-base origin/main HEAD)".

A base that begins with many findings can put them into a baseline: with
--baseline FILE only others are reported, and --write-baseline FILE writes it
anew, with entries left as they are that the PATHs, --select and --ignore keep
out of the report.

--fix applies the fixes that are certain, checks the result and goes on until it
stays as it is. A fix belongs to its finding: naming files narrows what is fixed
to what would be reported, wherever the edits stand. A fix that brings an error
is left out, and so is one in a file that cannot be written. With
--stdin-filename no file is written, and only that one is mended.

It exits with 0 when nothing at or above --fail-on was found, 1 when something
was, and 2 when the usage or configuration is wrong or something cannot be read.

--format repeats, and FORMAT=FILE writes to a file (- is standard output), so that
one run can print findings and write what is uploaded. The formats for code hosts and
build servers name files from the top of the repository, the others from the working
directory. The formats are

` + strings.Join(formatSummaries("  %-10s  %s"), "\n"),
		Example: "  factlint check\n  factlint check --base facts presidency.toml\n  factlint check --since origin/main --format github --format sarif=factlint.sarif",
		RunE:    func(cmd *cobra.Command, args []string) error { return runCheck(cmd, &f, args) },
	}
	addBase(cmd)
	flags := cmd.Flags()
	flags.StringArrayVar(&f.formats, "format", nil, "print findings as `FORMAT`, or write them to a file with FORMAT=FILE; repeatable (default text)")
	flags.Var(&f.selected, "select", "run only the rules or groups with these `NAMES`, those that are off too; commas or repeated")
	flags.Var(&f.ignored, "ignore", "do not run the rules or groups with these `NAMES`")
	flags.StringVar(&f.failOn, "fail-on", "error", "least `SEVERITY` that makes the exit status 1: error, warning or never")
	flags.StringVar(&f.stdinFilename, "stdin-filename", "", "read standard input in place of the file of the base at this `PATH`")
	f.known.add(flags)
	flags.BoolVar(&f.statistics, "statistics", false, "print a count for each rule")
	flags.BoolVarP(&f.quiet, "quiet", "q", false, "print findings without drawings, and nothing when there are none")
	flags.StringVar(&f.color, "color", "auto", "use colours: `WHEN` is auto, always or never")
	flags.IntVarP(&f.jobs, "jobs", "j", 0, "work on `N` files at once (default: one for each processor)")
	f.fixing.add(flags)
	completeWith(cmd, "format", formatSummaries("%s\t%s"))
	completeRules(cmd, "select")
	completeRules(cmd, "ignore")
	completeWith(cmd, "fail-on", []string{"error", "warning", "never"})
	completeWith(cmd, "color", []string{"auto", "always", "never"})
	return cmd
}

// validate checks the values of flags.
func (f *checkFlags) validate() error {
	if err := oneOf("fail-on", f.failOn, "error", "warning", "never"); err != nil {
		return err
	}
	if err := oneOf("color", f.color, "auto", "always", "never"); err != nil {
		return err
	}
	if f.jobs < 0 {
		return fmt.Errorf("--jobs is a number of files, not %d", f.jobs)
	}
	return nil
}

// checkNames holds the names given to --select and --ignore against the rules
// of all the bases that are checked: one may be a rule of only one of them.
func (f *checkFlags) checkNames(known rules.List) error {
	if err := config.CheckNames(f.selected, known); err != nil {
		return fmt.Errorf("--select: %w", err)
	}
	if err := config.CheckNames(f.ignored, known); err != nil {
		return fmt.Errorf("--ignore: %w", err)
	}
	return nil
}

func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	return fmt.Errorf("--%s is %s, not %s", flag, wording.Or(allowed), wording.QuoteCut(value, 60))
}

func runCheck(cmd *cobra.Command, f *checkFlags, paths []string) error {
	outs, err := outputs(f.formats)
	if err != nil {
		removeReports(outs)
		return err
	}
	if err := f.known.apart(outs); err != nil {
		return err
	}
	c := newReading(cmd)
	c.flags = f
	err = c.run(outs, paths)
	if !c.reported {
		removeReports(outs)
	}
	return err
}

// run checks, and writes the report.
func (c *checking) run(outs []output, paths []string) error {
	cmd, f := c.cmd, c.flags
	if err := errors.Join(f.validate(), f.fixing.validate(cmd.Flags()), f.known.validate(cmd.Flags())); err != nil {
		return err
	}
	in, err := f.standardInput(cmd)
	if err != nil {
		return err
	}
	ts, err := c.targets(paths, in)
	if err != nil {
		return err
	}
	c.stdin = in
	if c.known, err = f.known.openBaseline(); err != nil {
		return err
	}
	setCollector()
	err = c.all(cmd.Context(), ts)
	if err == nil {
		err = c.fixAll(cmd.Context())
	}
	c.progress.end()
	if errors.Is(err, errReported) && len(c.input.Misconfigured) > 0 && !f.fixing.diff {
		return errors.Join(err, c.writeMistakes(outs))
	}
	if err != nil || f.fixing.diff {
		return err
	}
	if c.empty && c.input.Facts == 0 {
		return errReported
	}
	c.reportStale()
	if f.known.write != "" {
		if err := c.writeBaseline(); err != nil {
			return err
		}
	}
	if err := c.write(outs); err != nil {
		return err
	}
	switch {
	case c.failed, c.empty:
		return errReported
	case c.fails():
		return errFindings
	}
	return nil
}

// targets finds what to check: the bases of the paths, or that of --base, or that of
// the file that standard input stands for, or that of the working directory.
func (c *checking) targets(paths []string, in *stdinFile) ([]*target, error) {
	named := c.cmd.Flags().Changed("base")
	if len(paths) > 0 {
		ts, err := targets(paths)
		if err == nil && named {
			err = c.allIn(ts)
		}
		return ts, err
	}
	if in != nil && !named {
		return []*target{{root: in.root, within: map[string]string{in.abs: c.flags.stdinFilename}}}, nil
	}
	root, found, err := folder.Root(disk.Files{}, basePath(c.cmd))
	if err != nil {
		return nil, baseError(c.cmd, err)
	}
	return []*target{{root: root, named: named && !found}}, nil
}

// allIn says which of the paths that were given are not in the base of --base.
func (c *checking) allIn(ts []*target) error {
	root, _, err := folder.Root(disk.Files{}, basePath(c.cmd))
	if err != nil {
		return baseError(c.cmd, err)
	}
	for _, t := range ts {
		if _, ok := folder.Inside(root, t.root); !ok {
			return fmt.Errorf("--base: %s is not in the base in %s", t.shown(c.shower), c.shower.path(root))
		}
	}
	return nil
}
