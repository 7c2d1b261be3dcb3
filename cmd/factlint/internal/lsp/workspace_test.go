package lsp

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
)

const watching = `{"textDocument":{"publishDiagnostics":{"relatedInformation":true}},"workspace":{"didChangeWatchedFiles":{"dynamicRegistration":true}}}`

func (c *client) changed(kind int, name string) {
	c.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []wire.FileEvent{{URI: c.uri(name), Type: kind}}})
}

func (c *client) remove(name string) {
	require.NoError(c.t, os.RemoveAll(filepath.Join(c.root, filepath.FromSlash(name))))
}

// changesOnDisk changes files of a base in all ways, and expects that to be
// noticed; tell is called after each.
func changesOnDisk(t *testing.T, c *client, notify func(kind int, name string)) {
	c.shows("terms.toml", "3:8 date-lifetime")
	c.write("people.toml", strings.Replace(people, "1960", "1930", 1))
	notify(wire.FileChanged, "people.toml")
	c.shows("terms.toml")
	c.write("more/one.toml", "[[person]]\nid = \"ann\"\nname = \"Another\"\n")
	notify(wire.FileCreated, "more/one.toml")
	c.shows("people.toml", "1:5 fact-duplicate")
	c.write(".gitignore", "more\n")
	notify(wire.FileCreated, ".gitignore")
	c.shows("people.toml")
	c.remove(".gitignore")
	notify(wire.FileDeleted, ".gitignore")
	c.shows("people.toml", "1:5 fact-duplicate")
	c.write("factlint.toml", "exclude = [\"more\"]\n")
	notify(wire.FileChanged, "factlint.toml")
	c.shows("people.toml")
	c.write("factlint.toml", "exclude = \"more\nx = 1")
	notify(wire.FileChanged, "factlint.toml")
	c.shows("factlint.toml", "0:10 ")
	c.write("factlint.toml", "")
	notify(wire.FileChanged, "factlint.toml")
	c.shows("factlint.toml")
	c.shows("people.toml", "1:5 fact-duplicate")
	c.remove("more")
	notify(wire.FileDeleted, "more")
	c.shows("people.toml")
}

func TestClientTellsOfChangesOnDisk(t *testing.T) {
	c := open(t, watching, map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms})
	changesOnDisk(t, c, c.changed)
	c.mu.Lock()
	defer c.mu.Unlock()
	require.NotEmpty(t, c.calls)
	assert.Equal(t, "client/registerCapability", *c.calls[0].Method)
}

func TestChangesOnDiskAreWatched(t *testing.T) {
	c := open(t, pushing, map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms})
	changesOnDisk(t, c, func(int, string) {})
}

func TestUnsavedConfiguration(t *testing.T) {
	c := open(t, pushing, map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms})
	c.shows("terms.toml", "3:8 date-lifetime")
	c.didOpen("factlint.toml", 1, "")
	c.didChange("factlint.toml", 2, wire.ContentChange{Range: nil, Text: "[rules]\ndate-lifetime = \"off\"\n"})
	c.shows("terms.toml")
	c.didChange("factlint.toml", 3, wire.ContentChange{Range: nil, Text: "[rules]\ndate-lifetime = \"of\"\n"})
	c.shows("factlint.toml", "1:16 ")
	c.shows("terms.toml")
	c.notify("textDocument/didClose", map[string]any{"textDocument": wire.DocumentID{URI: c.uri("factlint.toml")}})
	c.shows("factlint.toml")
	c.shows("terms.toml", "3:8 date-lifetime")
}

