package cli

import (
	"errors"
	"fmt"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/rules"
)

func newRules() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "rules",
		Short:   "List every rule with its severity and one line",
		Long:    "rules lists every rule with its severity and one line, those that the base declares itself too.",
		Example: "  factlint rules\n  factlint rules --base facts",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return errors.New("rules takes no names; factlint explain NAME explains a rule")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := nearestConfig(cmd)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			for _, r := range c.Settings.All() {
				severity := r.Severity.String()
				if r.Off {
					severity = rules.Off.String()
				}
				fmt.Fprintf(w, "%s\t%s\t%s\n", r.Name, severity, r.Summary)
			}
			return w.Flush()
		},
	}
	addBase(cmd)
	return cmd
}
