package outfile

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"sync"
)

// A Temp is a file that was written to take the place of another one.
type Temp struct {
	dir    *os.Root
	name   string // of itself
	target string // of the one whose place it takes
}

// pending are the files that have neither taken their place nor been discarded,
// each with the context that it is written under.
var pending = struct {
	sync.Mutex
	of map[*Temp]context.Context
}{of: map[*Temp]context.Context{}}

// placing is held while files take their places.
var placing sync.Mutex

// Whole runs what an interrupt has to wait for, unless it has come already.
func Whole(ctx context.Context, f func() error) error {
	placing.Lock()
	defer placing.Unlock()
	if err := ctx.Err(); err != nil {
		return err
	}
	return f()
}

// Interrupted waits for files that are taking their places, and removes those
// that will not, now that their contexts are done.
func Interrupted() {
	placing.Lock()
	defer placing.Unlock()
	pending.Lock()
	defer pending.Unlock()
	for t, ctx := range pending.of {
		if ctx.Err() != nil {
			t.remove()
		}
	}
}

// Beside writes a new file into the folder of another one, with the permissions
// and the owner of that as far as the system allows; as is nil when that is not
// there. Its name is none of a fact file, so that nobody takes it for a part of
// a base. Who calls it discards it.
func Beside(ctx context.Context, dir *os.Root, name string, as fs.FileInfo, write func(io.Writer) error) (*Temp, error) {
	var random [8]byte
	rand.Read(random[:]) // never fails
	t := &Temp{dir, path.Join(path.Dir(name), ".factlint-"+hex.EncodeToString(random[:])), name}
	mode := fs.FileMode(0o666)
	if as != nil {
		mode = 0o600 // until it has its owner
	}
	f, err := t.begin(ctx, mode)
	if err != nil {
		return nil, err
	}
	err = write(f)
	if err == nil {
		err = f.Sync() // or a power cut could leave the new name with nothing in it
	}
	if err = errors.Join(err, f.Close()); err == nil && as != nil {
		mode = as.Mode().Perm()
		if !keepOwner(dir, t.name, as) {
			mode &^= 0o070 &^ (mode & 0o007 << 3) // another group gets no more than everybody
		}
		err = dir.Chmod(t.name, mode)
	}
	if err != nil {
		t.Discard()
		return nil, cmp.Or(ctx.Err(), err) // an interrupt may have removed it
	}
	return t, nil
}

func (t *Temp) begin(ctx context.Context, mode fs.FileMode) (*os.File, error) {
	pending.Lock()
	defer pending.Unlock()
	if err := ctx.Err(); err != nil {
		return nil, err // nobody would remove it
	}
	f, err := t.dir.OpenFile(t.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err == nil {
		pending.of[t] = ctx
	}
	return f, err
}

// Replace puts the file in the place of the other one. It is called within Whole.
func (t *Temp) Replace() error {
	err := t.dir.Rename(t.name, t.target)
	if err == nil {
		pending.Lock()
		defer pending.Unlock()
		delete(pending.of, t)
	}
	return err
}

// Appear gives the file the name of the other one, which is not there: nor may
// it have come meanwhile. It is called within Whole.
func (t *Temp) Appear() error {
	err := t.dir.Link(t.name, t.target)
	switch {
	case errors.Is(err, fs.ErrExist):
		return fs.ErrExist
	case err != nil: // not every file system has links
		if _, err := t.dir.Lstat(t.target); err == nil {
			return fs.ErrExist
		}
		return t.Replace()
	}
	t.Discard() // one name is enough
	return nil
}

// Discard removes the file, unless it has taken its place.
func (t *Temp) Discard() {
	pending.Lock()
	defer pending.Unlock()
	t.remove()
}

func (t *Temp) remove() {
	if _, ok := pending.of[t]; ok {
		_ = t.dir.Remove(t.name) // what failed before is reported
		delete(pending.of, t)
	}
}
