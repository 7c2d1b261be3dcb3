package lsp

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/workspace"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// TestSoak does at random what happens to a base in an editor: documents are
// opened, edited, saved and closed, files come, change and go on disk, git
// switches branches. Now and then what the client shows is what a fresh check
// of the same texts finds. FACTLINT_SOAK is how many steps there are.
func TestSoak(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("there is no git")
	}
	steps := 300
	if testing.Short() {
		steps = 40
	}
	if n, err := strconv.Atoi(os.Getenv("FACTLINT_SOAK")); err == nil {
		steps = n
	}
	seed, err := strconv.ParseUint(os.Getenv("FACTLINT_SOAK_SEED"), 10, 64)
	if err != nil {
		seed = 1
	}
	for name, capabilities := range map[string]string{"the client tells": watching, "folders are watched": pushing} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := newMess(t, capabilities, seed)
			m.tells = capabilities == watching
			for i := range steps {
				m.step()
				if i%7 == 6 || i == steps-1 {
					m.compare(i)
				}
			}
		})
	}
}

// mess is a base to which things happen.
type mess struct {
	*client
	rand  *rand.Rand
	docs  map[string]string // the texts of open documents
	at    map[string]int    // and their versions
	disk  map[string]string // what the client last saw there, folders as ""
	tells bool
	names int
	told  []string
}

func newMess(t *testing.T, capabilities string, seed uint64) *mess {
	m := &mess{client: connect(t), rand: rand.New(rand.NewPCG(seed, 7)), docs: map[string]string{}, at: map[string]int{}}
	m.root = t.TempDir()
	const shipped = "../../../../facts/south-ossetia"
	require.NoError(t, os.CopyFS(m.root, os.DirFS(shipped)))
	m.git("init", "-q", "-b", "main")
	m.git("add", ".")
	m.git("commit", "-q", "-m", "all")
	m.git("checkout", "-q", "-b", "other")
	for _, name := range m.files() {
		src := strings.ReplaceAll(m.read(name), "2022-05", "2021-06")
		m.write(filepath.Join("more", "of-"+name), strings.ReplaceAll(src, `id     = "`, `id     = "of-`))
		m.write(name, src)
	}
	m.git("rm", "-q", "-f", "population.toml")
	m.git("add", ".")
	m.git("commit", "-q", "-m", "other")
	m.disk = m.see()
	m.initialize(capabilities)
	return m
}

// put writes a file unless it is that already: tell would not tell of it, and
// the server may see it while it is empty.
func (m *mess) put(name, src string) {
	if old, err := os.ReadFile(filepath.Join(m.root, filepath.FromSlash(name))); err != nil || string(old) != src {
		m.write(name, src)
	}
}

func (m *mess) git(args ...string) {
	c := exec.Command("git", append([]string{"-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false"}, args...)...)
	c.Dir = m.root
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	out, err := c.CombinedOutput()
	require.NoError(m.t, err, "git %v: %s", args, out)
}

func (m *mess) read(name string) string {
	src, err := os.ReadFile(filepath.Join(m.root, filepath.FromSlash(name)))
	require.NoError(m.t, err)
	return string(src)
}

// see returns the files and folders on disk.
func (m *mess) see() map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir(m.root, func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == m.root {
			return err
		}
		rel, _ := filepath.Rel(m.root, path)
		rel = filepath.ToSlash(rel)
		switch {
		case rel == ".git":
			out[".git/HEAD"] = m.read(".git/HEAD")
			return fs.SkipDir
		case e.IsDir():
			out[rel+"/"] = ""
		default:
			out[rel] = m.read(rel)
		}
		return nil
	})
	require.NoError(m.t, err)
	return out
}

