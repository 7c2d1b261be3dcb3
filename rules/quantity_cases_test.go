package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// figures writes figures for one place, a line each.
func figures(place string, lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		fmt.Fprintf(&b, "[[population]]\nplace = %q\n%s\n", place, strings.ReplaceAll(l, "; ", "\n"))
	}
	return b.String()
}

const onePlace = "[[place]]\nid = \"p\"\nname = \"P\"\n"

const ownQuantities = `
[kind.elevation]
quantity = { of = "place", value = "metres" }
[kind.elevation.field]
place = { type = "ref", to = ["place"] }
metres = { type = "number" }
[kind.schools]
quantity = { of = "place", value = "n" }
[kind.schools.field]
place = { type = "ref", to = ["place"] }
n = { type = "integer" }
`

func TestQuantityRange(t *testing.T) {
	runCases(t, []string{"quantity"}, []ruleCase{
		{name: "min above max", text: onePlace + figures("p", `min = 60_000 # want quantity-range "above the max 40 000"; max = 40_000`)},
		{name: "value outside", text: onePlace + figures("p", `value = 39_999 # want quantity-range "below the min"; min = 40_000; max = 60_000`, `status = "disputed"; value = 60_001.5 # want quantity-range "above the max"; max = 60_000`)},
		{name: "negative", text: onePlace + figures("p", `value = -1 # want quantity-range "never negative"`, `min = -5 # want quantity-range ""; max = 5`)},
		{name: "too many", text: onePlace + figures("p", `value = 10_000_000_001 # want quantity-range "never lived"`, `max = 1e11 # want quantity-range ""`)},
		{name: "equal and exact", text: onePlace + figures("p", `as_of = 1990; min = 0; max = 0; value = 0`, `as_of = ".."; value = 10_000_000_000`)},
		{name: "a disputed figure, for its own fields", text: onePlace + figures("p", `min = 2 # want quantity-range ""; max = 1; status = "disputed"`)},
		{name: "own kinds", kinds: ownQuantities, text: `[[elevation]]
place = "p"
metres = -430
[[elevation]]
place = "p"
metres = 20_000_000_000.0
[[schools]]
place = "p"
n = -1 # want quantity-range ""
[[schools]]
place = "p"
n = 20_000_000_000`},
		{name: "no figure takes part twice", text: onePlace + figures("p", `as_of = 2015; min = 60_000 # want quantity-range ""; max = 40_000`, `as_of = 2015; value = 10`)},
	})
}

func TestQuantityDisagree(t *testing.T) {
	runCases(t, []string{"quantity"}, []ruleCase{
		{name: "equal dates", text: onePlace + figures("p", `as_of = 2015; value = 100`, `as_of = 2015; value = 111 # want quantity-disagree "is 111 by one figure but 100 by another"`)},
		{name: "one date in two spellings", text: onePlace + figures("p", `as_of = "2015-XX"; value = 100`, `as_of = 2015; value = 111 # want quantity-disagree ""`)},
		{name: "both without a date", text: onePlace + figures("p", `max = 100`, `min = 111 # want quantity-disagree ""`)},
		{name: "widened on both sides", text: onePlace + figures("p", `as_of = 2015; value = 100`, `as_of = 2015; value = 110`)},
		{name: "ranges that meet", text: onePlace + figures("p", `as_of = 2015; min = 10; max = 100`, `as_of = 2015; value = 500; min = 101; max = 600`)},
		{name: "different dates or groups, disputed, open", text: onePlace + figures("p",
			`as_of = 2015; value = 100`, `value = 500`, `as_of = 2015-01-01; value = 900`, `as_of = 2015; group = "G"; value = 800`,
			`as_of = 2015; status = "disputed"; value = 5`, `as_of = 2015; min = 3`, `as_of = 2015; max = 1000`)},
		{name: "one wrong of three", text: onePlace + figures("p", `as_of = 2015; value = 100`, `as_of = 2015; value = 1000 # want quantity-disagree "2 other figures"`, `as_of = 2015; value = 101`)},
	})
}

