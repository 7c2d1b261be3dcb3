package report_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts/toml"
)

// reread is what every format tells of a finding, as it is shown.
type reread struct {
	rule, severity, file string
	line, column         int
	message              string
}

// readers read a format back into what it tells.
var readers = map[string]func(t testing.TB, out string, in *report.Input) []reread{
	"checkstyle": readCheckstyle,
	"compact":    func(t testing.TB, out string, _ *report.Input) []reread { return readCompact(out) },
	"github":     readGitHub,
	"gitlab":     readGitLab,
	"json": func(t testing.TB, out string, _ *report.Input) []reread {
		var all struct{ Findings []jsonPlace }
		decode(t, out, &all)
		return readJSON(all.Findings)
	},
	"jsonl": func(t testing.TB, out string, _ *report.Input) []reread {
		return readJSON(decodeLines[jsonPlace](t, out))
	},
	"junit": readJUnit,
	"rdjson": func(t testing.TB, out string, in *report.Input) []reread {
		var all struct {
			Source      rdSource
			Diagnostics []rdDiagnostic
		}
		decode(t, out, &all)
		return readRD(all.Diagnostics, in)
	},
	"rdjsonl": func(t testing.TB, out string, in *report.Input) []reread {
		return readRD(decodeLines[rdDiagnostic](t, out), in)
	},
	"sarif": readSARIF,
	"text":  readText,
}

// decode reads JSON that has no field beside those of to.
func decode(t testing.TB, out string, to any) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(out))
	if _, loose := to.(*sarifLog); !loose && !strings.HasPrefix(out, `{"schema"`) && !strings.HasPrefix(out, `{"rule"`) {
		d.DisallowUnknownFields()
	}
	require.NoError(t, d.Decode(to), "%.2000s", out)
	_, err := d.Token()
	require.ErrorIs(t, err, io.EOF, "more after the JSON of:\n%.2000s", out)
}

func decodeLines[T any](t testing.TB, out string) []T {
	t.Helper()
	var all []T
	for line := range strings.Lines(out) {
		var one T
		decode(t, line, &one)
		all = append(all, one)
	}
	return all
}

func readJSON(all []jsonPlace) (out []reread) {
	for _, f := range all {
		out = append(out, reread{f.Rule, f.Severity, f.File, f.Line, f.Column, f.Message})
	}
	return out
}

var compactLine = regexp.MustCompile(`(?m)^(?:(.*?):(\d+):(\d+): )?(error|warning): (.*) \[([\w-]+)\]$`)

func readCompact(text string) (out []reread) {
	for _, m := range compactLine.FindAllStringSubmatch(text, -1) {
		out = append(out, reread{m[6], m[4], m[1], number(m[2]), number(m[3]), m[5]})
	}
	return out
}

func number(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

var (
	titleLine = regexp.MustCompile(`^(error|warning): (.*) \[([\w-]+)\]$`)
	placeLine = regexp.MustCompile(`^  (.*?):(\d+):(\d+)(?:, |$)`)
)

func readText(_ testing.TB, text string, _ *report.Input) (out []reread) {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		m := titleLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		f := reread{rule: m[3], severity: m[1], message: m[2]}
		if p := placeLine.FindStringSubmatch(lines[i+1]); p != nil {
			f.file, f.line, f.column = p[1], number(p[2]), number(p[3])
		}
		out = append(out, f)
	}
	return out
}

type gitlabPlace struct {
	Path      string
	Positions struct{ Begin, End struct{ Line, Column int } }
}

type gitlabIssue struct {
	Type, Severity, Description, Fingerprint string
	CheckName                                string `json:"check_name"`
	Categories                               []string
	Location                                 gitlabPlace
	OtherLocations                           []gitlabPlace `json:"other_locations"`
}

