package own

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/expression"
)

// A Declaration is a rule as a base writes it. Empty strings are left out; a
// rule needs a name, a kind, what to assert and a message.
type Declaration struct {
	Name, Summary, Why string
	Kinds              []string // of the facts that it is about
	When               string   // expression: what it is about only when this is certainly true
	Assert             string   // expression: what must hold
	Message            string   // template: the finding, in one sentence
	At                 string   // field: its primary place
	Related            []Related
	Severity           rules.Severity // Unset for Error
	Bad, Good          string         // fact files
}

// Related is a further place of a finding: a field, or an expression for facts
// or for a field of another fact.
type Related struct {
	At   string
	Says string // template about the fact there; "" for what the field says
}

// A Part names a string of a declaration.
type Part struct {
	Key   string // as in the configuration: "assert"
	Index int    // of kind and related, which one
	Says  bool   // of related, its words
}

// A Mistake is something wrong with a range of bytes of a part; with the part
// as a whole when Start is negative.
type Mistake struct {
	Part
	Start, End int
	Message    string // one sentence: what is wrong, what to write
}

// How many rules a base may have, and how many bytes of expressions in them all.
const (
	MaxRules = 200
	maxBytes = 1 << 20
)

// What a rule may take over a base, as rules.Rule.Steps counts it: all rules of
// a base together no more than sharedSteps.
const (
	ruleSteps   = 10_000_000
	sharedSteps = 200_000_000
)

// A Compiler makes the rules of one base.
type Compiler struct {
	language   *expression.Language
	vocabulary *vocabulary.Vocabulary
	bytes      int
}

// NewCompiler returns a compiler of rules over the facts of a vocabulary.
func NewCompiler(v *vocabulary.Vocabulary) *Compiler {
	return &Compiler{language: expression.New(v), vocabulary: v}
}

