package mapping_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/vocabulary"
)

func TestDraft(t *testing.T) {
	for _, tt := range []struct{ name, src, want string }{
		{"mayors.csv", "name;from;until;ward\nAda Reyes;2.5.2011;16.5.2019;North\n", `# A first mapping for mayors.csv
# What is guessed stands behind each line, with an example of what is there; factlint
# explain mapping tells what else can be said.
delimiter = ";"

[[fact]]
kind = "person"    # A human being
once = true    # of one id only the first; without this the others are reported

[fact.fields]
id   = { from = "name", slug = true }    # made of the name
name = "name"    # "Ada Reyes"

[[fact]]
kind = "tenure"    # A person holds an office for a while

[fact.fields]
person = { from = "name", slug = true }    # "Ada Reyes"
office = { value = "" }    # needed, and no column is like it: id of an office, within its lifetime
start  = { from = "from", date = "dmy" }    # or another order: ymd, dmy, mdy; "2.5.2011"
end    = { from = "until", date = "dmy" }    # "16.5.2019"
# No field is guessed for these columns:
# FIELD = "ward"    # "North"
`},
		{"people.yaml", "- id: {bioguide: W1}\n  name: {first: Ann, last: Lee}\n  roles:\n  - {type: mayor, start: 1999, why.not: 1}\n", `# A first mapping for people.yaml
# What is guessed stands behind each line, with an example of what is there; factlint
# explain mapping tells what else can be said.

[[fact]]
kind = "person"    # A human being

[fact.fields]
id = "id.bioguide"    # "W1"
name = { join = ["{name.first}", " {name.last}"] }    # "Ann"

[[fact]]
kind = "tenure"    # A person holds an office for a while
records = "roles[]"

[fact.fields]
person = "parent.id.bioguide"    # "W1"
office = "type"    # "mayor"
start  = "start"    # "1999"
# No field is guessed for these keys of roles[]:
# FIELD = "'why.not'"    # "1"
`},
		{"hostile.csv", "\"na\nme\",\"\x7fborn\"\n\"a\n[[fact]]\",1\n", ""},
	} {
		doc := records.Read([]byte(tt.src), records.FormatOf(tt.name), 0)
		delimiter := mapping.Delimiter(doc)
		if delimiter != 0 {
			doc = records.Read([]byte(tt.src), "csv", delimiter)
		}
		text, err := mapping.Draft(tt.name, []*records.Document{doc}, delimiter, vocabulary.Builtin())
		if tt.want == "" {
			if err == nil {
				_, mistakes := mapping.Parse([]byte(text), "csv", vocabulary.Builtin())
				assert.Empty(t, mistakes, text)
			}
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, tt.want, text)
		_, mistakes := mapping.Parse([]byte(text), records.FormatOf(tt.name), vocabulary.Builtin())
		assert.Empty(t, mistakes)
	}
	_, err := mapping.Draft("a.csv", []*records.Document{records.Read([]byte("x,y\n1,2\n"), "csv", 0)}, 0, vocabulary.Builtin())
	assert.ErrorContains(t, err, "has no columns or keys")
}

// FuzzDraft holds drafts to being mappings.
func FuzzDraft(f *testing.F) {
	f.Add("csv", []byte("name,born\nAnn,1970\n"))
	f.Add("json", []byte(`[{"id": "a", "name": {"first": "A", "last": "B"}, "roles": [{"type": "x", "start": "1.2.1999", "'": [1]}]}]`))
	f.Fuzz(func(t *testing.T, format string, src []byte) {
		if format != "csv" && format != "json" && format != "yaml" {
			return
		}
		doc := records.Read(src, format, 0)
		text, err := mapping.Draft("a", []*records.Document{doc}, 0, vocabulary.Builtin())
		if err != nil {
			return
		}
		m, mistakes := mapping.Parse([]byte(text), format, vocabulary.Builtin())
		require.Empty(t, mistakes, text)
		m.Apply("a", doc)
	})
}
