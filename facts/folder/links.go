package folder

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// link is a symbolic link met on the way.
type link struct {
	path string // in the base
	real string // where the link itself is, relative to the real root
	in   place  // the folder that holds it, with the patterns of its entries
}

// via is the chain of links that led to a folder.
type via struct {
	real string // the real folder that the link is in
	up   *via
}

// follow goes through the links once everything has been read that can be
// read without them. So a file is listed under its own path when that is part of
// the base, and under the first link in order of paths when it is not.
func (l *lister) follow(ctx context.Context) error {
	if len(l.links) == 0 {
		return nil
	}
	l.files = make(map[string]bool, len(l.Files))
	for _, path := range l.Files {
		l.files[path] = true // no link was followed yet: these are real paths
	}
	for len(l.links) > 0 {
		round := l.links
		l.links = nil // those that the folders followed now hold
		slices.SortFunc(round, func(a, b link) int { return strings.Compare(a.path, b.path) })
		for _, one := range round {
			if err := l.followOne(ctx, one); err != nil {
				return err
			}
		}
	}
	return nil
}

func (l *lister) followOne(ctx context.Context, one link) error {
	name := path.Base(one.path)
	info, err := l.disk.Stat(l.onDisk(one.real))
	isDir := err != nil || info.IsDir() // one that leads nowhere may have been a folder
	switch {
	case l.exclude.matchOne(one.path, isDir, l.effort):
		return nil
	case err != nil:
		l.broken(one, name, err)
		return nil
	case name == ignoreName:
		l.leave(one, "is a link, which git does not follow either: its patterns are not applied")
		return nil
	case isDir && name[0] == '.', !isDir && !l.isFact(one.path):
		return nil
	}
	target, err := l.disk.EvalSymlinks(l.onDisk(one.real))
	if err != nil {
		l.broken(one, name, err)
		return nil
	}
	real, ok := Inside(l.real, target)
	switch {
	case !ok:
		l.leave(one, "leads out of the base, to "+l.readlink(one))
	case isDir:
		return l.followFolder(ctx, one, real)
	case !info.Mode().IsRegular():
		l.fail(l.onDisk(one.real), ErrNotRegular)
	case path.Ext(real) != path.Ext(name):
		// What is wrong with a file is shown with its lines. A link in a
		// stranger's base must not put .git/config or .env into a log.
		l.leave(one, "leads to "+real+", whose name does not end in "+path.Ext(name))
	case path.Base(real) == ConfigName:
		l.leave(one, "leads to a "+ConfigName+", which holds no facts")
	default:
		if other, ok := l.otherBase(path.Dir(real)); ok {
			l.leave(one, "leads into "+other+", a base of its own")
			return nil
		}
		l.add(one.path, real)
	}
	return nil
}

func (l *lister) followFolder(ctx context.Context, one link, real string) error {
	chain := &via{one.in.real, one.in.via}
	for v := chain; v != nil; v = v.up {
		if holds(real, v.real) {
			back := real
			if back == "" {
				back = "the folder of the base"
			}
			l.leave(one, "leads back to "+back+", a loop of folders")
			return nil
		}
	}
	if other, ok := l.otherBase(real); ok {
		l.leave(one, "leads into "+other+", a base of its own")
		return nil
	}
	return l.walk(ctx, place{one.path, real, one.in.git, chain, one.in.index, one.in.forced})
}

// otherBase returns the nearest folder from dir up to below the root that holds a
// factlint.toml.
func (l *lister) otherBase(dir string) (string, bool) {
	for ; dir != "" && dir != "."; dir = path.Dir(dir) {
		if nested, err := hasConfig(l.disk, l.onDisk(dir)); nested || err != nil {
			return dir, true
		}
	}
	return "", false
}

// broken deals with a link whose end could not be looked at.
func (l *lister) broken(one link, name string, err error) {
	const windowsLoop = syscall.Errno(1921) // ERROR_CANT_RESOLVE_FILENAME; no errno of Unix
	switch {
	case strings.HasPrefix(name, ".#"):
		// Emacs locks a file it has changes to by a link that leads nowhere.
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		l.leave(one, "leads nowhere, to "+l.readlink(one))
	case errors.Is(err, syscall.ELOOP), errors.Is(err, windowsLoop):
		l.leave(one, "leads in a loop of links")
	default:
		l.fail(l.onDisk(one.real), err)
	}
}

func (l *lister) leave(one link, reason string) {
	l.NotFollowed = append(l.NotFollowed, Link{one.path, reason})
}

// readlink returns where the link leads in the words of who made it.
func (l *lister) readlink(one link) string {
	to, err := l.disk.Readlink(l.onDisk(one.real))
	if err != nil {
		return "an unknown place"
	}
	return filepath.ToSlash(to)
}

// Inside returns path relative to root with forward slashes, "" for root itself;
// not ok when it lies elsewhere.
func Inside(root, path string) (rel string, ok bool) {
	rel, err := filepath.Rel(root, path)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	if rel == "." {
		return "", true
	}
	return filepath.ToSlash(rel), true
}

// holds reports whether dir is the folder outer or lies in it.
func holds(outer, dir string) bool {
	return outer == "" || dir == outer || strings.HasPrefix(dir, outer+"/")
}
