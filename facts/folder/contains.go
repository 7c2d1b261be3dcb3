package folder

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Contains reports whether the file at path, relative to root with forward slashes,
// is part of the base in root, by the rules of List. A file that does not exist yet is judged by
// its path. The .gitignore files on the way are read again each time: it is meant for one
// file at a time, as in an editor, where they change too.
func Contains(ctx context.Context, files Files, root string, selection Selection, file string) (bool, error) {
	l, err := newLister(files, root, selection)
	if err != nil {
		return false, err
	}
	if !filepath.IsLocal(filepath.FromSlash(file)) || path.Clean(file) != file || !l.isFact(file) {
		return false, nil
	}
	p := l.start()
	for {
		if err := ctx.Err(); err != nil {
			return false, err
		}
		if p.dir != "" {
			if nested, err := hasConfig(l.disk, l.onDisk(p.dir)); nested || err != nil {
				return false, nil
			}
		}
		l.enterAlone(&p)
		name, _, isDir := strings.Cut(strings.TrimPrefix(file[len(p.dir):], "/"), "/")
		next := join(p.dir, name)
		info, err := l.disk.Lstat(l.onDisk(next))
		switch {
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return false, pathError(filepath.Join(root, filepath.FromSlash(next)), err)
		case err == nil && info.Mode()&fs.ModeSymlink != 0:
			// Which path of a file counts depends on all the others.
			if err := l.list(ctx); err != nil {
				return false, err
			}
			_, found := slices.BinarySearch(l.Files, file)
			return found, nil
		case err == nil && (isDir != info.IsDir() || !isDir && !info.Mode().IsRegular()):
			return false, nil
		case isDir && name[0] == '.':
			return false, nil
		}
		left, forced := l.left(&p, next, isDir)
		if left || !isDir {
			return !left, nil
		}
		p = place{dir: next, real: next, git: p.git, index: p.index, forced: forced}
	}
}

// enterAlone is enter for a folder whose entries have not been read.
func (l *lister) enterAlone(p *place) {
	var entries []fs.DirEntry
	for _, name := range []string{gitName, ignoreName} {
		if info, err := l.disk.Lstat(filepath.Join(l.onDisk(p.real), name)); err == nil {
			entries = append(entries, fs.FileInfoToDirEntry(info))
		}
	}
	l.enter(p, entries)
}
