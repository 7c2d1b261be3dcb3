package manual

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Man returns the manual page on root and its commands, in the man macros of roff.
// Day is that of the version, such as 2022-05-13, or ""; statuses words the exit
// statuses from 0 on.
// (The one of cobra itself makes a page for each command by way of Markdown,
// which loses what a flag takes and mandoc does not read without warnings.)
func Man(root *cobra.Command, version, day string, statuses []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH FACTLINT 1 %q %q\n", day, "factlint "+version)
	fmt.Fprintf(&b, ".SH NAME\nfactlint \\- %s\n", roff(lowerFirst(root.Short)))
	b.WriteString(".SH SYNOPSIS\n.nf\n")
	commands := slices.DeleteFunc(slices.Clone(root.Commands()), func(c *cobra.Command) bool { return !c.IsAvailableCommand() || c.Name() == "help" })
	for _, c := range commands {
		fmt.Fprintf(&b, ".B %s\n", roff(strings.TrimSuffix(c.UseLine(), " [flags]")))
	}
	b.WriteString(".fi\n.SH DESCRIPTION\n")
	manText(&b, root.Long)
	b.WriteString(".SH COMMANDS\n")
	for _, c := range commands {
		fmt.Fprintf(&b, ".SS %s\n", roff(strings.TrimSuffix(c.UseLine(), " [flags]")))
		manText(&b, c.Long)
		if c.Example != "" {
			b.WriteString(".PP\n")
			manText(&b, c.Example)
		}
		c.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { manFlag(&b, f) })
	}
	b.WriteString(".SH EXIT STATUS\n")
	for status, words := range statuses {
		fmt.Fprintf(&b, ".TP\n.B %d\n%s\n", status, roff(words))
	}
	b.WriteString(".SH FILES\n.TP\n.B factlint.toml\n" +
		roff("Stands in the folder of the base and holds its configuration; it may be empty.") + "\n")
	return b.String()
}

// manText writes paragraphs; one that is indented is shown as it stands.
func manText(b *strings.Builder, text string) {
	for i, p := range strings.Split(strings.Trim(text, "\n"), "\n\n") {
		shown := strings.HasPrefix(p, " ") || strings.HasPrefix(p, "\t")
		if i > 0 {
			b.WriteString(".PP\n")
		}
		if shown {
			b.WriteString(".RS 4\n.nf\n")
		}
		for line := range strings.SplitSeq(strings.Trim(p, "\n"), "\n") {
			b.WriteString(roff(strings.TrimSpace(line)) + "\n")
		}
		if shown {
			b.WriteString(".fi\n.RE\n")
		}
	}
}

func manFlag(b *strings.Builder, f *pflag.Flag) {
	if f.Hidden || f.Name == "help" {
		return
	}
	takes, usage := pflag.UnquoteUsage(f)
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	if takes != "" {
		name += " " + takes
	}
	b.WriteString(".TP\n.B " + roff(name) + "\n" + roff(usage))
	if d := f.DefValue; d != "" && d != "false" && d != "[]" && d != "0" {
		b.WriteString(" (default " + roff(d) + ")")
	}
	b.WriteString("\n")
}

// roff escapes one line of text.
func roff(line string) string {
	line = strings.NewReplacer(`\`, `\e`, "-", `\-`).Replace(line)
	if strings.HasPrefix(line, ".") || strings.HasPrefix(line, "'") {
		return `\&` + line
	}
	return line
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }
