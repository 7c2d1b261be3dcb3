package folder

import (
	"cmp"
	"context"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
)

// factSuffix ends the name of a fact file, in this case and no other.
const factSuffix = ".toml"

// A Selection says which files below the root of a base belong to it, besides
// what holds for every base.
type Selection struct {
	// Exclude are globs of files and folders that do not, relative to the root.
	Exclude []string
	// Records reports whether a file that is no *.toml does, by its path relative to
	// the root with forward slashes; nil when none does.
	Records func(path string) bool
}

// isFact reports whether a file holds facts, by its path.
func (s *Selection) isFact(name string) bool {
	if base := path.Base(name); strings.HasSuffix(base, factSuffix) {
		return base != ConfigName
	}
	return s.Records != nil && s.Records(name)
}

// List names the fact files of the base in root, sorted by path, relative to root
// with forward slashes. Root itself is read whatever its name and whatever
// .gitignore says of it: somebody asked for it.
//
// Its error is a root that cannot be read, a pattern of Exclude that
// ValidatePattern refuses, or that of ctx. Everything else is in the Listing.
func List(ctx context.Context, files Files, root string, selection Selection) (Listing, error) {
	l, err := newLister(files, root, selection)
	if err != nil {
		return Listing{}, err
	}
	if err := l.list(ctx); err != nil {
		return Listing{}, err
	}
	return l.Listing, nil
}

// lister is the state of one List.
type lister struct {
	Listing
	Selection
	disk    Files
	root    string // as given, for messages
	real    string // absolute and without links
	exclude Globs
	prefix  string // real's path from the top of the git work tree, ending in a slash
	outer   *ignores
	index   *index // of the work tree around it; nil for none
	effort  *effort

	dirs  map[string]bool // real paths of the folders read, relative to the real root
	files map[string]bool // the same of the files listed; nil until links are followed
	links []link
}

// place is a folder to read.
type place struct {
	dir  string   // its path in the base; the root is ""
	real string   // its real path relative to the real root, other than dir only behind a link
	git  *ignores // the patterns that hold in it from outside
	via  *via

	index  *index // of its work tree
	forced bool   // git ignores the folder, and tracks some files in it all the same
}

func newLister(files Files, root string, selection Selection) (*lister, error) {
	l := &lister{disk: files, Selection: selection, root: root, dirs: map[string]bool{}, effort: newEffort()}
	var err error
	if l.exclude, err = NewGlobs(selection.Exclude); err != nil {
		return nil, err
	}
	abs, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	if l.real, err = files.EvalSymlinks(abs); err != nil {
		return nil, pathError(root, err)
	}
	if top := WorkTree(files, l.real); top != "" {
		l.prefix, l.outer = outerIgnores(files, top, l.real, l.fail)
		l.index = &index{files: files, top: top}
	}
	return l, nil
}

func (l *lister) list(ctx context.Context) error {
	if err := openFolder(l.disk, l.real); err != nil {
		return pathError(l.root, err)
	}
	if err := l.walk(ctx, l.start()); err != nil {
		return err
	}
	if err := l.follow(ctx); err != nil {
		return err
	}
	if l.effort.left < 0 {
		l.fail(l.real, ErrTooCostly)
	}
	slices.Sort(l.Files)
	slices.Sort(l.Nested)
	slices.SortFunc(l.NotFollowed, func(a, b Link) int { return cmp.Compare(a.Path, b.Path) })
	slices.SortFunc(l.Errors, func(a, b error) int { return cmp.Compare(PathOf(a), PathOf(b)) })
	return nil
}

// start is the root.
func (l *lister) start() place { return place{git: l.outer, index: l.index} }

// openFolder tells apart a root that cannot be read, without which there is no base.
func openFolder(files Files, path string) error {
	info, err := files.Stat(path)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return syscall.ENOTDIR
	}
	f, err := files.Open(path, ".")
	if err != nil {
		return err
	}
	return f.Close()
}

// walk reads start and the folders below it, leaving links for later.
func (l *lister) walk(ctx context.Context, start place) error {
	// A list of our own instead of recursion: depth costs no stack, and a path that
	// the system finds too long is an error like another.
	for todo := []place{start}; len(todo) > 0; {
		if err := ctx.Err(); err != nil {
			return err
		}
		p := todo[len(todo)-1]
		todo = l.readFolder(p, todo[:len(todo)-1])
	}
	return nil
}

