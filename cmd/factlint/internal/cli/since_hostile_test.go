package cli

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// repository is a git repository in a folder of its own.
type repository struct {
	testing.TB
	dir string
}

func newRepository(t testing.TB) repository {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
	// What the person has configured is not ours to test.
	t.Setenv("GIT_CONFIG_GLOBAL", filepath.Join(t.TempDir(), "none"))
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	r := repository{t, t.TempDir()}
	r.git("", "init", "--quiet", "--initial-branch=main")
	return r
}

func (r repository) git(stdin string, args ...string) string {
	r.Helper()
	cmd := exec.Command("git", append([]string{"-C", r.dir, "-c", "user.name=N", "-c", "user.email=n@example.org", "-c", "core.autocrlf=false", "-c", "protocol.file.allow=always"}, args...)...)
	cmd.Stdin = strings.NewReader(stdin)
	out, err := cmd.CombinedOutput()
	require.NoError(r, err, "git %v: %s", args, out)
	return strings.TrimSpace(string(out))
}

func (r repository) write(name, text string) {
	r.Helper()
	path := filepath.Join(r.dir, filepath.FromSlash(name))
	require.NoError(r, os.MkdirAll(filepath.Dir(path), 0o777))
	require.NoError(r, os.WriteFile(path, []byte(text), 0o666))
}

func (r repository) commit() {
	r.Helper()
	r.git("", "add", "--all", ".")
	r.git("", "commit", "--quiet", "--allow-empty", "--message", "one")
}

// check runs check in the repository, and returns its status and what it
// prints to either stream.
func (r repository) check(args ...string) (int, string) {
	r.Helper()
	var out bytes.Buffer
	status := Main(append([]string{"check", "--format", "compact"}, args...), strings.NewReader(""), &out, &out)
	return status, out.String()
}

// want checks the repository against a revision, and what is printed.
func (r repository) want(status int, text string, args ...string) {
	r.Helper()
	got, out := r.check(append(args, r.dir)...)
	out = strings.ReplaceAll(out, filepath.ToSlash(r.dir)+"/", "")
	assert.Equal(r, status, got, "%q", args)
	if text == "" {
		assert.Empty(r, out, "%q", args)
	}
	assert.Contains(r, out, text, "%q", args)
}

// clash is a finding of a file by itself; which tells it from others.
func clash(which string) string {
	return fmt.Sprintf("[[event]]\nid = \"%s\"\ntitle = \"%[1]s\"\nstart = 2002\nend = 2001\n", which)
}

// TestSinceOddNames has files whose names have any bytes that a name can have.
func TestSinceOddNames(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux has such names")
	}
	r := newRepository(t)
	names := []string{"new\nline.toml", "quote\".toml", "a b.toml", "tab\t.toml", "\xff.toml", "-x.toml", ":(glob)*.toml", "é.toml", "back\\slash.toml", "*.toml", "dir\n/\x01.toml", "--/a.toml"}
	for i, name := range names {
		r.write(name, clash(fmt.Sprint("e", i)))
	}
	r.write("factlint.toml", "")
	r.commit()
	r.want(exitClean, "", "--since", "HEAD")
	for _, name := range names { // read from git, not from disk
		r.write(name, "# A comment\n"+mustRead(t, filepath.Join(r.dir, name)))
	}
	r.want(exitClean, "", "--since", "HEAD")
	r.write("new\nline.toml", clash("another"))
	r.want(exitFindings, `new\nline.toml:5:7: error: another ends in 2001`, "--since", "HEAD")

	// A base in a folder with such a name.
	odd := repository{t, filepath.Join(r.dir, "dir\n")}
	odd.write("factlint.toml", "")
	r.commit()
	odd.write("\x01.toml", clash("e10")+clash("more"))
	odd.want(exitFindings, `\x01.toml:10:7: error: more ends`, "--since", "HEAD")
	_, out := odd.check("--since", "HEAD", odd.dir)
	assert.Equal(t, 1, strings.Count(out, " error: "), "in a folder with an odd name:\n%s", out)
}

func mustRead(t testing.TB, name string) string {
	t.Helper()
	src, err := os.ReadFile(name)
	require.NoError(t, err)
	return string(src)
}

