// Package cli is factlint as people meet it on the command line: one file per
// command. It decides what is read and what is printed; what is true is the
// business of packages facts and rules.
package cli

import (
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

	"github.com/factlint/factlint/cmd/factlint/internal/report"
)

// The exit statuses.
const (
	exitClean    = 0 // nothing at or above --fail-on
	exitFindings = 1
	exitFailure  = 2 // wrong usage or configuration, or something could not be read or written
)

// errFindings ends a command whose findings are printed.
var errFindings = errors.New("findings")

// errTold ends a command that has said already what failed.
var errTold = errors.New("told")

// Main runs factlint with the arguments after the program's name and returns
// the exit status.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	root := newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	switch err := root.ExecuteContext(ctx); {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings):
		return exitFindings
	case errors.Is(err, errTold):
		return exitFailure
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(stderr, "factlint: interrupted")
		return exitFailure
	default:
		complain(stderr, err)
		return exitFailure
	}
}

// complain prints an error as one line that no path or value in it can break.
func complain(w io.Writer, err error) {
	for line := range strings.Lines(strings.TrimSpace(err.Error())) {
		fmt.Fprintf(w, "factlint: %s\n", report.Visible(strings.TrimRight(line, "\n")))
	}
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:   "factlint",
		Short: "Check facts kept in TOML files: find those that cannot all be true",
		Long: `factlint checks facts kept in TOML files in git. It finds those that cannot
all be true, names every place involved, and says what to change.

An error is a proof: no reading of imprecise or missing dates makes the facts agree.`,
		Version:       version(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate("factlint {{.Version}}\n")
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w\n%s --help lists the flags", err, cmd.CommandPath())
	})
	root.AddCommand(newCheck(), newTimeline(), newRules(), newExplain(), newShow())
	return root
}

// version returns the version that the program was built as.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	v := info.Main.Version
	if v == "" || v == "(devel)" {
		v = "devel"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && v == "devel" {
			v += " " + s.Value[:min(12, len(s.Value))]
		}
	}
	return v
}
