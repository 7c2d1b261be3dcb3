package cli

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/manual"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
)

func newMan() *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "Print the manual page",
		Long: `man prints the manual page of factlint, made from the same words as --help, in
the language of man.`,
		Example: "  factlint man >factlint.1\n  factlint man | man -l -",
		Args:    arguments(0, 0, "man takes no names; it prints one page on all commands"),

		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			info, _ := debug.ReadBuildInfo()
			_, err := io.WriteString(cmd.OutOrStdout(), manual.Man(cmd.Root(), version(), builtOn(info), exitWords[:]))
			return err
		},
	}
}

// builtOn returns the day of the commit that the program was built from, as
// 2022-05-13; "" when it is not known. The day of the build itself would make
// two builds of one commit differ.
func builtOn(info *debug.BuildInfo) string {
	day, _, _ := strings.Cut(setting(info, "vcs.time"), "T")
	return day
}

var shells = []string{"bash", "zsh", "fish", "powershell"}

// newCompletion takes the place of cobra's own command, which answers the name
// of a shell that it does not know with help and exit status 0.
func newCompletion() *cobra.Command {
	return &cobra.Command{
		Use:   "completion SHELL",
		Short: "Print the completion script for a shell: " + wording.Or(shells),
		Long: `completion prints the script by which a shell completes the commands, flags,
rules and kinds of factlint. The shell reads it when it starts from where the examples put it; that
for bash needs the package bash-completion.`,
		Example: `  factlint completion bash >~/.local/share/bash-completion/completions/factlint
  factlint completion zsh >"${fpath[1]}/_factlint"
  factlint completion fish >~/.config/fish/completions/factlint.fish
  factlint completion powershell >>$PROFILE`,
		ValidArgs: shells,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("completion takes the name of one shell: " + wording.Or(shells))
			}
			if !slices.Contains(shells, args[0]) {
				return fmt.Errorf("there is no completion for %s, only for %s", wording.QuoteCut(args[0], 60), wording.Or(shells))
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root, w := cmd.Root(), cmd.OutOrStdout()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(w, true)
			case "zsh":
				return root.GenZshCompletion(w)
			case "fish":
				return root.GenFishCompletion(w, true)
			default:
				return root.GenPowerShellCompletionWithDesc(w)
			}
		},
	}
}

// completeWith completes the values of a flag.
func completeWith(cmd *cobra.Command, flag string, values []string) {
	complete(cmd, flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}

// completeRules completes names of rules and groups, after a comma too.
func completeRules(cmd *cobra.Command, flag string) {
	complete(cmd, flag, func(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		before := typed[:strings.LastIndexByte(typed, ',')+1]
		s := nearestOrDefault(cmd).Settings
		var out []string
		for _, name := range s.All().Names() {
			out = append(out, before+name)
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	})
}

func complete(cmd *cobra.Command, flag string, with cobra.CompletionFunc) {
	if err := cmd.RegisterFlagCompletionFunc(flag, with); err != nil {
		panic(err) // the flag does not exist: a slip in the command
	}
}

// completeIDs completes ids of the facts in the base in which the folder given
// by the flag base lies.
func completeIDs(cmd *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
	cmd.SetErr(io.Discard) // a slip in the base is not shown in the middle of a command line
	bases, err := newReading(cmd).load(basePath(cmd))
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var out []cobra.Completion
	for _, b := range bases {
		for f := range b.All {
			// Shells expand what they are given: an id with a $ or a blank, which
			// is wrong anyway, must not reach one.
			if strings.HasPrefix(f.ID(), typed) && facts.IsID(f.ID()) {
				out = append(out, cobra.CompletionWithDesc(f.ID(), report.Visible(f.Label())))
			}
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}
