package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
)

// TestExamplesEdited edits the bad example of every rule into its good one and
// back. The editor shows at each step what a fresh check finds.
func TestExamplesEdited(t *testing.T) {
	for _, r := range rules.All() {
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			conf := r.Config
			if r.Off {
				conf += fmt.Sprintf("\n[rules]\n%s = %q\n", r.Name, r.Severity)
			}
			c := open(t, pushing, map[string]string{"factlint.toml": conf, "facts.toml": r.Bad})
			m := &mess{client: c, docs: map[string]string{}, at: map[string]int{}}
			m.open("facts.toml", r.Bad)
			speaks := func() bool {
				all := m.pushed[m.uri("facts.toml")]
				return strings.Contains(fmt.Sprint(all[len(all)-1].Diagnostics), r.Name)
			}
			m.shown(0)
			assert.True(t, speaks(), "the bad example")
			m.edit("facts.toml", r.Good)
			m.shown(1)
			assert.False(t, speaks(), "the good example")
			m.edit("facts.toml", r.Bad)
			if !hasSyntaxError(readAlone("", []byte(r.Bad), vocabulary.Builtin()).Files[0]) { // else its last good text counts
				m.shown(2)
			}
			m.wait("the bad example again", speaks)
		})
	}
}

// TestExamplesInPieces does so with each fact in a file of its own: edits
// change what is found in files that nobody touches.
func TestExamplesInPieces(t *testing.T) {
	for _, r := range rules.All() {
		bad, good := pieces(r.Bad), pieces(r.Good)
		if len(bad) < 2 || strings.HasPrefix(r.Name, "toml-") || strings.HasPrefix(r.Name, "ignore-") {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			conf := r.Config
			if r.Off {
				conf += fmt.Sprintf("\n[rules]\n%s = %q\n", r.Name, r.Severity)
			}
			files := map[string]string{"factlint.toml": conf}
			for i, text := range bad {
				files[fmt.Sprintf("%d.toml", i)] = text
			}
			c := open(t, pushing, files)
			m := &mess{client: c, docs: map[string]string{}, at: map[string]int{}}
			for i := range max(len(bad), len(good)) {
				m.open(fmt.Sprintf("%d.toml", i), piece(bad, i))
			}
			m.shown(0)
			for step, text := range [][]string{good, bad} {
				for i := range max(len(bad), len(good)) {
					m.edit(fmt.Sprintf("%d.toml", i), piece(text, i))
					m.shown(step*100 + i)
				}
			}
		})
	}
}

// pieces takes a file apart into its facts.
func pieces(text string) []string {
	var out []string
	for _, part := range strings.SplitAfter("\n"+text, "\n[[")[1:] {
		out = append(out, "[["+strings.TrimSuffix(part, "[["))
	}
	return out
}

func piece(texts []string, i int) string {
	if i < len(texts) {
		return texts[i]
	}
	return ""
}

// edit replaces what is different in a document.
func (m *mess) edit(name, text string) {
	s := newShift([]byte(m.docs[name]), []byte(text))
	m.change(name, int(s.prefix), int(s.oldEnd), text[s.prefix:s.newEnd])
}

// session starts a server in this goroutine's hands, for a client that does not listen.
func session(t *testing.T, root string) *server {
	ctx, cancel := context.WithCancel(context.Background())
	s := newServer(ctx, "test")
	s.conn = newConn(strings.NewReader(""), io.Discard, s)
	t.Cleanup(func() { cancel(); s.end() })
	_, _, err := s.request("initialize", json.RawMessage(fmt.Sprintf(`{"capabilities":%s,"rootUri":%q}`, markdown, uriOf(root))))
	require.NoError(t, err)
	s.notify("initialized", json.RawMessage("{}"))
	return s
}

// TestSnapshotsStay asks a snapshot the same before and after edits, and edits
// while many ask.
func TestSnapshotsStay(t *testing.T) {
	c := &client{t: t, root: t.TempDir()}
	files := map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms, "events.toml": events}
	for name, text := range files {
		c.write(name, text)
	}
	s := session(t, c.root)
	did := func(method string, params any) {
		raw, err := json.Marshal(params)
		require.NoError(t, err)
		s.notify(method, raw)
	}
	did("textDocument/didOpen", map[string]any{"textDocument": textDocumentItem{URI: c.uri("people.toml"), Version: 1, Text: people}})
	did("textDocument/didOpen", map[string]any{"textDocument": textDocumentItem{URI: c.uri("events.toml"), Version: 1, Text: events}})
	b := s.bases.get(c.root)
	newest := func() *snapshot {
		sn, err := b.checked(t.Context(), b.edition.Load())
		require.NoError(t, err)
		return sn
	}
	first := newest()
	said := saysOf(t, s, first)
	require.Contains(t, said, "date-lifetime")
	r := rand.New(rand.NewPCG(3, 1))
	for version := range 50 {
		text := people
		for range r.IntN(3) {
			at := r.IntN(len(text))
			text = text[:at] + string("0123456789\"\n[="[r.IntN(14)]) + text[at+r.IntN(2):]
		}
		did("textDocument/didChange", didChangeParams{documentID{c.uri("people.toml"), &version}, []contentChange{{nil, text}}})
		if version%10 == 0 {
			sn := newest()
			before := saysOf(t, s, sn)
			defer func() { assert.Equal(t, before, saysOf(t, s, sn)) }()
		}
		if version%5 == 0 {
			assert.Equal(t, said, saysOf(t, s, first))
		}
	}
	did("textDocument/didChange", didChangeParams{documentID{URI: c.uri("people.toml")}, []contentChange{{nil, people}}})
	assert.Equal(t, said, saysOf(t, s, newest()))
}

// saysOf asks a snapshot all that a client may ask.
func saysOf(t *testing.T, s *server, sn *snapshot) string {
	out := map[string]any{}
	for name, r := range sn.reports {
		out[name] = r.items
	}
	for name, d := range sn.documents {
		for offset := range d.text.src {
			sp, err := sn.spot(d)
			require.NoError(t, err)
			sp.on(uint32(offset))
			for what, ask := range map[string]func(*spot) (any, error){"hover": s.hover, "definition": s.definition, "highlight": s.highlight} {
				answer, err := ask(sp)
				require.NoError(t, err)
				out[fmt.Sprint(name, " ", offset, " ", what)] = answer
			}
		}
	}
	for f := range sn.facts.All {
		named := []location{}
		for _, p := range sn.facts.Naming(f.ID()) {
			named = append(named, sn.locate(p))
		}
		out[fmt.Sprint("fact ", f.Index)] = []any{f.Label(), sn.locate(f.IDPlace()), named}
	}
	raw, err := json.MarshalIndent(out, "", " ")
	require.NoError(t, err)
	return string(raw)
}
