package folder

import (
	"bytes"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Memory is files that stand on no disk: their texts by absolute path. The folders that
// hold them are there with them, and there are no links. Nobody changes it while it is read.
type Memory map[string][]byte

// Lstat tells of a file or folder.
func (m Memory) Lstat(path string) (fs.FileInfo, error) { return m.find("lstat", path) }

// Stat tells of a file or folder.
func (m Memory) Stat(path string) (fs.FileInfo, error) { return m.find("stat", path) }

// Readlink finds no link.
func (m Memory) Readlink(path string) (string, error) {
	return "", &fs.PathError{Op: "readlink", Path: path, Err: fs.ErrInvalid}
}

// EvalSymlinks returns the path of what is there.
func (m Memory) EvalSymlinks(path string) (string, error) {
	path = filepath.Clean(path)
	_, err := m.find("lstat", path)
	return path, err
}

// Open opens a file or folder.
func (m Memory) Open(dir, name string) (fs.File, error) {
	path := filepath.Join(dir, filepath.FromSlash(name))
	e, err := m.find("open", path)
	if err != nil {
		return nil, err
	}
	return &memoryFile{*bytes.NewReader(m[path]), e}, nil
}

// ReadDir returns what a folder holds, sorted.
func (m Memory) ReadDir(path string) ([]fs.DirEntry, error) {
	e, err := m.find("open", path)
	if err != nil || !e.IsDir() {
		return nil, &fs.PathError{Op: "readdir", Path: path, Err: fs.ErrNotExist}
	}
	var out []fs.DirEntry
	for name, text := range m {
		below, ok := below(path, name)
		if !ok {
			continue
		}
		first, _, deeper := strings.Cut(below, string(filepath.Separator))
		e := memoryEntry{name: first, size: int64(len(text))}
		if deeper {
			e = memoryEntry{name: first, folder: true}
		}
		out = append(out, fs.FileInfoToDirEntry(e))
	}
	slices.SortFunc(out, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return slices.CompactFunc(out, func(a, b fs.DirEntry) bool { return a.Name() == b.Name() }), nil
}

func (m Memory) find(op, path string) (memoryEntry, error) {
	path = filepath.Clean(path)
	if text, ok := m[path]; ok {
		return memoryEntry{name: filepath.Base(path), size: int64(len(text))}, nil
	}
	for name := range m {
		if _, ok := below(path, name); ok {
			return memoryEntry{name: filepath.Base(path), folder: true}, nil
		}
	}
	return memoryEntry{}, &fs.PathError{Op: op, Path: path, Err: fs.ErrNotExist}
}

// below returns the path of a file as seen from a folder that holds it.
func below(dir, path string) (string, bool) {
	return strings.CutPrefix(path, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

type memoryFile struct {
	bytes.Reader
	entry memoryEntry
}

func (f *memoryFile) Stat() (fs.FileInfo, error) { return f.entry, nil }
func (f *memoryFile) Close() error               { return nil }

// memoryEntry is what there is to tell of a file or folder.
type memoryEntry struct {
	name   string
	size   int64
	folder bool
}

func (e memoryEntry) Name() string       { return e.name }
func (e memoryEntry) Size() int64        { return e.size }
func (e memoryEntry) ModTime() time.Time { return time.Time{} }
func (e memoryEntry) IsDir() bool        { return e.folder }
func (e memoryEntry) Sys() any           { return nil }

func (e memoryEntry) Mode() fs.FileMode {
	if e.folder {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
