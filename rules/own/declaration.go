package own

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/expression"
)

// A Declaration is a rule as a base writes it in [[rule]].
type Declaration struct {
	Name     string    `toml:"name" doc:"Its name; the first word is its group." validate:"required,rulename"`
	Summary  string    `toml:"summary" doc:"One line: what must hold." validate:"required,line"`
	Why      string    `toml:"why" doc:"Why it matters." validate:"text"`
	Kinds    []string  `toml:"kind" doc:"The kinds of facts it is about." alone:"yes" form:"kind is the name of a kind, or a list of names, not {noun}" each:"kind is the name of a kind, or a list of names, not {noun}" validate:"required,min=1"`
	When     string    `toml:"when" doc:"An expression: the facts it is about." validate:"text"`
	Assert   string    `toml:"assert" doc:"An expression: what must hold of them." validate:"required,text"`
	Message  string    `toml:"message" doc:"One sentence, with {expressions} in it." validate:"required,text"`
	At       string    `toml:"at" doc:"The field at which it is reported." validate:"text"`
	Related  []Related `toml:"related" doc:"Other places that belong to it: fields, or expressions that give facts or a field of one." alone:"yes" called:"an entry of related" needs:"at, a field, or an expression that gives facts or a field of one" form:"related is a list of fields, or of expressions that give facts or a field of one; words of your own stand in { at = \"signed\", says = \"…\" }; this is {noun}" each:"related is a list of fields, or of expressions that give facts or a field of one; words of your own stand in { at = \"signed\", says = \"…\" }; this is {noun}" validate:"dive"`
	Severity string    `toml:"severity" doc:"How grave it is; error when absent." form:"the severity of a rule is \"warning\" or \"error\", not {noun}; to switch it off write NAME = \"off\" below [rules]" validate:"gravity"`
	Bad      string    `toml:"bad" doc:"A fact file on which it speaks." validate:"text"`
	Good     string    `toml:"good" doc:"A fact file on which it does not." validate:"text"`
}

// Related is a further place of a finding: a field, or an expression for facts
// or for a field of another fact.
type Related struct {
	At   string `toml:"at" validate:"required,text"`
	Says string `toml:"says" validate:"text"` // template about the fact there; "" for what the field says
}

// Short is the key that a text stands for.
func (Related) Short() string { return "at" }

// A Mistake is something wrong with a range of bytes of the text at a path of a
// declaration, such as "related[0].says"; with all of it when Start is negative.
type Mistake struct {
	Path string
	expression.Mistake
}

// How many rules a base may have, and how many bytes of expressions in them all.
const (
	MaxRules = 200
	maxBytes = 1 << 20
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

// Checks are what the validate tags of declarations of rules may ask for.
var Checks = map[string]declaration.Check{
	"rulename": {Wrong: func(_, name string) string { return wrongName(name) }, Schema: map[string]any{"pattern": ruleName.String()}},
	"gravity":  {Wrong: wrongSeverity, Schema: map[string]any{"enum": []string{rules.Warning.String(), rules.Error.String()}}},
}

func wrongSeverity(_, text string) string {
	switch s, ok := rules.ParseSeverity(text); {
	case !ok:
		return fmt.Sprintf("there is no severity %s%s; it is \"warning\" or \"error\"", wording.Quote(text), rules.NearestSeverity(text, rules.Warning))
	case s < rules.Warning:
		return "a rule is \"warning\" or \"error\"; to switch it off write NAME = \"off\" below [rules]"
	}
	return ""
}

// wrongName says what is wrong with the name of a rule; "" when nothing is.
func wrongName(name string) string {
	if len(name) > maxName || !ruleName.MatchString(name) {
		return fmt.Sprintf("%s is not a name for a rule; it is made of lower-case words and numbers with hyphens between, the first being its group, such as act-signed-first, and has at most %d bytes", wording.Quote(name), maxName)
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
		b.rule.message = b.template("message", d.Message, b.rule.kinds)
		b.rule.at = b.field("at", d.At)
		for i, r := range d.Related {
			b.rule.related = append(b.rule.related, b.related(i, r))
		}
	}
	if len(b.mistakes) > 0 || d.Name == "" || b.rule.assert == nil || b.rule.message == nil {
		return nil, b.mistakes
	}
	return b.build(), nil
}

// building is a rule in the making.
type building struct {
	*Compiler
	declaration *Declaration
	rule        rule
	mistakes    []Mistake
}

func (b *building) mistake(path string, format string, args ...any) {
	b.mistakes = append(b.mistakes, Mistake{path, expression.Mistake{Start: -1, End: -1, Message: fmt.Sprintf(format, args...)}})
}

// add takes over the mistakes in the text at a path.
func (b *building) add(path string, mistakes []expression.Mistake) {
	for _, m := range mistakes {
		b.mistakes = append(b.mistakes, Mistake{path, m})
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
		b.mistake("name", "the rules have more than %d bytes of expressions together; leave some out", maxBytes)
	}
	return b.bytes <= maxBytes
}

func (b *building) kinds() []*vocabulary.Kind {
	var kinds []*vocabulary.Kind
	for i, name := range b.declaration.Kinds {
		k := b.vocabulary.Kind(name)
		if k == nil {
			b.mistake(fmt.Sprintf("kind[%d]", i), "there is no kind %s%s", wording.Quote(name), wording.DidYouMean(name, vocabulary.KindNames(b.vocabulary.Kinds)))
			continue
		}
		if !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

func (b *building) condition(key, source string) *expression.Program {
	if source == "" {
		return nil
	}
	p, mistakes := b.language.Condition(source, b.rule.kinds)
	b.add(key, mistakes)
	return p
}

func (b *building) template(path, source string, about []*vocabulary.Kind) *expression.Template {
	if source == "" {
		return nil
	}
	t, mistakes := b.language.Template(source, about)
	b.add(path, mistakes)
	return t
}

// field finds a field that facts of all the kinds have.
func (b *building) field(path, name string) string {
	if name == "" {
		return ""
	}
	for _, k := range b.rule.kinds {
		if k.FieldIndex(name) == vocabulary.None {
			b.mistake(path, "%s has no field %s%s", wording.Article(k.Name), wording.Quote(name), wording.DidYouMean(name, vocabulary.FieldNames(k.Fields)))
		}
	}
	return name
}

var plainName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*$`)

func (b *building) related(i int, r Related) related {
	if r.At == "" {
		return related{}
	}
	path := fmt.Sprintf("related[%d].at", i)
	says := fmt.Sprintf("related[%d].says", i)
	if plainName.MatchString(r.At) {
		return related{field: b.field(path, r.At), says: b.template(says, r.Says, b.rule.kinds)}
	}
	p, field, mistakes := b.language.Values(r.At, b.rule.kinds)
	b.add(path, mistakes)
	if p == nil {
		return related{}
	}
	return related{program: p, field: field, says: b.template(says, r.Says, p.Kinds())}
}

func (b *building) build() *rules.Rule {
	d := b.declaration
	names := vocabulary.KindNames(b.rule.kinds)
	made := b.rule
	r := &rules.Rule{
		Name: d.Name, Summary: d.Summary, Why: d.Why, Severity: rules.Error, Absence: true, // of what else there is it may say anything
		Example: rules.Example{Bad: d.Bad, Good: d.Good},
		Terms:   d.terms(), Metered: true,
		Kinds: func(k *vocabulary.Kind) bool { return slices.Contains(names, k.Name) },
		Fact:  made.check,
	}
	if d.Severity != "" {
		r.Severity, _ = rules.ParseSeverity(d.Severity)
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
