package convert_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/convert"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

func shipped(t testing.TB, name string) *mapping.Mapping {
	t.Helper()
	src, ok := mapping.Shipped(name)
	require.True(t, ok, name)
	m, mistakes := mapping.ParseShipped(src, "", vocabulary.Builtin())
	require.Empty(t, mistakes)
	return m
}

// found counts what the rules find in facts.
func found(t testing.TB, text string) map[string]int {
	t.Helper()
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(text)}})
	require.NoError(t, err)
	result, err := engine.Run(context.Background(), base, engine.Settings{})
	require.NoError(t, err)
	counts := map[string]int{}
	for _, f := range result.Findings {
		if f.Severity == rules.Error {
			counts[f.Rule.Name]++
		}
	}
	return counts
}

// TestRealRecords holds the mappings that come along to what is true of real
// records: everything is taken, and nothing is found but what is wrong.
func TestRealRecords(t *testing.T) {
	root := os.Getenv("FACTLINT_DATA")
	if root == "" {
		root = "../../../../../shared/data"
	}
	if _, err := os.Stat(root); err != nil {
		t.Skip("the data of real bases is not here")
	}
	for _, tt := range []struct {
		mapping, files string
		facts          int
		errors         map[string]int
	}{
		{"openstates", "legislature/data/**/*.yml", 284, map[string]int{"date-period": 8, "tenure-overlap": 4}},
		{"popolo", "popolo/*.json", 300, map[string]int{"date-period": 8, "tenure-overlap": 4}},
		{"congress-legislators", "executive/*.yaml", 347, map[string]int{}},
		{"wikidata", "wikidata/*.csv", 108, map[string]int{}},
	} {
		t.Run(tt.mapping, func(t *testing.T) {
			names, err := doublestar.FilepathGlob(filepath.Join(root, "records", tt.files))
			require.NoError(t, err)
			require.NotEmpty(t, names)
			var files []convert.File
			for _, name := range names {
				src, err := os.ReadFile(name)
				require.NoError(t, err)
				files = append(files, convert.File{Name: filepath.ToSlash(name), Path: filepath.ToSlash(name), Doc: records.Read(src, records.FormatOf(name), 0)})
			}
			r, err := convert.Convert(t.Context(), files, convert.Options{Mapping: shipped(t, tt.mapping), Vocabulary: vocabulary.Builtin()})
			require.NoError(t, err)
			assert.Empty(t, r.Problems)
			assert.Empty(t, r.Absent)
			assert.Equal(t, tt.facts, r.Facts)
			assert.Equal(t, tt.errors, found(t, r.Text))
		})
	}
}

