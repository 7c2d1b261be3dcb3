package folder

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// git runs the real git with no configuration of the person in it.
func git(t testing.TB, dir, stdin string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", append([]string{"-c", "core.ignorecase=false", "-c", "core.quotepath=false"}, args...)...)
	cmd.Dir, cmd.Stdin = dir, strings.NewReader(stdin)
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_NOSYSTEM=1", "XDG_CONFIG_HOME="+dir, "HOME="+dir)
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		require.ErrorAs(t, err, &exit, "git %v", args)
		require.Equal(t, 1, exit.ExitCode(), "git %v: %s", args, complaint.String())
	}
	return string(out)
}

func needGit(t testing.TB) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not here")
	}
}

// Parts of patterns, odd ones on purpose, over the letters that the trees are made of.
var patternParts = []string{
	"a", "b", "c", "ab", "a.toml", ".toml", "/", "/", "*", "*", "**", "**/", "/**", "/**/", "***", "?", "!", `\`, `\/`, `\*`, `\ `, `\#`, "#",
	" ", "  ", "\t", "\r", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[!]]", "[a", "[a/b]", "[!/]", `[\]a]`, `[a-\c]`, "[-a]", "[a-]", "[[:alpha:]]",
	"[[:nope:]]", "[[:a]", "[[:digit:]-z]", "[[a]", "é", "{a,b}",
}

func randomRules(r *rand.Rand) string {
	var b strings.Builder
	if r.IntN(20) == 0 {
		b.WriteString("\uFEFF")
	}
	for range r.IntN(5) {
		if r.IntN(3) == 0 {
			b.WriteByte('!')
		}
		b.WriteString(phrase(r, patternParts, 5))
		b.WriteString([]string{"\n", "\n", "\n", "\r\n", "/\n", ".toml\n"}[r.IntN(6)])
	}
	return b.String()
}

func randomPath(r *rand.Rand) string {
	names := []string{"a", "b", "c", "ab", "abc", "a b", "]", "-", "é", "#a", "!a", "*", "a ", "[a"}
	var parts []string
	for range 1 + r.IntN(4) {
		parts = append(parts, names[r.IntN(len(names))])
	}
	return strings.Join(parts, "/")
}

// Whole trees: what git lists as neither ignored nor tracked is what List names.
func TestTreesAgainstGit(t *testing.T) {
	needGit(t)
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such names")
	}
	trees := 25 // FACTLINT_THOROUGH=1 for ten times as many
	if os.Getenv("FACTLINT_THOROUGH") != "" {
		trees *= 10
	}
	for seed := range trees {
		r := rand.New(rand.NewPCG(uint64(seed), 7))
		files := map[string]string{".gitignore": randomRules(r), ".git/info/exclude": randomRules(r)}
		for range 30 {
			path := randomPath(r)
			files["dir/"+path+".toml"] = ""
			files[path+".toml"] = ""
			if r.IntN(4) == 0 {
				files[path+"/.gitignore"] = randomRules(r)
			}
		}
		root := t.TempDir()
		git(t, root, "", "init", "-q", "--template=")
		growIn(t, root, files)
		want := strings.Split(git(t, root, "", "ls-files", "-z", "--others", "--exclude-standard"), "\x00")
		want = slices.DeleteFunc(want, func(p string) bool { return !strings.HasSuffix(p, ".toml") })
		slices.Sort(want)
		require.Equal(t, strings.Join(want, "\n"), strings.Join(list(t, root).Files, "\n"), "tree %d, the rules being %q", seed, rulesOf(files))
		agree(t, root, nil)
		// A base below the top gets the patterns from above.
		sub := slices.DeleteFunc(slices.Clone(want), func(p string) bool { return !strings.HasPrefix(p, "dir/") })
		if len(sub) > 0 {
			require.Len(t, list(t, filepath.Join(root, "dir")).Files, len(sub), "tree %d, in dir, the rules being %q", seed, rulesOf(files))
		}
	}
}

// Single patterns, many of them: git check-ignore judges paths that need not exist.
func TestPatternsAgainstGit(t *testing.T) {
	needGit(t)
	rounds := 20 // FACTLINT_THOROUGH=1 for ten times as many
	if os.Getenv("FACTLINT_THOROUGH") != "" {
		rounds *= 10
	}
	root := t.TempDir()
	git(t, root, "", "init", "-q", "--template=")
	compared, hits := 0, 0
	for seed := range rounds {
		r := rand.New(rand.NewPCG(uint64(seed), 11))
		// A folder for each pattern, so that one run of git judges many patterns.
		rules := map[string]string{}
		var paths []string
		for i := range 20 {
			dir := fmt.Sprint("d", i)
			rules[dir] = phrase(r, patternParts, 6) + "\n"
			for range 40 {
				paths = append(paths, dir+"/"+randomPath(r))
			}
			growIn(t, root, map[string]string{dir + "/.gitignore": rules[dir]})
		}
		out := git(t, root, strings.Join(paths, "\x00")+"\x00", "check-ignore", "--no-index", "-z", "--stdin")
		ignored := map[string]bool{}
		for path := range strings.SplitSeq(out, "\x00") {
			ignored[path] = true
		}
		for _, path := range paths {
			dir, _, _ := strings.Cut(path, "/")
			var none *ignores
			got := ignoredOnTheWay(none.with([]byte(rules[dir]), len(dir)+1), path, len(dir)+1)
			require.Equal(t, ignored[path], got, "round %d: %q against %q", seed, rules[dir], path[len(dir)+1:])
			if compared++; got {
				hits++
			}
		}
	}
	t.Log(compared, "compared,", hits, "ignored")
}

// ignoredOnTheWay asks for the folders above path first, as walking down does.
func ignoredOnTheWay(g *ignores, path string, from int) bool {
	for i := from; i < len(path); i++ {
		if path[i] == '/' && g.ignored(path[:i], true, newEffort()) {
			return true
		}
	}
	return g.ignored(path, false, newEffort())
}

func rulesOf(files map[string]string) map[string]string {
	rules := map[string]string{}
	for name, content := range files {
		if !strings.HasSuffix(name, ".toml") && content != "" {
			rules[name] = content
		}
	}
	return rules
}
