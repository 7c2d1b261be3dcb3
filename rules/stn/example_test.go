package stn_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/factlint/factlint/rules/stn"
)

// Four facts of which any three can be true: a decree of 30 May comes before a
// protest, the protest is during a presidency, and that ended on 24 May.
func ExampleNetwork_Contradictions() {
	const decree, order, protest, presidency = stn.Fact(0), stn.Fact(1), stn.Fact(2), stn.Fact(3)
	words := []string{"the decree is dated", "the decree is before the protest", "the protest is during", "it ended"}

	var b stn.Builder
	signed := b.Vars(1) // a day by itself needs one variable
	protestBegin, protestEnd := b.Vars(1), b.Vars(1)
	end := b.Vars(1)
	b.Bound(decree, signed, 30, 30, 0) // days of May
	b.Relate(order, stn.Relation{From: signed, To: protestBegin, Order: stn.Strict})
	b.Relate(protest, stn.Relation{From: protestBegin, To: protestEnd, Order: stn.Weak})
	b.Relate(protest, stn.Relation{From: protestEnd, To: end, Order: stn.Weak})
	b.Bound(presidency, end, stn.NegInf, 24, 0)

	n, err := b.Build(context.Background())
	if err != nil {
		panic(err)
	}
	found, err := n.Contradictions(context.Background(), stn.Options{})
	if err != nil {
		panic(err)
	}
	for _, c := range found.Contradictions {
		for _, l := range c.Links {
			var who []string
			for _, f := range l.Facts {
				who = append(who, words[f])
			}
			if l.Kind == stn.Upper {
				fmt.Printf("%-34s %d, which is %d days too early\n", strings.Join(who, ", "), l.Days, c.Gap)
			} else {
				fmt.Printf("%-34s so variable %d is on %d or later\n", strings.Join(who, ", "), l.To, l.Value)
			}
		}
	}
	// Output:
	// the decree is dated                so variable 0 is on 30 or later
	// the decree is before the protest   so variable 1 is on 30 or later
	// the protest is during              so variable 2 is on 30 or later
	// the protest is during              so variable 3 is on 30 or later
	// it ended                           24, which is 6 days too early
}