// readFolder sorts the entries of p into the listing and appends its folders to todo.
func (l *lister) readFolder(p place, todo []place) []place {
	if l.dirs[p.real] {
		return todo
	}
	l.dirs[p.real] = true
	entries, err := l.disk.ReadDir(l.onDisk(p.real))
	if err != nil {
		l.fail(l.onDisk(p.real), err)
	}
	if p.dir != "" && slices.ContainsFunc(entries, isConfig) {
		switch nested, err := hasConfig(l.disk, l.onDisk(p.real)); {
		case err != nil:
			l.fail(filepath.Join(l.onDisk(p.real), ConfigName), err)
			return todo
		case nested:
			l.Nested = append(l.Nested, p.dir)
			return todo
		}
	}
	l.enter(&p, entries)
	for _, e := range entries {
		name, path := e.Name(), join(p.dir, e.Name())
		switch kind := e.Type(); {
		case kind.IsDir():
			if name[0] == '.' {
				continue
			}
			if left, forced := l.left(&p, path, true); !left {
				todo = append(todo, place{path, join(p.real, name), p.git, p.via, p.index, forced})
			}
		case kind&fs.ModeSymlink != 0:
			if name != ConfigName && (!l.ignored(&p, path, false) || p.index.tracks(l.prefix+path, false)) {
				l.links = append(l.links, link{path, join(p.real, name), p})
			}
		case kind&fs.ModeIrregular != 0 && l.isDir(join(p.real, name)):
			// A junction of Windows. Go does not say where it leads, so neither
			// loops nor folders read twice could be noticed.
			if left, _ := l.left(&p, path, true); name[0] != '.' && !left {
				l.NotFollowed = append(l.NotFollowed, Link{path, "is a junction"})
			}
		case !l.isFact(path):
		default:
			switch left, _ := l.left(&p, path, false); {
			case left:
			case kind.IsRegular():
				l.add(path, join(p.real, name))
			default:
				l.fail(l.onDisk(join(p.real, name)), ErrNotRegular)
			}
		}
	}
	return todo
}

// enter has p know the patterns that hold for its entries.
func (l *lister) enter(p *place, entries []fs.DirEntry) {
	base := len(l.prefix + p.dir)
	if p.dir != "" {
		base++
	}
	for _, e := range entries {
		if e.Name() == gitName && p.dir != "" {
			// The top of another work tree: patterns from outside end here.
			p.git = infoExclude(l.disk, l.onDisk(p.real), base, l.fail)
			p.index, p.forced = &index{files: l.disk, top: l.onDisk(p.real), base: base}, false
		}
		if e.Name() == ignoreName {
			p.git = folderIgnores(l.disk, l.onDisk(p.real), base, p.git, l.fail)
		}
	}
}

// left reports whether exclude leaves an entry of p out, or .gitignore what git does
// not track. A folder that git ignores is forced in by tracked files below it.
func (l *lister) left(p *place, path string, isDir bool) (left, forced bool) {
	l.effort.name()
	switch {
	case l.exclude.matchOne(path, isDir, l.effort):
		return true, false
	case !l.ignored(p, path, isDir):
		return false, false
	}
	forced = p.index.tracks(l.prefix+path, isDir)
	return !forced, forced
}

// ignored reports whether git ignores an entry of p.
func (l *lister) ignored(p *place, path string, isDir bool) bool {
	return p.forced || p.git.ignored(l.prefix+path, isDir, l.effort)
}

// add lists the file at path, once for each real file.
func (l *lister) add(path, real string) {
	if l.files != nil {
		if l.files[real] {
			return
		}
		l.files[real] = true
	}
	l.Files = append(l.Files, path)
}

// fail notes an error at a path on disk, in terms of the root as it was given.
func (l *lister) fail(path string, err error) {
	if rel, ok := Inside(l.real, path); ok {
		path = filepath.Join(l.root, filepath.FromSlash(rel))
	}
	l.Errors = append(l.Errors, pathError(path, err))
}

// onDisk returns where the real path, relative to the root, is to be opened.
func (l *lister) onDisk(real string) string {
	return filepath.Join(l.real, filepath.FromSlash(real))
}

func (l *lister) isDir(real string) bool {
	info, err := l.disk.Stat(l.onDisk(real))
	return err == nil && info.IsDir()
}

func isConfig(e fs.DirEntry) bool { return e.Name() == ConfigName }

func join(dir, name string) string {
	if dir == "" {
		return name
	}
	return dir + "/" + name
}