// TestSinceRunsNothing configures every program that git could start for
// somebody who reads a revision.
func TestSinceRunsNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the programs are shell scripts")
	}
	r := newRepository(t)
	r.write("a.toml", clash("a"))
	r.write(".gitattributes", "*.toml filter=evil diff=evil text eol=crlf working-tree-encoding=UTF-16 ident\n")
	blob := r.git(clash("a"), "hash-object", "-w", "--no-filters", "--stdin")
	r.git("", "update-index", "--add", "--cacheinfo", "100644,"+blob+",a.toml")
	r.git("", "commit", "--quiet", "--message", "one")
	mark := filepath.Join(t.TempDir(), "ran")
	evil := filepath.Join(t.TempDir(), "evil")
	require.NoError(t, os.WriteFile(evil, []byte("#!/bin/sh\necho \"$0 $*\" >> "+mark+"\ncat\n"), 0o777))
	for _, key := range []string{"core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.gitProxy", "core.askPass", "core.alternateRefsCommand",
		"filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.command", "diff.evil.textconv", "diff.external", "pager.ls-tree", "pager.cat-file", "pager.rev-parse",
		"alias.ls-tree", "alias.cat-file", "credential.helper", "uploadpack.packObjectsHook", "gpg.program", "trailer.x.command"} {
		r.git("", "config", key, evil)
	}
	r.git("", "config", "core.hooksPath", filepath.Dir(evil))
	r.git("", "config", "remote.evil.url", "ext::"+evil)
	r.git("", "config", "remote.evil.promisor", "true")
	r.git("", "config", "extensions.partialClone", "evil")
	r.write("a.toml", "# Changed\n"+clash("a")+clash("b"))
	r.want(exitFindings, "a.toml:11:7: error: b ends in 2001", "--since", "HEAD")

	// A blob that is not there is not fetched either.
	require.NoError(t, os.Remove(filepath.Join(r.dir, ".git", "objects", blob[:2], blob[2:])))
	r.want(exitFindings, "factlint: a.toml in HEAD is not in this clone; fetch it, or clone without --filter; what it holds counts as new\n", "--since", "HEAD")
	ran, err := os.ReadFile(mark)
	assert.Error(t, err, "git has started:\n%s", ran)
}

// TestSinceInHook has the variables of a hook that runs for another repository.
func TestSinceInHook(t *testing.T) {
	other := newRepository(t)
	other.commit()
	r := newRepository(t)
	r.write("base/a.toml", clash("a"))
	r.commit()
	r.dir = filepath.Join(r.dir, "base")
	for name, value := range map[string]string{
		"GIT_DIR": filepath.Join(other.dir, ".git"), "GIT_WORK_TREE": other.dir, "GIT_INDEX_FILE": "nowhere/index", "GIT_PREFIX": "elsewhere/",
		"GIT_OBJECT_DIRECTORY": "nowhere", "GIT_NAMESPACE": "x", "GIT_EXTERNAL_DIFF": "false", "GIT_TRACE": "1", "GIT_PAGER": "false",
	} {
		t.Setenv(name, value)
	}
	r.want(exitClean, "", "--since", "HEAD")
}

// TestSinceTrees reads revisions with what no fact file is.
func TestSinceTrees(t *testing.T) {
	r := newRepository(t)
	r.write("factlint.toml", "exclude = [\"drafts\"]\n")
	r.write("a.toml", clash("a"))
	r.write("drafts/d.toml", clash("d"))
	r.write(".hidden/h.toml", clash("h"))
	r.write(".gitignore", "ignored/\n")
	r.write("nested/factlint.toml", "")
	r.write("nested/n.toml", clash("n"))
	r.commit()
	r.write("ignored/i.toml", clash("i"))
	link := r.git("a.toml", "hash-object", "-w", "--stdin")
	r.git("", "update-index", "--add", "--cacheinfo", "120000,"+link+",link.toml")
	r.git("", "update-index", "--add", "--cacheinfo", "160000,"+r.git("", "rev-parse", "HEAD")+",submodule.toml")
	r.git("", "commit", "--quiet", "--message", "two")
	r.want(exitClean, "", "--since", "HEAD")

	// What the old tree left out is new once it is part of the base.
	for name, change := range map[string]func(){
		"d": func() { r.write("factlint.toml", "") },
		"i": func() { r.write(".gitignore", "") },
		"h": func() { require.NoError(t, os.Rename(filepath.Join(r.dir, ".hidden"), filepath.Join(r.dir, "shown"))) },
	} {
		change()
		r.want(exitFindings, name+" ends in 2001", "--since", "HEAD")
		_, out := r.check("--since", "HEAD", r.dir)
		assert.Equal(t, 1, strings.Count(out, " error: "), "%s:\n%s", name, out)
		r.git("", "add", "--all", ".")
		r.git("", "commit", "--quiet", "--message", name)
		r.want(exitClean, "", "--since", "HEAD")
	}

	// A nested base is held against its own past.
	r.write("nested/n.toml", clash("n")+clash("more"))
	r.want(exitFindings, "nested/n.toml:10:7: error: more ends", "--since", "HEAD")
}

