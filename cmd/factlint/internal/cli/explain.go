package cli

import (
	"cmp"
	_ "embed" // the pages
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/manual"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/expression"
)

func newExplain() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "explain RULE|KIND|" + strings.Join(pageNames(), "|"),
		Short: "Explain a rule, a kind of fact, or how dates, relations, expressions and mappings are written",
		Long: `explain shows what a rule finds and why, with a bad and a good example; or the
fields and roles of a kind. Rules and kinds that the base declares itself are known too.
explain dates shows how to write what is known of a date, explain relations the order
of facts, explain expressions rules of your own, explain mapping how records in
YAML, JSON and CSV become facts.`,
		Example: "  factlint explain tenure-overlap\n  factlint explain dates",
		Args:    arguments(1, 1, "explain takes one name, of a rule or a kind; factlint rules lists the rules"),
		ValidArgsFunction: func(cmd *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
			return explainable(nearestOrDefault(cmd)), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			w := cmd.OutOrStdout()
			width := pageWidth(w)
			page := func(text string) error {
				_, err := io.WriteString(w, manual.Wrap(text, width))
				return err
			}
			if text, ok := pages[args[0]]; ok {
				return page(text())
			}
			if text, ok := mapping.Shipped(args[0]); ok {
				_, err := w.Write(text)
				return err
			}
			if r := rules.All().Find(args[0]); r != nil {
				return page(r.Page())
			}
			c, err := nearestConfig(cmd)
			if err != nil {
				return err
			}
			list := c.Settings.All()
			if r := list.Find(args[0]); r != nil {
				return page(r.Page())
			}
			if k := c.Vocabulary.Kind(args[0]); k != nil {
				return explainKind(w, k, width)
			}
			if group := list.Named(args[0]); len(group) > 0 {
				return page(groupPage(args[0], group))
			}
			err = fmt.Errorf("there is no rule or kind %s", wording.QuoteCut(args[0], 60))
			if near := wording.Nearest(args[0], slices.Values(explainable(c))); near != "" {
				err = fmt.Errorf("%w; did you mean %s?", err, near)
			}
			return err
		},
	}
	addBase(cmd)
	return cmd
}

//go:embed pages/dates.txt
var datesPage string

//go:embed pages/relations.txt
var relationsPage string

// pages are what explain shows beside rules and kinds, by name; no kind and no
// rule hides one.
var pages = map[string]func() string{
	"dates":       func() string { return datesPage },
	"relations":   func() string { return relationsPage },
	"expressions": func() string { return expression.Page },
	"mapping":     mapping.Page,
}

func pageNames() []string { return slices.Sorted(maps.Keys(pages)) }

// explainable names all that can be explained.
func explainable(c *config.Config) []string {
	return slices.Concat(c.Settings.All().Names(), pageNames(), mapping.ShippedNames(), vocabulary.KindNames(c.Vocabulary.Kinds))
}

func groupPage(group string, list rules.List) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s is a group of rules:\n\n", group)
	t := tabwriter.NewWriter(&b, 4, 0, 2, ' ', 0)
	for _, r := range list {
		fmt.Fprintf(t, "    %s\t%s\n", r.Name, r.Summary)
	}
	_ = t.Flush() // into memory
	return b.String()
}

func explainKind(w io.Writer, k *vocabulary.Kind, width int) error {
	var b strings.Builder
	b.WriteString(manual.Wrap(k.Name+"\n\n"+k.Summary+"\n", width))
	for _, common := range []bool{false, true} {
		b.WriteString(map[bool]string{false: "\nIts fields (* required):\n\n", true: "\nFields that every kind has:\n\n"}[common])
		for i := range k.Fields {
			if f := &k.Fields[i]; f.Common() == common {
				star := map[bool]string{true: "*"}[f.Required]
				b.WriteString(manual.Indent(f.Name+star+": "+f.Describe(), 4, width))
				if f.Summary != "" {
					b.WriteString(manual.Indent(f.Summary, 8, width))
				}
			}
		}
	}
	if roles := k.DescribeRoles(); len(roles) > 0 {
		b.WriteString("\nIts roles:\n\n")
		for _, role := range roles {
			b.WriteString(manual.Indent(role, 4, width))
		}
	}
	fmt.Fprintf(&b, "\nIn messages: %s\n", cmp.Or(k.Label, "its name, title or id"))
	_, err := io.WriteString(w, b.String())
	return err
}

func newRules() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "rules",
		Short:   "List every rule with its severity and one line",
		Long:    "rules lists every rule with its severity and one line, those that the base declares itself too.",
		Example: "  factlint rules\n  factlint rules --base facts",
		Args:    arguments(0, 0, "rules takes no names; factlint explain NAME explains a rule"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, err := nearestConfig(cmd)
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			for _, r := range c.Settings.All() {
				severity := r.Severity.String()
				if r.Off {
					severity = rules.Off.String()
				}
				fmt.Fprintf(w, "%s\t%s\t%s\n", r.Name, severity, r.Summary)
			}
			return w.Flush()
		},
	}
	addBase(cmd)
	return cmd
}
