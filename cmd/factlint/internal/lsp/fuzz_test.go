package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/host"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
)

// script is a session: each line is a message, in which DIR stands for a folder.
const script = `{"id":1,"method":"initialize","params":{"capabilities":{},"rootUri":"DIR"}}
{"method":"initialized","params":{}}
{"method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:a","version":1,"text":"[[person]]\nid = \"ann\"\nname = \"A\"\n[[event]]\ntitle = \"x\"\nby = \"ann\"\n"}}}
{"id":2,"method":"textDocument/hover","params":{"textDocument":{"uri":"untitled:a"},"position":{"line":1,"character":7}}}
{"id":"x","method":"textDocument/completion","params":{"textDocument":{"uri":"untitled:a"},"position":{"line":5,"character":6}}}
{"method":"textDocument/didChange","params":{"textDocument":{"uri":"untitled:a","version":2},"contentChanges":[{"range":{"start":{"line":5,"character":6},"end":{"line":9,"character":9}},"text":"{ person = \"ann\", as"}]}}
{"id":-3,"method":"textDocument/rename","params":{"textDocument":{"uri":"untitled:a"},"position":{"line":1,"character":7},"newName":"b"}}
{"id":4,"method":"textDocument/codeAction","params":{"textDocument":{"uri":"untitled:a"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}},"context":{"diagnostics":[]}}}
{"id":5,"method":"textDocument/inlayHint","params":{"textDocument":{"uri":"untitled:a"},"range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}}}}
{"id":6,"method":"textDocument/documentSymbol","params":{"textDocument":{"uri":"untitled:a"}}}
{"method":"$/cancelRequest","params":{"id":4}}
{"id":7,"method":"workspace/symbol","params":{"query":"a"}}
{"method":"textDocument/didClose","params":{"textDocument":{"uri":"untitled:a"}}}
{"id":8,"method":"shutdown"}
{"method":"exit"}`

// FuzzSession sends any stream of messages. Every request is answered exactly
// once, in frames that are well formed, and the server ends.
func FuzzSession(f *testing.F) {
	f.Add(script)
	f.Add(strings.Replace(script, `"capabilities":{}`, `"capabilities":{"textDocument":{"diagnostic":{}},"workspace":{"diagnostics":{"refreshSupport":true}},"general":{"positionEncodings":["utf-8"]}}`, 1))
	f.Add("{\n{\"id\":null,\"method\":\"x\"}\n{\"id\":1e3}\n[]")
	f.Add(`{"id":1,"method":"textDocument/hover"}`)
	f.Add(strings.ReplaceAll(script, `"version":2`, `"version":-2,"x":"\ud800"`))
	f.Fuzz(func(t *testing.T, messages string) {
		if strings.Contains(messages, "file:") {
			return // would read folders of this machine
		}
		var in bytes.Buffer
		asked := map[string]int{}
		dir := wire.URIOf(t.TempDir())
		ended := false
		for line := range strings.SplitSeq(messages, "\n") {
			line = strings.ReplaceAll(line, "DIR", dir)
			in.WriteString(frame(line))
			var m wire.Message
			if json.Unmarshal([]byte(line), &m) == nil && m.Method != nil && !ended {
				if id := string(m.ID); len(m.ID) > 0 && id != "null" && strings.ContainsAny(id[:1], "\"-0123456789") {
					asked[id]++
				} else if id == "" || id == "null" {
					ended = *m.Method == "exit"
				}
			}
		}
		in.WriteString("Content-Length: 5\r\n\r\n{")
		var out bytes.Buffer
		Serve(context.Background(), &in, &out, "fuzz", host.Machine())
		r := bufio.NewReader(&out)
		for {
			content, err := wire.ReadFrame(r)
			if errors.Is(err, io.EOF) {
				break
			}
			var m wire.Message
			require.NoError(t, err, "%q", content)
			require.NoError(t, json.Unmarshal(content, &m), "%q", content)
			if m.Method == nil && string(m.ID) != "null" {
				asked[string(m.ID)]--
			}
		}
		for id, left := range asked {
			assert.Equal(t, 0, left, "answers that the request %s lacks", id)
		}
	})
}
