//go:build unix

package cli

import (
	"io"
	"strings"
	"syscall"
	"testing"
	"time"
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
	if err := syscall.Kill(syscall.Getpid(), syscall.SIGINT); err != nil {
		t.Fatal(err)
	}
	select {
	case status := <-ended:
		if status != exitFailure || errs.String() != "factlint: interrupted\n" {
			t.Errorf("exit status %d, %q", status, errs.String())
		}
	case <-time.After(10 * time.Second):
		t.Fatal("still running after an interrupt")
	}
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
