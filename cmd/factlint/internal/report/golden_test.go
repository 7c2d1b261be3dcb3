package report_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// update says that the golden files are written anew.
var update = os.Getenv("FACTLINT_UPDATE") != ""

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if update {
		require.NoError(t, os.MkdirAll("testdata", 0o777))
		require.NoError(t, os.WriteFile(path, []byte(got), 0o666))
		return
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got, "%s has changed (run the tests with FACTLINT_UPDATE=1 if that is meant)", path)
}

var presidency = files{
	"presidency.toml": `# Who held the presidency, and when.

[[person]]
id   = "anatoly-bibilov"
name = "Anatoly Bibilov"

[[tenure]]
person = "anatoly-bibilov"
office = "president-of-south-ossetia"
start  = 2017-04-21
end    = 2022-05-24

[[tenure]]
person = "alan-gagloev"
office = "president-of-south-ossetia"
start  = 2022-04-24
end    = 2022-03-01
`,
	"events.toml": `[[event]]
id     = "decree"
title  = "Decree on the referendum"
date   = 2022-05-30
before = "protest"

[[event]]
id     = "protest"
title  = "Protest"
note   = "in front of the government building"
type   = "protest"
place  = "tskhinvali"
during = "presidency-of-bibilov"
`,
}

// page is a rule whose page has all that one can have.
var page = rules.Rule{
	Name: "date-period", Severity: rules.Error, Off: true,
	Summary: "A fact certainly ends before it begins.",
	Why:     "Either [start] or `end` is *wrong*;\nfewer than max_days <b> lie between them.",
	Options: []rules.Option{{Name: "max_days", Summary: "the days & nights", Default: "31d"}},
	Config:  "today = 2022-06-01\n", Example: rules.Example{Bad: "[[event]]\nend = 1\n", Good: "[[event]]\nend = 3\n"},
}

func presidencyInput(t testing.TB) *report.Input {
	b := presidency.load(t)
	at := func(path, text string) facts.Place { return place(t, b, path, text, 0) }
	end := at("presidency.toml", "2022-05-24")
	return &report.Input{
		Files: 2, Facts: 5, Ignored: 2,
		Findings: []rules.Finding{
			{
				Rule: rule("date-contradiction"), Severity: rules.Error, Message: "these 3 facts cannot all be true",
				Place: at("events.toml", "2022-05-30"), Fingerprint: "0a",
				Related: []facts.Note{
					{Place: at("events.toml", "2022-05-30"), Words: "the decree is dated 2022-05-30, so it is on 30 May 2022 or later"},
					{Place: at("events.toml", `"protest"`), Words: "the decree is before the protest, so the protest is on 30 May 2022 or later"},
					{Place: at("events.toml", `"presidency-of-bibilov"`), Words: "the protest is during Bibilov's presidency, so his presidency ends on 30 May 2022 or later"},
					{Place: end, Words: "Bibilov's presidency ended on 24 May 2022, which is 6 days too early"},
				},
			},
			{
				Rule: rule("tenure-overlap"), Severity: rules.Error, Fingerprint: "1b",
				Message: "Alan Gagloev takes office on 24 April 2022, but Anatoly Bibilov holds it until 24 May 2022; the President of South Ossetia has 1 seat",
				Place:   at("presidency.toml", "2022-04-24"),
				Related: []facts.Note{{Place: end, Words: "holds it until 24 May 2022"}},
				Fix: &rules.Fix{Title: "End the tenure on 2022-04-24", Safe: true,
					Edits: []rules.Edit{{File: end.File, Span: end.Span, Text: "2022-04-24"}}},
			},
			{
				Rule: &page, Severity: rules.Error, Fingerprint: "2c",
				Message: "Alan Gagloev, President of South Ossetia, ends on 1 March 2022, before it begins on 24 April 2022",
				Place:   at("presidency.toml", "2022-03-01"),
				Related: []facts.Note{{Place: at("presidency.toml", "2022-04-24"), Words: "begins on 24 April 2022"}},
			},
			{
				Rule: rule("tenure-unrecorded"), Severity: rules.Warning, Fingerprint: "3d",
				Message: "the base has no presidency of the person <&> named here",
				Place:   at("presidency.toml", `"anatoly-bibilov"`),
				Fix:     &rules.Fix{Title: "Write a tenure"},
			},
		},
	}
}

// TestGolden shows what the formats look like.
func TestGolden(t *testing.T) {
	for _, f := range report.Formats() {
		golden(t, "presidency."+f.Name, write(t, f.Name, presidencyInput(t)))
		golden(t, "clean."+f.Name, write(t, f.Name, &report.Input{Files: 9, Facts: 74}))
	}
	for name, o := range map[string]report.Options{
		"quiet":      {Quiet: true},
		"statistics": {Statistics: true, Quiet: true},
		"narrow":     {Width: 60},
		"color":      {Color: true, Width: 100},
	} {
		in := presidencyInput(t)
		in.Options = o
		golden(t, name+".text", write(t, "text", in))
	}
}
