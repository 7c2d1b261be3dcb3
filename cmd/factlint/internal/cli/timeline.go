package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/picture"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/engine"
)

// timelineFlags are the flags of timeline.
type timelineFlags struct {
	output string
	since  string
	until  string
	title  string
	width  int
}

func newTimeline() *cobra.Command {
	var f timelineFlags
	cmd := &cobra.Command{
		Use:   "timeline [WHAT …]",
		Short: "Draw the facts of a base on a time axis",
		Long: `timeline draws a base as an SVG picture, or as an HTML page that zooms to the
day, filters and shows a fact's fields and sources: lanes for offices and their
holders, for what happened, and for numbers. Bars are light where a date leaves
it open, and fade where none is known; what cannot all be true is connected in
red. The configuration's today is marked by a line.

WHAT is the id of a fact, the FILE:LINE at which it stands, or part of a name. With
it those facts are drawn and what refers to them; only so are the lifetimes of
persons, places, organizations and offices drawn.`,
		Example:           "  factlint timeline --output facts.svg\n  factlint timeline president --since 1990 -o presidents.html",
		ValidArgsFunction: completeIDs,
		RunE:              func(cmd *cobra.Command, args []string) error { return runTimeline(cmd, &f, args) },
	}
	flags := cmd.Flags()
	flags.StringVarP(&f.output, "output", "o", "", "write to this `FILE`, named .svg or .html (default: SVG to standard output)")
	addBase(cmd)
	flags.StringVar(&f.since, "since", "", "begin the time axis at this `DATE`, such as 1990 or 2022-03")
	flags.StringVar(&f.until, "until", "", "end the time axis at this `DATE`")
	flags.StringVar(&f.title, "title", "", "heading of the picture: `WORDS` (default: what is shown)")
	flags.IntVar(&f.width, "width", picture.DefaultWidth, "width in `PIXELS`")
	return cmd
}

// writer returns the way to write what --output names.
func (f *timelineFlags) writer() (func(*picture.Picture, io.Writer) error, error) {
	switch strings.ToLower(filepath.Ext(f.output)) {
	case ".html":
		return (*picture.Picture).WriteHTML, nil
	case ".svg":
		return (*picture.Picture).WriteSVG, nil
	}
	if f.output == "" {
		return (*picture.Picture).WriteSVG, nil
	}
	return nil, fmt.Errorf("--output is a file whose name ends in .svg or .html, not %s", wording.QuoteCut(f.output, 60))
}

// window reads --since and --until.
func (f *timelineFlags) window() (picture.Window, error) {
	w := picture.Window{Since: edtf.Past, Until: edtf.Future}
	if f.since != "" {
		d, err := edtf.Parse(f.since)
		if err != nil {
			return w, fmt.Errorf("--since: %w", err)
		}
		w.Since = d.Hull().Earliest
	}
	if f.until != "" {
		d, err := edtf.Parse(f.until)
		if err != nil {
			return w, fmt.Errorf("--until: %w", err)
		}
		w.Until = d.Hull().Latest
	}
	if w.Since >= w.Until {
		return w, fmt.Errorf("--since %s is not before --until %s", f.since, f.until)
	}
	return w, nil
}

func runTimeline(cmd *cobra.Command, f *timelineFlags, args []string) error {
	write, err := f.writer()
	if err != nil {
		return err
	}
	if f.width < picture.MinWidth || f.width > picture.MaxWidth {
		return fmt.Errorf("--width is %d to %d, not %d", picture.MinWidth, picture.MaxWidth, f.width)
	}
	window, err := f.window()
	if err != nil {
		return err
	}
	c := newReading(cmd)
	b, err := c.loadOne(basePath(cmd))
	if err != nil {
		return err
	}
	arguments, err := c.factsNamed([]loaded{*b}, args)
	if err != nil {
		return err
	}
	var only []*facts.Fact
	for _, m := range arguments {
		for _, f := range m.facts {
			if !slices.Contains(only, f) {
				only = append(only, f)
			}
		}
	}
	result, err := engine.Run(cmd.Context(), b.Base, b.config.Settings)
	if err != nil {
		return err
	}
	o := picture.Options{Title: f.title, Width: f.width, Only: only, Window: window, Findings: result.Findings, Today: b.config.Settings.Today}
	if o.Title == "" {
		o.Title = titleOf(b.target.root, only)
	}
	p, err := picture.New(cmd.Context(), b.Base, o)
	if err != nil {
		return err
	}
	if p.Empty() {
		return errors.New("there is nothing to draw: " + p.Why())
	}
	if err := writeOutput(cmd, f.output, func(w io.Writer) error { return write(p, w) }); err != nil {
		return err
	}
	if c.failed {
		return errReported
	}
	return nil
}

// titleOf names a picture: by the facts asked for, or by the folder of the base,
// or that in which it lies where its name says no more than that it holds one.
func titleOf(root string, only []*facts.Fact) string {
	if len(only) == 0 {
		name := filepath.Base(root)
		for slices.Contains([]string{"facts", "data", "base"}, strings.ToLower(name)) && filepath.Dir(root) != root {
			root = filepath.Dir(root)
			name = filepath.Base(root)
		}
		words := strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
		if len(words) == 0 {
			return name
		}
		for i, w := range words {
			first, size := utf8.DecodeRuneInString(w)
			words[i] = string(unicode.ToUpper(first)) + w[size:]
		}
		return strings.Join(words, " ")
	}
	var names []string
	for _, f := range only {
		names = append(names, f.Label())
	}
	return wording.Cut(strings.Join(names, ", "), 80)
}
