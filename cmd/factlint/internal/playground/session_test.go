package playground

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts/factstest"
)

const people = `[[person]]
id   = "ann"
name = "Ann"
born = 1970-02-06

[[office]]
id    = "mayor"
name  = "Mayor"
seats = 1
`

const terms = `[[tenure]]
person = "ann"
office = "mayor"
start  = 1960-04-21
`

// page is what the web page does, without the page.
type page struct {
	*Session
	t        *testing.T
	messages chan wire.Message
	last     int
}

func open(t *testing.T, files map[string]string) *page {
	if runtime.GOOS == "windows" {
		t.Skip("Root is no absolute path here")
	}
	p := &page{t: t, messages: make(chan wire.Message, 1000)}
	p.Session = Start(files, func(raw []byte) {
		var m wire.Message
		if assert.NoError(t, json.Unmarshal(raw, &m)) {
			p.messages <- m
		}
	})
	t.Cleanup(func() { p.End(); <-p.Done() })
	p.asks("initialize", map[string]any{
		"rootUri":      "file://" + Root,
		"capabilities": map[string]any{"textDocument": map[string]any{"publishDiagnostics": map[string]any{"relatedInformation": true}}},
	})
	p.says("initialized", map[string]any{})
	for name, text := range files {
		p.says("textDocument/didOpen", map[string]any{"textDocument": wire.TextDocumentItem{URI: uri(name), Version: 1, Text: text}})
	}
	return p
}

func uri(name string) string { return "file://" + Root + "/" + name }

func (p *page) sends(m map[string]any) {
	m["jsonrpc"] = "2.0"
	raw, err := json.Marshal(m)
	require.NoError(p.t, err)
	p.Send(raw)
}

func (p *page) says(method string, params any) {
	p.sends(map[string]any{"method": method, "params": params})
}

// asks sends a request and returns the answer; what is sent meanwhile is lost.
func (p *page) asks(method string, params any) string {
	p.last++
	p.sends(map[string]any{"id": p.last, "method": method, "params": params})
	for m := range p.messages {
		if m.Method == nil && string(m.ID) == fmt.Sprint(p.last) {
			require.Empty(p.t, string(m.Error), method)
			return string(m.Result)
		}
	}
	return ""
}

// sees waits until the findings in a file are as wanted.
func (p *page) sees(name string, want func([]wire.Diagnostic) bool) {
	for m := range p.messages {
		var report wire.PublishParams
		if m.Method == nil || *m.Method != "textDocument/publishDiagnostics" {
			continue
		}
		require.NoError(p.t, json.Unmarshal(m.Params, &report))
		if report.URI == uri(name) && want(report.Diagnostics) {
			return
		}
	}
}

// TestSession has the findings of files that stand on no disk come and go with what is
// typed, and the answers that the page asks for.
func TestSession(t *testing.T) {
	p := open(t, map[string]string{"factlint.toml": "", "people.toml": people, "data/terms.toml": terms})
	p.sees("data/terms.toml", func(found []wire.Diagnostic) bool {
		return len(found) == 1 && found[0].Code == "date-lifetime" && len(found[0].Related) == 2 && found[0].Related[0].Location.URI == uri("people.toml")
	})
	doc := map[string]any{"uri": uri("data/terms.toml")}
	hover := p.asks("textDocument/hover", map[string]any{"textDocument": doc, "position": wire.Position{Line: 1, Character: 12}})
	assert.Contains(t, hover, "Ann")
	drawn := p.asks("factlint/timeline", map[string]any{"textDocument": doc, "width": 800})
	assert.Contains(t, drawn, "<svg ")
	p.says("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri("data/terms.toml"), "version": 2},
		"contentChanges": []wire.ContentChange{{Text: strings.Replace(terms, "1960", "2010", 1)}},
	})
	p.sees("data/terms.toml", func(found []wire.Diagnostic) bool { return len(found) == 0 })
}

// TestNoDisk holds what goes into the web page to touching neither disk nor processes: what
// does is not linked, rather than idle.
func TestNoDisk(t *testing.T) {
	factstest.Need(t, "go")
	cmd := exec.Command("go", "list", "-deps", "./wasm")
	cmd.Env = append(cmd.Environ(), "GOOS=js", "GOARCH=wasm", "CGO_ENABLED=0")
	out, err := cmd.CombinedOutput()
	require.NoError(t, err, string(out))
	deps := strings.Fields(string(out))
	assert.Contains(t, deps, "github.com/factlint/factlint/rules/engine")
	const own = "github.com/factlint/factlint/"
	for _, not := range []string{
		"os/exec", "net/http", "github.com/fsnotify/fsnotify", "github.com/spf13/cobra", "testing",
		own + "facts/disk", own + "cmd/factlint/internal/lsp/host", own + "cmd/factlint/internal/outfile", own + "cmd/factlint/internal/novelty/revision",
	} {
		assert.False(t, slices.Contains(deps, not), "%s is linked into the page", not)
	}
}
