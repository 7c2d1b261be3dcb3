package expression

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/compiler"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"
	"github.com/expr-lang/expr/vm"

	"github.com/factlint/factlint/facts/vocabulary"
)

// What an expression may be. It comes from strangers, and whoever writes one by
// hand stays far below. The parser takes a stack that grows with the depth of
// brackets, so the length bounds that too.
const (
	maxSource   = 10_000 // bytes
	maxNodes    = 20_000
	maxMistakes = 20
)

// A Language compiles expressions over the facts of one vocabulary.
type Language struct {
	vocabulary *vocabulary.Vocabulary
	// anywhere holds for each name of a field what it is in facts of any kind;
	// nil for a name that no kind has.
	anywhere map[string]*typ
	names    []string // of all fields, once asked for
}

// New returns the language of a vocabulary. It is for one goroutine; what it
// compiles is for all.
func New(v *vocabulary.Vocabulary) *Language {
	return &Language{vocabulary: v, anywhere: map[string]*typ{}}
}

// A Mistake is something wrong with a range of bytes of a source.
type Mistake struct {
	Start, End int
	Message    string // one sentence: what is wrong, what to write
}

// A Program is a compiled expression.
type Program struct {
	program *vm.Program
	typ     *typ
	weight  int64 // steps that evaluating it takes, loops apart
}

// Kinds returns the kinds of the facts that the program gives; nil for any.
func (p *Program) Kinds() []*vocabulary.Kind {
	if p.typ.class == listClass {
		return p.typ.elem.kinds
	}
	return p.typ.kinds
}

// Condition compiles what is true or false of a fact of one of the kinds.
func (l *Language) Condition(source string, kinds []*vocabulary.Kind) (*Program, []Mistake) {
	p, mistakes := l.compile(source, kinds)
	if p != nil && !boolType.accepts(p.typ) {
		return nil, []Mistake{whole(source, "this is "+p.typ.words()+", but has to be true or false; compare it with something")}
	}
	return p, mistakes
}

// Values compiles what gives facts, one or a list, or a field of a fact, as
// fact.home.capacity does: the program then gives the facts, and field is the
// name of the field in them.
func (l *Language) Values(source string, kinds []*vocabulary.Kind) (p *Program, field string, mistakes []Mistake) {
	p, mistakes = l.compile(source, kinds)
	if p == nil || anyFact.accepts(p.typ) || listOf(anyFact).accepts(p.typ) {
		return p, "", mistakes
	}
	if tree, err := parser.ParseWithConfig(source, nil); err == nil {
		if n, ok := tree.Node.(*ast.MemberNode); ok {
			if name, ok := n.Property.(*ast.StringNode); ok {
				if of, _ := l.compileNode(tree, n.Node, source, kinds); of != nil && of.typ.class == factClass {
					return of, name.Value, nil
				}
			}
		}
	}
	return nil, "", []Mistake{whole(source, "this gives neither facts nor a field of a fact")}
}

func whole(source, message string) Mistake {
	start := len(source) - len(strings.TrimLeft(source, " \t\r\n"))
	end := len(strings.TrimRight(source, " \t\r\n"))
	return Mistake{min(start, end), max(start, end), message}
}

func (l *Language) compile(source string, kinds []*vocabulary.Kind) (*Program, []Mistake) {
	switch {
	case strings.TrimSpace(source) == "":
		return nil, []Mistake{whole(source, "the expression is empty")}
	case len(source) > maxSource:
		return nil, []Mistake{{0, len(source), "an expression has at most 10 000 bytes"}}
	case !utf8.ValidString(source):
		return nil, []Mistake{{0, len(source), "an expression is UTF-8 text"}}
	}
	tree, err := parser.ParseWithConfig(source, nil)
	if err != nil {
		return nil, []Mistake{syntaxMistake(source, err)}
	}
	return l.compileNode(tree, tree.Node, source, kinds)
}

// compileNode compiles one part of a tree.
func (l *Language) compileNode(tree *parser.Tree, node ast.Node, source string, kinds []*vocabulary.Kind) (*Program, []Mistake) {
	w := &lowering{language: l, source: source}
	w.vars = []variable{{name: "fact", typ: &typ{class: factClass, kinds: kinds}}}
	t := w.lower(node)
	if len(w.mistakes) > 0 {
		return nil, w.mistakes
	}
	tree.Node = t.node
	program, err := compiler.Compile(tree, runtimeConfig())
	if err != nil {
		return nil, []Mistake{whole(source, "this cannot be compiled")}
	}
	return &Program{program, t.typ, int64(w.nodes)}, nil
}

// runtimeConfig knows the functions to which everything is lowered, and no others.
var runtimeConfig = sync.OnceValue(func() *conf.Config {
	c := conf.CreateNew()
	for name := range functions {
		c.Functions[name] = builtinFunction(name)
	}
	for name := range operators {
		c.Functions[name] = builtinFunction(name)
	}
	return c
})
