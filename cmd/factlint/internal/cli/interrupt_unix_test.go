//go:build unix

package cli

import (
	"io"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestInterrupt interrupts a run that waits for something that does not come.
func TestInterrupt(t *testing.T) {
	t.Chdir(t.TempDir())
	stdin, never := io.Pipe()
	defer never.Close()
	reading := make(chan struct{})
	var errs strings.Builder
	ended := make(chan int)
	go func() {
		ended <- Main([]string{"check", "--stdin-filename", "x.toml"}, &signalling{stdin, reading}, io.Discard, &errs)
	}()
	<-reading
	require.NoError(t, syscall.Kill(syscall.Getpid(), syscall.SIGINT))
	assert.Equal(t, exitFailure, <-ended)
	assert.Equal(t, "factlint: interrupted\n", errs.String())
}

// signalling is a reader that says when it is read first.
type signalling struct {
	io.Reader
	reading chan struct{}
}

func (s *signalling) Read(p []byte) (int, error) {
	if s.reading != nil {
		close(s.reading)
		s.reading = nil
	}
	return s.Reader.Read(p)
}
