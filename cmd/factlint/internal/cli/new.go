package cli

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/cmd/factlint/internal/scaffold"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
)

func newNew() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "new KIND",
		Short: "Add the template of a fact to the base",
		Long: `new adds a fact of a kind with all its fields to the base: those that it must have
to be filled in, the others as comments with what they say.

It goes to the end of the file that has most facts of the kind, or to a new one;
--output names another file, and - prints it.`,
		Example: "  factlint new event\n  factlint new person --output -",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("new takes the name of a kind: factlint new event")
			}
			return nil
		},
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return kindNames(nearestQuietly(cmd).Vocabulary), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runNew(cmd, args[0], output) },
	}
	addBase(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", "", "add it to this `FILE`, or print it with -")
	return cmd
}

func kindNames(v *vocabulary.Vocabulary) []string {
	var names []string
	for _, k := range v.Kinds {
		names = append(names, k.Name)
	}
	return names
}

func runNew(cmd *cobra.Command, kind, output string) error {
	t, conf, err := theBase(cmd)
	if err != nil {
		return err
	}
	show := newShower().path
	k := conf.Vocabulary.Kind(kind)
	if k == nil {
		return noKind(conf.Vocabulary, kind)
	}
	if output == "-" {
		_, err := io.WriteString(cmd.OutOrStdout(), scaffold.Template(k))
		return err
	}
	name, in := output, outfile.WorkingDirectory()
	if name == "" {
		base, err := t.load(cmd.Context(), conf, facts.Options{})
		if err != nil {
			return err
		}
		name, in = filepath.Join(t.root, filepath.FromSlash(home(base, k))), outfile.Within{Dir: t.root, Name: "the base"}
	}
	line, err := scaffold.Append(cmd.Context(), in, name, scaffold.Template(k))
	if err != nil {
		return fmt.Errorf("%s: %w", show(name), cause(err))
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s:%d: added [[%s]]; %s\n", report.Visible(show(name)), line, k.Name, toFillIn(k))
	return nil
}

// toFillIn says which fields of a template are left to its reader.
func toFillIn(k *vocabulary.Kind) string {
	var names []string
	for i := range k.Fields {
		if k.Fields[i].Required {
			names = append(names, k.Fields[i].Name)
		}
	}
	switch n := len(names); n {
	case 0:
		return "fill in what you know"
	case 1:
		return "fill in " + names[0]
	default:
		return "fill in " + strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// home returns the path in the base of the file for the next fact of a kind:
// the one that has most of them, the first of equals, or a new one.
func home(base *facts.Base, k *vocabulary.Kind) string {
	count := map[*facts.File]int{}
	for f := range base.OfKind(k) {
		count[f.File]++
	}
	path, most := k.Name+".toml", 0
	for _, f := range base.Files {
		if count[f] > most {
			path, most = f.Path, count[f]
		}
	}
	return path
}