func TestQuantityGrowth(t *testing.T) {
	runCases(t, []string{"quantity"}, []ruleCase{
		{name: "a rise", text: onePlace + figures("p", `as_of = 2010-01-01; value = 100_000`, `as_of = 2011-01-01; value = 111_000 # want quantity-growth "rises from 100 000"`)},
		{name: "a fall", text: onePlace + figures("p", `as_of = 2010-01-01; value = 100_000`, `as_of = 2011-01-01; value = 89_000 # want quantity-growth "falls from"`)},
		{name: "just within", text: onePlace + figures("p", `as_of = 2010-01-01; value = 100_000`, `as_of = 2011-01-01; value = 110_000`, `as_of = 2012-01-01; value = 99_050`)},
		{name: "compound", text: onePlace + figures("p", `as_of = 2010-01-01; value = 100_000`, `as_of = 2020-01-01; value = 259_000`)},
		{name: "compound, too much", text: onePlace + figures("p", `as_of = 2010-01-01; value = 100_000`, `as_of = 2020-01-01; value = 261_000 # want quantity-growth ""`)},
		{name: "half a year", text: onePlace + figures("p", `as_of = 2010-01-01; value = 100_000`, `as_of = 2010-07-01; value = 109_000 # want quantity-growth ""`)},
		{name: "the longest time between years", text: onePlace + figures("p", `as_of = 2010; value = 100_000`, `as_of = 2011; value = 120_000`)},
		{name: "the mildest change between ranges", text: onePlace + figures("p", `as_of = 2010; min = 50_000; max = 100_000`, `as_of = 2011; min = 120_000; max = 300_000`, `as_of = 2013; min = 4`)},
		{name: "times that may be the same", text: onePlace + figures("p", `as_of = 2010; value = 100_000`, `as_of = 2010-05-01; value = 150_000`, `value = 7`)},
		{name: "written in any order", text: onePlace + figures("p", `as_of = 2012; value = 1_000 # want quantity-growth "rises from 100 in 2001"`, `as_of = 2001; value = 100`)},
		{name: "one wrong figure", text: onePlace + figures("p", `as_of = 2010; value = 100`, `as_of = 2011; value = 100`, `as_of = 2012; value = 1000 # want quantity-growth "2 other figures"`, `as_of = 2013; value = 100`, `as_of = 2014; value = 100`)},
		{name: "a step is one finding", text: onePlace + figures("p", `as_of = 2010; value = 100`, `as_of = 2011; value = 100`, `as_of = 2012; value = 1000 # want quantity-growth "rises"`, `as_of = 2013; value = 1000`, `as_of = 2014; value = 1000`)},
		{name: "past a wide figure between", text: onePlace + figures("p", `as_of = 2010-01-01; value = 100`, `as_of = 2011-01-01; min = 50; max = 500`, `as_of = 2012-01-01; value = 300 # want quantity-growth "2010"`)},
		{name: "past one that may be at the same time", text: onePlace + figures("p", `as_of = 2010-01-01; value = 100`, `as_of = 2010; min = 50; max = 500`, `as_of = 2011-01-01; value = 300 # want quantity-growth "on 1 January 2010"`)},
		{name: "nobody", text: onePlace + figures("p", `as_of = 2000; value = 0`, `as_of = 2010; value = 2`, `as_of = 2020; value = 0`, `as_of = 2021; value = 5_000 # want quantity-growth "rises from 0"`)},
		{name: "figures that disagree are told once", text: onePlace + figures("p", `as_of = 2010; value = 100`, `as_of = 2010; value = 1000 # want quantity-disagree ""`, `as_of = 2011; value = 100`)},
		{name: "groups and disputed", text: onePlace + figures("p", `as_of = 2010; value = 100`, `as_of = 2011; group = "G"; value = 1`, `as_of = 2011; value = 1; status = "disputed"`)},
		{name: "below zero", kinds: `[kind.balance]
quantity = { of = "place", at = "at", value = "n" }
[kind.balance.field]
place = { type = "ref", to = ["place"] }
n = { type = "number" }
at = { type = "date" }
`, text: onePlace + `[[balance]]
place = "p"
n = -5
at = 2000
[[balance]]
place = "p"
n = 5000
at = 2001
[[balance]]
place = "p"
n = 0
at = 2002`},
	})
}

