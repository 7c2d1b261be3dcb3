// Package inplace writes the texts that fixes have made of a base to the files that they
// stood in: all of them, or none, each as a whole, and never through a link that leads out
// of the base.
package inplace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/fix"
	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/facts/folder"
)

// Why a file is not written; they are in *fs.PathError values.
var (
	ErrReadOnly = outfile.ErrReadOnly
	ErrChanged  = outfile.ErrChanged
	ErrLeadsOut = errors.New("leads out of the base and stays as it is")
)

// Write writes the changes of a base to the files below its root: all of them,
// or none. Each file is replaced as a whole by one that was written beside it,
// with its permissions and, where the system allows, its owner and group; of
// several hard links the others keep the old text. The errors, one for each
// file that cannot be written, are *fs.PathError values whose path is that of
// the change, or another error that concerns no file by itself.
func Write(ctx context.Context, root string, changes []fix.Change) []error {
	real, err := filepath.EvalSymlinks(root)
	if err != nil {
		return []error{err}
	}
	dir, err := os.OpenRoot(real)
	if err != nil {
		return []error{err}
	}
	defer dir.Close()
	w := &writer{ctx: ctx, dir: dir, real: real}
	defer w.discard()
	var failed []error
	for i := range changes {
		if err := w.stage(&changes[i]); err != nil {
			failed = append(failed, withPath(changes[i].Path, err))
		}
	}
	if ctx.Err() == nil && len(failed) > 0 {
		return failed
	}
	// An interrupt leaves all files as they were, or none.
	if err := outfile.Whole(ctx, func() error { failed = w.replace(); return nil }); err != nil {
		return []error{err}
	}
	return failed
}

// withPath puts the path of a change before what went wrong with it.
func withPath(path string, err error) error {
	return &fs.PathError{Op: "write", Path: path, Err: folder.Cause(err)}
}

// A writer writes files below a folder. All that it does goes through an
// os.Root, which no link that is put in the way meanwhile can lead out of.
type writer struct {
	ctx    context.Context // of the command that writes
	dir    *os.Root
	real   string
	staged []staged
}

// staged is a change whose new text is in a file of its own.
type staged struct {
	change *fix.Change
	name   string // of the file, relative to the root and without links
	temp   *outfile.Temp
	info   fs.FileInfo // of the file when it was read again
}

// stage writes the new text of a file beside it.
func (w *writer) stage(c *fix.Change) error {
	name, err := w.resolve(c.Path)
	if err != nil {
		return err
	}
	info, err := w.unchanged(name, c.Old)
	if err != nil {
		return err
	}
	temp, err := w.beside(w.ctx, name, info, c.New)
	if err != nil {
		return fmt.Errorf("cannot be replaced: %w", folder.Cause(err))
	}
	w.staged = append(w.staged, staged{c, name, temp, info})
	return nil
}

// resolve returns where a path of the base leads, relative to the root. It
// follows the links that reading follows: inside the base, to a fact file.
func (w *writer) resolve(name string) (string, error) {
	real, err := filepath.EvalSymlinks(filepath.Join(w.real, filepath.FromSlash(name)))
	if err != nil {
		return "", err
	}
	rel, ok := folder.Inside(w.real, real)
	if !ok || !strings.HasSuffix(rel, ".toml") || path.Base(rel) == folder.ConfigName {
		return "", ErrLeadsOut
	}
	return rel, nil
}

// unchanged checks that a file may be written and still holds a text.
func (w *writer) unchanged(name string, old []byte) (fs.FileInfo, error) {
	info, err := w.dir.Lstat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() != int64(len(old)):
		return nil, ErrChanged
	case info.Mode().Perm()&0o222 == 0: // the superuser could open it all the same
		return nil, ErrReadOnly
	}
	f, err := w.dir.OpenFile(name, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) {
		return nil, ErrReadOnly
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, int64(len(old))+1))
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(src, old) {
		return nil, ErrChanged
	}
	return f.Stat()
}

func (w *writer) beside(ctx context.Context, name string, as fs.FileInfo, text []byte) (*outfile.Temp, error) {
	return outfile.Beside(ctx, w.dir, name, as, func(to io.Writer) error { _, err := to.Write(text); return err })
}

// replace puts the staged files in the place of the old ones. When one fails,
// those before it get their old text back.
func (w *writer) replace() []error {
	for i := range w.staged {
		s := &w.staged[i]
		now, err := w.dir.Lstat(s.name)
		if err == nil && !outfile.Unchanged(now, s.info) {
			err = ErrChanged
		}
		if err == nil {
			err = s.temp.Replace()
		}
		if err == nil {
			continue
		}
		failed := []error{withPath(s.change.Path, err)}
		for _, done := range w.staged[:i] {
			if err := w.restore(&done); err != nil {
				failed = append(failed, withPath(done.change.Path, fmt.Errorf("is changed, and could not be changed back: %w", err)))
			}
		}
		return failed
	}
	return nil
}

func (w *writer) restore(s *staged) error {
	temp, err := w.beside(context.WithoutCancel(w.ctx), s.name, s.info, s.change.Old)
	if err != nil {
		return err
	}
	return temp.Replace()
}

// discard removes the staged files that were not used.
func (w *writer) discard() {
	for _, s := range w.staged {
		s.temp.Discard()
	}
}
