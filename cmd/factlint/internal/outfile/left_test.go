package outfile

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain lets the test binary be the run that is killed: it writes a file, and does
// not come to an end with that.
func TestMain(m *testing.M) {
	name := os.Getenv("OUTFILE_WRITES")
	if name == "" {
		os.Exit(m.Run())
	}
	fmt.Println(Write(context.Background(), WorkingDirectory(), name, func(w io.Writer) error {
		fmt.Println("writing")
		select {}
	}))
}

// TestKilled: what a run that was killed has left beside a file goes with the next run
// that writes there; what another run still writes stays, and so does all else.
func TestKilled(t *testing.T) {
	if !locks {
		t.Skip("files cannot be locked here")
	}
	dir := t.TempDir()
	begin := func() *exec.Cmd {
		run := exec.Command(os.Args[0])
		run.Dir, run.Env = dir, append(os.Environ(), "OUTFILE_WRITES=report")
		out, err := run.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, run.Start())
		t.Cleanup(func() { _ = run.Process.Kill(); _ = run.Wait() })
		_, err = io.ReadFull(out, make([]byte, len("writing")))
		require.NoError(t, err)
		return run
	}
	left := func() []string {
		names, err := filepath.Glob(filepath.Join(dir, prefix+"*"))
		require.NoError(t, err)
		return names
	}
	killed := begin()
	require.Len(t, left(), 1)
	stale := left()[0]
	require.NoError(t, killed.Process.Kill())
	_ = killed.Wait()
	assert.FileExists(t, stale)

	begin()
	names := left()
	require.Len(t, names, 1, "of the run that goes on")
	assert.NotEqual(t, stale, names[0])
	for _, name := range []string{".factlint-notes", ".factlint-aaaaaaaaaaaaaaaaaaaaaaaaaa.toml"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), nil, 0o666))
	}
	link := filepath.Join(dir, prefix+"bbbbbbbbbbbbbbbbbbbbbbbbbb")
	require.NoError(t, os.Symlink("report", link))
	before := left()
	t.Chdir(dir)
	require.NoError(t, Write(t.Context(), WorkingDirectory(), "report", text("new")))
	assert.Equal(t, before, left())
	got, err := os.ReadFile("report")
	require.NoError(t, err)
	assert.Equal(t, "new", string(got))
}
