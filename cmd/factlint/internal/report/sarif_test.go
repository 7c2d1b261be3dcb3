package report_test

import (
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// schema is the schema of SARIF 2.1.0 as OASIS publishes it.
var schema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	return c.Compile("testdata/sarif-schema-2.1.0.json")
})

func checkSARIF(t testing.TB, out string) {
	t.Helper()
	s, err := schema()
	require.NoError(t, err)
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
	require.NoError(t, err, "%.2000s", out)
	assert.NoError(t, s.Validate(doc), "%.2000s", out)
}

// TestSARIFSchema holds files against the schema: with the pages of all rules,
// with hostile text, with nothing in them.
func TestSARIFSchema(t *testing.T) {
	every := &report.Input{Version: "1.2.3", Incomplete: true}
	file := &facts.File{Path: "a.toml", Source: []byte("a = 1\n")}
	for _, r := range rules.All() {
		every.Findings = append(every.Findings, rules.Finding{Rule: r, Severity: r.Severity, Message: r.Summary, Place: facts.Place{File: file}})
	}
	nowhere := &report.Input{Findings: []rules.Finding{{
		Rule: rule("r"), Severity: rules.Error, Message: "m", Related: []facts.Note{{Words: "w"}}, Fix: &rules.Fix{Title: "by hand"},
	}}}
	for name, in := range map[string]*report.Input{
		"every rule": every, "odd": odd(t), "nowhere": nowhere, "clean": {}, "presidency": presidencyInput(t),
	} {
		out := write(t, "sarif", in)
		checkSARIF(t, out)
		assert.Len(t, readSARIF(t, out, in), len(in.Findings), name)
	}
	out := write(t, "sarif", every)
	for _, want := range []string{
		`"version": "1.2.3"`, `{"executionSuccessful": false`, `"enabled": false`,
		`{"id": "tenure-gap", "helpUri": "https://github.com/factlint/factlint/blob/main/rules/README.md#tenure-gap",`, "```toml\\n[[office]]", `"precision": "very-high"`, `"markdown": "*warning* · The base claims`,
	} {
		assert.Contains(t, out, want)
	}
}

