package cli

import (
	"cmp"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

func newList() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "list [KIND]",
		Short: "List the facts of a base, a line each",
		Long: `list prints a line for each fact of the base, or for those of one kind: its kind,
its id or - for none, its label and its place. The ids are what other facts name, and
what show and timeline take.`,
		Example: "  factlint list\n  factlint list person --base facts",
		Args:    arguments(0, 1, "list takes one kind: factlint list person"),
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return vocabulary.KindNames(nearestOrDefault(cmd).Vocabulary.Kinds), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runList(cmd, args) },
	}
	addBase(cmd)
	return cmd
}

func runList(cmd *cobra.Command, kinds []string) error {
	c := newReading(cmd)
	bases, err := c.load(basePath(cmd))
	if err != nil {
		return err
	}
	var all []*facts.Fact
	known := false
	for _, b := range bases {
		var k *vocabulary.Kind
		if len(kinds) > 0 {
			if k = b.config.Vocabulary.Kind(kinds[0]); k == nil {
				continue
			}
		}
		known = true
		for f := range b.All {
			if k == nil || f.Kind() == k {
				all = append(all, f)
			}
		}
	}
	switch {
	case !known:
		return noKind(bases[0].config.Vocabulary, kinds[0])
	case len(all) == 0:
		return fmt.Errorf("no facts of the kind %s in %s", kinds[0], report.Visible(c.shower.path(bases[0].target.root)))
	}
	if err := c.list(cmd.OutOrStdout(), all); err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	if c.failed {
		return errReported
	}
	return nil
}

// maxListedLabel is how many characters of a label are shown on a line.
const maxListedLabel = 100

// list prints a line for each of some facts.
func (c *checking) list(w io.Writer, all []*facts.Fact) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, f := range all {
		place := fmt.Sprintf("%s:%d", c.shown(f.File), f.File.Lines().Line(f.Place().Span.Start))
		cells := []string{f.Kind().Name, cmp.Or(f.ID(), "-"), wording.Cut(f.Label(), maxListedLabel), place}
		for i := range cells {
			cells[i] = strings.ReplaceAll(report.Visible(cells[i]), "\t", " ")
		}
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	return t.Flush()
}

// noKind says that there is no kind with a name.
func noKind(v *vocabulary.Vocabulary, kind string) error {
	names := vocabulary.KindNames(v.Kinds)
	return fmt.Errorf("there is no kind %s; %s", wording.QuoteCut(kind, 60), orNearest("there are "+wording.And(names), kind, slices.Values(names)))
}

// orNearest proposes the name that a wrong one was meant to be, or else says something else.
func orNearest(otherwise, wrong string, names iter.Seq[string]) string {
	if near := wording.Nearest(wrong, names); near != "" {
		return "did you mean " + near + "?"
	}
	return otherwise
}
