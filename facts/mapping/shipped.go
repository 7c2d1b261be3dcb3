package mapping

import (
	"embed"
	"io/fs"
	"strings"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/vocabulary"
)

//go:embed mappings
var shipped embed.FS

// Shipped returns the text of a mapping that factlint ships, by its name.
func Shipped(name string) ([]byte, bool) {
	src, err := shipped.ReadFile("mappings/" + name + ".mapping")
	return src, err == nil
}

// ShippedNames are the names of the mappings that factlint ships, sorted.
func ShippedNames() []string {
	entries, err := fs.ReadDir(shipped, "mappings")
	if err != nil {
		panic(err) // they are part of the program
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".mapping"))
	}
	return names
}

// ParseShipped reads a mapping that factlint ships, as Parse does. It knows
// many spellings, so that none of its paths has to be there.
func ParseShipped(src []byte, format string, v *vocabulary.Vocabulary) (*Mapping, []declaration.Mistake) {
	m, mistakes := Parse(src, format, v)
	if m != nil {
		m.lenient = true
	}
	return m, mistakes
}
