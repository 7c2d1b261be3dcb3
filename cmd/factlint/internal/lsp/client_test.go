package lsp

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/host"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
)

// client is a client that speaks with a server in this process.
type client struct {
	t      testing.TB
	w      io.WriteCloser
	status chan int
	mu     sync.Mutex
	cond   *sync.Cond
	last   int
	answer map[string]wire.Message         // by id
	pushed map[string][]wire.PublishParams // by URI, all of them
	calls  []wire.Message                  // requests and other notifications of the server
	root   string
	gone   bool
}

// connect starts a server.
func connect(t testing.TB) *client {
	in, w := io.Pipe()
	r, out := io.Pipe()
	c := &client{t: t, w: w, status: make(chan int, 1), answer: map[string]wire.Message{}, pushed: map[string][]wire.PublishParams{}}
	c.cond = sync.NewCond(&c.mu)
	ctx, cancel := context.WithCancel(context.Background())
	go func() {
		c.status <- Serve(ctx, in, out, "test", host.Machine())
		out.Close()
	}()
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.listen(bufio.NewReader(r))
	}()
	t.Cleanup(func() {
		w.Close()
		<-done // the server ends when its client is gone
		cancel()
	})
	return c
}

func (c *client) listen(r *bufio.Reader) {
	for {
		content, err := wire.ReadFrame(r)
		c.mu.Lock()
		if err != nil {
			c.gone = true
			c.cond.Broadcast()
			c.mu.Unlock()
			return
		}
		var m wire.Message
		assert.NoError(c.t, json.Unmarshal(content, &m), "the server wrote %q", content)
		switch {
		case m.Method == nil:
			if string(m.ID) != "null" {
				assert.NotContains(c.t, c.answer, string(m.ID), "answered twice")
			}
			c.answer[string(m.ID)] = m
		case *m.Method == "textDocument/publishDiagnostics":
			var p wire.PublishParams
			assert.NoError(c.t, json.Unmarshal(m.Params, &p))
			c.pushed[p.URI] = append(c.pushed[p.URI], p)
		default:
			c.calls = append(c.calls, m)
			if m.ID != nil {
				go fmt.Fprint(c.w, frame(fmt.Sprintf(`{"jsonrpc":"2.0","id":%s,"result":null}`, m.ID)))
			}
		}
		c.cond.Broadcast()
		c.mu.Unlock()
	}
}

func frame(content string) string {
	return fmt.Sprintf("Content-Length: %d\r\n\r\n%s", len(content), content)
}

func (c *client) raw(text string) {
	_, err := io.WriteString(c.w, text)
	require.NoError(c.t, err)
}

func (c *client) notify(method string, params any) {
	b, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "method": method, "params": params})
	require.NoError(c.t, err)
	c.raw(frame(string(b)))
}

// begin sends a request and returns its id.
func (c *client) begin(method string, params any) string {
	c.mu.Lock()
	c.last++
	id := c.last
	c.mu.Unlock()
	b, err := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": id, "method": method, "params": params})
	require.NoError(c.t, err)
	c.raw(frame(string(b)))
	return fmt.Sprint(id)
}