// TestExtended changes what factlint.toml extends, in the base and beside it, on
// disk and in documents.
func TestExtended(t *testing.T) {
	const kinds = "[kind.recital]\nsummary = \"Somebody plays.\"\nlabel = \"{by}\"\n[kind.recital.field]\nby = { type = \"ref\", to = [\"person\"] }\n"
	for _, shared := range []string{"shared.toml", "../common/shared.toml"} {
		for _, capabilities := range []string{pushing, watching} {
			t.Run(shared, func(t *testing.T) {
				c := connect(t)
				top := t.TempDir()
				require.NoError(t, exec.Command("git", "init", "-q", top).Run())
				c.root = filepath.Join(top, "base")
				name := shared
				c.write(name, kinds)
				c.write("factlint.toml", fmt.Sprintf("extends = %q\n", shared))
				c.write("a.toml", "[[recital]]\nby = \"ann\"\n")
				c.initialize(capabilities)
				c.shows("a.toml", "1:5 ref-unresolved")
				c.write(name, strings.ReplaceAll(kinds, "recital", "concert"))
				if capabilities == watching && shared == "shared.toml" { // else the server has to see it
					c.changed(wire.FileChanged, name)
				}
				c.shows("a.toml", "0:2 fact-kind")
				c.didOpen(name, 1, strings.ReplaceAll(kinds, "by", "from")) // not saved
				c.shows("a.toml", "1:0 fact-field")
				c.didChange(name, 2, wire.ContentChange{Text: "x = 1\n" + kinds})
				c.shows(name, "0:0 ")
				c.shows("factlint.toml", "0:0 ")
				c.didChange(name, 3, wire.ContentChange{Text: kinds})
				c.shows(name)
				c.shows("factlint.toml")
				c.shows("a.toml", "1:5 ref-unresolved")
				c.notify("textDocument/didClose", map[string]any{"textDocument": wire.DocumentID{URI: c.uri(name)}})
				c.shows("a.toml", "0:2 fact-kind")
			})
		}
	}
}

func TestNestedBasesAreApart(t *testing.T) {
	c := open(t, pushing, map[string]string{
		"a/factlint.toml": "", "a/people.toml": people, "a/terms.toml": terms,
		"a/b/factlint.toml": "", "a/b/terms.toml": terms,
		"c/factlint.toml": "", "c/people.toml": people,
	})
	c.shows("a/terms.toml", "3:8 date-lifetime")
	c.shows("a/b/terms.toml", "1:9 ref-unresolved", "2:9 ref-unresolved")
	c.didOpen("c/terms.toml", 1, terms) // not saved yet
	c.shows("c/terms.toml", "3:8 date-lifetime")
	c.remove("a/b/factlint.toml")
	c.changed(wire.FileDeleted, "a/b/factlint.toml")
	c.shows("a/b/terms.toml")
	c.shows("a/people.toml", "3:7 date-lifetime")
	c.shows("a/terms.toml", "0:0 fact-duplicate")
}

func TestUnreadableFile(t *testing.T) {
	c := open(t, watching, map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms})
	c.shows("terms.toml", "3:8 date-lifetime")
	path := filepath.Join(c.root, "people.toml")
	if os.Chmod(path, 0) != nil {
		t.Skip("needs permissions")
	}
	if _, err := os.ReadFile(path); err == nil {
		t.Skip("this user reads everything")
	}
	c.changed(wire.FileChanged, "people.toml")
	d := c.shows("people.toml", "0:0 ")[0]
	assert.Equal(t, "this cannot be read: permission denied; it was not checked", d.Message)
	require.NoError(t, os.Chmod(path, 0o600))
	c.changed(wire.FileChanged, "people.toml")
	c.shows("people.toml")
	c.shows("terms.toml", "3:8 date-lifetime")
}

func TestNoFactFileAnyMore(t *testing.T) {
	c := open(t, pushing, map[string]string{"a.toml": "[[person]]\n"})
	c.didOpen("a.toml", 1, "[[person]]\n")
	c.shows("a.toml", "0:0 fact-required")
	c.didChange("a.toml", 2, wire.ContentChange{Range: nil, Text: "x = 1\n"})
	c.shows("a.toml")
	c.didChange("a.toml", 3, wire.ContentChange{Range: nil, Text: "[[person]]\n"})
	c.shows("a.toml", "0:0 fact-required")
}

func TestFolderOfABaseGoes(t *testing.T) {
	c := open(t, watching, map[string]string{"factlint.toml": "", "people.toml": people, "inner/factlint.toml": "", "inner/terms.toml": terms})
	c.shows("inner/terms.toml", "1:9 ref-unresolved", "2:9 ref-unresolved")
	c.didOpen("inner/more.toml", 1, "[[tenure]]\nperson = \"ann\"\noffice = \"desk\"\n")
	c.shows("inner/more.toml", "1:9 ref-unresolved", "2:9 ref-unresolved")
	c.remove("inner")
	c.changed(wire.FileDeleted, "inner") // and nothing of what was in it
	c.shows("inner/terms.toml")
	c.shows("inner/more.toml", "2:9 ref-unresolved") // is of the outer base now
	c.write("inner/factlint.toml", "")
	c.changed(wire.FileCreated, "inner/factlint.toml")
	c.shows("inner/more.toml", "1:9 ref-unresolved", "2:9 ref-unresolved")
}

