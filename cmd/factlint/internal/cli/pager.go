package cli

import (
	"context"
	"io"
	"os"
	"os/exec"
	"strings"
)

// A paged writer hands what is written to a pager, or to standard output when
// there is none.
type paged struct {
	io.Writer
	pager *exec.Cmd
	pipe  io.Closer
}

// page returns what to write much text to: on a terminal a pager as git uses it,
// $PAGER or less, else w.
func page(ctx context.Context, w io.Writer, much bool) *paged {
	if _, ok := terminal(w); !ok || !much {
		return &paged{Writer: w}
	}
	command, set := os.LookupEnv("PAGER")
	if !set {
		command = "less"
	}
	words := strings.Fields(command)
	if len(words) == 0 || words[0] == "cat" {
		return &paged{Writer: w}
	}
	pager := exec.CommandContext(ctx, words[0], words[1:]...)
	pager.Stdout, pager.Stderr = os.Stdout, os.Stderr
	if os.Getenv("LESS") == "" {
		pager.Env = append(os.Environ(), "LESS=FRX") // colours, and no pager for what fits after all
	}
	pipe, err := pager.StdinPipe()
	if err != nil || pager.Start() != nil {
		return &paged{Writer: w}
	}
	return &paged{Writer: pipe, pager: pager, pipe: pipe}
}

// Write writes to the pager. What follows after somebody has left it is not missed.
func (p *paged) Write(b []byte) (int, error) {
	n, err := p.Writer.Write(b)
	if err != nil && p.pager != nil {
		return len(b), nil
	}
	return n, err
}

// Close waits until the pager is left.
func (p *paged) Close() error {
	if p.pager == nil {
		return nil
	}
	_ = p.pipe.Close()
	_ = p.pager.Wait() // its exit status says nothing of ours
	return nil
}