// wait waits until ok holds.
func (c *client) wait(what string, ok func() bool) {
	c.t.Helper()
	if t, ok := c.t.(*testing.T); ok {
		if deadline, ok := t.Deadline(); ok { // when go test gives up: say before that what for
			late := time.AfterFunc(time.Until(deadline)-5*time.Second, func() { c.mu.Lock(); c.gone = true; c.cond.Broadcast(); c.mu.Unlock() })
			defer late.Stop()
		}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for !ok() {
		require.False(c.t, c.gone, "waited in vain for %s", what)
		c.cond.Wait()
	}
}

func (c *client) end(id string) wire.Message {
	c.t.Helper()
	var m wire.Message
	c.wait("an answer to "+id, func() (ok bool) { m, ok = c.answer[id]; return ok })
	return m
}

// ask sends a request and returns the result, which must not be an error.
func (c *client) ask(method string, params any) json.RawMessage {
	c.t.Helper()
	m := c.end(c.begin(method, params))
	require.Empty(c.t, string(m.Error), method)
	return m.Result
}

// fails sends a request and returns the error.
func (c *client) fails(method string, params any) wire.Error {
	c.t.Helper()
	m := c.end(c.begin(method, params))
	var e wire.Error
	require.NoError(c.t, json.Unmarshal(m.Error, &e), "%s succeeded: %s", method, m.Result)
	return e
}

const pushing = `{"textDocument":{"publishDiagnostics":{"relatedInformation":true}},"workspace":{"workspaceEdit":{"documentChanges":true}}}`

// open starts a server on a workspace with the files.
func open(t testing.TB, capabilities string, files map[string]string) *client {
	t.Helper()
	c := connect(t)
	c.root = t.TempDir()
	for name, src := range files {
		c.write(name, src)
	}
	c.initialize(capabilities)
	return c
}

func (c *client) initialize(capabilities string) json.RawMessage {
	result := c.ask("initialize", map[string]any{
		"processId": os.Getpid(), "capabilities": json.RawMessage(capabilities),
		"workspaceFolders": []wire.WorkspaceFolder{{URI: wire.URIOf(c.root), Name: "facts"}},
	})
	c.notify("initialized", struct{}{})
	return result
}

func (c *client) write(name, src string) {
	path := filepath.Join(c.root, filepath.FromSlash(name))
	require.NoError(c.t, os.MkdirAll(filepath.Dir(path), 0o777))
	require.NoError(c.t, os.WriteFile(path, []byte(src), 0o666))
}

func (c *client) uri(name string) string {
	return wire.URIOf(filepath.Join(c.root, filepath.FromSlash(name)))
}

func (c *client) didOpen(name string, version int, text string) {
	c.notify("textDocument/didOpen", map[string]any{"textDocument": wire.TextDocumentItem{URI: c.uri(name), Version: version, LanguageID: "toml", Text: text}})
}

// didChange replaces the whole text, or what stands in a range.
func (c *client) didChange(name string, version int, changes ...wire.ContentChange) {
	c.notify("textDocument/didChange", wire.DidChangeParams{Document: wire.DocumentID{URI: c.uri(name), Version: &version}, Changes: changes})
}

// shows waits until the newest diagnostics of a file are those, each written as
// line:character rule, and returns them.
func (c *client) shows(name string, want ...string) []wire.Diagnostic {
	c.t.Helper()
	uri := c.uri(name)
	var got []string
	var last wire.PublishParams
	defer func() {
		if c.t.Failed() {
			c.t.Logf("%s shows %q, wanted %q", name, got, want)
		}
	}()
	c.wait("diagnostics", func() bool {
		all := c.pushed[uri]
		if len(all) == 0 {
			return len(want) == 0
		}
		last = all[len(all)-1]
		got = nil
		for _, d := range last.Diagnostics {
			got = append(got, fmt.Sprintf("%d:%d %s", d.Range.Start.Line, d.Range.Start.Character, d.Code))
		}
		return strings.Join(got, "\n") == strings.Join(want, "\n")
	})
	return last.Diagnostics
}

// where returns the parameters for the place of a mark | in the text, which is
// looked for in the text without it.
func (c *client) where(name, text, around string) map[string]any {
	before, after, ok := strings.Cut(around, "|")
	i := strings.Index(text, before+after)
	require.True(c.t, ok, "%q is not in the text", around)
	require.GreaterOrEqual(c.t, i, 0, "%q is not in the text", around)
	p := wire.NewText([]byte(text), false).Position(uint32(i + len(before)))
	return map[string]any{"textDocument": wire.DocumentID{URI: c.uri(name)}, "position": p}
}
