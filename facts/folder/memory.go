package folder

import (
	"bytes"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Memory is files that stand on no disk. The folders that hold them are there with them,
// and there are no links.
type Memory struct {
	texts   map[string][]byte
	folders map[string][]fs.DirEntry // what each holds, by path
}

// NewMemory returns files with their texts by absolute path, which nobody changes any more.
func NewMemory(texts map[string][]byte) *Memory {
	m := &Memory{texts, map[string][]fs.DirEntry{}}
	for path, text := range texts {
		e := memoryEntry{size: int64(len(text))}
		for dir := filepath.Dir(path); dir != path; path, dir = dir, filepath.Dir(dir) {
			e.name = path[strings.LastIndexByte(path, filepath.Separator)+1:]
			entries, known := m.folders[dir]
			if m.folders[dir] = append(entries, fs.FileInfoToDirEntry(e)); known {
				break
			}
			e = memoryEntry{folder: true}
		}
	}
	for _, entries := range m.folders {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return m
}

// Lstat tells of a file or folder.
func (m *Memory) Lstat(path string) (fs.FileInfo, error) { return m.find("lstat", path) }

// Stat tells of a file or folder.
func (m *Memory) Stat(path string) (fs.FileInfo, error) { return m.find("stat", path) }

// Readlink finds no link.
func (m *Memory) Readlink(path string) (string, error) {
	return "", &fs.PathError{Op: "readlink", Path: path, Err: fs.ErrInvalid}
}

// EvalSymlinks returns the path of what is there.
func (m *Memory) EvalSymlinks(path string) (string, error) {
	path = filepath.Clean(path)
	_, err := m.find("lstat", path)
	return path, err
}

// Open opens a file or folder.
func (m *Memory) Open(dir, name string) (fs.File, error) {
	path := filepath.Join(dir, filepath.FromSlash(name))
	e, err := m.find("open", path)
	if err != nil {
		return nil, err
	}
	return &memoryFile{*bytes.NewReader(m.texts[path]), e}, nil
}

// ReadDir returns what a folder holds, sorted.
func (m *Memory) ReadDir(path string) ([]fs.DirEntry, error) {
	entries, ok := m.folders[filepath.Clean(path)]
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: path, Err: fs.ErrNotExist}
	}
	return entries, nil
}

func (m *Memory) find(op, path string) (memoryEntry, error) {
	path = filepath.Clean(path)
	text, isFile := m.texts[path]
	_, isFolder := m.folders[path]
	if !isFile && !isFolder {
		return memoryEntry{}, &fs.PathError{Op: op, Path: path, Err: fs.ErrNotExist}
	}
	return memoryEntry{filepath.Base(path), int64(len(text)), isFolder}, nil
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