var ruleName = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)+$`)

const maxName = 60

// CheckName says what is wrong with the name of a rule; "" when nothing is.
func CheckName(name string) string {
	if len(name) > maxName || !ruleName.MatchString(name) {
		return fmt.Sprintf("%s is no name for a rule; it is made of lower-case words and numbers with hyphens between, the first being its group, such as act-signed-first, and has at most %d bytes", wording.QuoteCut(name, 60), maxName)
	}
	return ""
}

// Rule makes a rule of a declaration. With mistakes, or when something is left
// out that a rule needs, it is nil; what there is has been checked all the same.
func (c *Compiler) Rule(d *Declaration) (*rules.Rule, []Mistake) {
	b := &building{Compiler: c, declaration: d}
	b.rule.kinds = b.kinds()
	if len(b.rule.kinds) > 0 && b.fits() {
		b.rule.when = b.condition("when", d.When)
		b.rule.assert = b.condition("assert", d.Assert)
		b.rule.message = b.template(Part{Key: "message"}, d.Message, b.rule.kinds)
		b.rule.at = b.field(Part{Key: "at"}, d.At)
		for i, r := range d.Related {
			b.rule.related = append(b.rule.related, b.related(i, r))
		}
	}
	if len(b.mistakes) > 0 || d.Name == "" || b.rule.assert == nil || b.rule.message == nil {
		return nil, b.mistakes
	}
	return b.build(), nil
}

// Share divides the steps that the rules of a base may take among them.
func Share(own []*rules.Rule) {
	for _, r := range own {
		r.Steps = min(ruleSteps, int64(sharedSteps/len(own)))
	}
}

// building is a rule in the making.
type building struct {
	*Compiler
	declaration *Declaration
	rule        rule
	mistakes    []Mistake
}

func (b *building) mistake(p Part, format string, args ...any) {
	b.mistakes = append(b.mistakes, Mistake{p, -1, -1, fmt.Sprintf(format, args...)})
}

// add takes mistakes over from a part.
func (b *building) add(p Part, mistakes []expression.Mistake) {
	for _, m := range mistakes {
		b.mistakes = append(b.mistakes, Mistake{p, m.Start, m.End, m.Message})
	}
}

// fits reports whether the expressions are not too much, with those before them.
func (b *building) fits() bool {
	d := b.declaration
	before := b.bytes
	b.bytes += len(d.When) + len(d.Assert) + len(d.Message)
	for _, r := range d.Related {
		b.bytes += len(r.At) + len(r.Says)
	}
	if b.bytes > maxBytes && before <= maxBytes {
		b.mistake(Part{Key: "name"}, "the rules have more than %d bytes of expressions together; leave some out", maxBytes)
	}
	return b.bytes <= maxBytes
}

func (b *building) kinds() []*vocabulary.Kind {
	var kinds []*vocabulary.Kind
	for i, name := range b.declaration.Kinds {
		k := b.vocabulary.Kind(name)
		if k == nil {
			near := ""
			if n := wording.Nearest(name, b.kindNames); n != "" {
				near = " (did you mean " + wording.QuoteCut(n, 60) + "?)"
			}
			b.mistake(Part{Key: "kind", Index: i}, "there is no kind %s%s", wording.QuoteCut(name, 60), near)
			continue
		}
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

func (b *building) kindNames(yield func(string) bool) {
	for _, k := range b.vocabulary.Kinds {
		if !yield(k.Name) {
			return
		}
	}
}

func (b *building) condition(key, source string) *expression.Program {
	if source == "" {
		return nil
	}
	p, mistakes := b.language.Condition(source, b.rule.kinds)
	b.add(Part{Key: key}, mistakes)
	return p
}

func (b *building) template(part Part, source string, about []*vocabulary.Kind) *expression.Template {
	if source == "" {
		return nil
	}
	t, mistakes := b.language.Template(source, about)
	b.add(part, mistakes)
	return t
}

// field finds a field that facts of all the kinds have.
func (b *building) field(part Part, name string) string {
	if name == "" {
		return ""
	}
	for _, k := range b.rule.kinds {
		if k.FieldIndex(name) != vocabulary.None {
			continue
		}
		near := ""
		if n := wording.Nearest(name, fieldNames(k)); n != "" {
			near = " (did you mean " + wording.QuoteCut(n, 60) + "?)"
		}
		b.mistake(part, "%s has no field %s%s", wording.Article(k.Name), wording.QuoteCut(name, 60), near)
	}
	return name
}

func fieldNames(k *vocabulary.Kind) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for i := range k.Fields {
			if !yield(k.Fields[i].Name) {
				return
			}
		}
	}
}

var plainName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

func (b *building) related(i int, r Related) related {
	if r.At == "" {
		return related{}
	}
	part := Part{Key: "related", Index: i}
	says := Part{Key: "related", Index: i, Says: true}
	if plainName.MatchString(r.At) {
		return related{field: b.field(part, r.At), says: b.template(says, r.Says, b.rule.kinds)}
	}
	p, field, mistakes := b.language.Values(r.At, b.rule.kinds)
	b.add(part, mistakes)
	if p == nil {
		return related{}
	}
	return related{program: p, field: field, says: b.template(says, r.Says, p.Kinds())}
}

func (b *building) build() *rules.Rule {
	d := b.declaration
	names := make([]string, len(b.rule.kinds))
	for i, k := range b.rule.kinds {
		names[i] = k.Name
	}
	made := b.rule
	r := &rules.Rule{
		Name: d.Name, Summary: d.Summary, Why: d.Why, Severity: d.Severity, Bad: d.Bad, Good: d.Good,
		Terms: d.terms(), Steps: ruleSteps,
		Kinds: func(k *vocabulary.Kind) bool { return slices.Contains(names, k.Name) },
		Fact:  made.check,
	}
	if r.Severity == rules.Unset {
		r.Severity = rules.Error
	}
	return r
}

// terms writes the rule's expressions as the configuration has them.
func (d *Declaration) terms() string {
	var b strings.Builder
	for _, t := range []struct{ key, text string }{
		{"kind", strings.Join(d.Kinds, ", ")}, {"when", d.When}, {"assert", d.Assert}, {"message", d.Message},
	} {
		if t.text != "" {
			fmt.Fprintf(&b, "%-8s %s\n", t.key, strings.Join(strings.Fields(t.text), " "))
		}
	}
	return b.String()
}
