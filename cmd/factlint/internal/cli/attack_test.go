package cli

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/rules"
)

var (
	attackFor  = flag.Duration("attack", 0, "how long TestAttack goes on; one base without it")
	attackSeed = flag.Uint64("attack-seed", 11, "what TestAttack begins with")
)

// TestAttack sends random pull requests of a stranger the whole way: facts,
// kinds and rules of their own, nasty texts and broken files, to every command
// and format. Nothing crashes, nothing raw reaches a terminal, what programs
// read is what they can read, and the laws of what is new and of fixes hold.
func TestAttack(t *testing.T) {
	until := time.Now().Add(*attackFor)
	r := rand.New(rand.NewPCG(16, *attackSeed))
	n, judged := 0, 0
	for ; n < 1 || time.Now().Before(until); n++ {
		a := &attack{T: t, rand: r, repository: newRepository(t)}
		t.Chdir(a.repository.dir)
		a.files = a.pullRequest()
		a.put()
		if a.everyFormat() != exitFailure {
			judged++
		}
		if !testing.Short() {
			a.everyCommand()
			a.newness()
			a.fixes()
		}
		if t.Failed() {
			for _, name := range slices.Sorted(maps.Keys(a.files)) {
				t.Logf("%s:\n%s", name, a.files[name])
			}
			t.Fatalf("no. %d of -attack-seed %d", n, *attackSeed)
		}
		require.NoError(t, os.RemoveAll(a.repository.dir))
	}
	t.Logf("%d bases, %d of them judged", n, judged)
	assert.Greater(t, judged, n/3, "most bases have mistakes that keep all from being judged")
}

// attack is a base that a stranger has sent.
type attack struct {
	*testing.T
	rand       *rand.Rand
	repository repository
	files      map[string]string
}

// nasty are texts that something on the way could act on.
var nasty = []string{
	"\x1b]0;owned\x07\x1b[31m", "\u202eevil\u2066", "</script><script>alert(1)</script>", "]]><!--&amp;", "::error::x%0A::set-output name=a::b",
	"a\r\nb", "\u2028", "{{.}}${x}`$(id)`", "../../etc/passwd", strings.Repeat("long ", 300), "\ufeff", "=cmd|' /C calc'!A0", "e\u0301\u0301\u0301", "#vso[task]", "\u0085",
}

// pullRequest makes the files of a base.
func (a *attack) pullRequest() map[string]string {
	r := a.rand
	records := randomRecords(r)
	for range r.IntN(3) {
		all := rules.All()
		records = append(records, recordsOf(all[r.IntN(len(all))].Bad)...)
	}
	for i := range r.IntN(4) {
		records = append(records, record{head: "[[act]]", lines: []string{fmt.Sprintf("id = \"a%d\"", i), "title = \"Act\"", fmt.Sprintf("signed = 200%d-0%d-01", r.IntN(9), 1+r.IntN(9)), fmt.Sprintf("published = \"200%d\"", r.IntN(9))}})
	}
	files := map[string]string{}
	for name, text := range textsOf(dealt(r, records)) {
		files[name] = a.deface(string(text))
	}
	files["factlint.toml"] = a.configuration()
	return files
}

// deface puts nasty texts into strings, and sometimes breaks the file itself.
func (a *attack) deface(text string) string {
	r := a.rand
	lines := strings.Split(text, "\n")
	for range r.IntN(6) {
		i := r.IntN(len(lines))
		if key, _, ok := strings.Cut(lines[i], " = \""); ok && (strings.HasPrefix(key, "title") || strings.HasPrefix(key, "name") || r.IntN(9) == 0) {
			value, err := json.Marshal(nasty[r.IntN(len(nasty))])
			require.NoError(a, err)
			lines[i] = key + " = " + strings.ReplaceAll(string(value), `\u007f`, "")
		}
	}
	text = strings.Join(lines, "\n")
	if r.IntN(4) == 0 && len(text) > 0 {
		at := r.IntN(len(text))
		return text[:at] + []string{"", "\x00", "\xff", "[[", "\"\"\"", "\x1b[2J", "= = "}[r.IntN(7)] + text[min(len(text), at+r.IntN(4)):]
	}
	return text
}

// configuration makes kinds and rules of the stranger's own by a small grammar.
func (a *attack) configuration() string {
	r := a.rand
	one := func(of ...string) string { return of[r.IntN(len(of))] }
	var condition func(deep int) string
	number := func() string {
		return one("1", "0.5", "len(fact.title)", "len(refs_to(fact))", "count(refs_to(fact), has(.id))", "2000")
	}
	condition = func(deep int) string {
		if deep == 0 {
			return one("has(fact.signed)", `fact.title == "Act"`, "possibly_before(fact.signed, fact.published)", "certainly_after(fact.published, fact.signed)", `fact.title matches "^(a|A)*c"`)
		}
		return one(
			"("+condition(deep-1)+") && ("+condition(deep-1)+")", "("+condition(deep-1)+") || not ("+condition(deep-1)+")",
			number()+" "+one("<", ">=", "==")+" "+number(), "any(refs_to(fact), "+one(".id == fact.id", "has(.title)", "certainly_before(#, fact)")+")",
		)
	}
	var b strings.Builder
	b.WriteString("[kind.act]\nlabel = \"{title}\"\nperiod = \"published\"\n[kind.act.field]\ntitle = { type = \"string\", required = true }\nsigned = { type = \"date\" }\npublished = { type = \"date\" }\n")
	for i := range r.IntN(6) {
		fmt.Fprintf(&b, "[[rule]]\nname = \"house-rule-%d\"\nsummary = \"S\"\nkind = \"act\"\nassert = '''%s'''\nmessage = \"{fact} fails {fact.signed}\"\nseverity = %q\n", i, condition(r.IntN(4)), one("error", "warning"))
	}
	if r.IntN(8) == 0 {
		return a.deface(b.String())
	}
	return b.String()
}

