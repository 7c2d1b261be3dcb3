// Package cli is factlint as people meet it on the command line: one file per
// command. It decides what is read and what is printed; what is true is the
// business of packages facts and rules. The exit status is 0 when nothing was found, 1
// with findings and 2 when something failed, whatever the command.
package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/mod/module"

	"github.com/factlint/factlint/cmd/factlint/internal/manual"
	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/wording"
)

// The exit statuses.
const (
	exitClean    = 0 // nothing at or above --fail-on
	exitFindings = 1
	exitFailure  = 2 // wrong usage or configuration, or something could not be read or written
)

// exitWords words the exit statuses for the manual page.
var exitWords = [...]string{
	exitClean:    "Nothing at or above --fail-on was found.",
	exitFindings: "Something was.",
	exitFailure:  "The usage or the configuration is wrong, or something could not be read or written.",
}

// errFindings ends a command whose findings are printed.
var errFindings = errors.New("findings")

// errAbandoned ends a language server whose client went away.
var errAbandoned = errors.New("abandoned")

// errReported ends a command that has said already what failed.
var errReported = errors.New("reported")

// Main runs factlint with the arguments after the program's name and returns
// the exit status.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	interrupts := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as nohup has it
		interrupts = append(interrupts, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), interrupts...)
	defer stop()
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	out := &outlet{Writer: stdout}
	root.SetOut(out)
	root.SetErr(stderr)
	done := make(chan error, 1)
	go func() { done <- root.ExecuteContext(ctx) }()
	var err error
	select {
	case err = <-done:
	case <-ctx.Done():
		// A rule on a large base does not look at the context often; who
		// interrupts does not want to wait for it.
		err = ctx.Err()
		outfile.Interrupted()
	}
	if full := folder.Cause(out.err); full != nil && (err == nil || errors.Is(err, errFindings) || errors.Is(err, full)) {
		err = fmt.Errorf("standard output: %w", full)
	}
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings), errors.Is(err, errAbandoned):
		return exitFindings
	case errors.Is(err, errReported):
		return exitFailure
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "factlint: interrupted")
		return exitFailure
	default:
		complain(stderr, err)
		return exitFailure
	}
}

// outlet is standard output. It keeps the first error, which a help page or a
// list that nobody could read ends with too.
type outlet struct {
	io.Writer
	err error
}

func (o *outlet) Write(p []byte) (int, error) {
	n, err := o.Writer.Write(p)
	if o.err == nil {
		o.err = err
	}
	return n, err
}

// complain prints each of the errors joined in err as one line that no path
// or value in it can break.
func complain(w io.Writer, err error) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, one := range joined.Unwrap() {
			complain(w, one)
		}
		return
	}
	fmt.Fprintf(w, "factlint: %s\n", report.Visible(strings.TrimSpace(err.Error())))
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "factlint",
		Short: "Check facts kept in TOML files: find those that cannot all be true",
		Long: `factlint checks facts kept in TOML files in git. It finds those that cannot
all be true, names every place involved, and says what to change.

An error is a proof: no reading of imprecise or missing dates makes the facts agree.`,
		Example:       "  factlint init\n  factlint check\n  factlint explain dates",
		Version:       versionAndCommit(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noSuchCommand,

		SuggestionsMinimumDistance: 2,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate("factlint {{.Version}}\n")
	root.SetFlagErrorFunc(wrongFlag)
	root.SetHelpFunc(showHelp)
	root.AddCommand(
		newCheck(),
		newCompletion(),
		newConvert(),
		newExplain(),
		newExport(),
		newInit(),
		newList(),
		newLSP(),
		newMan(),
		newNew(),
		newRules(),
		newSchema(),
		newShow(),
		newTest(),
		newTimeline(),
	)
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() == "help" {
			c.Long, c.Example = "help prints what --help of a command prints.", "  factlint help check"
		}
	}
	return root
}

// showHelp prints what there is to say of a command, as wide as the terminal is.
func showHelp(cmd *cobra.Command, _ []string) {
	w := cmd.OutOrStdout()
	_, _ = io.WriteString(w, manual.Wrap(cmd.Long+"\n\n"+cmd.UsageString(), pageWidth(w))) // outlet keeps the error
}

// takes words the types of flags whose values can be wrong.
var takes = map[string]string{"int": "a whole number", "bool": "true or false", "names": "names of rules or groups"}