func TestFilesWithoutFactlintTOML(t *testing.T) {
	c := open(t, pushing, map[string]string{"people.toml": people, "terms.toml": terms, "Cargo.toml": "[[bin]]\nname = \"x\"\n", "other.toml": "[[person]]\nid = \"bob\"\n"})
	c.didOpen("Cargo.toml", 1, "[[bin]]\nname = \"x\"\n")
	c.didOpen("terms.toml", 1, terms)
	c.didOpen("new.txt", 1, terms)
	c.shows("terms.toml", "3:8 date-lifetime")
	c.mu.Lock()
	for uri := range c.pushed {
		assert.Equal(t, c.uri("terms.toml"), uri, "what is told of")
	}
	c.mu.Unlock()
	c.notify("textDocument/didOpen", map[string]any{"textDocument": wire.TextDocumentItem{URI: "untitled:Untitled-1", Version: 1, Text: "[[person]]\n"}})
	c.wait("diagnostics", func() bool {
		all := c.pushed["untitled:Untitled-1"]
		return len(all) > 0 && len(all[0].Diagnostics) == 1
	})
	c.notify("textDocument/didClose", map[string]any{"textDocument": wire.DocumentID{URI: "untitled:Untitled-1"}})
	c.wait("no diagnostics", func() bool {
		all := c.pushed["untitled:Untitled-1"]
		return len(all[len(all)-1].Diagnostics) == 0
	})
	c.write("factlint.toml", "")
	c.changed(wire.FileCreated, "factlint.toml")
	c.shows("other.toml", "0:0 fact-required")
}

func TestOneFileUnderTwoNames(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs symbolic links")
	}
	c := open(t, pushing, map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms})
	for link, to := range map[string]string{"link.toml": "people.toml", "out.toml": "/etc/hostname", "loop": "."} {
		require.NoError(t, os.Symlink(to, filepath.Join(c.root, link)))
	}
	c.didOpen("link.toml", 1, strings.Replace(people, "1960", "1930", 1))
	c.shows("terms.toml")
	c.didOpen("people.toml", 7, people) // the last one counts
	c.shows("terms.toml", "3:8 date-lifetime")
	c.didOpen("people.toml", 8, strings.Replace(people, "1960", "1931", 1)) // opened twice
	c.shows("terms.toml")
}

func TestWorkspaceFoldersComeAndGo(t *testing.T) {
	c := open(t, pushing, map[string]string{"a/factlint.toml": "", "a/people.toml": people, "a/terms.toml": terms})
	c.shows("a/terms.toml", "3:8 date-lifetime")
	change := func(added, removed []wire.WorkspaceFolder) {
		c.notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{"added": added, "removed": removed}})
	}
	folder := []wire.WorkspaceFolder{{URI: wire.URIOf(c.root)}}
	change(nil, folder)
	c.shows("a/terms.toml")
	change(folder, nil)
	c.shows("a/terms.toml", "3:8 date-lifetime")
}

// TestRootBehindALink opens a folder through a link: as the base itself, and as
// one with bases below. A file is one by whatever path it is opened.
func TestRootBehindALink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("needs symbolic links")
	}
	for name, in := range map[string]string{"the base": "", "bases below": "inner/"} {
		for _, capabilities := range []string{pushing, watching} {
			t.Run(name, func(t *testing.T) {
				c := connect(t)
				c.root = t.TempDir()
				for name, text := range map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms} {
					c.write("real/"+in+name, text)
				}
				real := filepath.Join(c.root, "real")
				c.root = filepath.Join(c.root, "link")
				require.NoError(t, os.Symlink(real, c.root))
				c.initialize(capabilities)
				c.shows(in+"terms.toml", "3:8 date-lifetime")
				c.write(in+"people.toml", strings.Replace(people, "1960", "1930", 1))
				if capabilities == watching {
					c.changed(wire.FileChanged, in+"people.toml")
				}
				c.shows(in + "terms.toml")
				c.didOpen(in+"people.toml", 1, people)
				c.shows(in+"terms.toml", "3:8 date-lifetime")
				link := c.root
				c.root = real
				c.didOpen(in+"people.toml", 1, strings.Replace(people, "1960", "1920", 1))
				c.didOpen(in+"new.toml", 1, terms)
				c.root = link
				c.shows(in+"terms.toml", "0:0 fact-duplicate")
			})
		}
	}
}
