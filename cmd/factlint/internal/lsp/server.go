package lsp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
)

// server is the state of a session. Messages come one after the other through
// notify and request; answers are worked out in goroutines of their own.
type server struct {
	ctx     context.Context
	gone    context.CancelFunc // ends the session
	conn    *conn
	version string
	running sync.WaitGroup // everything that works until ctx ends
	phase   atomic.Uint32

	// What initialize says.
	client           clientCapabilities
	utf8             bool // positions count bytes
	pulls            bool // the client asks for diagnostics
	relatedInMessage bool // of diagnostics, as the client does not show related places

	// lock is held while a notification, or a change on disk, is taken, and by
	// whatever else changes what follows. Reading needs no lock.
	lock      sync.Mutex
	clock     int              // counts changes of documents
	documents table[*document] // the open ones, by URI; one file may be open under several
	bases     table[*base]     // by folder; those of a document alone by its URI
	folders   atomic.Pointer[[]string]
	published atomic.Pointer[published]
	watcher   watcher
}

// The phases of a session.
const (
	started uint32 = iota // nothing but initialize is taken
	serving
	shutDown
	exited
	exitedWell // after shutdown
)

func newServer(ctx context.Context, version string) *server {
	s := &server{ctx: ctx, version: version}
	s.published.Store(&published{map[string]*told{}, make(chan struct{})})
	return s
}

func (s *server) exits() bool { return s.phase.Load() >= exited }

// start runs f in the background, unless the session ends.
func (s *server) start(f func()) {
	if s.ctx.Err() == nil {
		s.running.Go(f)
	}
}

// end waits until nothing works any more.
func (s *server) end() {
	s.lock.Lock() // nothing begins that was not begun
	s.watcher.close()
	s.lock.Unlock()
	s.running.Wait()
}

// log tells the person at the editor what goes wrong, where they look for it.
func (s *server) log(kind int, format string, args ...any) {
	s.conn.notify("window/logMessage", logMessage{kind, visible(fmt.Sprintf(format, args...))})
}

func (s *server) notify(method string, params json.RawMessage) {
	switch {
	case method == "exit":
		if !s.phase.CompareAndSwap(shutDown, exitedWell) {
			s.phase.Store(exited)
		}
		return
	case s.phase.Load() != serving:
		return
	}
	take := notifications[method]
	if take == nil {
		return // a notification that nobody knows is no mistake
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	if err := take(s, params); err != nil {
		s.log(messageWarning, "%s: %v", method, err)
	}
}

// notifications says what is done with each.
var notifications = map[string]func(*server, json.RawMessage) error{
	"initialized":                         (*server).initialized,
	"textDocument/didOpen":                (*server).didOpen,
	"textDocument/didChange":              (*server).didChange,
	"textDocument/didClose":               (*server).didClose,
	"textDocument/didSave":                (*server).didSave,
	"workspace/didChangeWatchedFiles":     (*server).didChangeWatchedFiles,
	"workspace/didChangeWorkspaceFolders": (*server).didChangeFolders,
}

// An answerer takes the parameters of a request at once, and returns how to
// answer it later.
type answerer func(*server, json.RawMessage) (func(context.Context) (any, error), error)

// requests says how each is answered.
var requests = map[string]answerer{
	"textDocument/hover":             at((*server).hover),
	"textDocument/definition":        at((*server).definition),
	"textDocument/references":        (*server).references,
	"textDocument/documentHighlight": at((*server).highlight),
	"textDocument/prepareRename":     at((*server).prepareRename),
	"textDocument/rename":            (*server).rename,
	"textDocument/completion":        (*server).complete,
	"textDocument/documentSymbol":    (*server).outline,
	"workspace/symbol":               (*server).findSymbols,
	"textDocument/codeAction":        (*server).codeActions,
	"textDocument/inlayHint":         (*server).hints,
	"textDocument/codeLens":          (*server).lenses,
	"textDocument/diagnostic":        (*server).pull,
	"workspace/diagnostic":           (*server).pullAll,
}

func (s *server) request(method string, params json.RawMessage) (later func(context.Context) (any, error), result any, err error) {
	switch p := s.phase.Load(); {
	case method == "initialize" && p == started:
		result, err = s.initialize(params)
		return nil, result, err
	case method == "initialize":
		return nil, nil, &answerError{codeInvalidRequest, "the session is initialized already"}
	case p == started:
		return nil, nil, &answerError{codeNotInitialized, "initialize comes first"}
	case p == shutDown:
		return nil, nil, &answerError{codeInvalidRequest, "the session is shut down"}
	case method == "shutdown":
		s.phase.Store(shutDown)
		for _, b := range s.bases.all() {
			b.stop()
		}
		return nil, nil, nil
	}
	answer := requests[method]
	if answer == nil {
		return nil, nil, &answerError{codeMethodNotFound, "there is no method " + shortened(method)}
	}
	later, err = answer(s, params)
	return later, nil, err
}

// shortened cuts a name from the client for a message.
func shortened(s string) string {
	if len(s) > 100 {
		s = strings.ToValidUTF8(s[:100], "") + "…"
	}
	return s
}

// decode reads parameters.
func decode[P any](raw json.RawMessage) (p P, err error) {
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, &answerError{codeInvalidParams, "the parameters cannot be read: " + err.Error()}
	}
	return p, nil
}

