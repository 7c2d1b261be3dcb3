// Package revision reads a base as it is in a revision of git, with the git
// program.
//
// It promises that reading starts no other program and changes nothing: no hook,
// no filter of .gitattributes, no monitor of the file system, no pager and no
// transport, whatever the repository configures; that names of files may have
// any bytes; and that no tree makes it hang or fill the memory. Links in the
// revision are not followed.
//
// It does not judge what the files hold, nor does it look at the index: what is
// staged counts once it is on disk.
package revision

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/wording"
)

// maxEntries is how many files of a revision are looked at. A tree may hold the
// same small tree again and again and so have more files than anybody could store.
const maxEntries = 2_000_000

// maxContent is how many bytes the files that are read may have together: as
// many of them may be the same small thing to git.
const maxContent = 512 << 20

// maxListing is how many bytes their names may have together.
const maxListing = 1 << 30

// A Tree is the folder of a base in a revision.
type Tree struct {
	Name string // of the revision, as it was given
	// Unborn says that the revision is before the first commit, so that it has nothing:
	// HEAD of an empty repository, the parent of the first commit, or the hash of
	// zeros that code hosts give for a branch that has just been made.
	Unborn bool

	git     git
	commit  string   // its hash
	root    string   // of the base, from the top of the work tree; "" for the top itself
	top     string   // where the work tree is on disk
	tracked []string // the paths of those files
	records func(path string) bool
	objects map[string]object // by path from the top: fact files and factlint.toml
	links   []submodule       // not yet read
	absent  []string
	files   int   // how many were listed, of any name
	bytes   int   // of their names
	content int64 // bytes of the files that were read
}

// object is a file of the revision.
type object struct {
	hash string
	git  git // where it is kept
}

// Open finds the folder root, absolute, in a revision: a branch, a tag, a hash or
// what else names a commit. The errors say what is wrong in words for the person
// who named the revision.
// Other files than *.toml, mappings and those whose ending tells a format of records
// are looked at where records, by their path in the base, says so; nil for nowhere.
func Open(ctx context.Context, root, name string, records func(path string) bool) (*Tree, error) {
	t := &Tree{Name: name, records: records, git: git{dir: root}, objects: map[string]object{}}
	shown := wording.QuoteCut(name, 100)
	switch {
	case name == "":
		return nil, errors.New("the revision is empty; write a branch, a tag or a hash")
	case strings.HasPrefix(name, "-"), strings.ContainsAny(name, "\x00\n"):
		return nil, fmt.Errorf("%s is not a revision; write a branch, a tag or a hash", shown)
	case strings.Contains(name, ".."):
		return nil, fmt.Errorf("%s names two revisions; write one: for the point at which a branch left main, what `git merge-base main HEAD` prints", shown)
	}
	shallow, err := t.find(ctx)
	if err != nil {
		return nil, err
	}
	commit, err := t.git.run(ctx, "rev-parse", "--verify", "--quiet", name+"^{commit}")
	if exit := (*failure)(nil); errors.As(err, &exit) && !shallow {
		if t.Unborn, err = t.git.beforeFirst(ctx, name, err); t.Unborn {
			return t, nil
		}
	}
	switch exit := (*failure)(nil); {
	case errors.As(err, &exit) && shallow:
		return nil, fmt.Errorf("there is no revision %s in this shallow clone; fetch its history (actions/checkout: fetch-depth: 0; or git fetch --unshallow)", shown)
	case errors.As(err, &exit):
		return nil, fmt.Errorf("there is no revision %s in this repository; fetch it, or correct the name", shown)
	case err != nil:
		return nil, err
	}
	t.commit = strings.TrimSpace(commit)
	if err := t.read(ctx); err != nil {
		return nil, err
	}
	if err := t.readSubmodules(ctx); err != nil {
		return nil, err
	}
	return t, nil
}

// Extended returns the text of a file that factlint.toml extends, by its name from
// the root of the base. The error says in a few words why there is none.
func (t *Tree) Extended(ctx context.Context, name string, most int64) ([]byte, error) {
	full := path.Join(t.root, name)
	if full == ".." || strings.HasPrefix(full, "../") {
		return nil, errors.New("lies outside the git repository")
	}
	if _, ok := t.objects[full]; !ok && !t.Unborn {
		if err := t.list(ctx, t.git, "", []string{"ls-tree", "-z", "--full-tree", t.commit, "--", full}); err != nil {
			return nil, err
		}
	}
	if _, ok := t.objects[full]; !ok {
		return nil, errors.New("is not there")
	}
	read, unread, err := t.Read(ctx, []string{name}, most)
	for _, u := range unread {
		err = u.Err
	}
	return read[name], err
}

// read lists what the revision holds below the base.
func (t *Tree) read(ctx context.Context) error {
	args := []string{"ls-tree", "-r", "-z", "--full-tree", t.commit}
	if t.root != "" {
		args = append(args, "--", t.root+"/")
	}
	return t.list(ctx, t.git, "", args)
}

