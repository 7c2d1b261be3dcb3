package cli

import (
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/convert"
	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
)

type convertFlags struct {
	mapping  string
	from     string
	output   string
	comments bool
	unused   bool
	draft    bool
}

func newConvert() *cobra.Command {
	var f convertFlags
	cmd := &cobra.Command{
		Use:   "convert FILE…",
		Short: "Turn records in YAML, JSON or CSV into facts",
		Long: `convert turns records into facts of the kinds of the base, by a
mapping: a file that says which facts a record makes and from where in it their
fields come, or one that factlint ships: ` + strings.Join(mapping.ShippedNames(), ", ") + `.
Without --mapping it takes the one by which [[records]] of the base read the file,
or else what factlint export writes. FILE is a file, a glob in quotes such as
'data/**/*.yml', or - for standard input.

factlint explain mapping tells all that a mapping can say, and --draft writes a
first one for a file.

It exits with 1 when something did not fit or is lost: each such thing is reported
once, with its place and how often it is. A value that does not fit is written
as it is.`,
		Example: "  factlint convert mayors.csv --draft --output mayors.mapping\n  factlint convert mayors.csv --mapping mayors.mapping --output mayors.toml",
		Args:    arguments(1, math.MaxInt, "convert takes one file of records or more, or - for standard input"),
		RunE: func(cmd *cobra.Command, args []string) error {
			t, conf, err := theBase(cmd)
			if err != nil {
				return err
			}
			names, err := expanded(args)
			if err != nil {
				return err
			}
			if f.draft {
				return runDraft(cmd, &f, t.root, conf, names)
			}
			return runConvert(cmd, &f, t.root, conf, names)
		},
	}
	flags := cmd.Flags()
	addBase(cmd)
	flags.StringVarP(&f.mapping, "mapping", "m", "", "the `MAPPING`: a file, or "+wording.Or(mapping.ShippedNames()))
	flags.StringVar(&f.from, "from", "", "the `FORMAT` of the records: "+strings.Join(records.Formats(), ", ")+" (default: by the mapping or the ending of the file)")
	flags.StringVarP(&f.output, "output", "o", "", "write to this `FILE`, which must not exist")
	flags.BoolVar(&f.comments, "comments", false, "put before each fact the line it comes from")
	flags.BoolVar(&f.unused, "unused", false, "tell also of columns and keys that the mapping does not use")
	flags.BoolVar(&f.draft, "draft", false, "write a first mapping for the records, with its guesses as comments")
	cmd.MarkFlagsMutuallyExclusive("draft", "mapping")
	cmd.MarkFlagsMutuallyExclusive("draft", "comments")
	cmd.MarkFlagsMutuallyExclusive("draft", "unused")
	completeWith(cmd, "from", records.Formats())
	return cmd
}

func runConvert(cmd *cobra.Command, f *convertFlags, root string, conf *config.Config, names []string) error {
	m, err := f.find(cmd, root, conf, names)
	if err != nil {
		return err
	}
	if f.unused && m.Mapping == nil {
		return errors.New("--unused shows what a mapping does not use; name one with --mapping")
	}
	collectOften()
	files, err := readRecords(cmd, f, m, root, names)
	if err != nil {
		return err
	}
	result, err := convert.Convert(cmd.Context(), files, convert.Options{Mapping: m.Mapping, Vocabulary: conf.Vocabulary, Comments: f.comments, Untaken: f.unused})
	if err != nil {
		return err
	}
	if err := writeNew(cmd, f.output, result.Text); err != nil {
		return err
	}
	reportLost(cmd, files, result.Problems)
	lines := toml.NewLines(m.source)
	for _, p := range result.Absent {
		reportAt(cmd, m.name, lines, p.Span, p.Message)
	}
	if f.output != "" {
		fmt.Fprintf(cmd.OutOrStdout(), "wrote %s, %s\n", report.Visible(f.output), wording.Count(result.Facts, "fact"))
	}
	switch {
	case len(result.Problems)+len(result.Absent) > 0:
		return errFindings
	case result.Facts == 0:
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: there are no records, so no fact is made\n", report.Visible(names[0]))
		return errFindings
	}
	return nil
}

// runDraft writes a first mapping for records.
func runDraft(cmd *cobra.Command, f *convertFlags, root string, conf *config.Config, names []string) error {
	files, err := readRecords(cmd, f, foundMapping{}, root, names)
	if err != nil {
		return err
	}
	docs := make([]*records.Document, len(files))
	var problems []convert.Problem
	delimiter := mapping.Delimiter(files[0].Doc)
	for i := range files {
		if delimiter != 0 {
			files[i].Doc = records.Read(files[i].Doc.Source, "csv", delimiter)
		}
		docs[i] = files[i].Doc
		for _, p := range docs[i].Problems {
			problems = append(problems, convert.Problem{File: i, Problem: mapping.Problem{Span: p.Span, Message: p.Message}})
		}
	}
	reportLost(cmd, files, problems)
	text, err := mapping.Draft(names[0], docs, delimiter, conf.Vocabulary)
	if err != nil {
		return fmt.Errorf("%s %w", names[0], err)
	}
	if err := writeNew(cmd, f.output, text); err != nil {
		return err
	}
	if f.output != "" {
		fmt.Fprintf(cmd.OutOrStdout(), "wrote %s; next: factlint convert %s --mapping %[1]s\n", report.Visible(f.output), report.Visible(strings.Join(names, " ")))
	}
	if len(problems) > 0 {
		return errFindings
	}
	return nil
}

// reportLost says what of the records is lost or does not fit.
func reportLost(cmd *cobra.Command, files []convert.File, problems []convert.Problem) {
	var lines *toml.Lines
	for i, p := range problems {
		if i == 0 || p.File != problems[i-1].File {
			lines = toml.NewLines(files[p.File].Doc.Source)
		}
		reportAt(cmd, files[p.File].Name, lines, p.Span, p.Message)
	}
}

func reportAt(cmd *cobra.Command, name string, lines *toml.Lines, span toml.Span, message string) {
	at := lines.Position(span.Start)
	fmt.Fprintf(cmd.ErrOrStderr(), "%s:%d:%d: %s\n", report.Visible(name), at.Line, at.Column, report.Visible(message))
}

// writeOutput writes to the file of --output, or to standard output without one.
func writeOutput(cmd *cobra.Command, name string, write func(io.Writer) error) error {
	if name == "" {
		return write(cmd.OutOrStdout())
	}
	if err := outfile.Write(cmd.Context(), outfile.WorkingDirectory(), name, write); err != nil {
		return fmt.Errorf("--output %s: %w", name, folder.Cause(err))
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
		return fmt.Errorf("--output %s: %w", name, folder.Cause(err))
	}
	return nil
}
