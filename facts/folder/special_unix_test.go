//go:build unix

package folder

import (
	"errors"
	"net"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

// Opening a named pipe waits for a writer that never comes.
func TestPipesAndSocketsAreNeverOpened(t *testing.T) {
	root := grow(t, map[string]string{
		"a.toml": "", ".git/info/": "", "in/b.toml": "", "conf/c.toml": "", "link.toml ->": "pipe.toml",
	})
	for _, name := range []string{"pipe.toml", "in/.gitignore", "conf/factlint.toml", ".git/info/exclude", "other"} {
		must(t, syscall.Mkfifo(filepath.Join(root, name), 0o644))
	}
	t.Chdir(root) // the path of a socket is short
	socket, err := net.Listen("unix", "socket.toml")
	must(t, err)
	defer socket.Close()

	done := make(chan Listing)
	go func() { done <- list(t, root) }()
	select {
	case l := <-done:
		want := "a.toml in/b.toml" +
			"\nerror: read " + root + "/conf/factlint.toml: is not a regular file" +
			"\nerror: read " + root + "/in/.gitignore: is not a regular file" +
			"\nerror: read " + root + "/link.toml: is not a regular file" +
			"\nerror: read " + root + "/pipe.toml: is not a regular file" +
			"\nerror: read " + root + "/socket.toml: is not a regular file"
		if got := show(l); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("hangs")
	}
	if _, _, err := Root(filepath.Join(root, "conf")); !errors.Is(err, ErrNotRegular) {
		t.Error("Root:", err)
	}
}
