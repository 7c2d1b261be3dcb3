package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/schema"
)

func newSchema() *cobra.Command {
	var forConfig bool
	var output string
	cmd := &cobra.Command{
		Use:   "schema",
		Short: "Print a JSON Schema of fact files, or of factlint.toml",
		Long: `schema prints a JSON Schema of the fact files of the base, with the kinds that it
declares itself; with --config one of factlint.toml. Taplo,
Tombi and the TOML extensions of editors complete and explain by it.

A fact file names its schema in its first line: #:schema ./facts.schema.json`,
		Example: "  factlint schema --output facts.schema.json\n  factlint schema --config",
		Args:    nothingMore,
		RunE: func(cmd *cobra.Command, _ []string) error {
			var text []byte
			if forConfig {
				s := nearestOrDefault(cmd).Settings
				text = schema.Config(s.All())
			} else {
				_, c, err := theBase(cmd)
				if err != nil {
					return err
				}
				text = schema.Facts(c.Vocabulary)
			}
			return writeOutput(cmd, output, func(w io.Writer) error { _, err := w.Write(text); return err })
		},
	}
	addBase(cmd)
	cmd.Flags().BoolVar(&forConfig, "config", false, "print the schema of factlint.toml")
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to this `FILE`")
	return cmd
}