// noSuchCommand refuses the arguments of factlint itself.
func noSuchCommand(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := "factlint --help lists the commands"
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		hint = "did you mean " + near[0] + "?"
	} else if _, err := os.Lstat(args[0]); err == nil {
		hint = "to check a file or folder write factlint check PATH"
	}
	return fmt.Errorf("unknown command %s; %s", wording.QuoteCut(args[0], 60), hint)
}

// arguments takes so many arguments, and says what the command takes otherwise.
func arguments(least, most int, otherwise string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < least || len(args) > most {
			return errors.New(otherwise)
		}
		return nil
	}
}

// nothingMore refuses arguments that a command does not take.
func nothingMore(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fmt.Errorf("%s takes no names, and not %s; factlint %[1]s --help shows what it takes", cmd.Name(), wording.QuoteCut(args[0], 60))
}

// atMostOne takes one argument, what it is called in words, or none.
func atMostOne(words, example string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) > 1 {
			return fmt.Errorf("%s takes %s, not %d: %s", cmd.Name(), words, len(args), example)
		}
		return nil
	}
}

// wrongFlag words what the flags of a command do not take.
func wrongFlag(cmd *cobra.Command, err error) error {
	help := cmd.CommandPath() + " --help lists the flags"
	switch e := err.(type) {
	case *pflag.InvalidValueError:
		return fmt.Errorf("--%s takes %s, not %s", e.GetFlag().Name, takes[e.GetFlag().Value.Type()], wording.QuoteCut(e.GetValue(), 60))
	case *pflag.ValueRequiredError:
		name, _ := pflag.UnquoteUsage(e.GetFlag())
		return fmt.Errorf("--%s needs a value: --%[1]s %s; %s --help shows more", e.GetFlag().Name, strings.ToUpper(cmp.Or(name, "value")), cmd.CommandPath())
	case *pflag.NotExistError:
		name := e.GetSpecifiedName()
		if shorts := e.GetSpecifiedShortnames(); shorts != "" {
			return fmt.Errorf("unknown flag: -%s; %s", name, help)
		}
		near := wording.Nearest(name, func(yield func(string) bool) {
			more := true
			cmd.Flags().VisitAll(func(f *pflag.Flag) { more = more && (f.Hidden || yield(f.Name)) })
		})
		if near != "" {
			return fmt.Errorf("unknown flag: --%s; did you mean --%s?", name, near)
		}
		return fmt.Errorf("unknown flag: --%s; %s", name, help)
	}
	return fmt.Errorf("%w; %s", err, help)
}

// release is the version of a release, such as 1.2.0, set by the linker:
//
//	-ldflags "-X github.com/factlint/factlint/cmd/factlint/internal/cli.release=1.2.0"
var release string

// version returns the version that the program was built as: that of a
// release, or "devel" with the commit.
func version() string {
	info, _ := debug.ReadBuildInfo()
	return versionOf(release, info)
}

// versionAndCommit is version with the commit that a release was built from, where
// that is known.
func versionAndCommit() string {
	info, _ := debug.ReadBuildInfo()
	v := versionOf(release, info)
	if commit := commitOf(info); commit != "" && !strings.Contains(v, commit) {
		v += " (" + commit + ")"
	}
	return v
}

// setting returns what the program was built with, "" when that is not known.
func setting(info *debug.BuildInfo, key string) string {
	if info != nil {
		for _, s := range info.Settings {
			if s.Key == key {
				return s.Value
			}
		}
	}
	return ""
}

// commitOf returns the beginning of the hash of the commit; "" when it is not known.
func commitOf(info *debug.BuildInfo) string {
	commit := setting(info, "vcs.revision")
	if commit == "" && info != nil { // of go install …@main
		v, _ := strings.CutSuffix(info.Main.Version, "+dirty")
		commit, _ = module.PseudoVersionRev(v)
	}
	return commit[:min(12, len(commit))]
}

// versionOf words the version: 1.2.0 for a release, whether the linker or the
// module system says so, and else what is known of the commit: "devel
// 1a2b3c4d5e6f (modified)", where modified means that what was built differs
// from the commit.
func versionOf(release string, info *debug.BuildInfo) string {
	if release != "" {
		return strings.TrimPrefix(release, "v")
	}
	if info == nil {
		return "unknown"
	}
	v, dirty := strings.CutSuffix(info.Main.Version, "+dirty")
	modified := dirty || setting(info, "vcs.modified") == "true"
	if v != "" && v != "(devel)" && !modified && !module.IsPseudoVersion(v) {
		return strings.TrimPrefix(v, "v")
	}
	out := "devel"
	if commit := commitOf(info); commit != "" {
		out += " " + commit
	}
	if modified {
		out += " (modified)"
	}
	return out
}
