package revision

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// git runs the git program in a folder that has a .git, without links in its path,
// or of which the person says where its repository is.
type git struct {
	dir string
	// elsewhere is the repository that GIT_DIR names, absolute, and dir the work tree
	// that it is of; "" for that of the .git.
	elsewhere string
}

// safe are options that are passed before every command. A stranger's repository may
// hold a configuration: none of it may start a program. Nor may a folder of its
// work tree with HEAD, objects and refs in it pass for the repository: what is
// new would follow from a past that the stranger made up.
var safe = []string{"--no-pager", "--no-replace-objects", "--literal-pathspecs", "-c", "safe.bareRepository=explicit",
	"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull}

// environment is ours without the variables that tell git which repository to
// work in, which hooks set for another folder than ours, and those that make it
// write or run more; with what keeps it from asking, writing, fetching, and from
// looking for a repository above the folder.
func (g git) environment() []string {
	var env []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		name = strings.ToUpper(name)
		if !strings.HasPrefix(name, "GIT_") || strings.HasPrefix(name, "GIT_CONFIG_") || name == "GIT_EXEC_PATH" {
			env = append(env, v)
		}
	}
	if g.elsewhere != "" {
		env = append(env, "GIT_DIR="+g.elsewhere, "GIT_WORK_TREE="+g.dir)
	}
	return append(env, "GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none", "LC_ALL=C", "LANGUAGE=C",
		"GIT_CEILING_DIRECTORIES="+filepath.Dir(g.dir))
}

// maxComplaint is how many bytes of what git complains of are kept.
const maxComplaint = 4 << 10

// command is a started git whose output is read as it comes.
type command struct {
	*exec.Cmd
	out       io.ReadCloser
	complaint bounded
}

func (g git) start(ctx context.Context, stdin string, args ...string) (*command, error) {
	c := &command{Cmd: exec.CommandContext(ctx, "git", append(append([]string{"-C", g.dir}, safe...), args...)...)}
	c.Env = g.environment()
	c.Stdin, c.Stderr = strings.NewReader(stdin), &c.complaint
	var err error
	if c.out, err = c.StdoutPipe(); err != nil {
		return nil, err
	}
	if err := c.Start(); err != nil {
		if errors.Is(err, exec.ErrNotFound) {
			return nil, errors.New("git is not installed, or not on the PATH; the revision is read with it")
		}
		return nil, fmt.Errorf("git: %w", err)
	}
	return c, nil
}

// stop ends the command before it has written everything.
func (c *command) stop() {
	_ = c.Process.Kill() // it may have ended by itself
	_ = c.Wait()
}

// wait waits for the command; its error is what git wrote.
func (c *command) wait() error {
	err := c.Wait()
	if err == nil {
		return nil
	}
	message := strings.TrimSpace(c.complaint.String())
	message, _, _ = strings.Cut(strings.TrimPrefix(message, "fatal: "), "\n")
	if message == "" {
		message = err.Error()
	}
	return &failure{message, err}
}

// failure is a git that ended with an error.
type failure struct {
	message string
	err     error
}

func (f *failure) Error() string { return "git says: " + f.message }
func (f *failure) Unwrap() error { return f.err }

// run returns what a command writes, which is little.
func (g git) run(ctx context.Context, args ...string) (string, error) {
	c, err := g.start(ctx, "", args...)
	if err != nil {
		return "", err
	}
	out, err := io.ReadAll(io.LimitReader(c.out, 1<<20))
	if err != nil {
		c.stop()
		return "", err
	}
	if err := c.wait(); err != nil {
		return "", err
	}
	return string(out), nil
}

// bounded keeps the beginning of what is written to it.
type bounded struct{ bytes.Buffer }

func (b *bounded) Write(p []byte) (int, error) {
	b.Buffer.Write(p[:min(len(p), max(0, maxComplaint-b.Len()))])
	return len(p), nil
}
