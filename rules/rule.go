// Package rules holds what must be true of a fact base: one file per rule. A rule
// reads the base and reports findings; it keeps no state, and knows no
// configuration and no way of being run. The package does not read files, print,
// or look at the clock.
package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// Severity says how sure and how grave a finding is.
type Severity uint8

// The severities. An error is a proof; a warning is unlikely to be as meant.
const (
	Unset Severity = iota
	Off
	Warning
	Error
)

var severityNames = [...]string{Unset: "", Off: "off", Warning: "warning", Error: "error"}

// String returns the severity as it is written in factlint.toml.
func (s Severity) String() string { return severityNames[s] }

// ParseSeverity reads a severity as written in factlint.toml.
func ParseSeverity(s string) (Severity, bool) {
	for i, name := range severityNames {
		if name == s && i > 0 {
			return Severity(i), true
		}
	}
	return Unset, false
}

// NearestSeverity proposes what was meant by the name of a severity that there is
// not, from least on, in words to follow it, or returns "". It also knows words cut
// short, such as "warn".
func NearestSeverity(name string, least Severity) string {
	names := severityNames[least : Error+1]
	for _, s := range names {
		if len(name) > 1 && strings.HasPrefix(s, strings.ToLower(name)) {
			return " (did you mean " + wording.Quote(s) + "?)"
		}
	}
	return wording.DidYouMean(name, names)
}

// A Rule is one thing that must hold, with its page. One of File, Fact and Base
// is set.
type Rule struct {
	Name    string // "tenure-overlap"; reads as "allow NAME", its first word is the group
	Summary string // one line: when it speaks
	Why     string // why it matters, in paragraphs
	Example
	Format   string   // of the examples, and the ending of their name; "" for toml
	Config   string   // what factlint.toml must hold for the examples; often ""
	Severity Severity // when it is on
	Off      bool     // off until switched on
	Options  []Option
	// Terms is what the rule says in its own words, for its page: of a rule of
	// a base the kinds and the expressions. "" for rules written in Go.
	Terms string
	// Metered says that the rule counts its steps with [Pass.Spend]. All such
	// rules of a run share a budget, and one that takes more is stopped.
	Metered bool

	// Together words a finding that gathers several conflicts under one fact, or
	// about one lack. Without it they are said to disagree.
	Together func(*Group) string
	// Clash says that a conflict between two facts that both conflict with a
	// third belongs to the same finding: all three meet at one moment.
	Clash bool
	// Absence says that what the rule finds may rest on something that is not in
	// the base, so that it may come to light by taking facts away. All else that
	// is found among facts was there as soon as they were.
	Absence bool
	// Compares says that the rule holds values against each other or against today, so
	// that what it finds may come of a slip in one of them: package slips looks for it.
	Compares bool

	// OfTime says that its findings are about when something was: a timeline shows them.
	OfTime bool
	// Unsilenceable says that no comment silences it: it is about comments, or about a file
	// that cannot be read to its end.
	Unsilenceable bool
	// Unnecessary says that what a warning of it marks can be left out.
	Unnecessary bool

	// File checks one file by itself; its findings depend on nothing else.
	File func(*Pass, *facts.File)
	// Fact checks one fact against those it refers to. It is called for facts
	// of the kinds for which Kinds returns true, several at once.
	Fact  func(*Pass, *facts.Fact)
	Kinds func(*vocabulary.Kind) bool
	// Base checks the base as a whole.
	Base func(*Pass)
}

// An Example shows in a fact file what a rule speaks of.
type Example struct {
	Bad  string // exactly this rule speaks
	Good string // the same mended: every rule is silent
}

// mended is an example that some replacements mend: of a text which stands in it once
// by the one after it, and so on.
func mended(bad string, replacements ...string) Example {
	good := bad
	for pair := range slices.Chunk(replacements, 2) {
		good = strings.Replace(good, pair[0], pair[1], 1)
	}
	return Example{bad, good}
}

// Group returns the first word of the rule's name.
func (r *Rule) Group() string {
	group, _, _ := strings.Cut(r.Name, "-")
	return group
}

// An Option is a number that the configuration may set for a rule.
type Option struct {
	Name    string
	Summary string
	// Default is a float64, or a string that is a duration such as "31d".
	Default any
}

// Value returns the default as a number; of a duration the most days it can have.
func (o Option) Value() float64 {
	switch d := o.Default.(type) {
	case float64:
		return d
	case string:
		_, most, _ := types.ParseDuration(d)
		return float64(most)
	}
	return 0
}

// Page returns the rule's whole page as plain text, as `factlint explain` shows it.
func (r *Rule) Page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n\n%s\n", r.Name, r.defaultWords(), r.Summary)
	if why := strings.TrimSpace(r.Why); why != "" {
		b.WriteString("\n" + why + "\n")
	}
	if len(r.Options) > 0 {
		b.WriteString("\nOptions:\n")
		for _, o := range r.Options {
			fmt.Fprintf(&b, "    %s = %s  %s\n", o.Name, o.written(), o.Summary)
		}
	}
	if r.Terms != "" {
		b.WriteString("\nIn factlint.toml:\n\n" + indent(r.Terms))
	}
	if r.Config != "" {
		fmt.Fprintf(&b, "\nWith this in factlint.toml:\n\n%s", indent(r.Config))
	}
	for _, example := range []struct{ name, text string }{{"Bad", r.Bad}, {"Good", r.Good}} {
		if example.text != "" {
			fmt.Fprintf(&b, "\n%s:\n\n%s", example.name, indent(example.text))
		}
	}
	return b.String()
}

func (r *Rule) defaultWords() string {
	if r.Off {
		return "off by default, " + r.Severity.String() + " when switched on"
	}
	return r.Severity.String()
}

// written returns the default as factlint.toml would have it.
func (o Option) written() string {
	if s, ok := o.Default.(string); ok {
		return `"` + s + `"`
	}
	return fmt.Sprint(o.Default)
}

func indent(text string) string {
	var b strings.Builder
	for line := range strings.Lines(strings.Trim(text, "\n")) {
		if strings.TrimSpace(line) != "" {
			b.WriteString("    ")
		}
		b.WriteString(strings.TrimRight(line, "\n") + "\n")
	}
	return b.String()
}