const threePlaces = `[[place]]
id = "w"
name = "W"
[[place]]
id = "p"
name = "P"
part_of = "w"
[[place]]
id = "q"
name = "Q"
part_of = "w"
[[place]]
id = "in-p"
name = "Inner"
part_of = "p"
`

func TestQuantityParts(t *testing.T) {
	runCases(t, []string{"quantity", "ref-cycle"}, []ruleCase{
		{name: "one day", text: threePlaces + figures("w", `as_of = 2015-07-01; value = 1000 # want quantity-parts "sum to 1 011 even at their lowest: P 511 and Q 500"`) + figures("p", `as_of = 2015-07-01T12:00:00; value = 511`) + figures("q", `as_of = "2015-07-01"; value = 500`)},
		{name: "one year is not one moment", text: threePlaces + figures("w", `as_of = 2015; value = 1000`) + figures("p", `as_of = 2015; value = 600`) + figures("q", `as_of = 2015; value = 499`)},
		{name: "one count", text: sourceS + threePlaces + figures("w", `as_of = 2015; value = 1000 # want quantity-parts "sum to 1 011 even"; source = ["s", "https://x.org/"]`) + figures("p", `as_of = 2015; value = 511; source = "s"`) + figures("q", `as_of = "2015-XX"; value = 500; source = ["s"]`)},
		{name: "not one count", text: sourceS + threePlaces + figures("w", `as_of = 2015; value = 1000; source = ["s", "https://x.org/"]`) + figures("p", `as_of = 2015; value = 511; source = "s"`) + figures("q", `as_of = 2015; value = 500; source = "https://x.org/"`)},
		{name: "one source at two times", text: sourceS + threePlaces + figures("w", `as_of = 2015; value = 1000; source = "s"`) + figures("p", `as_of = 2016; value = 1099; source = "s"`)},
		{name: "the largest part first", text: threePlaces + figures("w", `as_of = 2015; value = 1000 # want quantity-parts "sum to 1 201 even at their lowest: Q 700 and P 501;"`) + figures("p", `as_of = 2015; value = 501`) + figures("q", `as_of = 2015; value = 700`)},
		{name: "one part alone", text: threePlaces + figures("w", `as_of = 2015-07-01; value = 1000 # want quantity-parts "but Q, a part of it, has 1 500"`) + figures("p", `as_of = 2015-07-01; value = 501`) + figures("q", `as_of = 2015-07-01; value = 1500`)},
		{name: "one part alone, and the others", text: threePlaces + "[[place]]\nid = \"r\"\nname = \"R\"\npart_of = \"w\"\n" +
			figures("w", `as_of = 2015-07-01; value = 1000 # want quantity-parts "by 2 figures"`) + figures("p", `as_of = 2015-07-01; value = 600`) + figures("q", `as_of = 2015-07-01; value = 1500`) + figures("r", `as_of = 2015-07-01; value = 600`)},
		{name: "a group above everybody", text: threePlaces + figures("p", `as_of = 2015-07-01; value = 1000`, `as_of = 2015-07-01; group = "G"; value = 1011 # want quantity-parts "(G) is 1 011 on 1 July 2015, but everybody there is 1 000"`, `as_of = 2015; group = "I"; value = 1100`, `as_of = 2015-07-01; group = "J"; value = 600`, `as_of = 2015-07-01; group = "K"; value = 600`)},
		{name: "a group above everybody, perhaps at another time", text: threePlaces + figures("p", `as_of = 2015-07-01; value = 1000`, `as_of = 2015; group = "G"; value = 1101 # want quantity-parts "(G) is 1 101 in 2015"`)},
		{name: "a group below everybody some day", text: threePlaces + figures("p", `as_of = 2010; value = 1000`, `as_of = 2020; value = 2000`, `as_of = 2015; group = "G"; value = 1999`, `as_of = 2018-06-01; group = "G"; value = 2199`)},
		{name: "one part", text: threePlaces + figures("w", `as_of = 2015; value = 1000 # want quantity-parts "P, a part of it, has 1 500"`) + figures("p", `as_of = 2015; value = 1500`)},
		{name: "within the tolerance", text: threePlaces + figures("w", `as_of = 2015; value = 1000`) + figures("p", `as_of = 2015; value = 510`) + figures("q", `as_of = 2015; value = 500`)},
		{name: "lowest parts, highest whole", text: threePlaces + figures("w", `as_of = 2015; min = 500; max = 1000`) + figures("p", `as_of = 2015; min = 400; max = 900`) + figures("q", `as_of = 2015; value = 600; min = 500`)},
		{name: "open sides", text: threePlaces + figures("w", `as_of = 2015; min = 500`) + figures("p", `as_of = 2015; max = 900`) + figures("q", `as_of = 2015; value = 600`)},
		{name: "only direct parts", text: threePlaces + figures("w", `as_of = 2015; value = 100`) + figures("in-p", `as_of = 2015; value = 900`)},
		{name: "inner parts", text: threePlaces + figures("p", `as_of = 2015; value = 100 # want quantity-parts "Inner"`) + figures("in-p", `as_of = 2015; value = 900`)},
		{name: "per group", text: threePlaces + figures("w", `as_of = 2015; value = 100`, `as_of = 2015; group = "G"; value = 40 # want quantity-parts "(G)"`) + figures("p", `as_of = 2015; group = "G"; value = 50`) + figures("q", `as_of = 2015; group = "H"; value = 500`)},
		{name: "several figures for a part", text: threePlaces + figures("w", `as_of = 2015; value = 100`, `as_of = 2015; value = 105`) + figures("p", `as_of = 2015; value = 109`, `as_of = 2015; value = 106`)},
		{name: "near in time is a warning", text: threePlaces + figures("w", `as_of = 2015; value = 1000 # want quantity-parts "even at their lowest"`) + figures("p", `as_of = 2013; value = 602`) + figures("q", `as_of = 2017; value = 500`)},
		{name: "near in time, within the slack", text: threePlaces + figures("w", `as_of = 2015; value = 1000`) + figures("p", `as_of = 2013; value = 600`) + figures("q", `as_of = 2017; value = 500`)},
		{name: "too far in time", text: threePlaces + figures("w", `as_of = 2015; value = 1000`) + figures("p", `as_of = 2012; value = 1602`) + figures("q", `as_of = 2018; value = 1500`)},
		{name: "the nearest counts", text: threePlaces + figures("w", `as_of = 2015-07-01; value = 1000`) + figures("p", `as_of = 2014-07-01; value = 1150`, `as_of = 2015-03-01; value = 1100`, `as_of = 2015-11-01; value = 1090`, `as_of = 2016-07-01; value = 1150`)},
		{name: "undated", text: threePlaces + figures("w", `value = 1000 # want quantity-parts "sum to 1 200"`) + figures("p", `as_of = 1950; value = 700`) + figures("q", `value = 500`)},
		{name: "undated parts", text: threePlaces + figures("w", `as_of = 2015; value = 1000 # want quantity-parts "undated"`) + figures("p", `value = 1700`)},
		{name: "all undated is a warning", text: threePlaces + figures("w", `value = 1000`) + figures("p", `value = 1050`)},
		{name: "disputed figures, parts and wholes", text: threePlaces + figures("w", `as_of = 2015; value = 1000`) + figures("p", `as_of = 2015; value = 1500; status = "disputed"`) +
			"[[place]]\nid = \"d\"\nname = \"D\"\npart_of = \"w\"\nstatus = \"disputed\"\n" + figures("d", `as_of = 2015; value = 5000`)},
		{name: "one finding for many years", text: strings.Replace(threePlaces, `id = "w"`, `id = "w" # want quantity-parts "by 3 figures of W"`, 1) +
			figures("w", `as_of = 2015; value = 1000`, `as_of = 2016; value = 1010`, `as_of = 2017; value = 1020`) + figures("p", `as_of = 2015; value = 1500`, `as_of = 2016; value = 1510`, `as_of = 2017; value = 1520`)},
		{name: "a loop is told there", text: `[[place]]
id = "w"
name = "W"
part_of = "p" # want ref-cycle ""
[[place]]
id = "p"
name = "P"
part_of = "w"
` + figures("w", `as_of = 2015; value = 1000`) + figures("p", `as_of = 2015; value = 10`)},
		{name: "part_of of the figure itself", kinds: `[kind.budget]
quantity = { of = "place", at = "year", value = "value", part_of = "within" }
[kind.budget.field]
place = { type = "ref", to = ["place"] }
within = { type = "ref", to = ["place"] }
year = { type = "date" }
value = { type = "number" }
`, text: threePlaces + `[[budget]]
place = "w"
year = 2020
value = 10.5 # want quantity-parts ""
[[budget]]
place = "p"
within = "w"
year = 2020
value = 12
[[budget]]
place = "q"
year = 2020
value = 11`},
	})
}

