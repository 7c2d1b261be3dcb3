// Package cli is factlint as people meet it on the command line: one file per
// command. It decides what is read and what is printed; what is true is the
// business of packages facts and rules.
package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts/wording"
)

// The exit statuses.
const (
	exitClean    = 0 // nothing at or above --fail-on
	exitFindings = 1
	exitFailure  = 2 // wrong usage or configuration, or something could not be read or written
)

// errFindings ends a command whose findings are printed.
var errFindings = errors.New("findings")

// errAbandoned ends a language server whose client went away.
var errAbandoned = errors.New("abandoned")

// errTold ends a command that has said already what failed.
var errTold = errors.New("told")

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
	if full := cause(out.err); full != nil && (err == nil || errors.Is(err, errFindings) || errors.Is(err, full)) {
		err = fmt.Errorf("standard output: %w", full)
	}
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, errFindings), errors.Is(err, errAbandoned):
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
		Version:       versionAndCommit(),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noSuchCommand,

		SuggestionsMinimumDistance: 2,
		RunE:                       func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetVersionTemplate("factlint {{.Version}}\n")
	root.SetFlagErrorFunc(wrongFlag)
	wrapHelp()
	root.SetUsageTemplate(strings.ReplaceAll(root.UsageTemplate(), ".FlagUsages", " | flagUsages"))
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
	return root
}

// wrapHelp lets the help on flags break between words.
var wrapHelp = sync.OnceFunc(func() {
	cobra.AddTemplateFunc("flagUsages", func(flags *pflag.FlagSet) string {
		return flags.FlagUsagesWrapped(cmp.Or(widthOf(os.Stdout), helpWidth))
	})
})

// helpWidth is the number of cells in a line of the help on flags, where nothing tells
// how wide the terminal is.
const helpWidth = 100

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
