// Package playground is factlint for a web page: a session of the language server over
// files that are only in memory.
//
// It promises that what the page shows is what the language server tells an editor, and so
// what factlint check finds: it adds nothing but a way in and out for messages. Package wasm
// below hands it to JavaScript.
package playground

import (
	"bufio"
	"context"
	"io"
	"path/filepath"
	"sync"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/workspace"
	"github.com/factlint/factlint/facts/folder"
)

// Root is the folder in which the files of a session are, for its URIs.
const Root = "/base"

// A Session is a language server and the files that it serves.
type Session struct {
	mu      sync.Mutex
	waiting []byte // for the server to read
	ended   bool
	wake    chan struct{} // has room for one
	done    chan struct{}
}

// Start starts a server for files, by path below Root with forward slashes. Receive
// gets what it sends, message by message.
func Start(files map[string]string, receive func(message []byte)) *Session {
	texts := make(map[string][]byte, len(files))
	for name, text := range files {
		texts[filepath.Join(Root, filepath.FromSlash(name))] = []byte(text)
	}
	in, send := io.Pipe()
	output, out := io.Pipe()
	s := &Session{wake: make(chan struct{}, 1), done: make(chan struct{})}
	go s.pass(send)
	go func() {
		lsp.Serve(context.Background(), in, out, "playground", workspace.Host{Files: folder.NewMemory(texts)})
		in.Close()
		out.Close()
	}()
	go func() {
		defer close(s.done)
		for r := bufio.NewReader(output); ; {
			message, err := wire.ReadFrame(r)
			if err != nil {
				return
			}
			receive(message)
		}
	}()
	return s
}

// Send sends messages of JSON-RPC to the server, which takes them together: where one
// thread does everything, it would check the base anew after each. It waits for nothing: a
// page that waits for one of its functions does nothing else meanwhile.
func (s *Session) Send(messages ...[]byte) {
	s.mu.Lock()
	for _, m := range messages {
		s.waiting = wire.AppendFrame(s.waiting, m)
	}
	s.mu.Unlock()
	s.rouse()
}

// End ends the session, once what was sent has been taken; Done tells when.
func (s *Session) End() {
	s.mu.Lock()
	s.ended = true
	s.mu.Unlock()
	s.rouse()
}

// Done is closed when nothing more is sent.
func (s *Session) Done() <-chan struct{} { return s.done }

func (s *Session) rouse() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// pass passes on what is sent, in its order.
func (s *Session) pass(to *io.PipeWriter) {
	defer to.Close()
	for range s.wake {
		s.mu.Lock()
		messages, ended := s.waiting, s.ended
		s.waiting = nil
		s.mu.Unlock()
		if _, err := to.Write(messages); err != nil || ended {
			return
		}
	}
}