// TestShipped converts what stands in other records of those forms.
func TestShipped(t *testing.T) {
	for _, tt := range []struct{ mapping, file, records, want string }{
		{"wikidata", "items.csv", "item,itemLabel,dateOfBirth,dateOfBirthPrecision,office,officeLabel,startTime,startTimePrecision,endTime\n" +
			"http://www.wikidata.org/entity/Q1,Ann,1970-01-01T00:00:00Z,9,http://www.wikidata.org/entity/Q9,Clerk,2009-01-01T00:00:00Z,8,no value\n" +
			"http://www.wikidata.org/entity/Q2,Bo,http://www.wikidata.org/.well-known/genid/5f,,http://www.wikidata.org/entity/Q9,Clerk,unknown value,,2008-05-01T00:00:00Z\n" +
			"http://www.wikidata.org/entity/Q1,Ann,1970-01-01T00:00:00Z,9,http://www.wikidata.org/entity/Q9,Clerk,2009-01-01T00:00:00Z,8,no value\n",
			`[[person]]
id = "Q1"
name = "Ann"
born = 1970
source = "http://www.wikidata.org/entity/Q1"

[[person]]
id = "Q2"
name = "Bo"
source = "http://www.wikidata.org/entity/Q2"

[[office]]
id = "Q9"
name = "Clerk"

[[tenure]]
person = "Q1"
office = "Q9"
start = "200X"
end = ".."
source = "http://www.wikidata.org/entity/Q1"

[[tenure]]
person = "Q2"
office = "Q9"
end = 2008-05-01
source = "http://www.wikidata.org/entity/Q2"
`},
		{"wikidata", "labels.json", `[{"person": "Ann Lee", "position": "Prime Minister", "startDate": "1999"}]`,
			"[[person]]\nid = \"ann-lee\"\nname = \"Ann Lee\"\n\n[[office]]\nid = \"prime-minister\"\nname = \"Prime Minister\"\n\n[[tenure]]\nperson = \"ann-lee\"\noffice = \"prime-minister\"\nstart = 1999\n"},
		{"wikidata", "people.tsv", "human\thumanLabel\tbirthDate\tdeathDate\nQ1\tAnn\t1970\tno value\n",
			"[[person]]\nid = \"Q1\"\nname = \"Ann\"\nborn = 1970\ndied = \"..\"\n"},
		{"popolo", "parliament.json", `{"persons": [{"id": "a", "name": "Ann"}], "organizations": [{"id": "p", "name": "Parliament"}, {"id": "g", "name": "Greens"}],
 "events": [{"id": "term/1", "name": "First", "classification": "legislative period", "start_date": "1990", "end_date": "1994"}, {"id": "term/2", "name": "Second", "classification": "legislative period", "start_date": "1994-10"}],
 "memberships": [{"person_id": "a", "organization_id": "p", "on_behalf_of_id": "g", "legislative_period_id": "term/1"}, {"person_id": "a", "organization_id": "p", "on_behalf_of_id": "g", "legislative_period_id": "term/2"}]}`,
			`[[organization]]
id = "org-p"
name = "Parliament"

[[organization]]
id = "org-g"
name = "Greens"

[[person]]
id = "person-a"
name = "Ann"

[[event]]
id = "event-term-1"
title = "First"
type = "legislative period"
start = 1990
end = 1994

[[event]]
id = "event-term-2"
title = "Second"
type = "legislative period"
start = "1994-10"

[[membership]]
person = "person-a"
organization = "org-p"
during = "event-term-1"

[[membership]]
person = "person-a"
organization = "org-p"
during = "event-term-2"

[[membership]]
person = "person-a"
organization = "org-g"
during = "event-term-1"

[[membership]]
person = "person-a"
organization = "org-g"
during = "event-term-2"
`},
		{"wikidata", "parties.csv", "person,personLabel,personAltLabel,personDescription,position,positionLabel,jurisdiction,jurisdictionLabel,party,partyLabel\n" +
			"Q1,Ann,\"Anna, Annie\",politician,Q9,Mayor of Hill,Q5,Hill,Greens,\nQ1,Ann,\"Anna, Annie\",politician,Q9,Mayor of Hill,Q5,Hill,Q7,Blues\n", `[[person]]
id = "Q1"
name = "Ann"
aliases = ["Anna", "Annie"]
note = "politician"

[[office]]
id = "Q9"
name = "Mayor of Hill"
of = "Q5"

[[place]]
id = "Q5"
name = "Hill"

[[organization]]
id = "party-greens"
name = "Greens"

[[organization]]
id = "Q7"
name = "Blues"

[[membership]]
person = "Q1"
organization = "party-greens"

[[membership]]
person = "Q1"
organization = "Q7"

[[tenure]]
person = "Q1"
office = "Q9"
`},
		{"popolo", "council.json", `{"areas": [{"id": "n", "name": "North", "classification": "ward"}], "persons": [{"id": "a", "name": "Ann"}],
 "organizations": [{"id": "c", "name": "Council", "founding_date": "1990", "dissolution_date": "1999-12-31"}, {"id": "g", "name": "Greens", "dissolution_date": "1995"}],
 "posts": [{"id": "w", "label": "Councillor for North", "area_id": "n", "start_date": "1990"}],
 "memberships": [{"person_id": "a", "organization_id": "c", "role": "Chair", "start_date": "1991"}, {"person_id": "a", "organization_id": "c", "role": "Council member"}]}`,
			`[[place]]
id = "area-n"
name = "North"
type = "ward"

[[organization]]
id = "org-c"
name = "Council"
existed = "1990/1999-12-31"

[[organization]]
id = "org-g"
name = "Greens"
existed = "/1995"

[[person]]
id = "person-a"
name = "Ann"

[[office]]
id = "post-w"
name = "Councillor for North"
of = "area-n"
existed = "1990/"

[[membership]]
person = "person-a"
organization = "org-c"
start = 1991

[[membership]]
person = "person-a"
organization = "org-c"

[[office]]
id = "post-c-chair"
name = "Chair"
of = "org-c"

[[tenure]]
person = "person-a"
office = "post-c-chair"
start = 1991
`},
		{"congress-legislators", "legislators-historical.yaml", "- id: {bioguide: B1}\n  name: {first: Ann, middle: B., last: Lee}\n  bio: {birthday: '1750-01-02'}\n  terms:\n" +
			"  - {type: rep, start: '1789-03-04', end: '1791-03-03', state: WY, district: 0, party: no party}\n  - {type: rep, start: '1791-03-04', end: '1793-03-03', state: PA, district: -1}\n" +
			"  - {type: sen, start: '1793-03-04', end: '1795-03-03', state: PA, class: 2, party: Federalist}\n", `[[person]]
id = "B1"
name = "Ann B. Lee"
born = 1750-01-02

[[office]]
id = "senate-pa-2"
name = "Senator for PA, class 2"
seats = 1

[[office]]
id = "house-wy-at-large"
name = "Representative for WY at large"

[[office]]
id = "house-pa"
name = "Representative for PA"

[[tenure]]
person = "B1"
office = "house-wy-at-large"
start = 1789-03-04
end = 1791-03-03

[[tenure]]
person = "B1"
office = "house-pa"
start = 1791-03-04
end = 1793-03-03

[[tenure]]
person = "B1"
office = "senate-pa-2"
start = 1793-03-04
end = 1795-03-03

[[organization]]
id = "party-federalist"
name = "Federalist"

[[membership]]
person = "B1"
organization = "party-federalist"
start = 1793-03-04
end = 1795-03-03
`},
	} {
		t.Run(tt.mapping+" "+tt.file, func(t *testing.T) {
			r := converted(t, tt.file, records.FormatOf(tt.file), []byte(tt.records), convert.Options{Mapping: shipped(t, tt.mapping)})
			assert.Equal(t, tt.want, r.Text)
			assert.Empty(t, r.Problems)
			assert.Empty(t, r.Absent)
			assert.Empty(t, found(t, r.Text))
		})
	}
}
