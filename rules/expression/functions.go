package expression

import (
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// function describes a function that has nothing to itself but its types.
type function struct {
	usage  string // "len(list)"
	params []*typ
	result *typ
}

var (
	// moments is what certainly_… and possibly_… take: a date, or a fact for its period.
	moments = &typ{class: dateClass}
	// loops is the type of those functions that take a condition on the elements of a list.
	loops   = &typ{class: listClass, elem: anyType}
	anyList = listOf(anyType)
	numbers = listOf(numberType)
)

// functions are all functions that a rule may call. Those without parameters
// here are lowered by a method of their own.
var functions = map[string]function{
	"all":    {usage: "all(list, condition)", result: loops},
	"any":    {usage: "any(list, condition)", result: loops},
	"none":   {usage: "none(list, condition)", result: loops},
	"one":    {usage: "one(list, condition)", result: loops},
	"count":  {usage: "count(list, condition)", result: loops},
	"filter": {usage: "filter(list, condition)", result: loops},
	"map":    {usage: "map(list, value)", result: loops},
	"find":   {usage: "find(list, condition)", result: loops},
	"sum":    {usage: "sum(list)", result: loops},

	"has":    {usage: "has(fact.field)"},
	"date":   {usage: `date("2022-05-13")`},
	"days":   {usage: `days("31d")`},
	"len":    {usage: "len(list)"},
	"min":    {usage: "min(a, b)"},
	"max":    {usage: "max(a, b)"},
	"first":  {usage: "first(list)"},
	"last":   {usage: "last(list)"},
	"unique": {usage: "unique(list)"},
	"keys":   {usage: "keys(table)"},
	"values": {usage: "values(table)"},

	"abs":   {usage: "abs(number)", params: []*typ{numberType}, result: numberType},
	"round": {usage: "round(number)", params: []*typ{numberType}, result: intType},
	"floor": {usage: "floor(number)", params: []*typ{numberType}, result: intType},
	"ceil":  {usage: "ceil(number)", params: []*typ{numberType}, result: intType},
	"lower": {usage: "lower(text)", params: []*typ{textType}, result: textType},
	"upper": {usage: "upper(text)", params: []*typ{textType}, result: textType},
	"trim":  {usage: "trim(text)", params: []*typ{textType}, result: textType},

	"certainly_before":   order2("certainly_before"),
	"certainly_after":    order2("certainly_after"),
	"certainly_during":   order2("certainly_during"),
	"certainly_overlaps": order2("certainly_overlaps"),
	"certainly_equal":    order2("certainly_equal"),
	"possibly_before":    order2("possibly_before"),
	"possibly_after":     order2("possibly_after"),
	"possibly_during":    order2("possibly_during"),
	"possibly_overlaps":  order2("possibly_overlaps"),
	"possibly_equal":     order2("possibly_equal"),
	"days_between":       {usage: "days_between(a, b)", params: []*typ{moments, moments}, result: rangeType},
	"years_between":      {usage: "years_between(a, b)", params: []*typ{moments, moments}, result: rangeType},
	"year":               {usage: "year(date)", params: []*typ{moments}, result: intType},
	"earliest_year":      {usage: "earliest_year(date)", params: []*typ{moments}, result: intType},
	"latest_year":        {usage: "latest_year(date)", params: []*typ{moments}, result: intType},
	"begin":              {usage: "begin(fact)", params: []*typ{moments}, result: dateType},
	"end":                {usage: "end(fact)", params: []*typ{moments}, result: dateType},

	"earlier":    {usage: "earlier(a, b)", params: []*typ{anyFact, anyFact}, result: boolType},
	"kind":       {usage: "kind(fact)", params: []*typ{anyFact}, result: textType},
	"name":       {usage: "name(value)", params: []*typ{anyType}, result: textType},
	"get":        {usage: `get("id")`, params: []*typ{textType}, result: anyFact},
	"tenures_of": {usage: "tenures_of(office)"},
	"held":       {usage: "held(person, office, date)", params: []*typ{anyFact, anyFact, moments}, result: boolType},
	"refs_to":    {usage: `refs_to(fact, "kind", "field")`},
}

func order2(name string) function {
	return function{usage: name + "(a, b)", params: []*typ{moments, moments}, result: boolType}
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
		for _, a := range args {
			if _, inner := a.(*ast.PredicateNode); !inner {
				w.lower(a)
			}
		}
		if why := notThere[name]; why != "" {
			return w.fail(n, "there is no function %s; %s", name, why)
		}
		names := make([]string, 0, len(functions))
		for name := range functions {
			names = append(names, name)
		}
		slices.Sort(names)
		near := didYouMean(name, names)
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
	nodes := []ast.Node{machine()}
	for i, want := range f.params {
		nodes = append(nodes, w.argument(args[i], want, f).node)
	}
	return term{call(name, nodes...), f.result}
}

func (w *lowering) wrongCount(n ast.Node, f function, args []ast.Node) term {
	for _, a := range args {
		if _, inner := a.(*ast.PredicateNode); !inner {
			w.lower(a)
		}
	}
	return w.fail(n, "it is written %s, here it has %s", f.usage, wording.Count(len(args), "argument"))
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
