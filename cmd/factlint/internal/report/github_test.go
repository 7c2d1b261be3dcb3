package report_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// command is what the runner of GitHub Actions reads from a line.
type command struct {
	name       string
	properties map[string]string
	data       string
}

// runner reads a line as actions/runner does (ActionCommand.cs), but takes any
// name for a command, and ignores what its comparisons may ignore.
func runner(line string) (command, bool) {
	bare := strings.Map(func(r rune) rune {
		if r > unicode.MaxASCII && !unicode.IsSpace(r) {
			return -1
		}
		return r
	}, line)
	if i := strings.Index(bare, "##"); i >= 0 {
		if name, _, ok := strings.Cut(bare[i+2:], "["); ok && strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
			return command{name: "##" + name}, true
		}
	}
	if !strings.HasPrefix(strings.TrimSpace(bare), "::") {
		return command{}, false
	}
	info, data, ok := strings.Cut(strings.TrimLeftFunc(line, unicode.IsSpace)[2:], "::")
	if !ok {
		return command{}, false
	}
	name, properties, _ := strings.Cut(info, " ")
	c := command{name: name, properties: map[string]string{}, data: unescape(data)}
	for property := range strings.SplitSeq(strings.TrimSpace(properties), ",") {
		if key, value, _ := strings.Cut(property, "="); value != "" {
			c.properties[key] = unescape(strings.NewReplacer("%3A", ":", "%2C", ",").Replace(value))
		}
	}
	return c, true
}

func unescape(s string) string {
	return strings.ReplaceAll(strings.NewReplacer("%0D", "\r", "%0A", "\n").Replace(s), "%25", "%")
}

// readGitHub reads the annotations, and after them what would be none.
func readGitHub(t testing.TB, out string, _ *report.Input) (all []reread) {
	var rest strings.Builder
	for line := range strings.Lines(out) {
		c, ok := runner(line)
		if !ok {
			rest.WriteString(line)
			continue
		}
		require.Contains(t, []string{"error", "warning"}, c.name, "a command that is not ours: %q", line)
		rule := strings.TrimSuffix(strings.TrimPrefix(c.properties["title"], "factlint ("), ")")
		message, places, _ := strings.Cut(strings.TrimSuffix(c.data, "\n"), "\n")
		f := reread{rule, c.name, c.properties["file"], number(c.properties["line"]), number(c.properties["col"]), message}
		if f.column == 0 && f.file != "" { // a range of several lines
			_, err := fmt.Sscanf(afterPath(places, f.file), ":%d:%d", new(int), &f.column)
			assert.NoError(t, err, "no column in %q", line)
		}
		all = append(all, f)
	}
	return append(all, readCompact(rest.String())...)
}

// TestGitHubLimits holds that what GitHub would not show is reported in plain lines.
func TestGitHubLimits(t *testing.T) {
	in := many(t, 31)
	for i := range in.Findings {
		if i%2 == 1 {
			in.Findings[i].Severity = rules.Warning
		}
	}
	in.Findings = append(in.Findings, in.Findings[0])
	out := write(t, "github", in)
	lines := strings.Split(out, "\n")
	assert.Equal(t, 10, strings.Count(out, "::error "))
	assert.Equal(t, 10, strings.Count(out, "::warning "))
	assert.Equal(t, "GitHub shows 10 errors and as many warnings of a step; here are 7 errors, 5 warnings more:", lines[20])
	assert.True(t, strings.HasPrefix(lines[21], "tenures-0000.toml:124:9: error: finding-00020: Alan Gagloev takes office"), "line 22 is %q", lines[21])
	assert.Equal(t, "17 errors, 15 warnings in 1 file, 100 facts", lines[len(lines)-2])
	in.Findings = in.Findings[:20]
	out = write(t, "github", in)
	assert.NotContains(t, out, "GitHub shows")
	assert.Equal(t, 21, strings.Count(out, "\n"), out)
	in.Findings, in.Quiet = nil, true
	assert.Empty(t, write(t, "github", in), "quiet without findings")
}

// TestGitHubInjection tries to start a command from every text that a stranger
// may write, in annotations and in plain lines.
func TestGitHubInjection(t *testing.T) {
	for _, evil := range []string{
		"::error::x", "::set-output name=a::b", " ::warning::x", "\u2003::stop-commands::x", "a\n::error::x", "a\r::error::x", "\r\n##[error]x",
		"##[add-mask]x", "##vso[task.setvariable variable=x]y", "#\u034f#[error]x", "#\ufe0f#vso\u0301[x]", ":\ufe0f:error::x", "\u034f::error::x",
		"%0A::error::x", "%250A::error::x", "a,line=1::x", "a::b", "x%3A%3A", "\x1b]0;x\a::error::x", "\u2028::error::x", "\x85::error::x", "\v::error::x",
	} {
		file := &facts.File{Path: evil, Source: []byte("a = 1\nb = 2\n")}
		at := facts.Place{File: file, Span: facts.Span{Start: 1, End: 3}}
		f := rules.Finding{Rule: rule("r"), Severity: rules.Error, Message: evil, Place: at, Related: []facts.Note{{Place: at, Words: evil}, {Words: evil}}}
		nowhere := rules.Finding{Rule: rule("r"), Severity: rules.Error, Message: evil, Related: []facts.Note{{Words: evil}}}
		in := &report.Input{Options: report.Options{Statistics: true}}
		for range 8 {
			in.Findings = append(in.Findings, f, nowhere)
		}
		for _, format := range report.Formats() {
			commands := 0
			for line := range strings.Lines(write(t, format.Name, in)) {
				c, ok := runner(line)
				if !ok {
					continue
				}
				commands++
				message, _, _ := strings.Cut(c.data, "\n")
				assert.Equal(t, "github", format.Name, "%q makes the command %q of %q", evil, c, line)
				assert.Equal(t, "error", c.name, "%q makes %q", evil, line)
				assert.Equal(t, "factlint (r)", c.properties["title"], "%q makes %q", evil, line)
				assert.Equal(t, strings.TrimSpace(report.Visible(evil)), strings.TrimSpace(message), "%q makes %q", evil, line)
				if path := c.properties["file"]; path != "" {
					assert.Equal(t, report.Visible(evil), path)
				}
			}
			want := 0
			if format.Name == "github" {
				want = 10
			}
			assert.Equal(t, want, commands, "%s: %q", format.Name, evil)
		}
	}
}

// TestGitHubRanges holds what of a range is reported: columns only within a line,
// and no line on which it has no character.
func TestGitHubRanges(t *testing.T) {
	file := &facts.File{Path: "dir/a b,c.toml", Source: []byte("é = 1\nb = 2\nc = 3\n")}
	for _, c := range []struct {
		start, end uint32
		want       string
	}{
		{0, 2, "line=1,endLine=1,col=1,endColumn=2::"},
		{5, 5, "line=1,endLine=1,col=5,endColumn=5::"},
		{0, 9, "line=1,endLine=2::"},
		{0, 7, "line=1,endLine=1::"},
	} {
		in := &report.Input{Findings: []rules.Finding{{
			Rule: rule("r"), Severity: rules.Warning, Message: "50 % of it",
			Place: facts.Place{File: file, Span: facts.Span{Start: c.start, End: c.end}},
		}}}
		want := "::warning title=factlint (r),file=dir/a b%2Cc.toml," + c.want + "50 %25 of it%0Adir/a b,c.toml:1:"
		got := write(t, "github", in)
		assert.True(t, strings.HasPrefix(got, want), "%d-%d: %q, want %q", c.start, c.end, got, want)
	}
}
