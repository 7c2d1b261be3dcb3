package mapping

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/wording"
)

// Page tells how to write a mapping, for people: each key with an example.
func Page() string {
	var b strings.Builder
	b.WriteString(strings.Replace(introduction, "{shipped}", wording.And(ShippedNames()), 1))
	examples := Examples()
	section := func(of string, t reflect.Type, title string) {
		b.WriteString(title)
		for _, k := range declaration.Keys(t) {
			fmt.Fprintf(&b, "\n%s\n", wrapped(fmt.Sprintf("%-10s", k.Name)+" "+k.Tag.Get("doc"), 11))
			for _, e := range examples {
				if e.Key == k.Name && e.Of == of {
					e.write(&b)
				}
			}
		}
	}
	section("mapping", reflect.TypeFor[Declaration](), "\nA mapping that is a file of its own has:\n")
	section("fact", reflect.TypeFor[FactDeclaration](), "\nA fact, [[fact]] in such a file and [[records.fact]] in factlint.toml, has:\n")
	section("condition", reflect.TypeFor[ConditionDeclaration](), "\nA condition of when, else a path alone, has:\n")
	section("field", reflect.TypeFor[FieldDeclaration](), "\nA field, else a path alone or a list of paths, has:\n")
	b.WriteString("\nA path of from, else alone, is a table with path, with is and not as a condition has them,\nand with after, before, words, slug and prefix, which mean what they mean for a field. A part\nof join, else a text alone, has text, after, before and words.\n")
	b.WriteString(paths)
	for _, e := range examples {
		if e.Of == "" {
			fmt.Fprintf(&b, "\n%s\n", wrapped(e.Key, 0))
			e.write(&b)
		}
	}
	b.WriteString(losses)
	return b.String()
}

const introduction = `A mapping says which facts the records in a file of YAML, JSON, JSON Lines, CSV or TSV make.
It serves two ends: [[records]] in factlint.toml takes such files into the base where they
stand, and factlint convert FILE … --mapping MAPPING writes fact files of them. factlint
convert --draft FILE writes a first mapping for a file.

    # factlint.toml
    [[records]]
    files   = ["data/*.yml"]
    mapping = "members.mapping"    # a file, or one that factlint ships

Along come {shipped}; factlint explain NAME shows the text of one.

A record is a row of a table, a line of JSON Lines, a document of YAML or JSON, or each
element of one that is a list; records deeper inside are named by their path.
`

const paths = `
A path is the name of a column of a table. Elsewhere it has keys with dots between them, [] behind a
key whose list is gone through, [0] for the first and [-1] for the last of its elements; a
key with other characters than these stands in single quotes: 'a.b'.c. A * stands for all
keys. A lone dot is the record itself, .key the key under which it stands. Where there is
nothing, or a text of blanks, the field is left out.
`

const losses = `
Nothing is lost in silence. A path that no record has, records that are nowhere, a record
that makes no fact, a value that does not fit: each is reported once with its place and number.
A ? behind a path says that records need not have it: end = "end_date?". What no path leads
to is reported on request: factlint convert --unused, or record-untaken = "warning" in [rules].
`

// wrapped breaks a text into lines of 92 characters, those after the first indented.
func wrapped(text string, indent int) string {
	var b strings.Builder
	column := 0
	for word := range strings.SplitSeq(text, " ") {
		if column > 0 && column+1+len(word) > 92 {
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		} else if column > 0 {
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}
