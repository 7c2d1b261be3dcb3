package cli

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/factlint/factlint/facts/wording"
)

// nothingMore refuses arguments that a command does not take.
func nothingMore(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return fmt.Errorf("%s takes no names, and not %s; factlint %[1]s --help tells what it takes", cmd.Name(), wording.QuoteCut(args[0], 60))
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
		return fmt.Errorf("--%s needs a value: --%[1]s %s; %s --help tells more", e.GetFlag().Name, strings.ToUpper(cmp.Or(name, "value")), cmd.CommandPath())
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
