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
		dir := uriOf(t.TempDir())
		ended := false
		for line := range strings.SplitSeq(messages, "\n") {
			line = strings.ReplaceAll(line, "DIR", dir)
			in.WriteString(frame(line))
			var m message
			if json.Unmarshal([]byte(line), &m) == nil && m.Method != nil && !ended {
				if id := string(m.ID); len(m.ID) > 0 && id != "null" && isID(m.ID) {
					asked[id]++
				} else if id == "" || id == "null" {
					ended = *m.Method == "exit"
				}
			}
		}
		in.WriteString("Content-Length: 5\r\n\r\n{")
		var out bytes.Buffer
		Serve(context.Background(), &in, &out, "fuzz")
		r := bufio.NewReader(&out)
		for {
			content, err := readFrame(r)
			if errors.Is(err, io.EOF) {
				break
			}
			var m message
			if err != nil || json.Unmarshal(content, &m) != nil {
				t.Fatalf("%v: %q", err, content)
			}
			if m.Method == nil && string(m.ID) != "null" {
				asked[string(m.ID)]--
			}
		}
		for id, left := range asked {
			if left != 0 {
				t.Errorf("the request %s lacks %d answers", id, left)
			}
		}
	})
}

// FuzzText holds positions against each other.
func FuzzText(f *testing.F) {
	f.Add("a\r\nü𝄞x\n\rz", 3, 1, 2)
	f.Add("\uFEFFx\n", 0, 0, 1)
	f.Add(strings.Repeat("é𝄞", 4000)+"\n", 9000, 0, 6000)
	f.Fuzz(func(t *testing.T, src string, offset, line, character int) {
		for _, inBytes := range []bool{false, true} {
			text := newText([]byte(src), inBytes)
			at := text.offset(position{line, character})
			if int(at) > len(src) {
				t.Fatalf("offset %d beyond %d", at, len(src))
			}
			// A position that is given for an offset leads back to it, but inside
			// of a character or a line end.
			if offset < 0 || offset > len(src) {
				return
			}
			p := text.position(uint32(offset))
			back := text.offset(p)
			if again := text.position(back); again != p && back != uint32(offset) && !strings.ContainsAny(src, "\r\n\uFEFF") && isValid(src) {
				t.Errorf("%q: %d is %v, which is %d, which is %v", src, offset, p, back, again)
			}
		}
	})
}

func isValid(s string) bool { return strings.ToValidUTF8(s, "") == s }

func TestText(t *testing.T) {
	const src = "a\r\nü𝄞x\n\rz"
	for _, c := range []struct {
		offset      uint32
		utf16, utf8 position
	}{
		{0, position{0, 0}, position{0, 0}}, {1, position{0, 1}, position{0, 1}}, {3, position{1, 0}, position{1, 0}},
		{5, position{1, 1}, position{1, 2}}, {9, position{1, 3}, position{1, 6}}, {10, position{1, 4}, position{1, 7}},
		{12, position{3, 0}, position{3, 0}}, {13, position{3, 1}, position{3, 1}},
	} {
		for inBytes, want := range map[bool]position{false: c.utf16, true: c.utf8} {
			text := newText([]byte(src), inBytes)
			if got := text.position(c.offset); got != want {
				t.Errorf("%d (bytes: %v): %v, want %v", c.offset, inBytes, got, want)
			}
			if got := text.offset(want); got != c.offset {
				t.Errorf("%v (bytes: %v): %d, want %d", want, inBytes, got, c.offset)
			}
		}
	}
	long := newText([]byte(strings.Repeat("é𝄞", 5000)), false)
	for _, n := range []int{0, 1, 2733, 5000} {
		if p := long.position(uint32(6 * n)); p.Character != 3*n || long.offset(p) != uint32(6*n) {
			t.Errorf("%d: %v, %d", n, p, long.offset(p))
		}
	}
	if p := newText([]byte(src), false).offset(position{1, 2}); p != 5 {
		t.Errorf("inside of a pair of surrogates: %d", p)
	}
	for _, p := range []position{{-1, 5}, {0, -4}, {0, 99}, {99, 0}, {1 << 40, 1 << 40}} {
		newText([]byte(src), false).offset(p)
	}
}

func TestURI(t *testing.T) {
	for _, c := range []struct {
		uri     string
		windows bool
		path    string
		back    string
	}{
		{"file:///a/b%20c/%C3%A9.toml", false, "/a/b c/é.toml", "file:///a/b%20c/%C3%A9.toml"},
		{"file://localhost/a/%23x.toml", false, "/a/#x.toml", "file:///a/%23x.toml"},
		{"FILE:///a/../b.toml", false, "/b.toml", "file:///b.toml"},
		{"file:///c%3A/Facts/x.toml", true, `C:\Facts\x.toml`, "file:///C%3A/Facts/x.toml"},
		{"file:///C:/", true, `C:\`, "file:///C%3A/"},
		{"file://server/share/x.toml", true, `\\server\share\x.toml`, "file://server/share/x.toml"},
		{"file://server/share/x.toml", false, "", ""},
		{"untitled:Untitled-1", false, "", ""},
		{"git:/a/b.toml", false, "", ""},
		{"file:relative", false, "", ""},
		{"file:///a%00b", false, "", ""},
		{"%zz", false, "", ""},
		{"", false, "", ""},
	} {
		path, ok := pathOn(c.uri, c.windows)
		if path != c.path || ok != (c.path != "") {
			t.Errorf("%s: %q %v, want %q", c.uri, path, ok, c.path)
		}
		if ok {
			if back := uriOn(path, c.windows); back != c.back {
				t.Errorf("%s: back %q, want %q", c.uri, back, c.back)
			}
		}
	}
}
