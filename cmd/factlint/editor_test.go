package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/facts/vocabulary"
)

// The language server in the editors that people have, each with the
// configuration that README.md tells them to paste. A fact in one file
// contradicts one in the other. The editor shows it, and the place in the other
// file; there it is put right and not saved, and what was shown goes; from an id
// the editor leads to its fact, and gives it another one in both files.

// opened is a base of two files in a folder of its own, and a home folder with
// the files of README.md in it.
type opened struct{ dir, home string }

func openBase(t *testing.T, pasted ...string) opened {
	t.Helper()
	o := opened{t.TempDir(), t.TempDir()}
	write(t, o.dir, map[string]string{"factlint.toml": "", "offices.toml": people + office, "tenures.toml": successor})
	for _, name := range pasted {
		write(t, o.home, map[string]string{name: readmeFile(t, name)})
	}
	return o
}

// edit runs an editor with a script of testdata/editors, and returns what the
// script says.
func (o opened) edit(t *testing.T, name string, args ...string) string {
	t.Helper()
	shown := filepath.Join(o.home, "said")
	out, status := run(t, o.dir, []string{
		"HOME=" + o.home, "XDG_CONFIG_HOME=" + filepath.Join(o.home, ".config"), "XDG_STATE_HOME=" + filepath.Join(o.home, ".state"),
		"XDG_DATA_HOME=" + filepath.Join(o.home, ".data"), "SAID=" + shown, "LC_ALL=C.UTF-8", "TERM=dumb",
	}, name, args...)
	if text, err := os.ReadFile(shown); err == nil {
		out += string(text)
	}
	assert.Equal(t, 0, status, name)
	t.Logf("%s says:\n%s", name, out)
	return out
}

// script returns the path of a script of testdata/editors.
func script(t *testing.T, name string) string {
	return filepath.Join(root(t), "cmd", "factlint", "testdata", "editors", name)
}

// saw demands what every editor must show, and what more this one does.
func (o opened) saw(t *testing.T, shown string, more ...string) {
	t.Helper()
	for _, want := range append([]string{
		"diagnostic tenures.toml:5:10 ", finding,
		"gone while offices.toml is not saved\n",
		"definition offices.toml:13\n",
	}, more...) {
		assert.Contains(t, shown, want, "what the editor says")
	}
	mended := strings.Replace(people+office, "end    = 2022-05-24", "end    = 2022-04-24", 1)
	for name, before := range map[string]string{"offices.toml": mended, "tenures.toml": successor} {
		got, err := os.ReadFile(filepath.Join(o.dir, name))
		require.NoError(t, err)
		assert.Equal(t, strings.ReplaceAll(before, `"president"`, `"head-of-state"`), string(got), name)
	}
}

// openRecords is a base of records in YAML and facts in TOML, of which two contradict
// each other, and a home folder with the files of EDITORS.md in it.
func openRecords(t *testing.T, pasted ...string) opened {
	t.Helper()
	o := opened{t.TempDir(), t.TempDir()}
	for _, name := range pasted {
		write(t, o.home, map[string]string{name: readmeFile(t, name)})
	}
	write(t, o.dir, map[string]string{
		"factlint.toml": "[[records]]\nfiles = \"*.yaml\"\n[[records.fact]]\nkind = \"tenure\"\nfields = { person = \"person\", office = \"office\", start = \"from\", end = \"to\" }\n",
		"offices.toml":  people + office,
		"records.yaml":  "- person: alan-gagloev\n  office: president\n  from: 2022-04-24\n  to: 2023-01-01\n",
	})
	return o
}

// sawRecords demands what every editor must show of them.
func sawRecords(t *testing.T, shown string, more ...string) {
	t.Helper()
	for _, want := range append([]string{"diagnostic records.yaml:3:9 ", finding, "gone while records.yaml is not saved\n"}, more...) {
		assert.Contains(t, shown, want, "what the editor says")
	}
}

func TestNeovim(t *testing.T) {
	factstest.Need(t, "nvim")
	o := openBase(t, ".config/nvim/init.lua")
	shown := o.edit(t, "nvim", "--headless", "-n", "-S", script(t, "neovim.lua"))
	o.saw(t, shown, "5:10 tenure-overlap ", "related offices.toml:22 holds it until 24 May 2022\n")
}

// TestNeovimRecords shows a contradiction between records in YAML and facts in
// TOML, and takes it back when the YAML is edited and not saved.
func TestNeovimRecords(t *testing.T) {
	factstest.Need(t, "nvim")
	o := openRecords(t, ".config/nvim/init.lua")
	shown := o.edit(t, "nvim", "--headless", "-n", "-S", script(t, "neovim-records.lua"))
	sawRecords(t, shown, "3:9 tenure-overlap ", "related offices.toml:22 ")
}

func TestVim(t *testing.T) {
	o := openBase(t, ".vimrc", ".vim/compiler/factlint.vim")
	shown := o.vim(t, "vim.vim")
	o.saw(t, shown, "5:10 tenure-overlap ", " / offices.toml:22: holds it until 24 May 2022\n", // ALE drops related places
		"quickfix e tenures.toml:5:10 "+finding, "quickfix n offices.toml:22:10 holds it until 24 May 2022\n")
}

func TestVimRecords(t *testing.T) {
	shown := openRecords(t, ".vimrc").vim(t, "vim-records.vim")
	sawRecords(t, shown, "3:9 tenure-overlap ", " / offices.toml:22: holds it until 24 May 2022\n")
}

func (o opened) vim(t *testing.T, name string) string {
	t.Helper()
	factstest.Need(t, "vim")
	ale := []string{"-es", "-N", "--cmd", "filetype plugin on | try | packadd ale | catch | cquit | endtry"}
	if exec.Command("vim", append(ale, "-u", "NONE", "-c", "qall")...).Run() != nil {
		factstest.Lack(t, "Vim has no ALE on this machine")
	}
	return o.edit(t, "vim", append(ale, "-u", filepath.Join(o.home, ".vimrc"), "-S", script(t, name))...)
}

func TestEmacs(t *testing.T) {
	o := openBase(t, ".emacs.d/init.el")
	shown := o.emacs(t, "emacs.el", "eglot")
	o.saw(t, shown, "\noffices.toml:22: holds it until 24 May 2022\n") // eglot shows related places in the message
}

func TestEmacsRecords(t *testing.T) {
	shown := openRecords(t, ".emacs.d/init.el").emacs(t, "emacs-records.el", "eglot", "yaml-mode")
	sawRecords(t, shown, "one server\n", "\noffices.toml:22: holds it until 24 May 2022\n")
}

func (o opened) emacs(t *testing.T, name string, packages ...string) string {
	t.Helper()
	factstest.Need(t, "emacs")
	for _, p := range packages {
		if exec.Command("emacs", "--batch", "-f", "package-initialize", "--eval", "(require '"+p+")").Run() != nil {
			factstest.Lack(t, "Emacs has no "+p+" on this machine")
		}
	}
	return o.edit(t, "emacs", "--batch", "-f", "package-initialize", "-l", filepath.Join(o.home, ".emacs.d", "init.el"), "-l", script(t, name))
}

// TestEditorKinds holds the extension for VS Code to the kinds that it looks for.
func TestEditorKinds(t *testing.T) {
	source, err := os.ReadFile(filepath.Join(root(t), "cmd", "factlint-vscode", "extension.js"))
	require.NoError(t, err)
	var names []string
	for _, k := range vocabulary.Builtin().Kinds {
		names = append(names, "'"+k.Name+"'")
	}
	assert.Contains(t, string(source), "const kinds = ["+strings.Join(names, ", ")+"];")
}
