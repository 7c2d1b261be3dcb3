package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/convert"
	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

type convertFlags struct {
	mapping  string
	from     string
	output   string
	comments bool
}

func newConvert() *cobra.Command {
	var f convertFlags
	cmd := &cobra.Command{
		Use:   "convert FILE",
		Short: "Turn records in CSV, JSON or YAML into facts",
		Long: `convert turns records into facts of the kinds of the base in this folder, by a
mapping: a file that says which facts a record makes and from where in it their
fields come, or one that factlint brings along: ` + strings.Join(convert.ShippedNames(), ", ") + `. Without one it
reads what factlint export writes. FILE is - for standard input.

It exits with 1 when something did not fit; each such value is told with its
line, and written as it is. A column that a mapping of your own names and the
table does not have is told too.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("convert takes one file of records, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runConvert(cmd, &f, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.mapping, "mapping", "m", "", "the `MAPPING`: a file, or "+strings.Join(convert.ShippedNames(), " or "))
	flags.StringVar(&f.from, "from", "", "the `FORMAT` of the records: "+strings.Join(convert.FormatNames, ", ")+" (default: by the ending of the file)")
	flags.StringVarP(&f.output, "output", "o", "", "write to this `FILE`, which must not exist")
	flags.BoolVar(&f.comments, "comments", false, "put before each fact the line it comes from")
	completeWith(cmd, "from", convert.FormatNames)
	return cmd
}

func runConvert(cmd *cobra.Command, f *convertFlags, name string) error {
	if f.from != "" {
		if err := oneOf("from", f.from, convert.FormatNames...); err != nil {
			return err
		}
	}
	conf, err := configHere(cmd)
	if err != nil {
		return err
	}
	o := convert.Options{Vocabulary: conf.Vocabulary, Format: f.from, Comments: f.comments}
	if f.mapping != "" {
		if o.Mapping, err = readMapping(cmd, f.mapping, conf.Vocabulary); err != nil {
			return err
		}
	}
	src, err := readRecords(cmd, name)
	if err != nil {
		return fmt.Errorf("%s: %w", name, cause(err))
	}
	result, err := convert.Convert(cmd.Context(), filepath.ToSlash(name), src, o)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := writeNew(cmd, f.output, result.Text); err != nil {
		return err
	}
	for _, p := range result.Problems {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s:%d: %s\n", report.Visible(name), p.Line, report.Visible(p.Message))
	}
	if err := tellAbsent(cmd, f.mapping, result.Absent); err != nil {
		return err
	}
	if f.output != "" {
		fmt.Fprintf(cmd.OutOrStdout(), "wrote %s, %s\n", report.Visible(f.output), counted(result.Facts, "fact"))
	}
	if len(result.Problems) > 0 {
		return errFindings
	}
	return nil
}

// tellAbsent tells which columns a mapping names in vain. Those that factlint
// brings along name some that need not be there.
func tellAbsent(cmd *cobra.Command, mapping string, absent []declaration.Mistake) error {
	if _, shipped := convert.Shipped(mapping); shipped || len(absent) == 0 {
		return nil
	}
	src, err := os.ReadFile(mapping)
	if err != nil {
		return fmt.Errorf("--mapping: %s: %w", mapping, cause(err))
	}
	lines := toml.NewLines(src)
	for _, m := range absent {
		at := lines.Position(m.Span.Start)
		fmt.Fprintf(cmd.ErrOrStderr(), "%s:%d:%d: %s\n", report.Visible(mapping), at.Line, at.Column, report.Visible(m.Message))
	}
	return nil
}

// writeNew writes a text to standard output, or to a file that is not there yet.
func writeNew(cmd *cobra.Command, name, text string) error {
	if name == "" {
		_, err := io.WriteString(cmd.OutOrStdout(), text)
		return err
	}
	if err := outfile.Create(cmd.Context(), outfile.WorkingDirectory(), name, text); err != nil {
		return fmt.Errorf("--output %s: %w", name, cause(err))
	}
	return nil
}

func readRecords(cmd *cobra.Command, name string) ([]byte, error) {
	if name == "-" {
		return readBounded(cmd.InOrStdin())
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readBounded(f)
}

func readBounded(r io.Reader) ([]byte, error) {
	src, err := io.ReadAll(io.LimitReader(r, facts.MaxFileSize+1))
	if err == nil && len(src) > facts.MaxFileSize {
		err = fmt.Errorf("has more than %d MB; split it", facts.MaxFileSize>>20)
	}
	return src, err
}

// readMapping reads a mapping that factlint brings along, or a file.
func readMapping(cmd *cobra.Command, name string, v *vocabulary.Vocabulary) (*convert.Mapping, error) {
	src, ok := convert.Shipped(name)
	if !ok {
		var err error
		if src, err = os.ReadFile(name); err != nil {
			if errors.Is(err, os.ErrNotExist) && !strings.Contains(name, ".") {
				hint := "factlint brings along " + strings.Join(convert.ShippedNames(), " and ")
				if near := wording.Nearest(name, slices.Values(convert.ShippedNames())); near != "" {
					hint = "did you mean " + near + "?"
				}
				return nil, fmt.Errorf("--mapping: there is no file %s; %s", wording.QuoteCut(name, 200), hint)
			}
			return nil, fmt.Errorf("--mapping: %s: %w", name, cause(err))
		}
	}
	m, mistakes := convert.ParseMapping(src, v)
	if len(mistakes) > 0 {
		return nil, tellMistakes(cmd, name, src, mistakes)
	}
	return m, nil
}

func newExport() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "export [DIR]",
		Short: "Write the facts of a base as JSON lines, for other programs",
		Long: `export writes every fact of the base that the folder belongs to, the working
directory without one, as a line of JSON: its kind, its file and line, and its
fields with those that it takes from [defaults]. factlint convert turns such
lines into facts again.

It exits with 1 when values with errors of their own had to be left out.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return runExport(cmd, dir, output)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", "write to this `FILE`")
	return cmd
}

func runExport(cmd *cobra.Command, dir, output string) error {
	t, conf, err := baseAt(cmd, dir)
	if err != nil {
		return err
	}
	show := newShower().path
	base, err := t.load(cmd.Context(), conf, facts.Options{})
	if err != nil {
		return err
	}
	w := cmd.OutOrStdout()
	if output != "" {
		err := outfile.Write(cmd.Context(), outfile.WorkingDirectory(), output, func(w io.Writer) error { return convert.Export(w, base) })
		if err != nil {
			return fmt.Errorf("--output %s: %w", output, cause(err))
		}
	} else if err := convert.Export(w, base); err != nil {
		return err
	}
	wrong := 0
	for _, f := range base.Files {
		wrong += len(f.Problems)
	}
	for _, err := range base.Unread {
		fmt.Fprintf(cmd.ErrOrStderr(), "factlint: %s: %s\n", report.Visible(show(pathOf(err))), report.Visible(cause(err).Error()))
	}
	switch {
	case len(base.Unread) > 0:
		return errTold
	case wrong > 0:
		fmt.Fprintf(cmd.ErrOrStderr(), "factlint: %s could not be read and %s left out; factlint check shows where\n", counted(wrong, "value"), map[bool]string{true: "is", false: "are"}[wrong == 1])
		return errFindings
	}
	return nil
}
