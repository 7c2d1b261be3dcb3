package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/convert"
	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
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
fields come, or one that factlint brings along: ` + strings.Join(mapping.ShippedNames(), ", ") + `.
Without one it reads what factlint export writes. FILE is a file, a glob in
quotes such as 'data/**/*.yml', or - for standard input.

factlint explain mapping tells all that a mapping can say, and --draft writes a
first one for a file.

It exits with 1 when something did not fit or is lost: each such thing is told
once, with its place and how often it is. A value that does not fit is written
as it is.`,
		Example: "  factlint convert mayors.csv --draft --output mayors.mapping\n  factlint convert mayors.csv --mapping mayors.mapping --output mayors.toml",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("convert takes one file of records or more, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.draft {
				return runDraft(cmd, &f, args)
			}
			return runConvert(cmd, &f, args)
		},
	}
	flags := cmd.Flags()
	addBase(cmd)
	flags.StringVarP(&f.mapping, "mapping", "m", "", "the `MAPPING`: a file, or "+wording.Or(mapping.ShippedNames()))
	flags.StringVar(&f.from, "from", "", "the `FORMAT` of the records: "+strings.Join(records.Formats, ", ")+" (default: by the mapping or the ending of the file)")
	flags.StringVarP(&f.output, "output", "o", "", "write to this `FILE`, which must not exist")
	flags.BoolVar(&f.comments, "comments", false, "put before each fact the line it comes from")
	flags.BoolVar(&f.unused, "unused", false, "tell also of columns and keys that the mapping does not use")
	flags.BoolVar(&f.draft, "draft", false, "write a first mapping for the records, with its guesses as comments")
	cmd.MarkFlagsMutuallyExclusive("draft", "mapping")
	cmd.MarkFlagsMutuallyExclusive("draft", "comments")
	cmd.MarkFlagsMutuallyExclusive("draft", "unused")
	completeWith(cmd, "from", records.Formats)
	return cmd
}

func runConvert(cmd *cobra.Command, f *convertFlags, names []string) error {
	if f.unused && f.mapping == "" {
		return errors.New("--unused tells what a mapping does not use; name one with --mapping")
	}
	_, conf, err := theBase(cmd)
	if err != nil {
		return err
	}
	o := convert.Options{Vocabulary: conf.Vocabulary, Comments: f.comments, Untaken: f.unused}
	var src []byte
	if f.mapping != "" {
		if o.Mapping, src, err = readMapping(cmd, f, names, conf.Vocabulary); err != nil {
			return err
		}
	}
	files, err := readRecords(cmd, f, o.Mapping, names)
	if err != nil {
		return err
	}
	result, err := convert.Convert(cmd.Context(), files, o)
	if err != nil {
		return err
	}
	if err := writeNew(cmd, f.output, result.Text); err != nil {
		return err
	}
	tellLost(cmd, files, result.Problems)
	lines := toml.NewLines(src)
	for _, p := range result.Absent {
		tellAt(cmd, f.mapping, lines, p.Span, p.Message)
	}
	if f.output != "" {
		fmt.Fprintf(cmd.OutOrStdout(), "wrote %s, %s\n", report.Visible(f.output), counted(result.Facts, "fact"))
	}
	if len(result.Problems)+len(result.Absent) > 0 {
		return errFindings
	}
	return nil
}

// runDraft writes a first mapping for records.
func runDraft(cmd *cobra.Command, f *convertFlags, names []string) error {
	_, conf, err := theBase(cmd)
	if err != nil {
		return err
	}
	files, err := readRecords(cmd, f, nil, names)
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
			problems = append(problems, convert.Problem{File: i, Span: p.Span, Message: p.Message})
		}
	}
	tellLost(cmd, files, problems)
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

// tellLost tells what of the records is lost or does not fit.
func tellLost(cmd *cobra.Command, files []convert.File, problems []convert.Problem) {
	var lines *toml.Lines
	for i, p := range problems {
		if i == 0 || p.File != problems[i-1].File {
			lines = toml.NewLines(files[p.File].Doc.Source)
		}
		tellAt(cmd, files[p.File].Name, lines, p.Span, p.Message)
	}
}

func tellAt(cmd *cobra.Command, name string, lines *toml.Lines, span toml.Span, message string) {
	at := lines.Position(span.Start)
	fmt.Fprintf(cmd.ErrOrStderr(), "%s:%d:%d: %s\n", report.Visible(name), at.Line, at.Column, report.Visible(message))
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

// readRecords reads files of records: one of each name, or those that a glob matches.
func readRecords(cmd *cobra.Command, f *convertFlags, m *mapping.Mapping, names []string) ([]convert.File, error) {
	if f.from != "" {
		if err := oneOf("from", f.from, records.Formats...); err != nil {
			return nil, err
		}
	}
	names, err := expanded(names)
	if err != nil {
		return nil, err
	}
	files := make([]convert.File, len(names))
	for i, name := range names {
		src, err := readFile(cmd, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, cause(err))
		}
		format := f.from
		if format == "" && m != nil {
			format = m.Format
		}
		if format == "" {
			format = records.FormatOf(name)
		}
		if format == "" {
			return nil, fmt.Errorf("%s: its ending tells no format; name it with --from: %s", name, strings.Join(records.Formats, ", "))
		}
		files[i].Name = filepath.ToSlash(name)
		delimiter := rune(0)
		if m != nil {
			delimiter = m.Delimiter
		}
		files[i].Doc = records.Read(src, format, delimiter)
	}
	return files, nil
}

// expanded returns the files that names stand for: a name that no file has may be
// a glob.
func expanded(names []string) (out []string, err error) {
	for _, name := range names {
		if _, err := os.Lstat(name); name == "-" || err == nil || !strings.ContainsAny(name, "*?[{") {
			out = append(out, name)
			continue
		}
		found, err := doublestar.FilepathGlob(name, doublestar.WithFilesOnly(), doublestar.WithNoFollow())
		if err != nil {
			return nil, fmt.Errorf("%s is no glob: %w", wording.QuoteCut(name, 200), err)
		}
		slices.Sort(found)
		if len(found) == 0 {
			return nil, fmt.Errorf("no file is like %s", wording.QuoteCut(name, 200))
		}
		out = append(out, found...)
	}
	return out, nil
}

func readFile(cmd *cobra.Command, name string) ([]byte, error) {
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

// readDeclarations reads a file that is small and no pipe: to open one waits for
// somebody who writes.
func readDeclarations(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("is not a regular file")
	case info.Size() > config.MaxSize:
		return nil, fmt.Errorf("is larger than %d MB", config.MaxSize>>20)
	}
	return os.ReadFile(name)
}

// readMapping reads a mapping that factlint brings along, or a file.
func readMapping(cmd *cobra.Command, f *convertFlags, names []string, v *vocabulary.Vocabulary) (*mapping.Mapping, []byte, error) {
	src, shipped := mapping.Shipped(f.mapping)
	if !shipped {
		var err error
		if src, err = readDeclarations(f.mapping); err != nil {
			if errors.Is(err, os.ErrNotExist) && !strings.Contains(f.mapping, ".") {
				hint := "factlint brings along " + wording.And(mapping.ShippedNames())
				if near := wording.Nearest(f.mapping, slices.Values(mapping.ShippedNames())); near != "" {
					hint = "did you mean " + near + "?"
				}
				return nil, nil, fmt.Errorf("--mapping: there is no file %s; %s", wording.QuoteCut(f.mapping, 200), hint)
			}
			return nil, nil, fmt.Errorf("--mapping: %s: %w", f.mapping, cause(err))
		}
	}
	format := f.from
	if ending := records.FormatOf(names[0]); format == "" && (ending == "csv" || ending == "tsv") {
		format = ending // whose paths are names of columns
	}
	parse := mapping.Parse
	if shipped {
		parse = mapping.ParseShipped
	}
	m, mistakes := parse(src, format, v)
	if len(mistakes) > 0 {
		return nil, nil, tellMistakes(cmd, f.mapping, src, mistakes)
	}
	return m, src, nil
}

func newExport() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "export [PATH]",
		Short: "Write the facts of a base as JSON lines, for other programs",
		Long: `export writes every fact of the base that the path belongs to as a line of JSON: its
kind, its file and line, and its fields with those that it takes from [defaults].
factlint convert turns such lines into facts again.

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
	c := newTelling(cmd)
	bases, err := c.load(path)
	if err != nil {
		return err
	}
	write := func(w io.Writer) error {
		for _, b := range bases {
			if err := convert.Export(w, b.Base); err != nil {
				return err
			}
		}
		return nil
	}
	if output != "" {
		if err := outfile.Write(cmd.Context(), outfile.WorkingDirectory(), output, write); err != nil {
			return fmt.Errorf("--output %s: %w", output, cause(err))
		}
	} else if err := write(cmd.OutOrStdout()); err != nil {
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
		return errTold
	case wrong > 0:
		fmt.Fprintf(cmd.ErrOrStderr(), "factlint: %s could not be read and %s left out; factlint check shows where\n", counted(wrong, "value"), map[bool]string{true: "is", false: "are"}[wrong == 1])
		return errFindings
	}
	return nil
}
