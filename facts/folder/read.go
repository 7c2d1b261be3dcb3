package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"syscall"
)

var (
	errShrunk  = errors.New("could not be read whole; it may be changing")
	errSwapped = errors.New("has become a link that is not followed")
)

// A Reader reads the files of the base in a folder.
//
// It judges a link anew, as List did: a file that was swapped for a link since
// must not put what lies outside of the base, or its .env, into a log.
type Reader struct {
	// Alloc gives n bytes to read a file into; without it each file has memory of its own.
	Alloc func(n int) []byte
	files Files
	real  string // the folder, absolute and without links
}

// NewReader returns the reader of a folder that is there.
func NewReader(files Files, root string) (*Reader, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	real, err := files.EvalSymlinks(abs)
	if err != nil {
		return nil, pathError(root, err)
	}
	return &Reader{files: files, real: real}, nil
}

// Read returns the content of the file at a path of a Listing, of at most so many
// bytes. Its errors say what is wrong without the path: the caller knows how it
// was asked for.
func (r *Reader) Read(name string, most int64) ([]byte, error) {
	f, err := r.open(name)
	if err != nil {
		return nil, Cause(err)
	}
	defer f.Close()
	info, err := f.Stat()
	switch {
	case err != nil:
		return nil, Cause(err)
	case !info.Mode().IsRegular():
		return nil, ErrNotRegular
	case info.Size() > most:
		return nil, fmt.Errorf("has %d MB; a fact file has at most %d MB, so split it", info.Size()>>20, most>>20)
	}
	var src []byte
	if r.Alloc != nil {
		src = r.Alloc(int(info.Size()))
	} else {
		src = make([]byte, info.Size())
	}
	switch _, err := io.ReadFull(f, src); err {
	case nil:
		return src, nil
	case io.EOF, io.ErrUnexpectedEOF:
		return nil, errShrunk
	default:
		return nil, Cause(err)
	}
}

func (r *Reader) open(name string) (fs.File, error) {
	f, err := r.files.Open(r.real, name)
	if !errors.Is(err, syscall.ELOOP) {
		return f, err
	}
	if name, err = r.follow(name); err != nil {
		return nil, err
	}
	if f, err = r.files.Open(r.real, name); errors.Is(err, syscall.ELOOP) {
		err = errSwapped
	}
	return f, err
}

// follow returns the path of a file without links, relative to the folder.
func (r *Reader) follow(name string) (string, error) {
	target, err := r.files.EvalSymlinks(filepath.Join(r.real, filepath.FromSlash(name)))
	if err != nil {
		return "", err
	}
	rel, ok := Inside(r.real, target)
	if !ok || rel != name && (path.Ext(rel) != path.Ext(name) || path.Base(rel) == ConfigName) {
		return "", errSwapped
	}
	return rel, nil
}
