package show

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

const republic = `
[[source]]
id        = "gazette"
title     = "Gazette 7"
url       = "https://example.org/7"
published = "2001-02"
[[place]]
id   = "valley"
name = "The Valley"
[[office]]
id       = "chair"
name     = "Chair"
of       = "valley"
seats    = 1
complete = true
max_term = "5y"
[[person]]
id      = "ann"
name    = "Ann Abel"
born    = "1950~"
aliases = ["A. A.", "Annie"]
source  = ["gazette", "https://example.org/ann"]
[[tenure]]
id     = "first"
person = "ann"
office = "chair"
start  = 2001-03-04
end    = ".."
status = "disputed"
[[event]]
id           = "speech"
title        = "Speech"
start        = 2001-04-05
by           = { person = "ann", as = "chair" }
participants = ["ann", "nobody"]
after        = { id = "first", at_least = "2w", at_most = "1y" }
note         = "in the \"hall\""
[[event]]
id    = "walk"
title = "walk"
by    = "ann"
[[event]]
id    = "walk"
title = "Another walk"
by    = [{ person = "ann", as = "chair" }, "ann"]
status = "cancelled"
[[population]]
id     = "people"
place  = "valley"
value  = 1_200
shares = { "of the south" = 0.25, north = 0.75 }
`

// TestFields says in words what a fact sets, and what it refers to.
func TestFields(t *testing.T) {
	t.Parallel()
	s := viewOf(t, republic)
	for id, want := range map[string][]string{
		"gazette": {"title: Gazette 7", "url: https://example.org/7", "published: February 2001"},
		"chair": {
			"name: Chair", "of: The Valley (valley) → valley", "seats: 1", "complete: yes", "max_term: 5 years",
		},
		"ann":   {"name: Ann Abel", "born: about 1950", "aliases: A. A. | Annie"},
		"first": {"status: disputed", "person: Ann Abel (ann) → ann", "office: Chair (chair) → chair", "start: 4 March 2001", "end: not ended"},
		"speech": {
			`note: in the "hall"`, "after: Ann Abel, Chair (first), at least 2 weeks, at most 1 year → first", "title: Speech",
			"start: 5 April 2001", "by: Ann Abel (ann), as Chair (chair) → ann chair", "participants: Ann Abel (ann) → ann | nobody",
		},
		"people": {"place: The Valley (valley) → valley", "value: 1 200", "shares: of the south: 0.25, north: 0.75"},
	} {
		var got []string
		for _, f := range s.named(t, id).Fields {
			var values []string
			for _, v := range f.Values {
				text := v.Text
				for i, r := range v.Refs {
					if i == 0 {
						text += " →"
					}
					text += " " + r.ID
				}
				values = append(values, text)
			}
			got = append(got, f.Name+": "+strings.Join(values, " | "))
		}
		assert.ElementsMatch(t, want, got, id)
	}
}

func TestSources(t *testing.T) {
	t.Parallel()
	ann := viewOf(t, republic).named(t, "ann")
	assert.Equal(t, []Value{
		{"Gazette 7 (gazette), published in February 2001, https://example.org/7", []Name{{"source", "gazette", "Gazette 7"}}, Place{"facts/a.toml", 22, 12, 22, 21}},
		{"https://example.org/ann", []Name{}, Place{"facts/a.toml", 22, 23, 22, 48}},
	}, ann.Sources)
}

// TestFact holds what is shown beside the fields: the place, those that share
// the id, those that refer to it, and where it acts.
func TestFact(t *testing.T) {
	t.Parallel()
	s := viewOf(t, republic)
	ann := s.named(t, "ann")
	assert.Equal(t, Name{"person", "ann", "Ann Abel"}, ann.Name)
	assert.Equal(t, "facts/a.toml:18", ann.Place.String())
	assert.Equal(t, 1, ann.Shared)
	assert.False(t, ann.Holdable)
	var from []string
	for _, r := range ann.Referrers {
		from = append(from, r.Fact.ID+" "+r.Field)
	}
	assert.Equal(t, []string{"first person", "speech by.person", "speech participants", "walk by", "walk by.person", "walk by"}, from)
	assert.Equal(t, Acts{3, []ActsAs{{Name{"office", "chair", "Chair"}, 2}}}, ann.Acts)

	assert.Equal(t, 2, s.named(t, "walk").Shared)
	assert.Equal(t, "disputed", s.named(t, "first").Status)
	chair := s.named(t, "chair")
	assert.True(t, chair.Holdable)
	assert.Equal(t, chair.Holders, ann.Tenures)
}
