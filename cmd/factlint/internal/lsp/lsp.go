// Package lsp is a language server for fact files: what factlint knows of
// facts, references and time, in any editor that speaks the Language Server
// Protocol 3.17 over standard input and output. Formatting, folding and
// highlighting of TOML are left to servers of TOML, beside which it runs.
//
// It promises
//
//   - that what it reports of a text is what factlint check would report of it,
//     with the unsaved texts of all open documents in place of the files;
//     nothing is published for a version of a document that is no longer the
//     newest;
//   - that while an open document has a syntax error the other files are judged
//     by the last text of it without one, and so is the rest of the document
//     itself, except for what has been changed since;
//   - that every request is answered exactly once, that nothing but protocol
//     messages is written, and that no message and no base makes it crash, read
//     outside of the bases, or follow links that lead out of them;
//   - that what comes from fact files is escaped where the editor would read
//     Markdown.
//
// A file belongs to the base of the nearest factlint.toml upward. Without one,
// it is only looked at when it is made of facts of the built-in kinds, since
// editors offer every TOML file there is; its base is then the folder of the
// workspace, else its own folder, and only open documents are reported on. Of a
// home folder, or one with very many files, nothing but the document is read.
//
// It does not watch more files than the system allows, and says so when that
// is too few.
package lsp

import (
	"context"
	"io"
	"time"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/lsp/workspace"
)

// Serve speaks with a client until it sends exit or goes away, and returns the
// exit status that the protocol asks for: 0 after shutdown, else 1. Version is
// sent to the client; host is where it runs.
func Serve(ctx context.Context, in io.Reader, out io.Writer, version string, host workspace.Host) int {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	s := &server{ctx: ctx, gone: cancel, version: version, alive: host.Alive}
	s.conn = wire.NewConn(in, out, s)
	s.workspace = workspace.New(ctx, s.conn, host)
	done := make(chan struct{})
	go func() {
		s.conn.Run(ctx)
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
	cancel()
	s.workspace.End()
	s.conn.Close(time.Second)
	if s.phase.Load() == exitedWell {
		return 0
	}
	return 1
}

// watchProcess calls gone when the process that started the server no longer
// exists: some editors die without closing the pipe.
func watchProcess(ctx context.Context, pid int, alive func(pid int) bool, gone func()) {
	if pid <= 0 {
		return
	}
	tick := time.NewTicker(3 * time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if !alive(pid) {
				gone()
				return
			}
		}
	}
}
