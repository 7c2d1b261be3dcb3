package config

import (
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
)

// quote gives a name from the file as a message may repeat it.
func quote(s string) string { return wording.QuoteCut(s, 60) }

// list joins names as "a, b and c".
func list(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + " " + last + " " + names[len(names)-1]
}

// didYouMean proposes the nearest of the names in words to follow the wrong
// one, or returns "".
func didYouMean(name string, names []string) string {
	if near := wording.Nearest(name, slices.Values(names)); near != "" {
		return " (did you mean " + quote(near) + "?)"
	}
	return ""
}

// noun names what a value is, with an article.
func noun(n *toml.Node) string {
	if n.Type == toml.Array && !n.Inline() {
		return "a list of tables"
	}
	return nouns[n.Type]
}

// nouns names values by their type, with an article.
var nouns = map[toml.Type]string{
	toml.String: "a string", toml.Integer: "an integer", toml.Float: "a float", toml.Boolean: "a boolean",
	toml.OffsetDateTime: "a date with a time", toml.LocalDateTime: "a date with a time", toml.LocalDate: "a date",
	toml.LocalTime: "a time of day", toml.Array: "a list", toml.Table: "a table",
}