const sourceS = "[[source]]\nid = \"s\"\ntitle = \"S\"\n"

// TestQuantityPartsNegative holds figures against each other that may be less
// than nothing: a part without a figure may make up for the others.
func TestQuantityPartsNegative(t *testing.T) {
	const balances = `
[kind.balance]
quantity = { of = "place", at = "as_of", value = "value", min = "min", part_of = "part_of", group = "group" }
[kind.balance.field]
place = { type = "ref", to = ["place"] }
as_of = { type = "date" }
value = { type = "number" }
min = { type = "number" }
group = { type = "string" }
`
	balance := func(place string, lines ...string) string {
		return strings.ReplaceAll(figures(place, lines...), "[[population]]", "[[balance]]")
	}
	runCases(t, []string{"quantity", "fact"}, []ruleCase{
		{name: "a part without a figure", kinds: balances, text: threePlaces + balance("w", `as_of = 2015-07-01; value = 10`) + balance("p", `as_of = 2015-07-01; value = 50`)},
		{name: "a part without a lower bound", kinds: strings.Replace(balances, `min = "min"`, `max = "min"`, 1), text: threePlaces + balance("w", `as_of = 2015-07-01; value = 10`) + balance("p", `as_of = 2015-07-01; value = 50`) + balance("q", `as_of = 2015-07-01; min = 5`)},
		{name: "a negative part", kinds: balances, text: threePlaces + balance("w", `as_of = 2015-07-01; value = 10 # want quantity-parts "sum to 40 even at their lowest: P 50 and Q -10"`) + balance("p", `as_of = 2015-07-01; value = 50`) + balance("q", `as_of = 2015-07-01; value = -10`)},
		{name: "no part above the whole alone", kinds: balances, text: threePlaces + balance("w", `as_of = 2015-07-01; value = 10`) + balance("p", `as_of = 2015-07-01; value = 50`) + balance("q", `as_of = 2015-07-01; value = -40`)},
		{name: "no parts at all", kinds: balances, text: threePlaces + balance("w", `as_of = 2015-07-01; value = -5`)},
		{name: "a slip may hide a part", kinds: balances, text: threePlaces + balance("w", `as_of = 2015-07-01; value = 10`) + balance("p", `as_of = 2015-07-01; value = 50`) + balance("q", `as_of = 2015-07-01; value = -10`) +
			"[[place]]\nid = \"r\"\nname = \"R\"\npart_off = \"w\" # want fact-field \"\"\n"},
		{name: "a group above everybody", kinds: balances, text: threePlaces + balance("p", `as_of = 2015-07-01; value = 10`, `as_of = 2015-07-01; group = "G"; value = 50`)},
	})
}