// TestSinceSubmodules has facts in a submodule, and the base in one.
func TestSinceSubmodules(t *testing.T) {
	inner := newRepository(t)
	inner.write("i.toml", clash("i"))
	inner.commit()
	r := newRepository(t)
	r.write("base/factlint.toml", "")
	r.write("base/a.toml", clash("a"))
	r.git("", "submodule", "--quiet", "add", inner.dir, "base/inner")
	r.commit()
	base := repository{t, filepath.Join(r.dir, "base")}
	base.want(exitClean, "", "--since", "HEAD")
	base.write("inner/i.toml", clash("i")+clash("j"))
	base.want(exitFindings, "inner/i.toml:10:7: error: j ends", "--since", "HEAD")
	_, out := base.check("--since", "HEAD", base.dir)
	assert.Equal(t, 1, strings.Count(out, " error: "), out)
	sub := repository{t, filepath.Join(base.dir, "inner")}
	sub.write("factlint.toml", "")
	sub.want(exitFindings, "i.toml:10:7: error: j ends", "--since", "HEAD")

	// A commit of it that is not here.
	r.git("", "update-index", "--cacheinfo", "160000,"+strings.Repeat("12", 20)+",base/inner")
	r.git("", "commit", "--quiet", "--message", "lost")
	require.NoError(t, os.Remove(filepath.Join(sub.dir, "factlint.toml")))
	base.want(exitFindings, "factlint: the submodule inner is not here as it is in HEAD; its facts count as new\n", "--since", "HEAD")
}

// TestSinceConfig judges each side by its own factlint.toml, if that can be used.
func TestSinceConfig(t *testing.T) {
	r := newRepository(t)
	r.write("factlint.toml", "[rules]\ndate-period = \"off\"\n")
	r.write("a.toml", clash("a"))
	r.commit()
	r.write("factlint.toml", "")
	r.want(exitFindings, "a.toml:5:7: error: a ends", "--since", "HEAD")
	r.write("factlint.toml", "[rules]\ndate-perod = \"off\"\n")
	r.commit()
	r.write("factlint.toml", "")
	r.want(exitClean, "factlint: factlint.toml in HEAD has mistakes, and the present one is used for it: there is no rule \"date-perod\" (did you mean \"date-period\"?)\n", "--since", "HEAD")
}

// TestSinceLineEnds has lines that end otherwise on disk than in git.
func TestSinceLineEnds(t *testing.T) {
	r := newRepository(t)
	r.write("a.toml", clash("a")+"[[person]]\nid = \"p\"\nname = \"P\"\ndied = 1990\n")
	r.write("b.toml", "[[event]]\nid = \"e\"\ntitle = \"E\"\ndate = 1990\nby = \"p\"\n")
	r.commit()
	for _, name := range []string{"a.toml", "b.toml"} {
		r.write(name, strings.ReplaceAll(mustRead(t, filepath.Join(r.dir, name)), "\n", "\r\n"))
	}
	r.want(exitClean, "", "--since", "HEAD")
	r.write("b.toml", strings.ReplaceAll(mustRead(t, filepath.Join(r.dir, "b.toml")), "date = 1990", "date = 1991"))
	r.want(exitFindings, "b.toml:4:8: error: E is in 1991", "--since", "HEAD")
	r.git("", "checkout", "--quiet", "b.toml")
	r.write("a.toml", strings.ReplaceAll(mustRead(t, filepath.Join(r.dir, "a.toml")), "died = 1990", "died = 1989"))
	r.want(exitFindings, "a.toml:9:8: error: E is in 1990", "--since", "HEAD")
}

