package facts_test

import (
	"context"
	"fmt"

	"github.com/factlint/factlint/facts"
)

// Load reads a folder, or as here texts by their paths; facts refer to each other,
// and every value knows where it stands.
func ExampleLoad() {
	base, err := facts.Load(context.Background(), facts.Options{Overlay: map[string][]byte{
		"people.toml": []byte("[[person]]\nid = \"ada\"\nname = \"Ada Reyes\"\nborn = 1970-04-02\n"),
		"events.toml": []byte("[[event]]\ntitle = \"The bridge is opened\"\ndate = 1999-05-04\nby = \"ada\"\n"),
	}})
	if err != nil {
		fmt.Println(err) // of the context: what is wrong with files is among their problems
		return
	}
	for f := range base.All {
		fmt.Printf("%s: %s in %s\n", f.Label(), f.Kind().Name, f.File.Path)
		for field, v := range f.Written {
			if to := v.Ref(); to != nil {
				fmt.Printf("  %s is %s\n", field.Name, to.Label())
			}
		}
	}
	// Output:
	// The bridge is opened: event in events.toml
	//   by is Ada Reyes
	// Ada Reyes: person in people.toml
}

// Edit gives the base as it is with other texts; the one before stays as it was.
func ExampleBase_Edit() {
	ctx := context.Background()
	before, _ := facts.Load(ctx, facts.Options{Overlay: map[string][]byte{
		"people.toml": []byte("[[person]]\nid = \"ada\"\nname = \"Ada\"\n"),
	}})
	after, _ := before.Edit(ctx, map[string][]byte{
		"people.toml": []byte("[[person]]\nid = \"ada\"\nname = \"Ada Reyes\"\n"),
	}, facts.Options{})
	fmt.Println(before.Fact("ada").Label(), "→", after.Fact("ada").Label())
	// Output: Ada → Ada Reyes
}
