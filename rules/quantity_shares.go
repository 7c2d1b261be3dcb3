package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/quantities"
)

var quantityShares = &Rule{
	Name:     "quantity-shares",
	Summary:  "Shares that are not overlapping sum to more than 1.005, one lies outside 0 to 1, or predominant is certainly not the largest.",
	Severity: Error,
	Compares: true,
	Why: `Shares are fractions of one whole: 0.89, not 89. Together they may be less than the
whole, when some groups are not listed, but more only by what rounding adds. The predominant group has the
largest share; one that is not listed has at most what the listed ones leave over. Shares that count somebody
twice, like those of languages spoken, are overlapping = true: each is a fraction by itself.`,
	Example: mended(`[[place]]
id = "south-ossetia"
name = "South Ossetia"

[[population]]
place = "south-ossetia"
as_of = 2015
value = 53_532
shares = { Ossetians = 0.899, Georgians = 0.174 }
`, "shares = { Ossetians = 0.899, Georgians = 0.174 }", `shares = { Ossetians = 0.899, Georgians = 0.074 }
predominant = "Ossetians"`),
	Fact:  checkShares,
	Kinds: func(k *vocabulary.Kind) bool { return k.Quantity != nil && k.Quantity.Shares.Name != "" },
}

// rounding is how far rounded shares may sum to more than the whole.
const rounding = 0.005 + 1e-9

type share struct {
	name  string
	value facts.Value
}

func checkShares(p *Pass, f *facts.Fact) {
	role := f.Kind().Quantity
	v := quantities.Measured(f, role.Shares)
	if !v.OK() {
		return
	}
	owner := v.Fact()
	var shares, outside []share
	sum := 0.0
	for name, e := range v.Entries() {
		if !isNumber(e) {
			continue
		}
		s := share{name, e}
		if n := e.Number(); n < 0 || n > 1 {
			outside = append(outside, s)
		} else {
			sum += n
		}
		shares = append(shares, s)
	}
	switch {
	case len(outside) > 0:
		p.Report(outsideShares(owner, outside))
	case f.Has(role.Overlapping) && !isFalse(f.Get(role.Overlapping)):
		checkPredominant(p, f, shares, 1)
	case sum > 1+rounding:
		or := ""
		if role.Overlapping != vocabulary.None {
			or = fmt.Sprintf(", or write %s = true if they count somebody twice", f.Kind().Fields[role.Overlapping].Name)
		}
		p.Report(Finding{
			Message: fmt.Sprintf("%s has shares that sum to %.3f, more than the whole; correct one of them%s", owner.Label(), sum, or),
			Place:   v.Place(),
		})
	default:
		checkPredominant(p, f, shares, 1+rounding-sum)
	}
}

// isFalse reports whether a value is there, and says no.
func isFalse(v facts.Value) bool { return v.OK() && !v.Bool() }

func isNumber(v facts.Value) bool {
	return v.Field().Type.Form().Numeric()
}

func outsideShares(owner *facts.Fact, outside []share) Finding {
	first := outside[0]
	n := first.value.Number()
	hint := ""
	if n > 1 && n <= 100 {
		hint = ": " + wording.RoundNumber(n/100)
	}
	out := Finding{
		Message: fmt.Sprintf("%s has the share %s of %s, which is not between 0 and 1; write it as a fraction of the whole%s", owner.Label(), wording.RoundNumber(n), wording.QuoteCut(first.name, 40), hint),
		Place:   first.value.Place(),
	}
	for _, s := range outside[1:] {
		out.Related = append(out.Related, facts.Note{Place: s.value.Place(), Words: "is not between 0 and 1 either"})
	}
	return out
}

// checkPredominant judges the group that is said to be the largest; one that is
// not among the shares has at most rest.
func checkPredominant(p *Pass, f *facts.Fact, shares []share, rest float64) {
	predominant := f.Get(f.Kind().Quantity.Predominant)
	if !predominant.OK() || len(shares) == 0 || shares[0].value.Fact() != f && !(f.Comparable() && shares[0].value.Fact().Comparable()) {
		return
	}
	largest := slices.MaxFunc(shares, func(a, b share) int { return cmp.Compare(a.value.Number(), b.value.Number()) })
	name := predominant.Text()
	most, has := rest, "at most "
	if i := shareNamed(shares, name); i >= 0 {
		most, has = shares[i].value.Number(), ""
	}
	if most >= largest.value.Number() {
		return
	}
	p.Report(Finding{
		Message: fmt.Sprintf("%s is said to be predominantly %s, with a share of %s%s, but the share of %s is %s; correct one of the two",
			f.Label(), wording.QuoteCut(name, 40), has, wording.RoundNumber(max(0, round3(most))), wording.QuoteCut(largest.name, 40), wording.RoundNumber(largest.value.Number())),
		Place:   predominant.Place(),
		Words:   "is said to be predominant",
		Related: []facts.Note{{Place: largest.value.Place(), Words: "is the largest share"}},
	})
}

// shareNamed returns the position of the share with a name, or with one so like it
// that it may be the same group: "Ossetians" and "ossetian". Else it returns -1.
func shareNamed(shares []share, name string) int {
	if i := slices.IndexFunc(shares, func(s share) bool { return s.name == name }); i >= 0 {
		return i
	}
	name = strings.ToLower(strings.TrimSpace(name))
	return slices.IndexFunc(shares, func(s share) bool {
		other := strings.ToLower(strings.TrimSpace(s.name))
		least := min(len(name), len(other))
		return name == other || least >= 4 && name[:least] == other[:least]
	})
}

func round3(x float64) float64 { return float64(int64(x*1000+0.5)) / 1000 }