// TestSinceFormerly corrects what facts are called that contradict another, and
// puts others in their place.
func TestSinceFormerly(t *testing.T) {
	const text = `[[person]]
id   = "ann"
name = "Ann"
died = 1990

[[event]]
title = "Visit"
date  = 2001
by    = "ann"

[[statement]]
by   = "ann"
says = "Hi"
date = 2002

[[statement]]
by   = "ann"
says = "Ho"
date = 2003

[[statement]]
by   = "ann"
says = "Ho"
date = 2004
`
	r := newRepository(t)
	r.write("a.toml", text)
	r.commit()
	for _, test := range []struct {
		old, new string // several with |
		errors   int
	}{
		{"Visit", "Visits", 0},
		{"date  = 2001", "date  = \"2001-05\"", 0},
		{"by    = ", "participants = ", 0},
		{`says = "Hi"`, `id = "hi"` + "\n" + `says = "Hi"`, 0},
		{`by   = "ann"`, `by   = { person = "ann" }`, 0},
		{`"ann"`, `"anne"`, 0},
		{`"Hi"`, `"Hello"`, 0},
		{"Visit|2001", "Journey|2005", 1}, // another fact
		{"[[event]]", "[[event]]\ntitle = \"Visit\"\ndate = 2001\nby = \"ann\"\nnote = \"Again\"\n[[event]]", 1}, // one more
		{`"Ho"`, `"Hi"`, 0},
		{"died = 1990|Hi", "died = 2100|Ha", 0},
	} {
		changed := text
		news := strings.Split(test.new, "|")
		for i, old := range strings.Split(test.old, "|") {
			changed = strings.ReplaceAll(changed, old, news[i])
		}
		r.write("a.toml", changed)
		_, out := r.check("--since", "HEAD", r.dir)
		assert.Equal(t, test.errors, strings.Count(out, " error: "), "%s → %s: %s", test.old, test.new, out)
	}
}

// TestSinceAllFilesChange has no file that is as it was: the facts that are
// judged are those on disk, not those of the revision.
func TestSinceAllFilesChange(t *testing.T) {
	files := []string{"a.toml", "b.toml"}
	for n := 1; n <= len(files); n++ {
		r := newRepository(t)
		person, event := "[[person]]\nid = \"p\"\nname = \"P\"\ndied = 1990\n", "[[event]]\nid = \"e\"\ntitle = \"E\"\ndate = 1990\nby = \"p\"\n"
		r.write(files[0], person)
		if n == 1 {
			event = person + event
		}
		r.write(files[n-1], event)
		r.commit()
		for _, name := range files[:n] {
			text := mustRead(t, filepath.Join(r.dir, name))
			r.write(name, "# A comment\n"+strings.ReplaceAll(text, "died = 1990", "died = 1989"))
		}
		r.want(exitFindings, "a.toml:5:8: error: E is in 1990, but P died in 1989", "--since", "HEAD")
		r.commit()
		r.want(exitClean, "", "--since", "HEAD")
		for _, name := range files[:n] {
			text := mustRead(t, filepath.Join(r.dir, name))
			r.write(name, "# Another\n"+strings.ReplaceAll(text, "died = 1989", "died = 1990"))
		}
		r.want(exitClean, "", "--since", "HEAD")
	}
}

// TestSinceTreeBomb reads a tree that has more files than anybody could store.
func TestSinceTreeBomb(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	r := newRepository(t)
	tree := r.git("100644 blob "+r.git("", "hash-object", "-w", "--stdin")+"\ta\n", "mktree") // it need not be a fact file
	for range 12 {
		var entries strings.Builder
		for i := range 10 {
			fmt.Fprintf(&entries, "040000 tree %s\t%d\n", tree, i)
		}
		tree = r.git(entries.String(), "mktree")
	}
	r.git("", "update-ref", "refs/heads/bomb", r.git("bomb", "commit-tree", tree))
	r.write("a.toml", "")
	r.want(exitFailure, `factlint: --since: "bomb" has too many files in the folder of the base, more than `, "--since", "bomb")
}

// TestSinceWorktrees reads from a linked work tree of a bare repository, with a
// detached head.
func TestSinceWorktrees(t *testing.T) {
	r := newRepository(t)
	r.write("a.toml", clash("a"))
	r.commit()
	dir := t.TempDir()
	bare := repository{t, filepath.Join(dir, "bare.git")}
	r.git("", "clone", "--quiet", "--bare", r.dir, bare.dir)
	tree := repository{t, filepath.Join(dir, "tree")}
	bare.git("", "worktree", "add", "--quiet", "--detach", tree.dir)
	tree.want(exitClean, "", "--since", "main")
	tree.write("a.toml", clash("a")+clash("b"))
	tree.want(exitFindings, "a.toml:10:7: error: b ends", "--since", "HEAD")
	bare.write("a.toml", clash("a"))
	bare.want(exitFailure, "is in no work tree of git", "--since", "main")
}
