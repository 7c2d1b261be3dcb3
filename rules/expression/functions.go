package expression

import (
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// function is one that a rule may call, or that operators are lowered to.
type function struct {
	usage  string // "len(list)"
	params []*typ // nil for one that is lowered by a method of its own
	result *typ
	run    any // see callable
}

var (
	// moments is what certainly_… and possibly_… take: a date, or a fact for its period.
	moments = &typ{class: dateClass}
	// loops is the type of those functions that take a condition on the elements of a list.
	loops   = &typ{class: listClass, elem: anyType}
	anyList = listOf(anyType)
	numbers = listOf(numberType)
)

// functions are all functions that a rule may call.
var functions = map[string]function{
	"all":    {"all(list, condition)", nil, loops, all},
	"any":    {"any(list, condition)", nil, loops, any_},
	"none":   {"none(list, condition)", nil, loops, func(a, b any) any { return not(any_(a, b)) }},
	"one":    {"one(list, condition)", nil, loops, one},
	"count":  {"count(list, condition)", nil, loops, count},
	"filter": {"filter(list, condition)", nil, loops, filter},
	"map":    {"map(list, value)", nil, loops, func(_, b any) any { return b }},
	"find":   {"find(list, condition)", nil, loops, find},
	"sum":    {"sum(list)", nil, loops, sum},

	"has":        {"has(fact.field)", nil, nil, has},
	"date":       {`date("2022-05-13")`, nil, nil, nil},
	"days":       {`days("31d")`, nil, nil, nil},
	"len":        {"len(list)", nil, nil, length},
	"min":        {"min(a, b)", nil, nil, func(a any) any { return extremeOf(a, -1) }},
	"max":        {"max(a, b)", nil, nil, func(a any) any { return extremeOf(a, 1) }},
	"first":      {"first(list)", nil, nil, func(a any) any { return elementOf(a, false) }},
	"last":       {"last(list)", nil, nil, func(a any) any { return elementOf(a, true) }},
	"unique":     {"unique(list)", nil, nil, unique},
	"keys":       {"keys(table)", nil, nil, keys},
	"values":     {"values(table)", nil, nil, valuesOf},
	"tenures_of": {"tenures_of(office)", nil, nil, tenuresOf},
	"refs_to":    {`refs_to(fact, "kind", "field")`, nil, nil, refsTo},

	"abs":   {"abs(number)", []*typ{numberType}, numberType, abs},
	"round": {"round(number)", []*typ{numberType}, intType, func(a any) any { return rounded(a, math.Round) }},
	"floor": {"floor(number)", []*typ{numberType}, intType, func(a any) any { return rounded(a, math.Floor) }},
	"ceil":  {"ceil(number)", []*typ{numberType}, intType, func(a any) any { return rounded(a, math.Ceil) }},
	"lower": {"lower(text)", []*typ{textType}, textType, texts(func(a, _ string) any { return strings.ToLower(a) })},
	"upper": {"upper(text)", []*typ{textType}, textType, texts(func(a, _ string) any { return strings.ToUpper(a) })},
	"trim":  {"trim(text)", []*typ{textType}, textType, texts(func(a, _ string) any { return strings.TrimSpace(a) })},

	"certainly_before":   pair("certainly_before", certainlyBefore),
	"certainly_after":    pair("certainly_after", func(a, b period) bool { return certainlyBefore(b, a) }),
	"certainly_during":   pair("certainly_during", certainlyDuring),
	"certainly_overlaps": pair("certainly_overlaps", certainlyOverlaps),
	"certainly_equal":    pair("certainly_equal", certainlyEqual),
	"possibly_before":    pair("possibly_before", possiblyBefore),
	"possibly_after":     pair("possibly_after", func(a, b period) bool { return possiblyBefore(b, a) }),
	"possibly_during":    pair("possibly_during", possiblyDuring),
	"possibly_overlaps":  pair("possibly_overlaps", possiblyOverlaps),
	"possibly_equal":     pair("possibly_equal", possiblyEqual),
	"days_between":       {"days_between(a, b)", []*typ{moments, moments}, rangeType, apart(wholeDays)},
	"years_between":      {"years_between(a, b)", []*typ{moments, moments}, rangeType, apart(wholeYears)},
	"year":               {"year(date)", []*typ{moments}, intType, year},
	"earliest_year":      {"earliest_year(date)", []*typ{moments}, intType, earliestYear},
	"latest_year":        {"latest_year(date)", []*typ{moments}, intType, latestYear},
	"begin":              {"begin(fact)", []*typ{moments}, dateType, boundary(false)},
	"end":                {"end(fact)", []*typ{moments}, dateType, boundary(true)},

	"earlier": {"earlier(a, b)", []*typ{anyFact, anyFact}, boolType, earlier},
	"kind":    {"kind(fact)", []*typ{anyFact}, textType, kindOf},
	"name":    {"name(value)", []*typ{anyType}, textType, nameOf},
	"get":     {`get("id")`, []*typ{textType}, anyFact, get},
	"held":    {"held(person, office, date)", []*typ{anyFact, anyFact, moments}, boolType, held},
}

// notThere says why a function of expr is none here.
var notThere = map[string]string{
	"now":      "rules do not look at the clock, so that they find the same every day",
	"duration": `write days("31d")`,
	"reduce":   "write sum, count, min or max",
	"groupBy":  "write all(list, …) with any(list, …) inside, or unique(list)",
	"toJSON":   "a message names facts and values as they are: {fact.field}",
	"string":   "a message names values as they are: {fact.field}",
}

func (w *lowering) call(n ast.Node, name string, args []ast.Node) term {
	f, ok := functions[name]
	if !ok {
		w.lowerAll(args)
		if why := notThere[name]; why != "" {
			return w.fail(n, "there is no function %s; %s", name, why)
		}
		names := slices.Sorted(maps.Keys(functions))
		near := didYouMean(name, slices.Values(names))
		if near == "" {
			near = "; there are " + strings.Join(names, ", ")
		}
		return w.fail(n, "there is no function %s%s", wording.QuoteCut(name, 40), near)
	}
	if f.result == loops {
		return w.loop(n, name, f, args)
	}
	if f.params == nil {
		return w.special(n, name, f, args)
	}
	if len(args) != len(f.params) {
		return w.wrongCount(n, f, args)
	}
	var nodes []ast.Node
	for i, want := range f.params {
		nodes = append(nodes, w.argument(args[i], want, f).node)
	}
	return term{call(name, nodes...), f.result}
}

func (w *lowering) wrongCount(n ast.Node, f function, args []ast.Node) term {
	w.lowerAll(args)
	return w.fail(n, "it is written %s, here it has %s", f.usage, wording.Count(len(args), "argument"))
}

// lowerAll finds the mistakes in arguments that go with no function.
func (w *lowering) lowerAll(args []ast.Node) {
	for _, a := range args {
		if _, inner := a.(*ast.PredicateNode); !inner {
			w.lower(a)
		}
	}
}

// argument lowers an argument of which a type is wanted.
func (w *lowering) argument(n ast.Node, want *typ, f function) term {
	if want == moments {
		return w.moment(n, f)
	}
	t := w.lower(n)
	if !want.accepts(t.typ) {
		return w.fail(n, "this is %s, but %s takes %s here", t.typ.words(), f.usage, want.words())
	}
	if want.class == factClass && t.typ.class == actorClass {
		return term{call("$actor", t.node, constant(int64(0))), anyFact}
	}
	return t
}

// moment lowers a date, a fact that has a period, or a date in quotes.
func (w *lowering) moment(n ast.Node, f function) term {
	if text, ok := n.(*ast.StringNode); ok {
		return w.date(text)
	}
	t := w.lower(n)
	switch t.typ.class {
	case anyClass, nothingClass, dateClass:
		return t
	case factClass:
		if len(t.typ.kinds) > 0 && !slices.ContainsFunc(t.typ.kinds, func(k *vocabulary.Kind) bool { return k.Period != nil }) {
			return w.fail(n, "%s has no period, so it is neither before nor after anything", t.typ.words())
		}
		return t
	}
	return w.fail(n, "this is %s, but %s takes a date here, or a fact for its period", t.typ.words(), f.usage)
}

// date reads a date in quotes.
func (w *lowering) date(n *ast.StringNode) term {
	d, err := edtf.Parse(n.Value)
	if err == nil && d.End.Latest < d.Begin.Earliest {
		return w.fail(n, "%s ends before it begins", wording.QuoteCut(n.Value, 40))
	}
	if err != nil {
		return w.fail(n, "there is no date %s", err)
	}
	return term{constant(&Date{date: d, text: n.Value}), dateType}
}
