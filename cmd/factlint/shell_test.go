package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/facts/factstest"
)

// TestShells completes in real shells. Each prints a list of completions for a
// command line that ends where the cursor stands.
func TestShells(t *testing.T) {
	const bash = `
source /usr/share/bash-completion/bash_completion
source <(factlint completion bash)
COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_TYPE=9 COMP_KEY=9
compopt() { :; } # which works only where the shell itself asks
__start_factlint
printf '%s\n' "${COMPREPLY[@]}"`
	const fish = `factlint completion fish | source; complete --do-complete "$argv" | string replace -r '\t.*' ''; true`
	shells := map[string][]string{
		"bash": {"--norc", "-c", bash, "bash"},
		"fish": {"--no-config", "-c", fish},
	}
	dir := t.TempDir()
	write(t, dir, map[string]string{"factlint.toml": "", "a.toml": "[[person]]\nid = \"alpha\"\nname = \"Alpha\"\n\n[[person]]\nid = \"a$(touch owned)\"\nname = \"Owned\"\n"})
	for name, args := range shells {
		t.Run(name, func(t *testing.T) {
			factstest.Need(t, name)
			if _, err := os.Stat("/usr/share/bash-completion/bash_completion"); name == "bash" && err != nil {
				factstest.Lack(t, "bash-completion is not on this machine")
			}
			for _, test := range []struct{ typed, want string }{
				{"factlint compl", "completion"},
				{"factlint explain tenure-o", "tenure-outside tenure-overlap"},
				{"factlint check --select date-order,tenure-o", "date-order,tenure-outside date-order,tenure-overlap"},
				{"factlint check --fail-on ", "error never warning"},
				{"factlint show a", "alpha"},
			} {
				words := strings.Split(test.typed, " ")
				got := do(t, dir, []string{"HOME=" + dir}, name, append(args[:len(args):len(args)], words...)...)
				proposed := strings.Fields(got)
				slices.Sort(proposed) // as each shell does when it shows them
				assert.Equal(t, test.want, strings.Join(proposed, " "), "after %q", test.typed)
			}
		})
	}
	t.Run("zsh", func(t *testing.T) {
		factstest.Need(t, "zsh")
		got := do(t, dir, []string{"HOME=" + dir}, "zsh", "-f", "-c",
			`autoload -U compinit; compinit -D -u; source <(factlint completion zsh); print -r -- $_comps[factlint]; functions _factlint >/dev/null && print defined`)
		assert.Equal(t, "_factlint\ndefined\n", got, "what zsh takes the script as")
	})
	assert.NoFileExists(t, filepath.Join(dir, "owned"), "an id was run as a command")
}

// TestManualPage has the page read by mandoc, which complains of what is no
// valid page.
func TestManualPage(t *testing.T) {
	factstest.Need(t, "mandoc")
	dir := t.TempDir()
	write(t, dir, map[string]string{"factlint.1": do(t, dir, nil, program(t), "man")})
	output, _ := run(t, dir, nil, "mandoc", "-T", "lint", "-W", "warning", "factlint.1")
	for line := range strings.Lines(output) {
		// The page has the day of the commit; a test is built from none.
		assert.Contains(t, line, "missing date")
	}
	shown := do(t, dir, nil, "mandoc", "-T", "utf8", "-O", "width=100", "factlint.1")
	for _, want := range []string{"factlint check [PATH …]", "Something was."} {
		assert.Contains(t, overstruck.ReplaceAllString(shown, ""), want, "the page")
	}
}

// overstruck is how mandoc prints bold and underlined letters.
var overstruck = regexp.MustCompile(".\b")
