// Package workspace keeps the bases of a session: it takes what the client and
// the disk tell of documents and files, and tells the client what the rules find.
//
// Each base has one pointer to its newest [Snapshot], which never changes. A
// change is noted and ends the check that it makes useless; one goroutine of the
// base makes the next snapshot, reading the files that changed and linking all
// anew, another runs all rules over it. Whoever answers a request takes the
// newest snapshot that has everything received before it, and keeps it as long
// as they like: nobody waits for a check, but those who ask for findings.
//
// It promises that what is reported of a snapshot is what factlint check would find,
// that nothing is reported of a document that has changed since, and that nothing
// works any more once End returns. It does not answer questions about facts.
package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
)

// A Workspace is the open documents, the bases that they and the folders of the
// client have, and what is reported of them.
type Workspace struct {
	ctx     context.Context // of the session
	conn    *wire.Conn
	host    Host
	running sync.WaitGroup // everything that works until ctx ends
	Client  Client

	// lock is held while a notification, or a change on disk, is taken, and by
	// whatever else changes what follows. Reading needs no lock.
	lock      sync.Mutex
	clock     int              // counts changes of documents
	documents table[*Document] // the open ones, by URI; one file may be open under several
	bases     table[*Base]     // by folder; those of a document alone by its URI
	folders   atomic.Pointer[[]string]
	published atomic.Pointer[published]
	watcher   watcher
}

// A Client is what the client can do, and wants.
type Client struct {
	wire.ClientCapabilities
	UTF8             bool // positions count bytes
	Pulls            bool // it asks for diagnostics
	relatedInMessage bool // of diagnostics, as it does not show related places
}

// New returns a workspace that works until ctx ends, and tells conn.
func New(ctx context.Context, conn *wire.Conn, host Host) *Workspace {
	ws := &Workspace{ctx: ctx, conn: conn, host: host}
	ws.published.Store(&published{map[string]*uriReport{}, make(chan struct{})})
	return ws
}

// Start runs f in the background, unless the session ends. The lock is held.
func (ws *Workspace) Start(f func()) {
	if ws.ctx.Err() == nil {
		ws.running.Go(f)
	}
}

// Stop ends the work on all bases.
func (ws *Workspace) Stop() {
	for _, b := range ws.bases.all() {
		b.stop()
	}
}

// End waits, after the end of the session, until nothing works any more.
func (ws *Workspace) End() {
	ws.lock.Lock() // nothing begins that was not begun
	ws.watcher.close()
	ws.lock.Unlock()
	ws.running.Wait()
}

// log tells the person at the editor what goes wrong, where they look for it.
func (ws *Workspace) log(kind int, format string, args ...any) {
	ws.conn.Notify("window/logMessage", wire.LogMessage{Type: kind, Message: report.Visible(fmt.Sprintf(format, args...))})
}

// Notify takes a notification; one that nobody knows is not a mistake.
func (ws *Workspace) Notify(method string, params json.RawMessage) {
	take := notifications[method]
	if take == nil {
		return
	}
	ws.lock.Lock()
	defer ws.lock.Unlock()
	if err := take(ws, params); err != nil {
		ws.log(wire.MessageWarning, "%s: %v", method, err)
	}
}

// notifications says what is done with each.
var notifications = map[string]func(*Workspace, json.RawMessage) error{
	"initialized":                         (*Workspace).initialized,
	"textDocument/didOpen":                (*Workspace).didOpen,
	"textDocument/didChange":              (*Workspace).didChange,
	"textDocument/didClose":               (*Workspace).didClose,
	"textDocument/didSave":                (*Workspace).didSave,
	"workspace/didChangeWatchedFiles":     (*Workspace).didChangeWatchedFiles,
	"workspace/didChangeWorkspaceFolders": (*Workspace).didChangeFolders,
}

// Open takes what the client says of itself.
func (ws *Workspace) Open(p *wire.InitializeParams) {
	c := Client{ClientCapabilities: p.Capabilities}
	var o wire.Options
	if len(p.Options) > 0 && json.Unmarshal(p.Options, &o) != nil {
		ws.log(wire.MessageWarning, "initializationOptions should be like {\"relatedInMessage\": true}")
	}
	c.UTF8 = slices.Contains(c.General.PositionEncodings, "utf-8")
	// Facts in one file make findings in others: a client that cannot be sent
	// to ask again would show those for ever.
	c.Pulls = c.TextDocument.Diagnostic != nil && c.Workspace.Diagnostics.RefreshSupport
	c.relatedInMessage = o.RelatedInMessage || !c.Pulls && !c.TextDocument.PublishDiagnostics.RelatedInformation
	if p.Folders == nil {
		switch {
		case p.RootURI != "":
			p.Folders = []wire.WorkspaceFolder{{URI: p.RootURI}}
		case p.RootPath != "":
			p.Folders = []wire.WorkspaceFolder{{URI: wire.URIOf(p.RootPath)}}
		}
	}
	ws.Client = c
	ws.setFolders(nil, p.Folders)
}

func (ws *Workspace) initialized(json.RawMessage) error {
	ws.watch()
	for _, dir := range ws.dirs() {
		ws.openFolder(dir)
	}
	return nil
}

func (ws *Workspace) didChangeFolders(raw json.RawMessage) error {
	p, err := wire.Decode[struct {
		Event struct {
			Added   []wire.WorkspaceFolder `json:"added"`
			Removed []wire.WorkspaceFolder `json:"removed"`
		} `json:"event"`
	}](raw)
	if err != nil {
		return err
	}
	var kept []string
	for _, dir := range ws.dirs() {
		gone := func(f wire.WorkspaceFolder) bool { path, ok := wire.PathOf(f.URI); return ok && path == dir }
		if !slices.ContainsFunc(p.Event.Removed, gone) {
			kept = append(kept, dir)
		}
	}
	ws.setFolders(kept, p.Event.Added)
	ws.regroup()
	return nil
}

// dirs returns the folders of the workspace.
func (ws *Workspace) dirs() []string {
	if p := ws.folders.Load(); p != nil {
		return *p
	}
	return nil
}

func (ws *Workspace) setFolders(dirs []string, more []wire.WorkspaceFolder) {
	for _, f := range more {
		if path, ok := wire.PathOf(f.URI); ok && !slices.Contains(dirs, path) {
			dirs = append(dirs, path)
		}
	}
	ws.folders.Store(&dirs)
}
