package cli

import (
	"fmt"
	"io"
	"math"
	"slices"
	"sync"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/cmd/factlint/internal/show"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/timeline"
)

func newShow() *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "show WHAT…",
		Short: "Show everything the base knows of a fact, and what follows from it",
		Long: `show prints everything that the base knows of each fact named: its fields and
sources, what refers to it, and when it begins and ends by all facts together:
the tightest bounds that follow, each with the facts that it follows from. Of an
office it lists the holders in the order of time, with gaps and overlaps; of a
person the tenures, and how often they act.

WHAT is the id of a fact, the FILE:LINE at which it stands, or part of a name,
whatever its case and accents. When several facts have the name, it prints a line
for each.

With --format json it prints one object: {"schema": 1, "consistent": …, "facts":
[…]}, each fact with its kind, id, label, status and place (file, line, column,
end_line, end_column), and with fields, sources, begin, end, referrers, holders,
tenures and acts. A bound is {"day": "2022-05-24" or null, "own": …, "steps":
[{"message": …, "fact": …, place}]}.`,
		Example:           "  factlint show referendum-2022\n  factlint show presidency.toml:31\n  factlint show bibilov",
		Args:              arguments(1, math.MaxInt, "show takes "+whatUsage+": factlint show NAME"),
		ValidArgsFunction: completeIDs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := oneOf("format", format, "text", "json"); err != nil {
				return err
			}
			return runShow(cmd, format, args)
		},
	}
	addBase(cmd)
	cmd.Flags().StringVar(&format, "format", "text", "print as `FORMAT`: text or json")
	completeWith(cmd, "format", []string{"text", "json"})
	return cmd
}

func runShow(cmd *cobra.Command, format string, args []string) error {
	c := newReading(cmd)
	bases, err := c.load(basePath(cmd))
	if err != nil {
		return err
	}
	arguments, err := c.factsNamed(bases, args)
	if err != nil {
		return err
	}
	views := map[*facts.Base]*show.View{}
	out := show.Report{Schema: 1, Consistent: true, Facts: []*show.Fact{}}
	var lines, shown []*facts.Fact
	for _, m := range arguments {
		if m.named && len(m.facts) > 1 && format == "text" {
			lines = append(lines, m.facts...)
			continue
		}
		for _, f := range m.facts {
			if slices.Contains(shown, f) {
				continue
			}
			shown = append(shown, f)
			base := f.File.Base()
			if views[base] == nil {
				if views[base], err = c.view(base); err != nil {
					return err
				}
			}
			v := views[base]
			out.Facts = append(out.Facts, v.Fact(f))
			out.Consistent = out.Consistent && v.Timeline().Consistent()
		}
	}
	w := cmd.OutOrStdout()
	switch {
	case format == "json":
		err = report.WriteJSON(w, out)
	case len(out.Facts) > 0:
		_, err = io.WriteString(w, out.Text(colorOn(cmd, w)))
	}
	if err == nil && len(lines) > 0 {
		err = c.list(w, lines)
	}
	switch {
	case err != nil:
		return fmt.Errorf("standard output: %w", err)
	case c.failed:
		return errReported
	}
	return nil
}

// view returns what is known of the facts of a base.
func (c *checking) view(base *facts.Base) (*show.View, error) {
	times, err := timeline.NewTimeline(c.cmd.Context(), base)
	return &show.View{
		Base:      base,
		Timeline:  func() *timeline.Timeline { return times },
		Referrers: sync.OnceValue(base.Referrers),
		Path:      c.shown,
	}, err
}
