package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/cmd/factlint/internal/scaffold"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
)

func newInit() *cobra.Command {
	var yes, renew bool
	cmd := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Begin a base of facts: configuration, first facts, checks, editors",
		Long: `init begins a base of facts in a folder, the working directory without one. It
writes, only where nothing is yet, a factlint.toml, a first fact file that
passes, settings for editors, a pre-commit hook and a workflow for GitHub, and
asks before each unless --yes is given. With --renew it writes the schemas for
editors and the workflow anew, as this version and the configuration have them.`,
		Example: "  factlint init\n  factlint init facts --yes\n  factlint init --renew",
		Args:    atMostOne("the folder of the base", "factlint init facts"),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return runInit(cmd, dir, yes, renew)
		},
	}
	cmd.Flags().BoolVarP(&yes, "yes", "y", false, "write all of it without asking")
	cmd.Flags().BoolVar(&renew, "renew", false, "write the schemas and the workflow anew that are there already")
	return cmd
}

func runInit(cmd *cobra.Command, dir string, yes, renew bool) error {
	place, err := placeOf(cmd.Context(), dir)
	if err != nil {
		return err
	}
	if renew {
		conf, err := configure(cmd, place.Base, newShower().path)
		if err != nil {
			return err
		}
		place.Vocabulary, place.Rules = conf.Vocabulary, conf.Settings.All()
	}
	files, err := place.Files()
	if err != nil {
		return err
	}
	out, answers, show := cmd.OutOrStdout(), bufio.NewReader(cmd.InOrStdin()), newShower().path
	for _, f := range files {
		name := report.Visible(show(f.Name))
		switch {
		case f.Exists() && !(renew && f.Renewed):
			fmt.Fprintf(out, "kept   %s\n", name)
			continue
		case !yes:
			wanted, err := ask(out, answers, fmt.Sprintf("Write %s, %s?", name, f.Purpose))
			if err != nil {
				return err
			}
			if !wanted {
				continue
			}
		}
		did, err := "wrote ", error(nil)
		if f.Exists() {
			changed := false
			if changed, err = place.Renew(cmd.Context(), f); !changed {
				did = "kept  "
			}
		} else {
			err = place.Write(cmd.Context(), f)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", show(f.Name), folder.Cause(err))
		}
		fmt.Fprintf(out, "%s %s, %s\n", did, name, f.Purpose)
	}
	check := "factlint check"
	if base := show(place.Base); base != "." {
		check += " " + report.Visible(base)
	}
	fmt.Fprintf(out, "\nNext: %s, and factlint new KIND for a fact of your own.\n", check)
	return nil
}

// ask asks a question that is answered with yes unless something else is said.
func ask(w io.Writer, answers *bufio.Reader, question string) (bool, error) {
	for {
		fmt.Fprintf(w, "%s [Y/n] ", question)
		line, err := answers.ReadString('\n')
		if err != nil && line == "" {
			fmt.Fprintln(w)
			return false, errors.New("init asks before it writes, and got no answer; to write all of it: factlint init --yes")
		}
		switch strings.ToLower(strings.TrimSpace(line)) {
		case "", "y", "yes":
			return true, nil
		case "n", "no":
			return false, nil
		}
	}
}

// maxForeign is how many TOML files without facts a new base may have in it.
const maxForeign = 20

// placeOf looks at the folder in which a base is to begin, which need not exist.
func placeOf(ctx context.Context, dir string) (scaffold.Place, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return scaffold.Place{}, err
	}
	p := scaffold.Place{Base: abs, Top: folder.WorkTree(disk.Files{}, abs)}
	if p.Top == "" {
		p.Top = abs
	}
	info, err := os.Stat(abs)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return p, nil
	case err != nil:
		return p, fmt.Errorf("%s: %w", dir, folder.Cause(err))
	case !info.IsDir():
		return p, fmt.Errorf("%s is a file; a base begins in a folder", dir)
	}
	base, err := facts.Load(ctx, facts.Options{Files: disk.Files{}, Root: abs})
	if err != nil {
		return p, shownError(err)
	}
	for _, f := range base.Files {
		switch {
		case len(f.Facts) > 0:
			p.Facts = true
		case len(f.Problems) > 0:
			p.Foreign = append(p.Foreign, f.Path)
		}
	}
	if len(p.Foreign) > maxForeign {
		return p, fmt.Errorf("%s has %d TOML files that hold no facts; begin in a folder of its own: factlint init facts", dir, len(p.Foreign))
	}
	return p, nil
}
