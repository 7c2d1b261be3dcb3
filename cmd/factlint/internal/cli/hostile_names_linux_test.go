package cli

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
)

// TestHostileNames checks a base whose files have the names that a stranger
// may give them in a pull request, in every format: none is left out, none
// stops the rest, and none reaches a log raw or starts a command in it.
func TestHostileNames(t *testing.T) {
	names := []string{
		"a b", "a:1:2: error: x", "::error::x", "::error file=x,line=1::y\n::stop-commands::z", "##[group]x", "##vso[x]y", "x\r::warning::y",
		"\x1b]0;title\a", "\x1b[2J", "\u202etxt", "\xff\xfe", "<b>&\"'", "]]>", "%0A::error::x", "[x](javascript:alert(1))", "-rf", "$(id)", "ü日本",
	}
	dir := t.TempDir()
	t.Chdir(dir)
	for _, name := range names {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name+".toml"), []byte("[[person]]\nnam = \"x\"\n"), 0o666))
	}
	raw := regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f\x{80}-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`)
	command := regexp.MustCompile(`(?m)^\s*::.*|##\w*\[`)
	for _, f := range report.Formats() {
		var out, errs bytes.Buffer
		status := Main([]string{"check", "--select", "fact-field", "--format", f.Name}, strings.NewReader(""), &out, &errs)
		assert.Equal(t, exitFindings, status, "%s: %s", f.Name, errs.String())
		text := out.String()
		assert.True(t, utf8.ValidString(text), "%s reaches the log raw: %q", f.Name, text)
		assert.False(t, raw.MatchString(text), "%s reaches the log raw: %q", f.Name, text)
		assert.GreaterOrEqual(t, strings.Count(text, "has no field"), len(names), "findings that %s tells:\n%s", f.Name, text)
		for _, line := range command.FindAllString(text, -1) {
			assert.Equal(t, "github", f.Name, "%s writes the command %q", f.Name, line)
			assert.True(t, strings.HasPrefix(line, "::error title=factlint (fact-field),file="), "%s writes the command %q", f.Name, line)
		}
		var err error
		switch f.Name {
		case "json", "gitlab", "rdjson", "sarif":
			err = json.Unmarshal(out.Bytes(), new(any))
		case "junit", "checkstyle":
			err = xml.Unmarshal(out.Bytes(), new(struct{}))
		}
		assert.NoError(t, err, "%s: %s", f.Name, text)
	}
}
