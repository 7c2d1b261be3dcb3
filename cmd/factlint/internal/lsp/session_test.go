package lsp

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
)

func TestPhases(t *testing.T) {
	c := connect(t)
	c.root = t.TempDir()
	if e := c.fails("textDocument/hover", nil); e.Code != wire.CodeNotInitialized {
		t.Errorf("before initialize: %+v", e)
	}
	c.notify("textDocument/didOpen", "nonsense")
	c.initialize(`{}`)
	if e := c.fails("initialize", map[string]any{}); e.Code != wire.CodeInvalidRequest {
		t.Errorf("initialize again: %+v", e)
	}
	if e := c.fails("factlint/unknown", nil); e.Code != wire.CodeMethodNotFound {
		t.Errorf("unknown method: %+v", e)
	}
	if e := c.fails("textDocument/hover", "nonsense"); e.Code != wire.CodeInvalidParams {
		t.Errorf("wrong parameters: %+v", e)
	}
	c.notify("factlint/unknown", nil)
	c.notify("$/setTrace", map[string]string{"value": "off"})
	if r := c.ask("shutdown", nil); string(r) != "null" {
		t.Errorf("shutdown: %s", r)
	}
	if e := c.fails("textDocument/hover", nil); e.Code != wire.CodeInvalidRequest {
		t.Errorf("after shutdown: %+v", e)
	}
	c.notify("exit", nil)
	if status := <-c.status; status != 0 {
		t.Errorf("exit status %d", status)
	}
}

func TestExitWithoutShutdown(t *testing.T) {
	c := connect(t)
	c.notify("exit", nil)
	if status := <-c.status; status != 1 {
		t.Errorf("exit status %d", status)
	}
}

func TestClientGone(t *testing.T) {
	c := open(t, pushing, map[string]string{"factlint.toml": "", "people.toml": people})
	c.w.Close()
	if status := <-c.status; status != 1 {
		t.Errorf("exit status %d", status)
	}
}

func TestMalformedMessages(t *testing.T) {
	c := connect(t)
	c.root = t.TempDir()
	errors := func() int {
		if m, ok := c.answer["null"]; ok {
			var e wire.Error
			if json.Unmarshal(m.Error, &e) == nil {
				return e.Code
			}
		}
		return 0
	}
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
		{strings.Repeat("x", 10_000) + "\r\n" + frame("}"), wire.CodeParseError},
	} {
		c.mu.Lock()
		delete(c.answer, "null")
		c.mu.Unlock()
		c.raw(m.raw)
		c.wait("an error", func() bool { return errors() != 0 })
		if code := errors(); code != m.code {
			t.Errorf("%.40q: code %d, want %d", m.raw, code, m.code)
		}
	}
	c.raw(frame(`{"jsonrpc":"2.0","id":99,"result":{}}`)) // answers no request
	c.initialize(`{}`)
	c.raw(frame(`{"jsonrpc":"2.0","id":-7,"method":"shutdown"}`))
	c.end("-7")
}

func TestCancel(t *testing.T) {
	c := open(t, `{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}`, map[string]string{"factlint.toml": ""})
	id := c.begin("workspace/diagnostic", map[string]any{"previousResultIds": []any{}})
	c.notify("$/cancelRequest", map[string]any{"id": json.RawMessage(id)})
	var e wire.Error
	if m := c.end(id); json.Unmarshal(m.Error, &e) != nil || e.Code != wire.CodeRequestCancelled {
		t.Errorf("%s %s", m.Result, m.Error)
	}
	c.begin("workspace/diagnostic", map[string]any{"previousResultIds": []any{}})
	c.ask("shutdown", nil)
	c.notify("exit", nil)
	select {
	case <-c.status:
	case <-time.After(10 * time.Second):
		t.Error("a request that waits keeps the server from ending")
	}
}

func TestAlive(t *testing.T) {
	if alive(1<<30) || !alive(1) {
		t.Error("which processes exist")
	}
}

func TestPull(t *testing.T) {
	c := open(t, `{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}}}`,
		map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms})
	c.didOpen("terms.toml", 1, terms)
	doc := map[string]any{"textDocument": wire.DocumentID{URI: c.uri("terms.toml")}}
	pull := func() (r wire.DiagnosticReport) {
		if err := json.Unmarshal(c.ask("textDocument/diagnostic", doc), &r); err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := pull()
	if r.Kind != "full" || len(*r.Items) != 1 || (*r.Items)[0].Code != "date-lifetime" {
		t.Fatalf("%+v", r)
	}
	doc["previousResultId"] = r.ResultID
	if r := pull(); r.Kind != "unchanged" {
		t.Errorf("%+v", r)
	}
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
	if err := json.Unmarshal(c.ask("workspace/diagnostic", map[string]any{"previousResultIds": []any{map[string]string{"uri": c.uri("terms.toml"), "value": r.ResultID}}}), &all); err != nil {
		t.Fatal(err)
	}
	if len(all.Items) != 2 {
		t.Errorf("%+v", all)
	}
	if len(c.pushed) > 0 {
		t.Errorf("pushed as well: %v", c.pushed)
	}
}
