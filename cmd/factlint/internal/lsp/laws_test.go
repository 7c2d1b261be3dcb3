package lsp

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/rules"
)

// TestExamplesEdited edits the bad example of every rule into its good one and
// back. The editor shows at each step what a fresh check finds.
func TestExamplesEdited(t *testing.T) {
	for _, r := range rules.All() {
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			conf := r.Config
			if r.Off {
				conf += fmt.Sprintf("\n[rules]\n%s = %q\n", r.Name, r.Severity)
			}
			name := "facts." + cmp.Or(r.Format, "toml")
			c := open(t, pushing, map[string]string{"factlint.toml": conf, name: r.Bad})
			m := &soak{client: c, docs: map[string]string{}, at: map[string]int{}}
			m.open(name, r.Bad)
			reports := func() bool {
				all := m.pushed[m.uri(name)]
				return strings.Contains(fmt.Sprint(all[len(all)-1].Diagnostics), r.Name)
			}
			m.shown(0)
			assert.True(t, reports(), "the bad example")
			m.edit(name, r.Good)
			m.shown(1)
			assert.False(t, reports(), "the good example")
			m.edit(name, r.Bad)
			if r.Name != "record-syntax" && !isBroken(r.Bad) { // else its last good text counts
				m.shown(2)
			}
			m.wait("the bad example again", reports)
		})
	}
}

// TestExamplesInPieces does so with each fact in a file of its own: edits
// change what is found in files that nobody touches.
func TestExamplesInPieces(t *testing.T) {
	for _, r := range rules.All() {
		bad, good := pieces(r.Bad), pieces(r.Good)
		if len(bad) < 2 || r.Format != "" || strings.HasPrefix(r.Name, "toml-") || strings.HasPrefix(r.Name, "ignore-") {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			t.Parallel()
			conf := r.Config
			if r.Off {
				conf += fmt.Sprintf("\n[rules]\n%s = %q\n", r.Name, r.Severity)
			}
			files := map[string]string{"factlint.toml": conf}
			for i, text := range bad {
				files[fmt.Sprintf("%d.toml", i)] = text
			}
			c := open(t, pushing, files)
			m := &soak{client: c, docs: map[string]string{}, at: map[string]int{}}
			for i := range max(len(bad), len(good)) {
				m.open(fmt.Sprintf("%d.toml", i), piece(bad, i))
			}
			m.shown(0)
			for step, text := range [][]string{good, bad} {
				for i := range max(len(bad), len(good)) {
					m.edit(fmt.Sprintf("%d.toml", i), piece(text, i))
					m.shown(step*100 + i)
				}
			}
		})
	}
}

// pieces takes a file apart into its facts.
func pieces(text string) []string {
	var out []string
	for _, part := range strings.SplitAfter("\n"+text, "\n[[")[1:] {
		out = append(out, "[["+strings.TrimSuffix(part, "[["))
	}
	return out
}

func piece(texts []string, i int) string {
	if i < len(texts) {
		return texts[i]
	}
	return ""
}

// edit replaces the text of a document.
func (m *soak) edit(name, text string) { m.change(name, 0, len(m.docs[name]), text) }
