package facts

import (
	"context"
	"errors"
	"io/fs"
	"regexp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/vocabulary"
)

// MaxFileSize is the size in bytes of the largest file that is read.
const MaxFileSize = 256 << 20

// Options say what to load.
type Options struct {
	// Root is the folder of the base; "" for a base that is only in Overlay.
	Root string
	// Files is where Root is, without which nothing is read: the disk (disk.Files), or a folder.Memory.
	Files folder.Files
	// Exclude are globs of paths relative to Root that are not part of the base.
	Exclude []string
	// Overlay holds texts that stand in place of files on disk, or for files
	// that are not there yet, by path relative to Root with forward slashes.
	Overlay map[string][]byte
	// Unclaimed says that no configuration claims the files, so that TOML of other
	// programs may stand among them: a file that holds no facts is left out.
	Unclaimed bool
	// Records are the files of other formats that are part of the base.
	Records []Records
	// Vocabulary is the kinds of the base; nil for the built-in ones.
	Vocabulary *vocabulary.Vocabulary
	// LocalClock says that a day is the local day of wherever something happened.
	LocalClock bool
	// Jobs is how many files are read at once; 0 for as many as there are processors.
	Jobs int
	// Progress, when not nil, is called now and then, from any goroutine.
	Progress func(done, total int)
}

// Load reads the files of a base and links them. What is wrong with single
// files is among the problems of the base; the error is for a folder that
// cannot be listed at all, or a context that ended.
func Load(ctx context.Context, o Options) (*Base, error) {
	if o.Vocabulary == nil {
		o.Vocabulary = vocabulary.Builtin()
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	b := &Base{Vocabulary: o.Vocabulary, LocalClock: o.LocalClock, Records: o.Records, unclaimed: o.Unclaimed}
	var paths []string
	if o.Root != "" && o.Files == nil {
		return nil, errors.New("facts: Options.Root is nowhere without Options.Files")
	}
	if o.Root != "" {
		listing, err := folder.List(ctx, o.Files, o.Root, o.Selection())
		if err != nil {
			return nil, err
		}
		paths, b.Unread, b.Nested = listing.Files, listing.Errors, listing.Nested
		b.unlisted = len(b.Unread)
		for _, l := range listing.NotFollowed {
			b.NotFollowed = append(b.NotFollowed, l.Path+": "+l.Reason)
		}
	}
	listed := len(paths) // these are sorted
	for p := range o.Overlay {
		if _, found := slices.BinarySearch(paths[:listed], p); !found {
			paths = append(paths, p)
		}
	}
	slices.Sort(paths)
	o.Jobs = max(1, min(o.Jobs, len(paths)))
	contents, unread, err := read(ctx, paths, o)
	if err != nil {
		return nil, err
	}
	b.Unread = append(b.Unread, unread...)
	return b, b.link(ctx, b.leaveOutOthers(contents), o.Jobs)
}

// read reads the files at paths, several at once, and returns what they say in
// the order of the paths, and why others could not be read.
func read(ctx context.Context, paths []string, o Options) (contents []*content, unread []error, err error) {
	contents = make([]*content, len(paths))
	failures := make([]error, len(paths))
	var files *folder.Reader
	if o.Root != "" {
		if files, err = folder.NewReader(o.Files, o.Root); err != nil {
			return nil, nil, err
		}
	}
	var next, done atomic.Int64
	each(o.Jobs, func(int) {
		r := &reader{vocabulary: o.Vocabulary, unclaimed: o.Unclaimed}
		r.parser.Stop = func() bool { return ctx.Err() != nil }
		var from folder.Reader
		if files != nil {
			from = *files
			from.Alloc = r.storage.sources.take
		}
		for {
			i := int(next.Add(1)) - 1
			if i >= len(paths) || ctx.Err() != nil {
				return
			}
			src, err := o.text(paths[i], &from)
			if err != nil {
				failures[i] = err
			} else {
				contents[i] = r.readAny(paths[i], src, o.Records)
			}
			if n := done.Add(1); o.Progress != nil && n%64 == 0 {
				o.Progress(int(n), len(paths))
			}
		}
	})
	for _, err := range failures {
		if err != nil {
			unread = append(unread, err)
		}
	}
	return slices.DeleteFunc(contents, func(c *content) bool { return c == nil }), unread, ctx.Err()
}

// text returns the content of a file, from the overlay if it has it.
func (o *Options) text(path string, from *folder.Reader) ([]byte, error) {
	if src, ok := o.Overlay[path]; ok {
		return src, nil
	}
	src, err := from.Read(path, MaxFileSize)
	if err != nil {
		return nil, &fs.PathError{Op: "read", Path: path, Err: err}
	}
	return src, nil
}

// each runs f in n goroutines and waits for them.
func each(n int, f func(worker int)) {
	if n == 1 {
		f(0)
		return
	}
	var wg sync.WaitGroup
	for i := range n {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f(i)
		}()
	}
	wg.Wait()
}

// headers are the beginnings of tables, as far as they can be seen in a text that
// is no TOML.
var headers = regexp.MustCompile(`(?m)^[ \t]*\[{1,2}[ \t]*["']?([A-Za-z0-9_-]+)`)

// notFacts reports whether the document is not a fact file but another program's: it
// says something, and nothing of it is named as a kind of facts, or nearly so.
func (r *reader) notFacts() bool {
	empty := true
	for n := r.doc.First(r.doc.Root()); n != nil; n = r.doc.Next(n) {
		if empty = false; r.namesKind(n.Name()) {
			return false
		}
	}
	if len(r.doc.Errors) == 0 {
		return !empty
	}
	for _, m := range headers.FindAllSubmatch(r.content.source, maxUnknownKinds) {
		if r.namesKind(string(m[1])) {
			return false
		}
	}
	return true
}

// namesKind reports whether a name is that of a kind, or nearly so, or of the defaults.
func (r *reader) namesKind(name string) bool {
	return name == "defaults" || r.vocabulary.Kind(name) != nil || r.speller.Nearest(name, r.vocabulary.Names) != ""
}

// LeftOut returns the paths of the files that are left out because no configuration
// claims them and they hold no facts; see Options.Unclaimed.
func (b *Base) LeftOut() []string {
	paths := make([]string, len(b.leftOut))
	for i, c := range b.leftOut {
		paths[i] = c.path
	}
	return paths
}

// leavesOut reports whether the file at a path is one of them.
func (b *Base) leavesOut(path string) bool {
	return slices.ContainsFunc(b.leftOut, func(c *content) bool { return c.path == path })
}

// leaveOutOthers leaves the files of other programs out of the base.
func (b *Base) leaveOutOthers(contents []*content) []*content {
	return slices.DeleteFunc(contents, func(c *content) bool {
		if c.notFacts {
			b.leftOut = append(b.leftOut, c)
		}
		return c.notFacts
	})
}