// list notes what git ls-tree with the arguments tells, below a folder.
func (t *Tree) list(ctx context.Context, g git, below string, args []string) error {
	c, err := g.start(ctx, "", args...)
	if err != nil {
		return err
	}
	r := bufio.NewReaderSize(c.out, 64<<10)
	for {
		entry, err := r.ReadString(0)
		t.files, t.bytes = t.files+1, t.bytes+len(entry)
		if errors.Is(err, io.EOF) {
			return c.wait()
		}
		if err == nil && (t.files > maxEntries || t.bytes > maxListing) {
			err = fmt.Errorf("%s has too many files in the folder of the base, more than %d", wording.QuoteCut(t.Name, 100), t.files-1)
		}
		if err != nil {
			c.stop()
			return err
		}
		t.add(g, below, strings.TrimSuffix(entry, "\x00"))
	}
}

// add notes an entry: "MODE TYPE HASH\tPATH".
func (t *Tree) add(g git, below, entry string) {
	head, name, _ := strings.Cut(entry, "\t")
	mode, rest, _ := strings.Cut(head, " ")
	_, hash, _ := strings.Cut(rest, " ")
	name = below + name
	if mode == submoduleMode {
		t.links = append(t.links, submodule{name, hash})
	}
	if !strings.HasPrefix(mode, "100") { // a link is not followed
		return
	}
	if base := path.Base(name); strings.HasSuffix(base, ".toml") || strings.HasSuffix(base, ".mapping") || records.FormatOf(name) != "" || t.also(name) {
		t.objects[name] = object{hash, g}
		t.tracked = append(t.tracked, name)
	}
}

// also reports whether a file, by its path from the top, is one of the records of
// the base as it is now.
func (t *Tree) also(name string) bool {
	rel, ok := strings.CutPrefix("/"+name, strings.TrimSuffix("/"+t.root, "/")+"/")
	return ok && t.records != nil && t.records(rel)
}

// Top returns the folder that the work tree is in.
func (t *Tree) Top() string { return t.top }

// Has returns those of the files that the revision has.
func (t *Tree) Has(names ...string) []string {
	return slices.DeleteFunc(names, func(name string) bool { return t.objects[t.path(name)].hash == "" })
}

// List names the fact files of the base by the rules of folder.List.
func (t *Tree) List(selection folder.Selection) (folder.Listing, error) {
	return folder.ListTree(t.tracked, t.root, selection)
}

// Same reports whether the file at a path from the root of the base has the
// content src in the revision, to the byte or with the line ends of Unix: where
// core.autocrlf is set, every file on disk has others than in git.
func (t *Tree) Same(name string, src []byte) bool {
	o, ok := t.objects[t.path(name)]
	if !ok || isBlob(src, o.hash) {
		return ok
	}
	unix := bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	return len(unix) < len(src) && isBlob(unix, o.hash)
}

// Read returns the content of files by their paths from the root of the base,
// and what could not be read: *fs.PathError values. Files that have more than
// 512 MB together are an error.
func (t *Tree) Read(ctx context.Context, names []string, most int64) (map[string][]byte, []Unread, error) {
	out := make(map[string][]byte, len(names))
	var unread []Unread
	full := make([]string, len(names))
	for i, name := range names {
		full[i] = t.path(name)
	}
	all := limits{one: most, together: maxContent - t.content}
	err := t.blobs(ctx, full, all, func(i int, src []byte, err error) {
		if err != nil {
			unread = append(unread, Unread{names[i], err})
			return
		}
		out[names[i]] = src
		t.content += int64(len(src))
	})
	if errors.Is(err, errTooMuch) {
		err = fmt.Errorf("the files of %s that are to be read have more than %d MB together", wording.QuoteCut(t.Name, 100), maxContent>>20)
	}
	return out, unread, err
}

// blobs calls each with the content of the files at the paths from the top, or
// with why one is not read, those of one repository after those of another.
func (t *Tree) blobs(ctx context.Context, names []string, most limits, each func(i int, src []byte, err error)) error {
	todo := make([]int, len(names))
	for i := range todo {
		todo[i] = i
	}
	for len(todo) > 0 {
		var here, rest []int
		var hashes []string
		g := t.objects[names[todo[0]]].git
		for _, i := range todo {
			if o := t.objects[names[i]]; o.git == g {
				here, hashes = append(here, i), append(hashes, o.hash)
			} else {
				rest = append(rest, i)
			}
		}
		err := g.blobs(ctx, hashes, &most, func(k int, src []byte, err error) { each(here[k], src, err) })
		if err != nil {
			return err
		}
		todo = rest
	}
	return nil
}

// Unread is a file of the revision that could not be read, and why.
type Unread struct {
	Path string
	Err  error
}

func (t *Tree) path(name string) string { return path.Join(t.root, name) }
