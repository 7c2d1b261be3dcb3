package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
)

// formatSummaries puts the name and the summary of every format into a layout.
func formatSummaries(layout string) []string {
	var all []string
	for _, f := range report.Formats() {
		all = append(all, fmt.Sprintf(layout, f.Name, f.Summary))
	}
	return all
}

// output is a format and the file that it goes to; "" for standard output.
type output struct{ format, file string }

// outputs reads the values of --format. With an error come those up to the wrong one,
// whose files may hold a report of an earlier run.
func outputs(formats []string) (out []output, err error) {
	if len(formats) == 0 {
		return []output{{"text", ""}}, nil
	}
	toStdout := ""
	writers := map[string]string{}
	for _, value := range formats {
		name, file, has := strings.Cut(value, "=")
		if file == "-" {
			file, has = "", false
		}
		if !slices.Contains(report.Names(), name) {
			if first, _, several := strings.Cut(name, ","); several && slices.Contains(report.Names(), first) {
				return out, fmt.Errorf("--format takes one format; repeat it, and write all but one to a file: --format %s --format NAME=FILE", first)
			}
			return out, oneOf("format", name, report.Names()...)
		}
		switch {
		case has && file == "":
			return out, fmt.Errorf("--format %s= names no file", name)
		case strings.HasSuffix(file, ".toml"): // a slip that would cost somebody their facts
			return out, fmt.Errorf("--format %s=%s would write over a fact file; give it another ending", name, file)
		case !has && toStdout != "":
			return out, fmt.Errorf("--format %s and %s both go to standard output; write one of them to a file: --format %s=FILE", toStdout, name, name)
		case !has:
			toStdout = name
		case writers[filepath.Clean(file)] != "":
			return out, fmt.Errorf("--format %s and %s both write to %s", writers[filepath.Clean(file)], name, file)
		default:
			writers[filepath.Clean(file)] = name
		}
		out = append(out, output{name, file})
	}
	return out, nil
}

// writeMistakes writes the mistakes of configurations in each format, except for the
// one for reading on standard output: they stand on standard error in its form.
func (c *checking) writeMistakes(outs []output) error {
	c.input.Findings, c.input.Files, c.input.Facts = nil, len(c.input.Misconfigured), 0 // nothing is linted
	return c.write(slices.DeleteFunc(slices.Clone(outs), func(o output) bool { return o == output{"text", ""} }))
}

// removeReports removes the reports of an earlier run, which would be taken for
// those of this one.
func removeReports(outs []output) {
	for _, o := range outs {
		if o.file != "" {
			_ = outfile.Remove(outfile.WorkingDirectory(), o.file) // the run has failed, and says of what
		}
	}
}

// write writes the report in each format.
func (c *checking) write(outs []output) error {
	c.reported = true
	slices.SortStableFunc(c.input.Findings, func(a, b rules.Finding) int {
		return strings.Compare(c.shown(a.Place.File), c.shown(b.Place.File))
	})
	c.input.Path, c.input.Since = c.shown, c.flags.known.since
	c.input.RepositoryPath = func(f *facts.File) string { return c.shower.inRepository(c.roots[f.Base()], c.abs(f)) }
	c.input.Incomplete, c.input.Baseline = c.failed, c.known != nil
	c.input.Version = version()
	var failed []error // a report that cannot be written keeps no other back
	for _, o := range outs {
		in := c.input
		in.Options = report.Options{Quiet: c.flags.quiet, Statistics: c.flags.statistics}
		if o.file == "" {
			w := c.cmd.OutOrStdout()
			in.Options.Color = colorOn(c.cmd, w)
			in.Options.Width = widthOf(w)
			paged := page(c.cmd.Context(), w, o.format == "text" && len(in.Findings) > report.Many)
			err := report.Write(paged, o.format, &in)
			if closed := paged.Close(); err == nil {
				err = closed
			}
			if err != nil {
				failed = append(failed, fmt.Errorf("standard output: %w", folder.Cause(err)))
			}
			continue
		}
		if err := c.writeFile(o, &in); err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", o.file, folder.Cause(err)))
		}
	}
	return errors.Join(failed...)
}

// writeFile writes a report to its file. Where that fails, a report of an
// earlier run does not stay there to be taken for this one.
func (c *checking) writeFile(o output, in *report.Input) error {
	err := outfile.Write(c.cmd.Context(), outfile.WorkingDirectory(), o.file, func(w io.Writer) error { return report.Write(w, o.format, in) })
	if err != nil {
		removeReports([]output{o})
	}
	return err
}