func (a *attack) put() {
	for name, text := range a.files {
		a.repository.write(name, text)
	}
}

// run runs a command; what it prints is fit for a terminal, and it ends with a
// status that is documented.
func (a *attack) run(args ...string) (status int, stdout string) {
	a.Helper()
	var out, errs bytes.Buffer
	status = Main(args, strings.NewReader(""), &out, &errs)
	assert.Contains(a, []int{exitClean, exitFindings, exitFailure}, status, "%q", args)
	if status == exitFailure {
		assert.NotEmpty(a, errs.String(), "%q fails in silence", args)
	}
	a.harmless(args, errs.String())
	return status, out.String()
}

// harmless has no characters that a terminal or a log acts on.
func (a *attack) harmless(args []string, text string) {
	a.Helper()
	assert.True(a, utf8.ValidString(text), "%q", args)
	at := strings.IndexFunc(text, func(r rune) bool {
		return r != '\n' && r != '\t' && (unicode.IsControl(r) || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029)
	})
	if at >= 0 {
		assert.Fail(a, "raw", "%q prints %q", args, text[max(0, at-40):min(len(text), at+20)])
	}
}

// everyFormat writes all reports, and holds them to their syntax and to each other.
func (a *attack) everyFormat() (status int) {
	first := -1
	for _, format := range report.Names() {
		args := []string{"check", "--format", format}
		status, out := a.run(args...)
		if first < 0 {
			first = status
		}
		assert.Equal(a, first, status, "%q", args)
		if status == exitFailure && out == "" {
			continue
		}
		switch format {
		case "json", "sarif", "gitlab", "rdjson":
			assert.True(a, json.Valid([]byte(out)), "%q: %.300s", args, out)
		case "jsonl", "rdjsonl":
			for line := range strings.Lines(out) {
				assert.True(a, json.Valid([]byte(line)), "%q: %.300s", args, line)
			}
		case "junit", "checkstyle":
			a.isXML(args, out)
		default:
			a.harmless(args, out)
		}
		_, second := a.run(append(args, "--jobs", fmt.Sprint(1+a.rand.IntN(7)))...)
		assert.Equal(a, out, second, "%q depends on the number of jobs", args)
	}
	return first
}

func (a *attack) isXML(args []string, text string) {
	for d := xml.NewDecoder(strings.NewReader(text)); ; {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if !assert.NoError(a, err, "%q", args) {
			return
		}
	}
}

func (a *attack) everyCommand() {
	for _, args := range [][]string{
		{"show", "p0"}, {"show", "a.toml:1"}, {"explain", "act"}, {"rules"}, {"test"}, {"new", "act", "--output", "-"}, {"timeline"}, {"export"}, {"schema"}, {"schema", "--config"},
		{"check", "--diff"}, {"check", "--diff", "--unsafe-fixes"}, {"check", "--statistics", "--quiet", "b"},
	} {
		_, out := a.run(args...)
		switch args[0] {
		case "timeline":
			a.isXML(args, out)
		case "export":
			for line := range strings.Lines(out) {
				assert.True(a, json.Valid([]byte(line)), "%q: %.300s", args, line)
			}
		case "schema":
			assert.True(a, out == "" || json.Valid([]byte(out)), "%q", args)
		default:
			a.harmless(args, out)
		}
	}
}

// newness: against itself, as a revision and as a baseline, nothing is new.
func (a *attack) newness() {
	if status, _ := a.run("check", "--format", "compact"); status == exitFailure {
		return
	}
	a.repository.commit()
	status, out := a.run("check", "--format", "compact", "--fail-on", "warning", "--since", "HEAD")
	assert.Equal(a, exitClean, status, "since HEAD: %s", out)
	if status, _ = a.run("check", "--format", "compact", "--write-baseline", "known.jsonl"); status != exitFailure {
		status, out = a.run("check", "--format", "compact", "--fail-on", "warning", "--baseline", "known.jsonl")
		assert.Equal(a, exitClean, status, "with the baseline just written: %s", out)
		require.NoError(a, os.Remove("known.jsonl"))
	}
}

// fixes: they raise no number of errors, need one run, and leave nothing behind.
func (a *attack) fixes() {
	for _, flags := range [][]string{{"--fix"}, {"--fix", "--unsafe-fixes"}} {
		before := a.errors()
		check := append([]string{"check", "--format", "compact"}, flags...)
		if status, _ := a.run(check...); status == exitFailure {
			return
		}
		after := a.errors()
		assert.LessOrEqual(a, after, before, "errors after %q", flags)
		if status, diff := a.run(append([]string{"check", "--diff"}, flags[1:]...)...); status != exitFailure {
			assert.Empty(a, diff, "%q leaves something to a second run", flags)
		}
	}
	require.NoError(a, filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		assert.False(a, strings.HasPrefix(d.Name(), ".factlint-"), "%s is left behind", path)
		return err
	}))
}

func (a *attack) errors() int {
	_, out := a.run("check", "--format", "compact")
	return strings.Count(out, ": error: ")
}
