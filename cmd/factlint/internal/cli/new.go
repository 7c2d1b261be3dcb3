package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/cmd/factlint/internal/scaffold"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

func newNew() *cobra.Command {
	var output string
	cmd := &cobra.Command{
		Use:   "new KIND [FIELD=VALUE …]",
		Short: "Add a fact to the base",
		Long: `new adds a fact of a kind with all its fields to the base: those with the values
given, those that it must have to be filled in, the others as comments with what
they say. On a terminal it asks for what the fact must have. A fact that is given a
name or a title gets an id made of it.

It goes to the end of the file that has most facts of the kind, or to a new one;
--output names another file, and - prints it.`,
		Example: "  factlint new person name=\"Ada Reyes\" born=1970\n  factlint new event\n  factlint new person --output -",
		Args:    arguments(1, math.MaxInt, "new takes the name of a kind: factlint new event"),
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			v := nearestOrDefault(cmd).Vocabulary
			if len(args) == 0 {
				return vocabulary.KindNames(v.Kinds), cobra.ShellCompDirectiveNoFileComp
			}
			var fields []string
			if k := v.Kind(args[0]); k != nil {
				for _, name := range vocabulary.FieldNames(k.Fields) {
					fields = append(fields, name+"=")
				}
			}
			return fields, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
		},
		RunE: func(cmd *cobra.Command, args []string) error { return runNew(cmd, args[0], args[1:], output) },
	}
	addBase(cmd)
	cmd.Flags().StringVarP(&output, "output", "o", "", "add it to this `FILE`, or print it with -")
	return cmd
}

func runNew(cmd *cobra.Command, kind string, args []string, output string) error {
	t, conf, err := theBase(cmd)
	if err != nil {
		return err
	}
	show := newShower().path
	k := conf.Vocabulary.Kind(kind)
	if k == nil {
		return noKind(conf.Vocabulary, kind)
	}
	base, err := t.load(cmd.Context(), conf, facts.Options{})
	if err != nil {
		return err
	}
	taken := func(id string) bool { return base.Fact(id) != nil }
	given, err := scaffold.Values(k, args, taken)
	if err != nil {
		return err
	}
	if answers := askFor(cmd, scaffold.Missing(k, given)); len(answers) > 0 {
		if given, err = scaffold.Values(k, append(args, answers...), taken); err != nil {
			return err
		}
	}
	text := scaffold.Template(k, given)
	if err := accepted(cmd.Context(), conf, k, given); err != nil {
		return err
	}
	if output == "-" {
		_, err := io.WriteString(cmd.OutOrStdout(), text)
		return err
	}
	name, in := output, outfile.WorkingDirectory()
	if name == "" {
		name, in = t.at(home(base, k)), outfile.Within{Dir: t.root, Name: "the base"}
	} else if err := readIn(cmd.Context(), t, conf, name); err != nil {
		return fmt.Errorf("%s %w", show(name), err)
	}
	line, err := scaffold.Append(cmd.Context(), in, name, text)
	if err != nil {
		return fmt.Errorf("%s: %w", show(name), folder.Cause(err))
	}
	added := "[[" + k.Name + "]]"
	if id := given["id"]; id != "" {
		added += " " + strings.Trim(id, `"`)
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s:%d: added %s%s\n", report.Visible(show(name)), line, report.Visible(added), toFillIn(k, given))
	return nil
}

// askFor asks on a terminal for fields, and returns what is answered as FIELD=VALUE.
func askFor(cmd *cobra.Command, fields []string) (answers []string) {
	in, ok := cmd.InOrStdin().(*os.File)
	if _, onTerminal := terminal(cmd.ErrOrStderr()); !ok || !onTerminal || !term.IsTerminal(int(in.Fd())) {
		return nil
	}
	lines := bufio.NewReader(in)
	for _, f := range fields {
		fmt.Fprintf(cmd.ErrOrStderr(), "%s: ", f)
		line, err := lines.ReadString('\n')
		if line = strings.TrimSpace(line); line != "" {
			answers = append(answers, f+"="+line)
		}
		if err != nil {
			break
		}
	}
	return answers
}

// accepted reports what is wrong with given values by themselves.
func accepted(ctx context.Context, conf *config.Config, k *vocabulary.Kind, given map[string]string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "[[%s]]\n", k.Name)
	for i := range k.Fields {
		if v := given[k.Fields[i].Name]; v != "" {
			fmt.Fprintf(&b, "%s = %s\n", k.Fields[i].Name, v)
		}
	}
	base, err := facts.Load(ctx, facts.Options{Vocabulary: conf.Vocabulary, Overlay: map[string][]byte{"new.toml": []byte(b.String())}})
	if err != nil {
		return err
	}
	for _, p := range base.Files[0].Problems {
		if p.Kind != facts.RequiredProblem {
			return errors.New(p.Message)
		}
	}
	return nil
}

// readIn reports why a file that is written would not be read as part of the base.
func readIn(ctx context.Context, t *target, conf *config.Config, name string) error {
	if filepath.Ext(name) != ".toml" || filepath.Base(name) == "factlint.toml" {
		return errors.New("would not be read: a fact file ends in .toml")
	}
	abs, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	rel, err := filepath.Rel(t.root, abs)
	if err != nil {
		rel = ".."
	}
	in, err := folder.Contains(ctx, disk.Files{}, t.root, conf.Selection(), filepath.ToSlash(rel))
	if err == nil && !in {
		err = fmt.Errorf("would not be read: it is outside of the base %s, or exclude or .gitignore leave it out", newShower().path(t.root))
	}
	return err
}

// toFillIn says which fields of a template are left to its reader.
func toFillIn(k *vocabulary.Kind, given map[string]string) string {
	names := scaffold.Missing(k, given)
	switch {
	case len(names) > 0:
		return "; fill in " + wording.And(names)
	case len(given) == 0:
		return "; fill in what you know"
	}
	return ""
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
