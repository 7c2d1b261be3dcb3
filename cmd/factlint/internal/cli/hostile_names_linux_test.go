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
		if err := os.WriteFile(filepath.Join(dir, name+".toml"), []byte("[[person]]\nnam = \"x\"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	raw := regexp.MustCompile(`[\x00-\x09\x0b-\x1f\x7f\x{80}-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`)
	command := regexp.MustCompile(`(?m)^\s*::.*|##\w*\[`)
	for _, f := range report.Formats() {
		var out, errs bytes.Buffer
		if status := Main([]string{"check", "--select", "fact-field", "--format", f.Name}, strings.NewReader(""), &out, &errs); status != exitFindings {
			t.Errorf("%s: exit status %d: %s", f.Name, status, errs.String())
		}
		text := out.String()
		if !utf8.ValidString(text) || raw.MatchString(text) {
			t.Errorf("%s reaches the log raw: %q", f.Name, text)
		}
		if n := strings.Count(text, "has no field"); n < len(names) {
			t.Errorf("%s tells %d findings of %d:\n%s", f.Name, n, len(names), text)
		}
		for _, line := range command.FindAllString(text, -1) {
			if f.Name != "github" || !strings.HasPrefix(line, "::error title=factlint (fact-field),file=") {
				t.Errorf("%s writes the command %q", f.Name, line)
			}
		}
		var err error
		switch f.Name {
		case "json", "gitlab", "rdjson", "sarif":
			err = json.Unmarshal(out.Bytes(), new(any))
		case "junit", "checkstyle":
			err = xml.Unmarshal(out.Bytes(), new(struct{}))
		}
		if err != nil {
			t.Errorf("%s: %v in:\n%s", f.Name, err, text)
		}
	}
}
