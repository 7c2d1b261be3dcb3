package features

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/workspace"
	"github.com/factlint/factlint/facts/disk"
)

// session opens a workspace for a client that does not listen.
func session(t *testing.T, root string) *workspace.Workspace {
	ctx, cancel := context.WithCancel(context.Background())
	ws := workspace.New(ctx, wire.NewConn(strings.NewReader(""), io.Discard, nil), workspace.Host{Files: disk.Files{}})
	t.Cleanup(func() { cancel(); ws.End() })
	p := wire.InitializeParams{RootURI: wire.URIOf(root)}
	ws.Open(&p)
	ws.Notify("initialized", nil)
	return ws
}

const people = `[[person]]
id = "ann"
name = "Ann Öz"
born = 1960-02-03

[[office]]
id = "chair"
name = "Chair"
seats = 1
`

const terms = `[[tenure]]
id = "term"
person = "ann"
office = "chair"
start = 1950-01-01
end = 1990-01-01

[[event]]
title = "The meeting"
date = "1985~"
by = { person = "ann", as = "chair" }
during = "term"
`

// TestSnapshotsStay asks a snapshot the same before and after edits, and edits
// while many ask.
func TestSnapshotsStay(t *testing.T) {
	root := t.TempDir()
	for name, text := range map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms} {
		require.NoError(t, os.WriteFile(filepath.Join(root, name), []byte(text), 0o666))
	}
	ws := session(t, root)
	uri := func(name string) string { return wire.URIOf(filepath.Join(root, name)) }
	did := func(method string, params any) {
		raw, err := json.Marshal(params)
		require.NoError(t, err)
		ws.Notify(method, raw)
	}
	did("textDocument/didOpen", map[string]any{"textDocument": wire.TextDocumentItem{URI: uri("people.toml"), Version: 1, Text: people}})
	did("textDocument/didOpen", map[string]any{"textDocument": wire.TextDocumentItem{URI: uri("terms.toml"), Version: 1, Text: terms}})
	b := ws.Document(uri("people.toml")).Home
	newest := func() *workspace.Snapshot {
		sn, err := b.Checked(t.Context(), b.Received())
		require.NoError(t, err)
		return sn
	}
	first := newest()
	answers := answersOf(t, first)
	require.Contains(t, answers, "date-lifetime")
	r := rand.New(rand.NewPCG(3, 1))
	for version := range 50 {
		text := people
		for range r.IntN(3) {
			at := r.IntN(len(text))
			text = text[:at] + string("0123456789\"\n[="[r.IntN(14)]) + text[at+r.IntN(2):]
		}
		did("textDocument/didChange", wire.DidChangeParams{Document: wire.DocumentID{URI: uri("people.toml"), Version: &version}, Changes: []wire.ContentChange{{Text: text}}})
		if version%10 == 0 {
			sn := newest()
			before := answersOf(t, sn)
			defer func() { assert.Equal(t, before, answersOf(t, sn)) }()
		}
		if version%5 == 0 {
			assert.Equal(t, answers, answersOf(t, first))
		}
	}
	did("textDocument/didChange", wire.DidChangeParams{Document: wire.DocumentID{URI: uri("people.toml")}, Changes: []wire.ContentChange{{Text: people}}})
	assert.Equal(t, answers, answersOf(t, newest()))
}

// answersOf asks a snapshot all that a client may ask.
func answersOf(t *testing.T, sn *workspace.Snapshot) string {
	out := map[string]any{}
	for i, f := range sn.Findings {
		out[fmt.Sprint("finding ", i)] = []any{f.Rule.Name, f.Message, sn.Locate(f.Place)}
	}
	for name, d := range sn.Documents {
		for offset := range d.Text.Source {
			sp := &spot{Snapshot: sn, doc: d, file: sn.Facts.File(d.Name)}
			sp.on(uint32(offset))
			for what, ask := range map[string]func(*spot) (any, error){"hover": hover, "definition": definition, "highlight": highlight} {
				answer, err := ask(sp)
				require.NoError(t, err)
				out[fmt.Sprint(name, " ", offset, " ", what)] = answer
			}
		}
	}
	for f := range sn.Facts.All {
		named := []wire.Location{}
		for _, p := range sn.Facts.Naming(f.ID()) {
			named = append(named, sn.Locate(p))
		}
		out[fmt.Sprint("fact ", f.Index)] = []any{f.Label(), sn.Locate(f.IDPlace()), named}
	}
	raw, err := json.MarshalIndent(out, "", " ")
	require.NoError(t, err)
	return string(raw)
}
