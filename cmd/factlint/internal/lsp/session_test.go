package lsp

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
)

func TestPhases(t *testing.T) {
	c := connect(t)
	c.root = t.TempDir()
	assert.Equal(t, wire.CodeNotInitialized, c.fails("textDocument/hover", nil).Code, "before initialize")
	c.notify("textDocument/didOpen", "nonsense")
	c.initialize(`{}`)
	assert.Equal(t, wire.CodeInvalidRequest, c.fails("initialize", map[string]any{}).Code, "initialize again")
	assert.Equal(t, wire.CodeMethodNotFound, c.fails("factlint/unknown", nil).Code, "unknown method")
	assert.Equal(t, wire.CodeInvalidParams, c.fails("textDocument/hover", "nonsense").Code, "wrong parameters")
	c.notify("factlint/unknown", nil)
	c.notify("$/setTrace", map[string]string{"value": "off"})
	assert.Equal(t, "null", string(c.ask("shutdown", nil)))
	assert.Equal(t, wire.CodeInvalidRequest, c.fails("textDocument/hover", nil).Code, "after shutdown")
	c.notify("exit", nil)
	assert.Equal(t, 0, <-c.status)
}

func TestExitWithoutShutdown(t *testing.T) {
	c := connect(t)
	c.notify("exit", nil)
	assert.Equal(t, 1, <-c.status)
}

func TestClientGone(t *testing.T) {
	c := open(t, pushing, map[string]string{"factlint.toml": "", "people.toml": people})
	c.w.Close()
	assert.Equal(t, 1, <-c.status)
}

func TestMalformedMessages(t *testing.T) {
	c := connect(t)
	c.root = t.TempDir()
	for _, m := range []struct {
		raw  string
		code int
	}{
		{frame("{"), wire.CodeParseError},
		{frame("[]"), wire.CodeInvalidRequest},
		{frame("3"), wire.CodeInvalidRequest},
		{frame("{}"), wire.CodeInvalidRequest},
		{frame(`{"id":{},"method":"shutdown"}`), wire.CodeInvalidRequest},
		{frame(`{"id":true,"method":"shutdown"}`), wire.CodeInvalidRequest},
		{"stray\r\nContent-Type: x\r\n\r\n" + frame("}"), wire.CodeParseError},
		{"Content-Length: -3\r\n\r\n" + frame("}"), wire.CodeParseError},
		{"content-length:1\n\n}", wire.CodeParseError},
		{"Content-Type: x\r\n\r\n", wire.CodeParseError},
		{strings.Repeat("x", 10_000) + "\r\n" + frame("}"), wire.CodeParseError},
	} {
		c.mu.Lock()
		delete(c.answer, "null")
		c.mu.Unlock()
		c.raw(m.raw)
		var e wire.Error
		c.wait("an error", func() bool { return json.Unmarshal(c.answer["null"].Error, &e) == nil })
		assert.Equal(t, m.code, e.Code, "%.40q", m.raw)
	}
	c.raw("Content-Type: x\r\n\r\n{}" + frame(`{"jsonrpc":"2.0","id":99,"result":{}}`)) // without a length; answers no request
	c.initialize(`{}`)
	c.raw(frame(`{"jsonrpc":"2.0","id":-7,"method":"shutdown"}`))
	c.end("-7")
}

func TestCancel(t *testing.T) {
	c := open(t, `{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}`, map[string]string{"factlint.toml": ""})
	id := c.begin("workspace/diagnostic", map[string]any{"previousResultIds": []any{}})
	c.notify("$/cancelRequest", map[string]any{"id": json.RawMessage(id)})
	var e wire.Error
	m := c.end(id)
	require.NoError(t, json.Unmarshal(m.Error, &e), "%s %s", m.Result, m.Error)
	assert.Equal(t, wire.CodeRequestCancelled, e.Code, "%s %s", m.Result, m.Error)
	id = c.begin("workspace/diagnostic", map[string]any{"previousResultIds": []any{}})
	c.ask("shutdown", nil)
	c.mu.Lock()
	assert.Contains(t, c.answer, id, "what is pending is answered before")
	c.mu.Unlock()
	c.notify("exit", nil)
	<-c.status // a request that waits does not keep the server from ending
}

func TestPull(t *testing.T) {
	c := open(t, `{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}`,
		map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms})
	c.didOpen("terms.toml", 1, terms)
	doc := map[string]any{"textDocument": wire.DocumentID{URI: c.uri("terms.toml")}}
	pull := func() (r wire.DiagnosticReport) {
		require.NoError(t, json.Unmarshal(c.ask("textDocument/diagnostic", doc), &r))
		return r
	}
	r := pull()
	require.Equal(t, "full", r.Kind, "%+v", r)
	require.Len(t, *r.Items, 1, "%+v", r)
	require.Equal(t, "date-lifetime", (*r.Items)[0].Code, "%+v", r)
	doc["previousResultId"] = r.ResultID
	assert.Equal(t, "unchanged", pull().Kind)
	c.didOpen("people.toml", 1, strings.Replace(people, "1960", "1930", 1))
	c.wait("a request to ask again", func() bool {
		return len(c.calls) > 0 && *c.calls[len(c.calls)-1].Method == "workspace/diagnostic/refresh"
	})
	c.wait("no more diagnostics", func() bool {
		c.mu.Unlock()
		defer c.mu.Lock()
		r := pull()
		return r.Kind == "full" && len(*r.Items) == 0
	})
	var all struct{ Items []struct{ URI, Kind string } }
	require.NoError(t, json.Unmarshal(c.ask("workspace/diagnostic", map[string]any{"previousResultIds": []any{map[string]string{"uri": c.uri("terms.toml"), "value": r.ResultID}}}), &all))
	assert.Len(t, all.Items, 2, "%+v", all)
	assert.Empty(t, c.pushed, "pushed as well")
}
