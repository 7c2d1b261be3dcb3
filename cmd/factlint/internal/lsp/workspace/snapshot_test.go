package workspace

import (
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts/disk"
)

const people = "[[person]]\nid = \"ann\"\nname = \"Ann\"\nborn = 1960-02-03\n"

// edited is a workspace with one base, for a client that does not listen.
type edited struct {
	*Workspace
	t    *testing.T
	base *Base
	root string
}

func edit(t *testing.T, files map[string]string) *edited {
	ctx, cancel := context.WithCancel(context.Background())
	e := &edited{New(ctx, wire.NewConn(strings.NewReader(""), io.Discard, nil), Host{Files: disk.Files{}}), t, nil, t.TempDir()}
	t.Cleanup(func() { cancel(); e.End() })
	for name, text := range files {
		require.NoError(t, os.WriteFile(filepath.Join(e.root, name), []byte(text), 0o666))
	}
	e.Open(&wire.InitializeParams{RootURI: wire.URIOf(e.root)})
	e.Notify("initialized", nil)
	e.base = e.bases.get(e.realPath(e.root))
	return e
}

func (e *edited) does(method string, params any) {
	raw, err := json.Marshal(params)
	require.NoError(e.t, err)
	e.Notify(method, raw)
}

func (e *edited) opens(name, text string) {
	e.does("textDocument/didOpen", map[string]any{"textDocument": wire.TextDocumentItem{URI: wire.URIOf(filepath.Join(e.root, name)), Text: text}})
}

func (e *edited) changes(name, text string) {
	e.does("textDocument/didChange", wire.DidChangeParams{Document: wire.DocumentID{URI: wire.URIOf(filepath.Join(e.root, name))}, Changes: []wire.ContentChange{{Text: text}}})
}

func (e *edited) checks() *Snapshot {
	sn, err := e.base.Checked(e.t.Context(), e.base.Received())
	require.NoError(e.t, err)
	return sn
}

// TestOutdated ends the check of a snapshot with the next change, and reads the
// newest without waiting for a check.
func TestOutdated(t *testing.T) {
	e := edit(t, map[string]string{"factlint.toml": "", "people.toml": people})
	first := e.checks()
	assert.NoError(t, first.fresh.Err())
	e.opens("people.toml", people)
	assert.Error(t, first.fresh.Err(), "a change ends the check")
	for _, name := range []string{"Bea", "Eve"} {
		e.changes("people.toml", strings.Replace(people, "Ann", name, 1))
		sn, err := e.base.At(t.Context(), e.base.Received())
		require.NoError(t, err)
		assert.Equal(t, name, sn.Facts.Fact("ann").Label())
		assert.Equal(t, "Ann", first.Facts.Fact("ann").Label())
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := e.base.At(ctx, e.base.Received()+1)
	assert.ErrorIs(t, err, context.Canceled)
}

// TestWhatStaysIsKept words no finding again that reads and stands as before, and
// runs no rule while a document is broken.
func TestWhatStaysIsKept(t *testing.T) {
	const wrong = "[[person]]\nid = \"bea\"\n"
	e := edit(t, map[string]string{"factlint.toml": "", "people.toml": people, "wrong.toml": wrong})
	e.opens("people.toml", people)
	before := e.checks()
	require.Len(t, before.Findings, 1)
	e.changes("people.toml", people+"[[person]]\nid = \"eve\"\n")
	after := e.checks()
	require.Len(t, after.Findings, 2)
	assert.NotSame(t, &before.Findings[0], &after.Findings[0])
	assert.Same(t, &before.reports["wrong.toml"].items[0], &after.reports["wrong.toml"].items[0])
	e.changes("people.toml", people+"[[person]]\nid = \"eve\n")
	broken := e.checks()
	assert.Same(t, after.Facts, broken.Facts)
	assert.Same(t, &after.Findings[0], &broken.Findings[0])
	require.Len(t, broken.reports["people.toml"].items, 1)
	assert.Equal(t, "toml-syntax", broken.reports["people.toml"].items[0].Code)
	assert.Same(t, &before.reports["wrong.toml"].items[0], &broken.reports["wrong.toml"].items[0])
}

// While the folder is read anew nobody knows what it will be found to have: what
// goes in the meantime is not forgotten.
func TestFolderGoneWhileRead(t *testing.T) {
	e := edit(t, map[string]string{"factlint.toml": "", "people.toml": people})
	e.checks()
	e.Stop() // from here the test takes the place of the goroutines of the base
	e.End()
	e.lock.Lock()
	e.base.reread()
	e.lock.Unlock()
	sn, _, stale := e.base.begin()
	require.True(t, stale)
	require.NoError(t, os.Mkdir(filepath.Join(e.root, "new"), 0o777))
	gone := wire.FileEvent{URI: wire.URIOf(filepath.Join(e.root, "new")), Type: wire.FileDeleted}
	e.does("workspace/didChangeWatchedFiles", map[string]any{"changes": []wire.FileEvent{gone}})
	e.base.replace(e.base.now.Load(), sn)
	_, _, stale = e.base.begin()
	assert.True(t, stale, "the folder may have been read before it went")
}
