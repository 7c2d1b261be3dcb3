package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strings"
	"sync/atomic"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/factlint/factlint/cmd/factlint/internal/manual"
	"github.com/factlint/factlint/facts"
)

// terminal returns the file descriptor of w when it is a terminal.
func terminal(w io.Writer) (fd int, ok bool) {
	if o, ok := w.(*outlet); ok {
		w = o.Writer
	}
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	return int(f.Fd()), true
}

// colorOn reports whether to write colours to w: --color decides, then
// NO_COLOR, then whether w is a terminal.
func colorOn(cmd *cobra.Command, w io.Writer) bool {
	if f := cmd.Flags().Lookup("color"); f != nil && f.Value.String() != "auto" {
		return f.Value.String() == "always"
	}
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	_, ok := terminal(w)
	return ok
}

// widthOf returns the width of a terminal in cells; 0 when w is none.
func widthOf(w io.Writer) int {
	if fd, ok := terminal(w); ok {
		if width, _, err := term.GetSize(fd); err == nil {
			return width
		}
	}
	return 0
}

// pageWidth returns the width in cells of what people read on w.
func pageWidth(w io.Writer) int { return cmp.Or(widthOf(w), manual.Widest) }

// setCollector lets the heap grow to a gigabyte, which a million facts do not
// reach, before anything is collected: a run lives for a second and keeps nearly
// all that it allocates, so that collecting only costs time. Whoever sets GOGC or
// GOMEMLIMIT knows better.
func setCollector() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(-1)
		limitMemory(memoryLimit)
		afterCollection()
	}
}

// collectRecords lets the heap of a run that reads records of other formats grow
// less: nearly all that is allocated for them is dropped again.
func collectRecords() {
	if limit.Load() == memoryLimit {
		limitMemory(memoryLimit / 2)
	}
}

// collectOften is for a run that drops most of what it allocates and keeps much at a
// time: it takes a fifth more time and a third less memory.
func collectOften() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(50)
	}
}

// collectBySize lets the heap of a run that has read a base grow no further than the
// base makes likely: facts take five times their text, and findings about them, or
// another revision to compare with, hardly more. Where all facts are one and the same the
// findings would take a gigabyte.
func collectBySize(base *facts.Base) {
	for _, f := range base.Files {
		sizes.Add(int64(len(f.Source)))
	}
	if bytes := max(16*sizes.Load(), memoryLimit/4); bytes < limit.Load() {
		limitMemory(bytes)
	}
}

// sizes is how many bytes all files have that were read.
var sizes atomic.Int64

func limitMemory(bytes int64) {
	limit.Store(bytes)
	debug.SetMemoryLimit(bytes)
}

// limit is how many bytes are used rather than collecting often, 0 when somebody
// else says so. When three quarters of it live, little is left below it: it is
// given up, or the run would do nothing but collect.
var limit atomic.Int64

const memoryLimit = 1 << 30

// afterCollection looks, after each collection from now on, at what lives.
func afterCollection() {
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) { // not so small that it shares a block with others
		live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
		if metrics.Read(live); live[0].Value.Uint64() < uint64(limit.Load())/4*3 {
			afterCollection()
			return
		}
		limitMemory(math.MaxInt64)
		debug.SetGCPercent(100)
	})
}

// progress shows on a terminal how many files are read, once that takes
// longer than half a second.
type progress struct {
	w     io.Writer // nil when it is not a terminal
	began time.Time
	shown atomic.Bool
	last  atomic.Int64 // milliseconds since began
}

func newProgress(w io.Writer) *progress {
	p := &progress{began: time.Now()}
	if _, ok := terminal(w); ok {
		p.w = w
	}
	return p
}

// at is called from several goroutines.
func (p *progress) at(done, total int) {
	if p.w == nil {
		return
	}
	now := time.Since(p.began).Milliseconds()
	last := p.last.Load()
	if now < 500 || now-last < 100 || !p.last.CompareAndSwap(last, now) {
		return
	}
	p.shown.Store(true)
	fmt.Fprintf(p.w, "\r\x1b[Kreading facts: %d of %d files", done, total)
}

// end wipes the line.
func (p *progress) end() {
	if p.shown.Load() {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
}

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
