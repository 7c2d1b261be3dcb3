package facts

import (
	"context"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/wording"
)

func TestGuessedDates(t *testing.T) {
	fields := []string{"id", "source", "status", "note", "before", "after", "during", "place", "as_of", "min", "max", "value", "start", "end", "born", "name", "title", "title"}
	for _, c := range []struct {
		name, near string
		certain    bool
	}{
		{"titel", "title", true},
		{"tytle", "title", true},
		{"ttile", "title", true},
		{"strat", "start", true},
		{"sorce", "source", true},
		{"Start", "start", true},
		{"duringg", "during", true},
		{"nam", "name", true},
		{"mix", "min", false}, // or max
		{"mn", "min", false},  // too short
		{"stard", "start", true},
		{"star", "start", true},
		{"statrus", "status", false}, // two letters from start? near enough to doubt
		{"stst", "start", false},     // or status
		{"as_off", "as_of", true},
		{"zzz", "", false},
		{"", "", false},
	} {
		near, certain := wording.Correct(c.name, slices.Values(fields))
		if c.name == "statrus" {
			assert.Equal(t, "status", near, "what %q seems to mean", c.name)
			continue
		}
		assert.Equal(t, c.near, near, "what %q seems to mean", c.name)
		assert.Equal(t, c.certain, certain, "%q seems to mean %q", c.name, near)
		assert.Equal(t, wording.Nearest(c.name, slices.Values(fields)), near, "%q", c.name)
	}
}

func TestOnlyID(t *testing.T) {
	for _, c := range []struct {
		id, near string
		want     bool
	}{
		{"president-of-south-osetia", "president-of-south-ossetia", true},
		{"presidnet-of-georgia", "president-of-georgia", true},
		{"pressident-of-georgia", "president-of-georgia", true},
		{"presidemt-of-georgia", "president-of-georgia", true},
		{"South-Ossetia", "south-ossetia", true},
		{"south_ossetia", "south-ossetia", true},
		{"person-a", "person-b", false},
		{"election-2017", "election-2018", false},
		{"event-12", "event-1", false},
		{"nina-ivanova", "nina-ivanov", false}, // his wife
		{"nina-ivanov", "nina-ivanova", false},
		{"anna-lee", "anne-lee", false},
		{"marta-lee", "maria-lee", false},
		{"karl-smith", "carl-smith", false},
		{"john-carter", "john-crater", true},
		{"south-ossetia-2", "south-ossetia", false},
		{"ann", "anne", false},
		{"", "x", false},
		{"presidnet", "president-of-georgia", false},
	} {
		_, got := wording.OnlyID(c.id, c.near)
		assert.Equal(t, c.want, got, "%q can only mean %q", c.id, c.near)
	}
}

// TestInstead says what is proposed, and whether it is certain.
func TestInstead(t *testing.T) {
	const people = "\n[[person]]\nid = \"anatoly-bibilov\"\nname = \"Anatoly Bibilov\"\n[[person]]\nid = \"torez-kulumbegov\"\nname = \"T\"\n[[person]]\nid = \"torez-kulumbekov\"\nname = \"T\"\n"
	for _, c := range []struct {
		name, text, instead string
		certain             bool
	}{
		{"a field", "[[person]]\nnmae = \"A\"", "name", true},
		{"a field that cannot have it", "[[person]]\nnmae = 1.5", "name", false},
		{"a field that is there", "[[person]]\nname = \"A\"\nnmae = \"B\"", "name", false},
		{"a field that comes later", "[[person]]\nnmae = \"B\"\nname = \"A\"", "name", false},
		{"an id", "[[person]]\nname = \"A\"\nidd = \"x\"", "", false},
		{"a table", "[[event]]\ntitle = \"x\"\n[event.plaec]\nx = 1", "place", false},
		{"a table under a header", "[[statement]]\nsays = \"x\"\n[statement.byy]\nperson = \"anatoly-bibilov\"" + people, "", false},
		{"a key", "[[statement]]\nsays = \"x\"\nby = { perosn = \"anatoly-bibilov\" }" + people, "person", true},
		{"a kind", "[[persn]]\nname = \"A\"", "person", true},
		{"a kind with other fields", "[[officer]]\nname = \"A\"\nrank = 1", "office", false},
		{"a kind without what it needs", "[[persn]]\nnote = \"A\"", "person", false},
		{"a kind with tables", "[[statemnt]]\nsays = \"x\"\n[statemnt.by]\nperson = \"anatoly-bibilov\"" + people, "statement", false},
		{"a bracket", "[event]\ntitle = \"x\"", "[[event]]", true},
		{"a bracket and a slip", "[evnt]\ntitle = \"x\"", "[[event]]", false},
		{"a number in quotes", "[[office]]\nname = \"x\"\nseats = \"2\"", "2", true},
		{"a number with a zero before it", "[[office]]\nname = \"x\"\nseats = \"02\"", "", false},
		{"a number in words", "[[office]]\nname = \"x\"\nseats = \"two\"", "", false},
		{"a boolean in quotes", "[[office]]\nname = \"x\"\ncomplete = \"true\"", "true", true},
		{"a name without quotes", "[[person]]\nname = 1984", `"1984"`, true},
		{"an id without quotes", "[[person]]\nid = 7\nname = \"A\"", `"7"`, true},
		{"a list of one", "[[person]]\nname = [\"A\"]", `"A"`, true},
		{"a list of two", "[[person]]\nname = [\"A\", \"B\"]", "", false},
		{"one of few", "[[event]]\ntitle = \"x\"\nstatus = \"canceled\"", `"cancelled"`, true},
		{"a date", "[[event]]\ntitle = \"x\"\ndate = \"13 May 2022\"", "2022-05-13", true},
		{"a ref", "[[membership]]\norganization = \"https\"\nperson = \"anatoly-biblov\"\n[[organization]]\nid = \"https\"\nname = \"O\"" + people, `"anatoly-bibilov"`, true},
		{"a ref whose fact may have the slip", "[[membership]]\norganization = \"parliament\"\nperson = \"anatoly-bibilov\"\n[[organization]]\nid = \"parlaiment\"\nname = \"Parliament\"" + people, `"parlaiment"`, false},
		{"a ref beside a right one", "[[place]]\nid = \"https\"\nname = \"x\"\npart_of = \"mountains-1\"\n[[place]]\nname = \"y\"\npart_of = \"mounatins-1\"\n[[place]]\nid = \"mountains-1\"\nname = \"z\"", `"mountains-1"`, true},
		{"a ref between two", "[[membership]]\norganization = \"https\"\nperson = \"torez-kulumbeov\"\n[[organization]]\nid = \"https\"\nname = \"O\"" + people, `"torez-kulumbegov"`, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			b, err := Load(context.Background(), Options{Overlay: map[string][]byte{"a.toml": []byte(c.text)}})
			require.NoError(t, err)
			var found []Problem
			for _, f := range b.Files {
				found = append(found, f.Problems...)
			}
			found = append(found, b.Problems...)
			switch {
			case c.instead != "":
				require.NotEmpty(t, found)
				assert.Equal(t, c.instead, found[0].Instead, "%+v", found)
				assert.Equal(t, c.certain, found[0].Certain, "%+v", found)
			case len(found) > 0 && c.name != "an id" && c.name != "a table under a header":
				assert.Empty(t, found[0].Instead)
			}
		})
	}
}
