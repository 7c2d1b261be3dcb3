package lsp

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// TestMain looks, once all sessions have ended, for what still works.
func TestMain(m *testing.M) {
	status := m.Run()
	for range 3000 { // half a minute: others may share the processors
		left := working()
		if left == "" {
			os.Exit(status)
		}
		time.Sleep(10 * time.Millisecond) // a test ends when its session has been answered
	}
	fmt.Fprintln(os.Stderr, "left running:\n"+working())
	os.Exit(1)
}

// working returns the goroutines of this package other than those of tests.
func working() string {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	var out []string
	for _, g := range strings.Split(string(stacks), "\n\n") {
		if strings.Contains(g, "internal/lsp.(*base)") || strings.Contains(g, "internal/lsp.(*server)") || strings.Contains(g, "internal/lsp.(*conn)") {
			out = append(out, g)
		}
	}
	return strings.Join(out, "\n\n")
}