func TestQuantityPartsSeverity(t *testing.T) {
	for text, want := range map[string]string{
		figures("w", `as_of = 2015-07-01; value = 1000`) + figures("p", `as_of = 2015-07-01; value = 1500`):                                               "error",
		figures("w", `as_of = 2015; value = 1000`) + figures("p", `as_of = 2015; value = 1500`):                                                           "warning",
		figures("w", `as_of = "18XX"; value = 1000; source = "https://x.org/"`) + figures("p", `as_of = "18XX"; value = 1500`):                            "warning",
		figures("w", `as_of = "18XX"; value = 1000; source = "https://x.org/"`) + figures("p", `as_of = "18XX"; value = 1500; source = "https://x.org/"`): "error",
		figures("w", `as_of = 2015; value = 1000`) + figures("p", `as_of = 2016; value = 1500`):                                                           "warning",
		figures("w", `value = 1000; source = "https://x.org/"`) + figures("p", `value = 1500; source = "https://x.org/"`):                                 "warning",
		figures("w", `as_of = 2015-07-01; value = 1000`, `as_of = 2015-07-01; group = "G"; value = 1500`):                                                 "error",
		figures("w", `as_of = 2015; value = 1000`, `as_of = 2015; group = "G"; value = 1500`):                                                             "warning",
	} {
		_, found := findingsOf(t, []string{"quantity-parts"}, ruleCase{text: threePlaces + text})
		require.Len(t, found, 1, describe(found))
		assert.Equal(t, want, found[0].Severity.String(), describe(found))
	}
}

