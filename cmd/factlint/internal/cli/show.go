package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/cmd/factlint/internal/show"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/timeline"
)

func newShow() *cobra.Command {
	var dir, format string
	cmd := &cobra.Command{
		Use:   "show ID…",
		Short: "Show everything the base knows of a fact, and what follows from it",
		Long: `show prints everything that the base knows of each fact named: its fields and
sources, what refers to it, and when it begins and ends by all facts together:
the tightest bounds that follow, each with the facts that it follows from. Of an
office it lists the holders in the order of time, with gaps and overlaps; of a
person the tenures, and how often they act.

With --format json it prints one object: {"schema": 1, "consistent": …, "facts":
[…]}, each fact with its kind, id, label, status and place (file, line, column,
end_line, end_column), and with fields, sources, begin, end, referrers, holders,
tenures and acts. A bound is {"day": "2022-05-24" or null, "own": …, "steps":
[{"message": …, "fact": …, place}]}.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("show takes the ids of one or more facts")
			}
			return nil
		},
		ValidArgsFunction: completeIDs,
		RunE: func(cmd *cobra.Command, ids []string) error {
			if err := oneOf("format", format, "text", "json"); err != nil {
				return err
			}
			return runShow(cmd, dir, format, ids)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&dir, "base", ".", "a folder of the base")
	flags.StringVar(&format, "format", "text", "how to print: text or json")
	completeWith(cmd, "format", []string{"text", "json"})
	return cmd
}

func runShow(cmd *cobra.Command, dir, format string, ids []string) error {
	ts, err := targets([]string{dir})
	if err != nil {
		return err
	}
	c := &checking{cmd: cmd, shower: newShower(), progress: newProgress(cmd.ErrOrStderr())}
	setCollector()
	conf, err := configure(cmd, ts[0].root, c.shower.path)
	if err != nil {
		return err
	}
	base, err := ts[0].load(cmd.Context(), conf, facts.Options{Progress: c.progress.at})
	c.progress.end()
	if err != nil {
		return err
	}
	c.tell(ts[0], base)
	asked, err := withIDs(base, ids)
	if err != nil {
		return err
	}
	times, err := timeline.NewTimeline(cmd.Context(), base)
	if err != nil {
		return err
	}
	referrers := base.Referrers()
	s := &show.View{
		Base:      base,
		Timeline:  func() *timeline.Timeline { return times },
		Referrers: func() *facts.Referrers { return referrers },
		Path: func(f *facts.File) string {
			return c.shower.path(filepath.Join(ts[0].root, filepath.FromSlash(f.Path)))
		},
	}
	out := shown{Schema: 1, Consistent: times.Consistent(), Facts: []*show.Fact{}}
	for _, f := range asked {
		out.Facts = append(out.Facts, s.Fact(f))
	}
	w := cmd.OutOrStdout()
	if format == "json" {
		err = report.WriteJSON(w, out)
	} else {
		text := &showText{bold: colorOn(cmd, w)}
		text.all(&out)
		_, err = io.WriteString(w, text.String())
	}
	switch {
	case err != nil:
		return fmt.Errorf("standard output: %w", err)
	case c.failed:
		return errTold
	}
	return nil
}

// shown is what show prints, in the layout of its JSON. The number of the
// schema grows when a field changes its meaning or goes away, not when one is
// added. Lists are never null.
type shown struct {
	Schema     int          `json:"schema"`
	Consistent bool         `json:"consistent"` // no facts contradict each other in time, so every bound is the tightest
	Facts      []*show.Fact `json:"facts"`
}

// withIDs finds the facts with the ids: all of those that share one, each once.
func withIDs(base *facts.Base, ids []string) ([]*facts.Fact, error) {
	var out []*facts.Fact
	var missing error
	for _, id := range ids {
		if base.Fact(id) == nil || id == "" {
			missing = errors.Join(missing, unknownID(base, id))
			continue
		}
		for f := range base.All {
			if f.ID() == id && !slices.Contains(out, f) {
				out = append(out, f)
			}
		}
	}
	return out, missing
}

func unknownID(base *facts.Base, id string) error {
	err := fmt.Errorf("nothing has the id %s", wording.QuoteCut(id, 60))
	near := wording.Nearest(id, func(yield func(string) bool) {
		for f := range base.All {
			if f.ID() != "" && !yield(f.ID()) {
				return
			}
		}
	})
	switch {
	case near != "":
		return fmt.Errorf("%w; did you mean %s?", err, near)
	case base.MayHaveLost(id):
		return fmt.Errorf("%w; it may stand in what could not be read", err)
	}
	return err
}
