package stn

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// TestRandomAgainstZ3 asks a solver that knows nothing of days, loops or
// conditions: each variable is a day and a moment within it, and an order
// compares first the one, then the other. So it judges the model too.
func TestRandomAgainstZ3(t *testing.T) {
	z3, err := exec.LookPath("z3")
	if err != nil {
		t.Skip("z3 is not installed") // .ci/run does without
	}
	factstest.Need(t, "z3")
	var script strings.Builder
	var want []string
	var about []string
	fmt.Fprintln(&script, "(set-logic QF_IDL)")
	ask := func(in *instance, out map[Fact]bool, extra string, sat bool, what string, args ...any) {
		fmt.Fprintf(&script, "(push)\n%s%s(check-sat)\n(pop)\n", in.smt(out), extra)
		answer := "unsat"
		if sat {
			answer = "sat"
		}
		want = append(want, answer)
		about = append(about, fmt.Sprintf(what, args...))
	}
	for seed := range uint64(rounds(t, 10_000)) {
		in := random(rand.New(rand.NewPCG(seed, 8)))
		n := in.build()
		ask(in, nil, "", n.Consistent(), "seed %d: verdict", seed)
		if n.Consistent() {
			v := Var(seed % uint64(in.vars))
			if lo := n.Lo(v); lo > NegInf {
				ask(in, nil, fmt.Sprintf("(assert (< d%d %s))\n", v, smtNumber(lo)), false, "seed %d: before Lo(%d)", seed, v)
				ask(in, nil, fmt.Sprintf("(assert (<= d%d %s))\n", v, smtNumber(lo)), true, "seed %d: at Lo(%d)", seed, v)
			} else {
				ask(in, nil, fmt.Sprintf("(assert (< d%d (- 1000)))\n", v), true, "seed %d: Lo(%d) is open", seed, v)
			}
			if hi := n.Hi(v); hi < Inf {
				ask(in, nil, fmt.Sprintf("(assert (> d%d %s))\n", v, smtNumber(hi)), false, "seed %d: after Hi(%d)", seed, v)
				ask(in, nil, fmt.Sprintf("(assert (>= d%d %s))\n", v, smtNumber(hi)), true, "seed %d: at Hi(%d)", seed, v)
			} else {
				ask(in, nil, fmt.Sprintf("(assert (> d%d 1000))\n", v), true, "seed %d: Hi(%d) is open", seed, v)
			}
		}
		for _, c := range contradictions(n, Options{}).Contradictions {
			out := outside(in.facts, c.Facts)
			ask(in, out, "", false, "seed %d: %v contradict", seed, c.Facts)
			for _, f := range c.Facts {
				out[f] = true
				ask(in, out, "", true, "seed %d: %v without %d", seed, c.Facts, f)
				out[f] = false
			}
		}
	}
	cmd := exec.Command(z3, "-in")
	cmd.Stdin = strings.NewReader(script.String())
	output, err := cmd.Output()
	require.NoError(t, err, "z3: %s", output)
	i := 0
	for lines := bufio.NewScanner(strings.NewReader(string(output))); lines.Scan(); i++ {
		require.Less(t, i, len(want), about[i])
		require.Equal(t, want[i], lines.Text(), about[i])
	}
	require.Equal(t, len(want), i, "answers")
	t.Logf("%d questions", i)
}

func (in *instance) smt(out map[Fact]bool) string {
	var b strings.Builder
	for v := range in.vars {
		fmt.Fprintf(&b, "(declare-const d%d Int)(declare-const m%d Int)\n", v, v)
	}
	for i := range in.statements {
		x := &in.statements[i]
		if !x.counts(out) {
			continue
		}
		u, v := x.rel.From, x.rel.To
		switch {
		case !x.isEdge:
			if x.lo > NegInf {
				fmt.Fprintf(&b, "(assert (>= d%d %s))\n", x.v, smtNumber(x.lo))
			}
			if x.hi < Inf {
				fmt.Fprintf(&b, "(assert (<= d%d %s))\n", x.v, smtNumber(x.hi))
			}
		case x.rel.Order == Days:
			fmt.Fprintf(&b, "(assert (>= (- d%d d%d) %s))\n", v, u, smtNumber(x.rel.Days))
		default:
			than := map[Order]string{Weak: "<=", Strict: "<"}[x.rel.Order]
			fmt.Fprintf(&b, "(assert (or (< d%d d%d) (and (= d%d d%d) (%s m%d m%d))))\n", u, v, u, v, than, u, v)
		}
	}
	return b.String()
}

func smtNumber(x int64) string {
	if x < 0 {
		return fmt.Sprintf("(- %d)", -x)
	}
	return fmt.Sprint(x)
}
