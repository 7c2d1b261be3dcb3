package factstest

import (
	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
)

// onlyKinds is a text of which only the kinds are read.
type onlyKinds struct {
	vocabulary.Kinds
	Rest any `toml:"*"`
}

// Kinds returns the built-in kinds together with those that a factlint.toml without
// mistakes declares, whatever else it says.
func Kinds(src string) *vocabulary.Vocabulary {
	var declared onlyKinds
	doc := declaration.NewLanguage(vocabulary.Checks).Read(new(toml.Parser).Parse([]byte(src)), &declared, "factlint.toml", nil)
	v := vocabulary.Join(vocabulary.Declarations{Doc: doc, Kinds: declared.Kinds})
	for _, m := range doc.Mistakes {
		panic(m.Message)
	}
	return v
}