func (s *server) initialize(raw json.RawMessage) (any, error) {
	p, err := decode[initializeParams](raw)
	if err != nil {
		return nil, err
	}
	s.lock.Lock()
	defer s.lock.Unlock()
	s.client = p.Capabilities
	var o options
	if len(p.Options) > 0 && json.Unmarshal(p.Options, &o) != nil {
		s.log(messageWarning, "initializationOptions should be like {\"relatedInMessage\": true}")
	}
	s.utf8 = slices.Contains(p.Capabilities.General.PositionEncodings, "utf-8")
	// Facts in one file make findings in others: a client that cannot be told
	// to ask again would show those for ever.
	s.pulls = p.Capabilities.TextDocument.Diagnostic != nil && p.Capabilities.Workspace.Diagnostics.RefreshSupport
	s.relatedInMessage = o.RelatedInMessage || !s.pulls && !p.Capabilities.TextDocument.PublishDiagnostics.RelatedInformation
	if p.Folders == nil {
		switch {
		case p.RootURI != "":
			p.Folders = []workspaceFolder{{URI: p.RootURI}}
		case p.RootPath != "":
			p.Folders = []workspaceFolder{{URI: uriOf(p.RootPath)}}
		}
	}
	s.setFolders(nil, p.Folders)
	if p.ProcessID != nil {
		s.start(func() { watchProcess(s.ctx, *p.ProcessID, s.gone) })
	}
	s.phase.Store(serving)
	encoding := "utf-16"
	if s.utf8 {
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
		"codeActionProvider":        map[string]any{"codeActionKinds": []string{kindQuickFix, kindFixAll}},
		"inlayHintProvider":         true,
		"codeLensProvider":          map[string]any{},
		"renameProvider":            s.client.TextDocument.Rename.provider(),
		"workspace": map[string]any{
			"workspaceFolders": map[string]any{"supported": true, "changeNotifications": true},
		},
	}
	if s.pulls {
		c["diagnosticProvider"] = map[string]any{"identifier": "factlint", "interFileDependencies": true, "workspaceDiagnostics": true}
	}
	return c
}

// provider says what is offered: the client is asked to try first if it can.
func (r renameCapability) provider() any {
	if r.Prepare {
		return map[string]bool{"prepareProvider": true}
	}
	return true
}

func (s *server) initialized(json.RawMessage) error {
	s.watch()
	for _, dir := range s.dirs() {
		s.openFolder(dir)
	}
	return nil
}

func (s *server) didChangeFolders(raw json.RawMessage) error {
	p, err := decode[struct {
		Event struct {
			Added   []workspaceFolder `json:"added"`
			Removed []workspaceFolder `json:"removed"`
		} `json:"event"`
	}](raw)
	if err != nil {
		return err
	}
	var kept []string
	for _, dir := range s.dirs() {
		gone := func(f workspaceFolder) bool { path, ok := pathOf(f.URI); return ok && path == dir }
		if !slices.ContainsFunc(p.Event.Removed, gone) {
			kept = append(kept, dir)
		}
	}
	s.setFolders(kept, p.Event.Added)
	s.regroup()
	return nil
}

// dirs returns the folders of the workspace.
func (s *server) dirs() []string {
	if p := s.folders.Load(); p != nil {
		return *p
	}
	return nil
}

func (s *server) setFolders(dirs []string, more []workspaceFolder) {
	for _, f := range more {
		if path, ok := pathOf(f.URI); ok && !slices.Contains(dirs, path) {
			dirs = append(dirs, path)
		}
	}
	s.folders.Store(&dirs)
}