func readGitLab(t testing.TB, out string, _ *report.Input) (all []reread) {
	var issues []gitlabIssue
	decode(t, out, &issues)
	for _, i := range issues {
		severity := map[string]string{"major": "error", "minor": "warning"}[i.Severity]
		message, ok := strings.CutPrefix(i.Description, i.CheckName+": ")
		assert.True(t, ok, "%q begins with its check", i.Description)
		assert.Equal(t, "issue", i.Type)
		assert.Equal(t, []string{"Bug Risk"}, i.Categories)
		begin := i.Location.Positions.Begin
		all = append(all, reread{i.CheckName, severity, i.Location.Path, begin.Line, begin.Column, message})
	}
	return all
}

type rdSource struct{ Name, URL string }

type rdPosition struct{ Line, Column int }

type rdRange struct{ Start, End rdPosition }

type rdLocation struct {
	Path  string
	Range *rdRange
}

type rdDiagnostic struct {
	Message, Severity string
	Location          rdLocation
	Source            rdSource
	Code              struct{ Value, URL string }
	Suggestions       []struct {
		Range rdRange
		Text  string
	}
	RelatedLocations []struct {
		Message  string
		Location rdLocation
	} `json:"related_locations"`
}

// readRD turns columns of bytes into those of characters by the files of the input.
func readRD(all []rdDiagnostic, in *report.Input) (out []reread) {
	sources := map[string][]byte{}
	for _, f := range in.Findings {
		if f.Place.File != nil {
			path := f.Place.File.Path
			if in.Path != nil {
				path = in.Path(f.Place.File)
			}
			sources[string([]rune(path))] = f.Place.File.Source
		}
	}
	for _, d := range all {
		f := reread{rule: d.Code.Value, severity: strings.ToLower(d.Severity), file: d.Location.Path, message: d.Message}
		if r := d.Location.Range; r != nil {
			src, offset := sources[d.Location.Path], 0
			for i := 1; i < r.Start.Line; i++ {
				offset += strings.IndexByte(string(src[offset:]), '\n') + 1
			}
			at := toml.NewLines(src).Position(uint32(offset + r.Start.Column - 1))
			f.line, f.column = at.Line, at.Column
		}
		out = append(out, f)
	}
	return out
}

type checkstyle struct {
	Version string `xml:"version,attr"`
	Files   []struct {
		Name   string `xml:"name,attr"`
		Errors []struct {
			Line     int    `xml:"line,attr"`
			Column   int    `xml:"column,attr"`
			Severity string `xml:"severity,attr"`
			Message  string `xml:"message,attr"`
			Source   string `xml:"source,attr"`
		} `xml:"error"`
	} `xml:"file"`
}

func readCheckstyle(t testing.TB, out string, _ *report.Input) (all []reread) {
	var c checkstyle
	decodeXML(t, out, &c)
	for _, f := range c.Files {
		for _, e := range f.Errors {
			message, _, _ := strings.Cut(e.Message, "\n")
			all = append(all, reread{strings.TrimPrefix(e.Source, "factlint."), e.Severity, f.Name, e.Line, e.Column, message})
		}
	}
	return all
}

type testsuite struct {
	Name     string `xml:"name,attr"`
	Tests    int    `xml:"tests,attr"`
	Failures int    `xml:"failures,attr"`
	Errors   int    `xml:"errors,attr"`
	Cases    []struct {
		Class   string `xml:"classname,attr"`
		Name    string `xml:"name,attr"`
		File    string `xml:"file,attr"`
		Line    int    `xml:"line,attr"`
		Failure *struct {
			Type    string `xml:"type,attr"`
			Message string `xml:"message,attr"`
			Text    string `xml:",chardata"`
		} `xml:"failure"`
		Error *struct {
			Type string `xml:"type,attr"`
		} `xml:"error"`
	} `xml:"testcase"`
}

