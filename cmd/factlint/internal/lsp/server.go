package lsp

import (
	"context"
	"encoding/json"
	"strings"
	"sync/atomic"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/features"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/workspace"
)

// server is a session with a client. Messages come one after the other through
// notify and request; answers are worked out in goroutines of their own.
type server struct {
	conn      *wire.Conn
	workspace *workspace.Workspace
	ctx       context.Context
	gone      context.CancelFunc // ends the session
	version   string
	alive     func(pid int) bool // nil where processes are not known
	phase     atomic.Uint32
}

// The phases of a session.
const (
	started uint32 = iota // nothing but initialize is taken
	serving
	shutDown
	exited
	exitedWell // after shutdown
)

func (s *server) Exits() bool { return s.phase.Load() >= exited }

func (s *server) Notify(method string, params json.RawMessage) {
	switch {
	case method == "exit":
		if !s.phase.CompareAndSwap(shutDown, exitedWell) {
			s.phase.Store(exited)
		}
		return
	case s.phase.Load() != serving:
		return
	}
	s.workspace.Notify(method, params)
}

func (s *server) Request(method string, params json.RawMessage) (later func(context.Context) (any, error), result any, err error) {
	switch p := s.phase.Load(); {
	case method == "initialize" && p == started:
		result, err = s.initialize(params)
		return nil, result, err
	case method == "initialize":
		return nil, nil, &wire.Error{Code: wire.CodeInvalidRequest, Message: "the session is initialized already"}
	case p == started:
		return nil, nil, &wire.Error{Code: wire.CodeNotInitialized, Message: "initialize comes first"}
	case p == shutDown:
		return nil, nil, &wire.Error{Code: wire.CodeInvalidRequest, Message: "the session is shut down"}
	case method == "shutdown":
		s.phase.Store(shutDown)
		s.workspace.Stop()
		return nil, nil, nil
	}
	answer := features.Answers[method]
	if answer == nil {
		answer = workspace.Answers[method]
	}
	if answer == nil {
		return nil, nil, &wire.Error{Code: wire.CodeMethodNotFound, Message: "there is no method " + shortened(method)}
	}
	later, err = answer(s.workspace, params)
	return later, nil, err
}

// shortened cuts a name from the client for a message.
func shortened(s string) string {
	if len(s) > 100 {
		s = strings.ToValidUTF8(s[:100], "") + "…"
	}
	return s
}

func (s *server) initialize(raw json.RawMessage) (any, error) {
	p, err := wire.Decode[wire.InitializeParams](raw)
	if err != nil {
		return nil, err
	}
	s.workspace.Open(&p)
	if p.ProcessID != nil && s.alive != nil {
		s.workspace.Start(func() { watchProcess(s.ctx, *p.ProcessID, s.alive, s.gone) })
	}
	s.phase.Store(serving)
	encoding := "utf-16"
	if s.workspace.Client.UTF8 {
		encoding = "utf-8"
	}
	return map[string]any{
		"capabilities": s.capabilities(encoding),
		"serverInfo":   map[string]string{"name": "factlint", "version": s.version},
	}, nil
}

func (s *server) capabilities(encoding string) map[string]any {
	c := map[string]any{
		"positionEncoding":          encoding,
		"textDocumentSync":          map[string]any{"openClose": true, "change": 2, "save": true},
		"hoverProvider":             true,
		"definitionProvider":        true,
		"referencesProvider":        true,
		"documentHighlightProvider": true,
		"completionProvider":        map[string]any{"triggerCharacters": []string{"[", "\"", "'", ".", "="}},
		"documentSymbolProvider":    map[string]any{"label": "factlint"},
		"workspaceSymbolProvider":   true,
		"codeActionProvider":        map[string]any{"codeActionKinds": []string{wire.KindQuickFix, wire.KindFixAll}},
		"inlayHintProvider":         true,
		"codeLensProvider":          map[string]any{},
		"renameProvider":            true,
		"workspace": map[string]any{
			"workspaceFolders": map[string]any{"supported": true, "changeNotifications": true},
		},
	}
	if s.workspace.Client.TextDocument.Rename.Prepare {
		c["renameProvider"] = map[string]bool{"prepareProvider": true}
	}
	if s.workspace.Client.Pulls {
		c["diagnosticProvider"] = map[string]any{"identifier": "factlint", "interFileDependencies": true, "workspaceDiagnostics": true}
	}
	return c
}
