package outfile

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// A Temp is a file that was written to take the place of another one.
type Temp struct {
	dir    *os.Root
	name   string   // of itself
	target string   // of the one whose place it takes
	lock   *os.File // the file, locked for as long as it has this name
}

// prefix begins the names of such files. None of a fact file does, so that nobody takes
// them for a part of a base.
const prefix = ".factlint-"

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
// there. Who calls it discards it. What a run that was killed has left in the folder is
// removed before.
func Beside(ctx context.Context, dir *os.Root, name string, as fs.FileInfo, write func(io.Writer) error) (*Temp, error) {
	removeLeft(dir, path.Dir(name))
	t := &Temp{dir: dir, target: name}
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
	if !locks {
		err = errors.Join(err, f.Close()) // an open file could not take another name
	}
	if err == nil && as != nil {
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
	for {
		t.name = path.Join(path.Dir(t.target), prefix+strings.ToLower(rand.Text()))
		f, err := t.dir.OpenFile(t.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
		if err != nil {
			return nil, err
		}
		pending.of[t] = ctx
		if !locks {
			return f, nil
		}
		t.lock = f
		tryLock(f)
		// Another run may have taken it for one that is left before it was locked.
		if t.is(f) {
			return f, nil
		}
		t.remove()
	}
}

// is reports whether a file is still there under the name of the Temp.
func (t *Temp) is(f *os.File) bool {
	open, err := f.Stat()
	there, errThere := t.dir.Lstat(t.name)
	return err == nil && errThere == nil && os.SameFile(open, there)
}

// searched are the folders that were searched for what is left in them.
var searched sync.Map

// removeLeft removes the files from a folder that a run which was killed has left there:
// those that nobody has locked. Where files cannot be locked they stay.
func removeLeft(dir *os.Root, folder string) {
	at, err := filepath.Abs(filepath.Join(dir.Name(), filepath.FromSlash(folder)))
	if err != nil || !locks {
		return
	}
	if _, known := searched.LoadOrStore(at, true); known {
		return
	}
	f, err := dir.Open(folder)
	if err != nil {
		return // that is reported when something is to be written there
	}
	defer f.Close()
	for {
		names, err := f.Readdirnames(1000)
		for _, name := range names {
			if strings.HasPrefix(name, prefix) && len(name) == len(prefix)+len(rand.Text()) {
				removeUnlocked(dir, path.Join(folder, name))
			}
		}
		if err != nil {
			return
		}
	}
}

func removeUnlocked(dir *os.Root, name string) {
	if info, err := dir.Lstat(name); err != nil || !info.Mode().IsRegular() {
		return
	}
	f, err := dir.Open(name)
	if err != nil {
		return
	}
	defer f.Close()
	if tryLock(f) {
		_ = dir.Remove(name) // the next run tries again
	}
}

// Replace puts the file in the place of the other one. It is called within Whole.
func (t *Temp) Replace() error {
	err := t.dir.Rename(t.name, t.target)
	if err == nil {
		pending.Lock()
		defer pending.Unlock()
		t.done()
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
		t.done()
	}
}

// done lets go of the file.
func (t *Temp) done() {
	delete(pending.of, t)
	if t.lock != nil {
		_ = t.lock.Close() // it is written already
	}
}