// TestSARIFLinks holds that a message links to its related places, and to
// nothing that a text in it names.
func TestSARIFLinks(t *testing.T) {
	file := &facts.File{Path: "a.toml", Source: []byte("a = 1\n")}
	at := facts.Place{File: file, Span: facts.Span{Start: 4, End: 5}}
	for _, c := range []struct{ message, words, want string }{
		{"m", "w", "m\n– [w](1)"},
		{"m", "", "m\n– [here](1)"},
		{"[m](1)", "[w](2)", `\[m\](1)` + "\n– [" + `\[w\](2)](1)`},
		{`\[m\](1) \`, `w\`, `\\\[m\\\](1) \` + "\n– [" + `w\ ](1)`},
		{`a\b {0}`, `]](1)[`, `a\b {0}` + "\n– [" + `\]\](1)\[](1)`},
	} {
		in := &report.Input{Findings: []rules.Finding{{
			Rule: rule("r"), Severity: rules.Error, Message: c.message, Place: at, Related: []facts.Note{{Place: at, Words: c.words}},
		}}}
		var log sarifLog
		decode(t, write(t, "sarif", in), &log)
		assert.Equal(t, c.want, log.Runs[0].Results[0].Message.Text, "%q and %q", c.message, c.words)
	}
}

// TestSARIFPaths holds that every path is a URI, relative to where factlint
// runs or absolute, and is read back byte by byte.
func TestSARIFPaths(t *testing.T) {
	for path, want := range map[string]string{
		"dir/a.toml":           "dir/a.toml",
		"a b.toml":             "a%20b.toml",
		"c:d/é.toml":           "c%3Ad/%C3%A9.toml",
		"100%[x]?#.toml":       "100%25%5Bx%5D%3F%23.toml",
		"\xff\n.toml":          "%FF%0A.toml",
		"/srv/a b.toml":        "file:///srv/a%20b.toml",
		"//server/share/a.tom": "file://server/share/a.tom",
	} {
		file := &facts.File{Path: path, Source: []byte("a = 1\n")}
		in := &report.Input{Findings: []rules.Finding{{Rule: rule("r"), Severity: rules.Error, Place: facts.Place{File: file}}}}
		out := write(t, "sarif", in)
		checkSARIF(t, out)
		var log sarifLog
		decode(t, out, &log)
		got := log.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation
		assert.Equal(t, want, got.URI, "%q", path)
		assert.Equal(t, !strings.HasPrefix(want, "file:"), got.URIBaseID == "%SRCROOT%", "%q", path)
		u, err := url.Parse(got.URI)
		require.NoError(t, err)
		assert.Equal(t, strings.TrimPrefix(path, "//server"), u.Path)
	}
}

// TestSARIFLimits holds that a file has no more than GitHub takes, keeps the
// errors, and says what it leaves out.
func TestSARIFLimits(t *testing.T) {
	file := &facts.File{Path: "a.toml", Source: []byte("a = 1\n")}
	at := facts.Place{File: file}
	in := &report.Input{}
	for i := range 25_003 {
		severity := rules.Error
		if i < 10 {
			severity = rules.Warning
		}
		in.Findings = append(in.Findings, rules.Finding{Rule: rule("r"), Severity: severity, Message: fmt.Sprint(i), Place: at})
	}
	first := &in.Findings[11]
	for i := range 1_005 {
		first.Related = append(first.Related, facts.Note{Place: at, Words: fmt.Sprint("w", i)})
	}
	one := in.Findings[0].Rule
	for i := range in.Findings {
		in.Findings[i].Rule = one
	}
	var log sarifLog
	decode(t, write(t, "sarif", in), &log)
	run := log.Runs[0]
	require.Equal(t, 25_000, len(run.Results))
	assert.Equal(t, "0", run.Results[0].Message.Text)
	assert.Equal(t, "10", run.Results[7].Message.Text)
	assert.Equal(t, "25002", run.Results[24_999].Message.Text)
	result := run.Results[8]
	require.Equal(t, 1_000, len(result.RelatedLocations))
	assert.Equal(t, "w999", result.RelatedLocations[999].Message.Text)
	assert.Regexp(t, `\n– \[w19\]\(20\)\n– … and 985 more places$`, result.Message.Text)
	var notes []string
	for _, n := range run.Invocations[0].ToolExecutionNotifications {
		notes = append(notes, n.Message.Text)
	}
	want := "This file leaves out 3 findings, since GitHub takes no more than 25000.\n" +
		"This file leaves out 5 related places, since GitHub takes no more than 1000 of a finding."
	assert.Equal(t, want, strings.Join(notes, "\n"))
}

// TestSARIFFix holds that edits of several files are gathered by file.
func TestSARIFFix(t *testing.T) {
	a := &facts.File{Path: "a.toml", Source: []byte("é = 1\nb = 2\n")}
	b := &facts.File{Path: "b.toml", Source: []byte("c = 3\n")}
	in := &report.Input{Findings: []rules.Finding{{
		Rule: rule("r"), Severity: rules.Error, Message: "m", Place: facts.Place{File: a},
		Fix: &rules.Fix{Title: "End [it]", Edits: []rules.Edit{
			{File: a, Span: facts.Span{Start: 5, End: 6}, Text: "9"}, {File: b, Span: facts.Span{Start: 6, End: 6}, Text: "d = 4\n"},
			{File: a, Span: facts.Span{Start: 11, End: 12}, Text: ""},
		}},
	}}}
	out := write(t, "sarif", in)
	checkSARIF(t, out)
	var log sarifLog
	decode(t, out, &log)
	got := fmt.Sprintf("%+v", log.Runs[0].Results[0].Fixes)
	want := `[{Description:{Text:Possibly: end \[it\]} ArtifactChanges:[` +
		`{ArtifactLocation:{URI:a.toml URIBaseID:%SRCROOT%} Replacements:[` +
		`{DeletedRegion:{StartLine:1 StartColumn:5 EndLine:1 EndColumn:6} InsertedContent:{Text:9}} ` +
		`{DeletedRegion:{StartLine:2 StartColumn:5 EndLine:2 EndColumn:6} InsertedContent:{Text:}}]} ` +
		`{ArtifactLocation:{URI:b.toml URIBaseID:%SRCROOT%} Replacements:[` +
		"{DeletedRegion:{StartLine:2 StartColumn:1 EndLine:2 EndColumn:1} InsertedContent:{Text:d = 4\n}}]}]}]"
	assert.Equal(t, want, got)
}
