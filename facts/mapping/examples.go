package mapping

import (
	_ "embed"
	"strings"
	"sync"

	burntsushi "github.com/BurntSushi/toml"
)

//go:embed examples.toml
var exampleTexts string

// An Example is a mapping of some records, and the facts that they make.
type Example struct {
	Of      string `toml:"of"`  // that has the key: a mapping, fact, condition or field; "" for one about paths
	Key     string `toml:"key"` // that it is about
	Kind    string `toml:"kind"`
	Mapping string `toml:"mapping"` // the whole, or with a Kind the fields of a fact
	Name    string `toml:"name"`    // of the file of records
	Records string `toml:"records"`
	Facts   string `toml:"facts"` // in full, or the fields of one
}

// Examples are those of the page, one for each key at least.
var Examples = sync.OnceValue(func() []Example {
	var texts struct {
		Example []Example `toml:"example"`
	}
	if _, err := burntsushi.Decode(exampleTexts, &texts); err != nil {
		panic(err) // a test reads them; it cannot happen later
	}
	return texts.Example
})

func (e *Example) write(b *strings.Builder) {
	block := func(text string) {
		for line := range strings.Lines(text) {
			if line != "\n" {
				b.WriteString("    ")
			}
			b.WriteString(line)
		}
	}
	b.WriteByte('\n')
	block(e.Mapping)
	b.WriteString("\n  of " + e.Name + "\n\n")
	block(e.Records)
	b.WriteString("\n  makes\n\n")
	block(e.Facts)
}