func TestQuantityShares(t *testing.T) {
	const place = onePlace + "[[population]]\nplace = \"p\"\n"
	runCases(t, []string{"quantity"}, []ruleCase{
		{name: "sum", text: place + `shares = { A = 0.6, B = 0.406 } # want quantity-shares "sum to 1.006"`},
		{name: "overlapping", text: place + `overlapping = true
shares = { A = 0.9, B = 0.8 }
predominant = "C"
[[population]]
place = "p"
overlapping = true
shares = { A = 0.9, B = 1.8 } # want quantity-shares "not between 0 and 1"
[[population]]
place = "p"
overlapping = true
shares = { A = 0.9, B = 0.8 }
predominant = "B" # want quantity-shares "the share of \"A\" is 0.9"
[[population]]
place = "p"
overlapping = false
shares = { A = 0.9, B = 0.8 } # want quantity-shares "or write overlapping = true if they count somebody twice"`},
		{name: "sum within rounding", text: place + `shares = { A = 0.6, B = 0.405 }`},
		{name: "percent", text: place + `shares = { A = 60, B = 40 } # want quantity-shares "whole: 0.6"`},
		{name: "negative", text: place + `status = "disputed"
shares = { A = -0.1, B = 1 } # want quantity-shares "not between 0 and 1"`},
		{name: "predominant is smaller", text: place + `predominant = "B" # want quantity-shares "the share of \"A\" is 0.6"
shares = { A = 0.6, B = 0.4 }`},
		{name: "predominant is not listed", text: place + `predominant = "C" # want quantity-shares "at most"
shares = { A = 0.6, B = 0.3 }`},
		{name: "predominant may be the largest", text: place + `predominant = "Somebody"
shares = { A = 0.4, B = 0.2 }
[[population]]
place = "p"
predominant = "B"
shares = { A = 0.5, B = 0.5 }
[[population]]
place = "p"
predominant = "ossetian"
shares = { Georgians = 0.06, Ossetians = 0.9 }
[[population]]
place = "p"
predominant = "A"
[[population]]
place = "p"
shares = {}
predominant = "A"`},
		{name: "sub-table", text: place + `[population.shares] # want quantity-shares "sum"
A = 0.9
B = 0.2`},
		{name: "edges", text: place + `shares = { A = 0, B = 1 }`},
	})
}

func TestQuantityDensity(t *testing.T) {
	place := func(area string) string { return "[[place]]\nid = \"p\"\nname = \"P\"\narea = " + area + "\n" }
	runCases(t, []string{"quantity-density"}, []ruleCase{
		{name: "too dense", text: place("2") + figures("p", `value = 100_001 # want quantity-density "per km²"`)},
		{name: "for a group too", text: place("2.0") + figures("p", `min = 200_000 # want quantity-density "100 000 per km²"; group = "G"`)},
		{name: "at the limit, at the lowest, unknown", text: place("2") + figures("p", `value = 100_000`, `min = 1; max = 900_000`, `max = 900_000`)},
		{name: "no area, or none to divide by", text: place("0") + figures("p", `value = 100_000`) + "[[place]]\nid = \"q\"\nname = \"Q\"\n" + figures("q", `value = 5`)},
		{name: "disputed", text: place("1") + figures("p", `value = 100_000; status = "disputed"`)},
		{name: "one wrong area", text: place(`0.001 # want quantity-density "2 figures"`) + figures("p", `as_of = 2000; value = 1000`, `as_of = 2001; value = 1001`)},
	})
}