func readJUnit(t testing.TB, out string, _ *report.Input) (all []reread) {
	var suites struct {
		Tests  int         `xml:"tests,attr"`
		Suites []testsuite `xml:"testsuite"`
	}
	decodeXML(t, out, &suites)
	s := suites.Suites[0]
	require.Len(t, suites.Suites, 1)
	assert.Equal(t, len(s.Cases), s.Tests)
	assert.Equal(t, s.Tests, suites.Tests)
	names := map[string]bool{}
	for _, c := range s.Cases {
		assert.False(t, names[c.Class+"\x00"+c.Name], "two tests are called %s in %s", c.Name, c.Class)
		names[c.Class+"\x00"+c.Name] = true
		if c.Failure == nil {
			continue
		}
		lines := strings.Split(c.Failure.Text, "\n")
		severity, message, _ := strings.Cut(lines[0], ": ")
		assert.Equal(t, c.Failure.Message, message)
		f := reread{rule: c.Failure.Type, severity: severity, file: c.File, line: c.Line, message: message}
		if c.File != "" && len(lines) > 1 {
			column, _, _ := strings.Cut(afterPath(lines[1], c.File+":"+strconv.Itoa(c.Line)+":"), ":")
			f.column = number(column)
		}
		all = append(all, f)
	}
	assert.Len(t, all, s.Failures)
	return all
}

// afterPath returns what follows a path, which ./ may stand before.
func afterPath(line, path string) string {
	if rest, ok := strings.CutPrefix(line, path); ok {
		return rest
	}
	return strings.TrimPrefix(line, "./"+path)
}

func decodeXML(t testing.TB, out string, to any) {
	t.Helper()
	require.NoError(t, xml.Unmarshal([]byte(out), to), "%.2000s", out)
	checkXML(t, out)
}

// checkXML holds that every token can be read, and nothing stands outside of the root.
func checkXML(t testing.TB, out string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(out))
	depth, roots := 0, 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err, "%.2000s", out)
		switch token := token.(type) {
		case xml.StartElement:
			if depth++; depth == 1 {
				roots++
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 {
				assert.Empty(t, strings.TrimSpace(string(token)), "text outside of the root: %q", token)
			}
		}
	}
	assert.Equal(t, 1, roots, "roots in:\n%.2000s", out)
}

type sarifRegion struct{ StartLine, StartColumn, EndLine, EndColumn int }

type sarifArtifact struct{ URI, URIBaseID string }

type sarifLocation struct {
	ID               int
	Message          struct{ Text string }
	PhysicalLocation *struct {
		ArtifactLocation sarifArtifact
		Region           sarifRegion
	}
}

type sarifResult struct {
	RuleID           string
	RuleIndex        int
	Level            string
	Message          struct{ Text string }
	Locations        []sarifLocation
	RelatedLocations []sarifLocation
	Fixes            []struct {
		Description     struct{ Text string }
		ArtifactChanges []struct {
			ArtifactLocation sarifArtifact
			Replacements     []struct {
				DeletedRegion   sarifRegion
				InsertedContent struct{ Text string }
			}
		}
	}
	PartialFingerprints map[string]string
}

type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Version string
				Rules   []struct{ ID string }
			}
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct{ Message struct{ Text string } }
		}
		Results []sarifResult
	}
}

func readSARIF(t testing.TB, out string, _ *report.Input) (all []reread) {
	var log sarifLog
	decode(t, out, &log)
	for _, r := range log.Runs[0].Results {
		assert.Equal(t, r.RuleID, log.Runs[0].Tool.Driver.Rules[r.RuleIndex].ID)
		text, _, _ := strings.Cut(r.Message.Text, "\n– ")
		f := reread{rule: r.RuleID, severity: r.Level, message: linked(text)}
		if len(r.Locations) > 0 {
			p := r.Locations[0].PhysicalLocation
			path, err := url.PathUnescape(p.ArtifactLocation.URI)
			assert.NoError(t, err, "%q", p.ArtifactLocation.URI)
			f.file, f.line, f.column = path, p.Region.StartLine, p.Region.StartColumn
		}
		all = append(all, f)
	}
	return all
}

var bracket = regexp.MustCompile(`(\\*)([\[\]])`)

// linked undoes the escaping of brackets in a message of SARIF.
func linked(text string) string {
	return bracket.ReplaceAllStringFunc(text, func(s string) string {
		return s[:(len(s)-1)/2] + s[len(s)-1:]
	})
}
