package engine_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

const terms = `[[person]]
id = "ada"
name = "Ada Reyes"
born = 1970-04-02

[[office]]
id = "mayor"
name = "mayor of Hill"

[[tenure]]
person = "ada"
office = "mayor"
start = 1968-05-03
`

// Run gives findings: what cannot be true, and every place that takes part in it.
func ExampleRun() {
	ctx := context.Background()
	base, err := facts.Load(ctx, facts.Options{Overlay: map[string][]byte{"terms.toml": []byte(terms)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := engine.Run(ctx, base, engine.Settings{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range result.Findings {
		fmt.Printf("%s: %s\n  %s\n", f.Severity, f.Rule.Name, f.Message)
		for _, n := range f.Related {
			fmt.Printf("  %s: %s\n", n.Fact.Label(), n.Words)
		}
	}
	// Output:
	// error: date-lifetime
	//   Ada Reyes, mayor of Hill begins on 3 May 1968, but Ada Reyes was born on 2 April 1970; correct one of the two dates, or the field person
	//   Ada Reyes: was born on 2 April 1970
	//   Ada Reyes, mayor of Hill: is named here as person
}

// A rule is a value: a name, its page, and a check that reports what it finds.
func ExampleRun_ownRule() {
	capital := &rules.Rule{
		Name: "name-capital", Summary: "A name begins with a small letter.", Severity: rules.Warning,
		Kinds: func(k *vocabulary.Kind) bool { return k.FieldIndex("name") != vocabulary.None },
		Fact: func(p *rules.Pass, f *facts.Fact) {
			name := f.Get(f.Kind().FieldIndex("name"))
			if first := name.Text(); first != "" && strings.ToUpper(first[:1]) != first[:1] {
				p.Report(rules.Finding{Message: "write " + first + " with a capital letter", Place: name.Place()})
			}
		},
	}
	ctx := context.Background()
	base, _ := facts.Load(ctx, facts.Options{Overlay: map[string][]byte{"terms.toml": []byte(terms)}})
	result, _ := engine.Run(ctx, base, engine.Settings{Own: []*rules.Rule{capital}, Select: []string{"name-capital"}})
	for _, f := range result.Findings {
		fmt.Println(f.Severity.String()+":", f.Message)
	}
	// Output: warning: write mayor of Hill with a capital letter
}
