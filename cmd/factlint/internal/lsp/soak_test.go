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
	steps := 150
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
			m := newSoak(t, capabilities, seed)
			m.notifies = capabilities == watching
			for i := range steps {
				m.step()
				if i%7 == 6 || i == steps-1 {
					m.compare(i)
				}
			}
		})
	}
}

// soak is a base to which things happen.
type soak struct {
	*client
	rand     *rand.Rand
	docs     map[string]string // the texts of open documents
	at       map[string]int    // and their versions
	disk     map[string]string // what the client last saw there, folders as ""
	notifies bool
	names    int
	steps    []string
}

func newSoak(t *testing.T, capabilities string, seed uint64) *soak {
	m := &soak{client: connect(t), rand: rand.New(rand.NewPCG(seed, 7)), docs: map[string]string{}, at: map[string]int{}}
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

// put writes a file unless it is that already: the server would not be notified, and
// the server may see it while it is empty.
func (m *soak) put(name, src string) {
	if old, err := os.ReadFile(filepath.Join(m.root, filepath.FromSlash(name))); err != nil || string(old) != src {
		m.write(name, src)
	}
}

func (m *soak) git(args ...string) {
	c := exec.Command("git", append([]string{"-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgsign=false"}, args...)...)
	c.Dir = m.root
	c.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL=/dev/null", "GIT_CONFIG_SYSTEM=/dev/null")
	out, err := c.CombinedOutput()
	require.NoError(m.t, err, "git %v: %s", args, out)
}

func (m *soak) read(name string) string {
	src, err := os.ReadFile(filepath.Join(m.root, filepath.FromSlash(name)))
	require.NoError(m.t, err)
	return string(src)
}

// see returns the files and folders on disk.
func (m *soak) see() map[string]string {
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
func (m *soak) files() (out []string) {
	for name := range m.see() {
		if strings.HasSuffix(name, ".toml") && filepath.Base(name) != folder.ConfigName {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// notifyDisk notifies the server of what is different on disk, as editors do: of a folder
// that is gone, and not of the files in it.
func (m *soak) notifyDisk() {
	if !m.notifies {
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

// compare repairs what is broken, and waits until the client shows what a fresh
// check finds.
func (m *soak) compare(step int) {
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
func (m *soak) shown(step int) {
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
			m.t.Logf("after step %d:\n%s", step, strings.Join(m.steps, "\n"))
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
	m.steps = nil
}

// check finds what is wrong with a base, by URI.
func (m *soak) check(root string, want map[string][]string) {
	src, err := config.ReadFile(disk.Files{}, filepath.Join(root, folder.ConfigName))
	require.NoError(m.t, err)
	conf, mistakes := config.Parse(src, config.Beside(disk.Files{}, root, ""))
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
