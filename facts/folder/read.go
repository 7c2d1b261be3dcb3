package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
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
	// Room gives n bytes to read a file into; without it each file has memory of its own.
	Room func(n int) []byte
	real string // the folder, absolute and without links
}

// NewReader returns the reader of a folder that is there.
func NewReader(root string) (*Reader, error) {
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	real, err := filepath.EvalSymlinks(abs)
	if err != nil {
		return nil, pathError(root, err)
	}
	return &Reader{real: real}, nil
}

// Read returns the content of the file at a path of a Listing, of at most so many
// bytes. Its errors say what is wrong without the path: the caller knows how it
// was asked for.
func (r *Reader) Read(name string, most int64) ([]byte, error) {
	f, err := r.open(name)
	if err != nil {
		return nil, cause(err)
	}
	defer f.Close()
	size, err := f.size()
	switch {
	case err != nil:
		return nil, err
	case size > most:
		return nil, fmt.Errorf("has %d MB; a fact file has at most %d MB, so split it", size>>20, most>>20)
	}
	var src []byte
	if r.Room != nil {
		src = r.Room(int(size))
	} else {
		src = make([]byte, size)
	}
	switch _, err := io.ReadFull(f, src); err {
	case nil:
		return src, nil
	case io.EOF, io.ErrUnexpectedEOF:
		return nil, errShrunk
	default:
		return nil, cause(err)
	}
}

// follow returns the path of a file without links, relative to the folder.
func (r *Reader) follow(name string) (string, error) {
	target, err := filepath.EvalSymlinks(filepath.Join(r.real, filepath.FromSlash(name)))
	if err != nil {
		return "", err
	}
	rel, ok := inside(r.real, target)
	if !ok || rel != name && (path.Ext(rel) != path.Ext(name) || path.Base(rel) == ConfigName) {
		return "", errSwapped
	}
	return rel, nil
}

// openInside opens a file wherever links are told apart by the Go library alone.
func (r *Reader) openInside(name string) (*os.File, error) {
	name, err := r.follow(name)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(r.real)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.OpenFile(name, os.O_RDONLY|doNotWait, 0)
}

// cause leaves the path out of an error.
func cause(err error) error {
	if at := (*fs.PathError)(nil); errors.As(err, &at) {
		return at.Err
	}
	return err
}
