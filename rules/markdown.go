package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// pages is where the pages of the rules are, README.md of this folder.
const pages = "https://github.com/factlint/factlint/blob/main/rules/README.md"

// URL returns where the page of a rule of ours can be read; "" for a rule of a
// base's own.
func (r *Rule) URL() string {
	if !slices.Contains(All(), r) {
		return ""
	}
	return pages + "#" + r.Name
}

// Markdown returns the rule's page without its name, for readers of Markdown.
// The texts of a rule of a base are a stranger's: what would be markup in them
// is escaped.
func (r *Rule) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "*%s* · %s\n", r.defaultWords(), markdownText(r.Summary))
	if why := strings.TrimSpace(r.Why); why != "" {
		fmt.Fprintf(&b, "\n%s\n", markdownText(why))
	}
	if r.Terms != "" {
		fmt.Fprintf(&b, "\n%s", fenced("", r.Terms))
	}
	if len(r.Options) > 0 {
		b.WriteString("\n| option | default | |\n| --- | --- | --- |\n")
		for _, o := range r.Options {
			fmt.Fprintf(&b, "| `%s` | `%s` | %s |\n", o.Name, o.written(), markdownText(o.Summary))
		}
	}
	format := cmp.Or(r.Format, "toml")
	for _, block := range []struct{ title, format, text string }{
		{"With this in `factlint.toml`:", "toml", r.Config}, {"Bad:", format, r.Bad}, {"Good:", format, r.Good},
	} {
		if strings.TrimSpace(block.text) != "" {
			fmt.Fprintf(&b, "\n%s\n\n%s", block.title, fenced(block.format, block.text))
		}
	}
	return b.String()
}

// fenced puts a text into a block of code that nothing in it can end.
func fenced(language, text string) string {
	fence := "```"
	for strings.Contains(text, fence) {
		fence += "`"
	}
	return fence + language + "\n" + strings.Trim(text, "\n") + "\n" + fence + "\n"
}

// markdownText escapes the characters that are markup wherever they are, and
// keeps paragraphs.
func markdownText(s string) string {
	return markdownEscapes.Replace(s)
}

var markdownEscapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "#", `\#`, "&", `\&`, "!", `\!`,
)