// files returns the fact files on disk.
func (m *mess) files() (out []string) {
	for name := range m.see() {
		if strings.HasSuffix(name, ".toml") && filepath.Base(name) != folder.ConfigName {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// tell tells the server what is different on disk, as editors do: of a folder
// that is gone, and not of the files in it.
func (m *mess) tell() {
	if !m.tells {
		return
	}
	now := m.see()
	var events []wire.FileEvent
	gone := ""
	for _, name := range slices.Sorted(maps.Keys(m.disk)) {
		after, there := now[name]
		switch {
		case !there && gone != "" && strings.HasPrefix(name, gone):
		case !there:
			events = append(events, wire.FileEvent{URI: m.uri(strings.TrimSuffix(name, "/")), Type: wire.FileDeleted})
			if strings.HasSuffix(name, "/") {
				gone = name
			}
		case after != m.disk[name]:
			events = append(events, wire.FileEvent{URI: m.uri(name), Type: wire.FileChanged})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if _, there := m.disk[name]; !there && !strings.HasSuffix(name, "/") {
			events = append(events, wire.FileEvent{URI: m.uri(name), Type: wire.FileCreated})
		}
	}
	m.disk = now
	m.rand.Shuffle(len(events), func(i, j int) { events[i], events[j] = events[j], events[i] })
	for chunk := range slices.Chunk(events, 5) {
		m.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": chunk})
	}
}

func (m *mess) one(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[m.rand.IntN(len(names))]
}

func (m *mess) opened() []string { return slices.Sorted(maps.Keys(m.docs)) }

func (m *mess) open(name, text string) {
	m.at[name]++
	m.docs[name] = text
	m.didOpen(name, m.at[name], text)
}

func (m *mess) close(name string) {
	delete(m.docs, name)
	m.notify("textDocument/didClose", map[string]any{"textDocument": wire.DocumentID{URI: m.uri(name)}})
}

// change edits a document in a range.
func (m *mess) change(name string, from, to int, with string) {
	old := m.docs[name]
	text := wire.NewText([]byte(old), false)
	r := text.RangeOf(uint32(from), uint32(to))
	from, to = int(text.Offset(r.Start)), int(text.Offset(r.End)) // not inside of a character
	m.docs[name] = old[:from] + with + old[to:]
	m.at[name]++
	m.didChange(name, m.at[name], wire.ContentChange{Range: &r, Text: with})
}

var (
	datesOf  = regexp.MustCompile(`\d{4}-\d\d-\d\d`)
	quotedOf = regexp.MustCompile(`"[^"\n]*"`)
	linesOf  = regexp.MustCompile(`(?m)^.*\n`)
	factsOf  = regexp.MustCompile(`(?m)^\[\[[^\n]*\n(?:[^\[\n].*\n|\n)*`)
)

// alter returns where a text is changed at random, and what comes there.
func (m *mess) alter(text string) (from, to int, with string) {
	spot := func(re *regexp.Regexp) (int, int) {
		all := re.FindAllStringIndex(text, -1)
		if len(all) == 0 {
			return 0, 0
		}
		at := all[m.rand.IntN(len(all))]
		return at[0], at[1]
	}
	switch m.rand.IntN(10) {
	case 0, 1, 2:
		from, to = spot(datesOf)
		return from, to, fmt.Sprintf("%04d-01-%02d", 1900+m.rand.IntN(130), 1+m.rand.IntN(31))
	case 3:
		from, to = spot(quotedOf)
		a, b := spot(quotedOf)
		return from, to, text[a:b]
	case 4:
		from, to = spot(linesOf)
		return from, to, ""
	case 5:
		from, to = spot(factsOf)
		return to, to, text[from:to]
	case 6:
		from, to = spot(factsOf)
		return from, to, ""
	case 7:
		from = m.rand.IntN(len(text) + 1)
		return from, min(from+m.rand.IntN(3), len(text)), []string{"x", "\r\n", "𝄞", "é", "\"", "[", " "}[m.rand.IntN(7)]
	case 8:
		from, _ = spot(linesOf)
		return from, from, []string{"# factlint: ignore[tenure, date] -- a reason\n", "\r\n", "# 𝄞 é\n", "[[person]]\nid = \"anatoly-bibilov\"\n"}[m.rand.IntN(4)]
	}
	from, to = spot(datesOf)
	return from + 2, max(from+2, to-6), "15"
}

// step does one thing.
func (m *mess) step() {
	defer m.tell()
	name := m.one(m.files())
	doc := m.one(m.opened())
	did := func(format string, args ...any) { m.told = append(m.told, fmt.Sprintf(format, args...)) }
	switch n := m.rand.IntN(32); {
	case n < 5 && name != "" && len(m.docs) < 6:
		if _, is := m.docs[name]; !is {
			did("open %s", name)
			m.open(name, m.read(name))
		}
	case n < 16 && doc != "":
		for range 1 + m.rand.IntN(4) {
			from, to, with := m.alter(m.docs[doc])
			if from <= to && to <= len(m.docs[doc]) {
				did("edit %s [%d:%d] %q", doc, from, to, with)
				m.change(doc, from, to, with)
			}
		}
	case n < 18 && doc != "":
		did("close %s", doc)
		m.close(doc)
	case n < 20 && doc != "":
		did("save %s", doc)
		m.put(doc, m.docs[doc])
		m.notify("textDocument/didSave", map[string]any{"textDocument": wire.DocumentID{URI: m.uri(doc)}})
	case n < 22 && name != "":
		text := m.read(name)
		if from, to, with := m.alter(text); from <= to && to <= len(text) {
			did("write %s [%d:%d] %q", name, from, to, with)
			m.put(name, text[:from]+with+text[to:])
		}
	case n == 22 && name != "":
		m.names++
		to := fmt.Sprintf("new/%d/%s", m.names%3, filepath.Base(name))
		did("copy %s to %s", name, to)
		m.put(to, m.read(name))
	case n == 23 && name != "":
		did("remove %s", name)
		m.remove(name)
	case n == 24:
		gone := m.one([]string{"new", "more", "new/1", "inner"})
		did("remove %s", gone)
		m.remove(gone)
	case n == 25:
		m.names++
		m.open(fmt.Sprintf("unsaved/%d.toml", m.names), "[[person]]\nid = \"anatoly-bibilov\"\nname = \"Him\"\n")
		did("open an unsaved document")
	case n == 26:
		branch := m.one([]string{"main", "other"})
		did("checkout %s", branch)
		m.git("checkout", "-q", "-f", branch)
	case n == 27:
		did("clean")
		m.git("reset", "-q", "--hard")
		m.git("clean", "-q", "-f", "-d")
	case n == 28:
		ignored := m.one([]string{"", "new\n", "/more\n", "p*.toml\n"})
		did("ignore %q", ignored)
		m.put(".gitignore", ignored)
	case n == 29:
		conf := m.read(folder.ConfigName)
		if at := strings.Index(conf, "\n[rules]\n"); at > 0 {
			line := m.one([]string{"tenure = \"off\"\n", "date = \"warning\"\n", "ref-unresolved = \"warning\"\n"})
			if strings.Contains(conf, line) {
				conf = strings.Replace(conf, line, "", 1)
			} else {
				conf = conf[:at+9] + line + conf[at+9:]
			}
			did("configure %q", line)
			m.put(folder.ConfigName, conf)
		}
	case n == 30 && name != "":
		to := m.one([]string{"inner/", "inner/deep/"})
		did("move %s to %s", name, to)
		m.put("inner/factlint.toml", "")
		m.put(to+filepath.Base(name), m.read(name))
	default:
		if doc == "" {
			return
		}
		at := wire.NewText([]byte(m.docs[doc]), false).Position(uint32(m.rand.IntN(len(m.docs[doc]) + 1)))
		for _, method := range []string{"hover", "completion", "definition", "documentSymbol"} {
			id := m.begin("textDocument/"+method, map[string]any{"textDocument": wire.DocumentID{URI: m.uri(doc)}, "position": at})
			if m.rand.IntN(3) == 0 {
				n, _ := strconv.Atoi(id)
				m.notify("$/cancelRequest", map[string]int{"id": n})
			}
		}
	}
}

// compare mends what is broken, and waits until the client shows what a fresh
// check finds.
func (m *mess) compare(step int) {
	m.t.Helper()
	for _, name := range m.opened() {
		// Of a broken document the last good text counts, which is known to the server alone.
		if isBroken(m.docs[name]) {
			m.change(name, 0, len(m.docs[name]), "[[person]]\nid = \"mended\"\nname = \"M\"\n")
		}
	}
	m.shown(step)
}

// isBroken reports whether a text has a syntax error.
func isBroken(text string) bool {
	b, _ := facts.Load(context.Background(), facts.Options{Overlay: map[string][]byte{"": []byte(text)}})
	return slices.ContainsFunc(b.Files[0].Problems, func(p facts.Problem) bool { return p.Kind == facts.SyntaxProblem })
}

// shown waits until the client shows what a fresh check finds.
func (m *mess) shown(step int) {
	m.t.Helper()
	want := map[string][]string{}
	var roots []string
	for name := range m.see() {
		if filepath.Base(name) == folder.ConfigName {
			roots = append(roots, filepath.Join(m.root, filepath.FromSlash(filepath.Dir(name))))
		}
	}
	for _, root := range roots {
		m.check(root, want)
	}
	var got map[string][]string
	late := "" // a document of which the newest version is not shown
	defer func() {
		if m.t.Failed() {
			m.t.Logf("%s is not shown in version %d", late, m.at[late])
			m.t.Logf("after step %d:\n%s", step, strings.Join(m.told, "\n"))
			for _, uri := range slices.Sorted(maps.Keys(want)) {
				if !slices.Equal(want[uri], got[uri]) {
					m.t.Logf("%s shows\n%s\nwanted\n%s", uri, strings.Join(got[uri], "\n"), strings.Join(want[uri], "\n"))
				}
			}
			for _, uri := range slices.Sorted(maps.Keys(got)) {
				if want[uri] == nil {
					m.t.Logf("%s shows\n%s\nwanted nothing", uri, strings.Join(got[uri], "\n"))
				}
			}
		}
	}()
	m.wait("what a fresh check finds", func() bool {
		for name := range m.docs {
			all := m.pushed[m.uri(name)]
			if len(all) == 0 || all[len(all)-1].Version == nil || *all[len(all)-1].Version != m.at[name] {
				late = name
				return false
			}
		}
		late, got = "", map[string][]string{}
		for uri, all := range m.pushed {
			last := all[len(all)-1]
			m.pushed[uri] = all[len(all)-1:]
			for _, d := range last.Diagnostics {
				got[uri] = append(got[uri], worded(&d))
			}
		}
		return maps.EqualFunc(got, want, slices.Equal)
	})
	m.told = nil
}

// check finds what is wrong with a base, by URI.
func (m *mess) check(root string, want map[string][]string) {
	src, err := config.ReadFile(disk.Files{}, filepath.Join(root, folder.ConfigName))
	require.NoError(m.t, err)
	conf, mistakes := config.ParseWith(src, config.Beside(disk.Files{}, root, ""))
	require.Nil(m.t, mistakes)
	o := conf.Facts()
	o.Files, o.Root, o.Overlay = disk.Files{}, root, map[string][]byte{}
	for name, text := range m.docs {
		rel, err := filepath.Rel(root, filepath.Join(m.root, filepath.FromSlash(name)))
		if err != nil || !filepath.IsLocal(rel) {
			continue
		}
		rel = filepath.ToSlash(rel)
		if part, err := folder.Contains(context.Background(), disk.Files{}, root, conf.Selection(), rel); err == nil && part {
			o.Overlay[rel] = []byte(text)
		}
	}
	base, err := facts.Load(context.Background(), o)
	require.NoError(m.t, err)
	result, err := engine.Run(context.Background(), base, conf.Settings)
	require.NoError(m.t, err)
	place := func(p facts.Place) wire.Location {
		r := wire.NewText(bytes.Clone(p.File.Source), false).RangeOf(p.Span.Start, p.Span.End)
		return wire.Location{URI: wire.URIOf(filepath.Join(root, filepath.FromSlash(p.File.Path))), Range: r}
	}
	for _, f := range result.Findings {
		at := place(f.Place)
		d := wire.Diagnostic{Range: at.Range, Code: f.Rule.Name, Severity: wire.SeverityError, Message: report.Visible(f.Message)}
		if f.Severity == rules.Warning {
			d.Severity = wire.SeverityWarning
		}
		for _, n := range f.Related {
			d.Related = append(d.Related, wire.RelatedLocation{Location: place(n.Place), Message: report.Visible(n.Words)})
		}
		d.Related = d.Related[:min(len(d.Related), workspace.MaxRelated)]
		want[at.URI] = append(want[at.URI], worded(&d))
	}
}

func worded(d *wire.Diagnostic) string {
	return fmt.Sprint(d.Range, d.Code, " ", d.Severity, " ", d.Message, " ", d.Related)
}
