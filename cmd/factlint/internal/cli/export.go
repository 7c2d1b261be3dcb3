package cli

import (
	"fmt"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/convert"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/wording"
)

func newExport() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "export [PATH]",
		Short: "Write the facts of a base as JSON lines, for other programs",
		Long: `export writes every fact of the base that the path belongs to as a line of JSON: its
kind, its file and line, and its fields with those that it takes from [defaults].
factlint convert turns such lines into facts again. Files are named from the folder of the
base, wherever export is run; where several bases lie below a folder, from that.

It exits with 1 when values with errors of their own had to be left out.`,
		Example: "  factlint export\n  factlint export --base facts --output facts.jsonl",
		Args:    atMostOne("the path of one base", "factlint export facts"),
		RunE: func(cmd *cobra.Command, args []string) error {
			path := basePath(cmd)
			if len(args) > 0 {
				if cmd.Flags().Changed("base") {
					return fmt.Errorf("export takes its base by --base or as %s, not both", wording.QuoteCut(args[0], 60))
				}
				path = args[0]
			}
			return runExport(cmd, path, output)
		},
	}
	addBase(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to this `FILE`")
	return cmd
}

func runExport(cmd *cobra.Command, path, output string) error {
	c := newReading(cmd)
	bases, err := c.load(path)
	if err != nil {
		return err
	}
	top, _, err := folder.Root(disk.Files{}, path)
	if err != nil {
		return baseError(cmd, err)
	}
	err = writeOutput(cmd, output, func(w io.Writer) error {
		for _, b := range bases {
			dir, err := filepath.Rel(top, b.target.root)
			if err == nil {
				err = convert.Export(w, b.Base, filepath.ToSlash(dir))
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	wrong := 0
	for _, b := range bases {
		for _, f := range b.Files {
			wrong += len(f.Problems)
		}
	}
	switch {
	case c.failed:
		return errReported
	case wrong > 0:
		fmt.Fprintf(cmd.ErrOrStderr(), "factlint: %s could not be read and %s left out; factlint check shows where\n", wording.Count(wrong, "value"), map[bool]string{true: "is", false: "are"}[wrong == 1])
		return errFindings
	}
	return nil
}
