// Package outfile writes the files that a command is asked for.
//
// It promises that a file below a folder stays below it, whatever links a
// stranger has committed into the tree and whoever puts one in the way
// meanwhile; that a file has all of its text or is as it was before, on a full
// disk too; and that a command that is interrupted leaves no file of its own
// behind. What one leaves that was killed, which nothing can prevent, the next one that
// writes to the folder removes; on Windows it stays, under the name .factlint-….
// A device or a pipe is written to as it stands.
package outfile

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// Within is a folder that a file below it must not leave by a link.
type Within struct {
	Dir  string
	Name string // after "a link leads it out of"
}

// WorkingDirectory is where the files go that people name. A path that leaves
// it by its own words is taken at its word.
func WorkingDirectory() Within { return Within{".", "the working directory"} }

// Write writes a file, in the place of one that is there; what write writes may
// be asked for twice.
func Write(ctx context.Context, in Within, name string, write func(io.Writer) error) error {
	t, err := resolve(in, name, false)
	if err != nil {
		return err
	}
	defer t.dir.Close()
	if t.info != nil && !t.info.Mode().IsRegular() {
		return t.stream(write)
	}
	return t.replace(ctx, write)
}

// Create writes a text to a file that is not there yet, and makes the folders
// that it is in.
func Create(ctx context.Context, in Within, name, text string) error {
	t, err := resolve(in, name, true)
	if err != nil {
		return err
	}
	defer t.dir.Close()
	if t.info != nil {
		return fs.ErrExist
	}
	return t.replace(ctx, func(w io.Writer) error { _, err := io.WriteString(w, text); return err })
}

// Edit puts what edit makes of the text of a file in its place; the text is nil
// when there is no file. A file has at most so many bytes.
func Edit(ctx context.Context, in Within, name string, most int64, edit func(old []byte) []byte) error {
	t, err := resolve(in, name, true)
	if err != nil {
		return err
	}
	defer t.dir.Close()
	var old []byte
	if t.info != nil {
		if old, err = t.read(most); err != nil {
			return err
		}
	}
	text := edit(old)
	return t.replace(ctx, func(w io.Writer) error { _, err := w.Write(text); return err })
}

// Remove removes a file, if it is one that Write would have replaced.
func Remove(in Within, name string) error {
	t, err := resolve(in, name, false)
	if err != nil {
		return err
	}
	defer t.dir.Close()
	if t.info == nil || !t.info.Mode().IsRegular() {
		return nil
	}
	return t.dir.Remove(t.name)
}

// target is where a file goes. All that is done to it goes through an os.Root,
// which no link that is put in the way meanwhile can lead out of.
type target struct {
	dir  *os.Root
	name string      // in dir; no link
	info fs.FileInfo // nil when there is no file
}

func (t *target) stream(write func(io.Writer) error) error {
	f, err := t.dir.OpenFile(t.name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(buffered(f, write), f.Close())
}

func (t *target) read(most int64) ([]byte, error) {
	switch {
	case !t.info.Mode().IsRegular(): // to open a pipe waits for somebody who writes
		return nil, errors.New("is not a regular file")
	case t.info.Size() > most:
		return nil, fmt.Errorf("has %d MB; at most %d MB are read", t.info.Size()>>20, most>>20)
	}
	f, err := t.dir.Open(t.name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if t.info, err = f.Stat(); err != nil {
		return nil, err
	}
	text := make([]byte, 0, t.info.Size()+1)
	b := bytes.NewBuffer(text)
	if _, err := io.Copy(b, io.LimitReader(f, most+1)); err != nil {
		return nil, err
	}
	if int64(b.Len()) != t.info.Size() {
		return nil, ErrChanged
	}
	return b.Bytes(), nil
}

// replace puts what is written in the place of the file.
func (t *target) replace(ctx context.Context, write func(io.Writer) error) error {
	if t.info != nil && t.info.Mode().Perm()&0o222 == 0 { // the superuser could write it all the same
		return ErrReadOnly
	}
	temp, err := Beside(ctx, t.dir, t.name, t.info, func(w io.Writer) error { return buffered(w, write) })
	switch {
	case errors.Is(err, fs.ErrPermission) && t.info != nil:
		return t.inPlace(ctx, write) // the folder is closed to us, the file is not
	case err != nil:
		return err
	}
	defer temp.Discard()
	err = Whole(ctx, func() error {
		if t.info == nil {
			return temp.Appear()
		}
		now, err := t.dir.Lstat(t.name)
		if err == nil && !Unchanged(now, t.info) {
			err = ErrChanged
		}
		if err != nil {
			return err
		}
		return temp.Replace()
	})
	if busy(err) { // it is where another file system is mounted, as in a container
		return t.inPlace(ctx, write)
	}
	return err
}

// inPlace writes over a file that no other can take the place of.
func (t *target) inPlace(ctx context.Context, write func(io.Writer) error) error {
	return Whole(ctx, func() error {
		f, err := t.dir.OpenFile(t.name, os.O_WRONLY|os.O_TRUNC, 0)
		if err != nil {
			return err
		}
		return errors.Join(buffered(f, write), f.Close())
	})
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	b := bufio.NewWriterSize(w, 64<<10)
	return errors.Join(write(b), b.Flush())
}

// Unchanged reports whether a file is the one that it was.
func Unchanged(now, then fs.FileInfo) bool {
	return os.SameFile(now, then) && now.Size() == then.Size() && now.ModTime().Equal(then.ModTime())
}
