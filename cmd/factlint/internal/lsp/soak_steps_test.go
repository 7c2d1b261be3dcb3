package lsp

import (
	"fmt"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts/folder"
)

func (m *soak) one(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[m.rand.IntN(len(names))]
}

func (m *soak) opened() []string { return slices.Sorted(maps.Keys(m.docs)) }

func (m *soak) open(name, text string) {
	m.at[name]++
	m.docs[name] = text
	m.didOpen(name, m.at[name], text)
}

func (m *soak) close(name string) {
	delete(m.docs, name)
	m.notify("textDocument/didClose", map[string]any{"textDocument": wire.DocumentID{URI: m.uri(name)}})
}

// change edits a document in a range.
func (m *soak) change(name string, from, to int, with string) {
	old := m.docs[name]
	text := wire.NewText([]byte(old), false)
	r := text.RangeOf(uint32(from), uint32(to))
	from, to = int(text.Offset(r.Start)), int(text.Offset(r.End)) // not inside of a character
	m.docs[name] = old[:from] + with + old[to:]
	m.at[name]++
	m.didChange(name, m.at[name], wire.ContentChange{Range: &r, Text: with})
}

var (
	datesOf  = regexp.MustCompile(`\d{4}-\d\d-\d\d`)
	quotedOf = regexp.MustCompile(`"[^"\n]*"`)
	linesOf  = regexp.MustCompile(`(?m)^.*\n`)
	factsOf  = regexp.MustCompile(`(?m)^\[\[[^\n]*\n(?:[^\[\n].*\n|\n)*`)
)

// alter returns where a text is changed at random, and what comes there.
func (m *soak) alter(text string) (from, to int, with string) {
	position := func(re *regexp.Regexp) (int, int) {
		all := re.FindAllStringIndex(text, -1)
		if len(all) == 0 {
			return 0, 0
		}
		at := all[m.rand.IntN(len(all))]
		return at[0], at[1]
	}
	switch m.rand.IntN(10) {
	case 0, 1, 2:
		from, to = position(datesOf)
		return from, to, fmt.Sprintf("%04d-01-%02d", 1900+m.rand.IntN(130), 1+m.rand.IntN(31))
	case 3:
		from, to = position(quotedOf)
		a, b := position(quotedOf)
		return from, to, text[a:b]
	case 4:
		from, to = position(linesOf)
		return from, to, ""
	case 5:
		from, to = position(factsOf)
		return to, to, text[from:to]
	case 6:
		from, to = position(factsOf)
		return from, to, ""
	case 7:
		from = m.rand.IntN(len(text) + 1)
		return from, min(from+m.rand.IntN(3), len(text)), []string{"x", "\r\n", "𝄞", "é", "\"", "[", " "}[m.rand.IntN(7)]
	case 8:
		from, _ = position(linesOf)
		return from, from, []string{"# factlint: ignore[tenure, date] -- a reason\n", "\r\n", "# 𝄞 é\n", "[[person]]\nid = \"anatoly-bibilov\"\n"}[m.rand.IntN(4)]
	}
	from, to = position(datesOf)
	return from + 2, max(from+2, to-6), "15"
}

// step does one thing.
func (m *soak) step() {
	defer m.notifyDisk()
	name := m.one(m.files())
	doc := m.one(m.opened())
	did := func(format string, args ...any) { m.steps = append(m.steps, fmt.Sprintf(format, args...)) }
	switch n := m.rand.IntN(32); {
	case n < 5 && name != "" && len(m.docs) < 6:
		if _, is := m.docs[name]; !is {
			did("open %s", name)
			m.open(name, m.read(name))
		}
	case n < 16 && doc != "":
		for range 1 + m.rand.IntN(4) {
			from, to, with := m.alter(m.docs[doc])
			if from <= to && to <= len(m.docs[doc]) {
				did("edit %s [%d:%d] %q", doc, from, to, with)
				m.change(doc, from, to, with)
			}
		}
	case n < 18 && doc != "":
		did("close %s", doc)
		m.close(doc)
	case n < 20 && doc != "":
		did("save %s", doc)
		m.put(doc, m.docs[doc])
		m.notify("textDocument/didSave", map[string]any{"textDocument": wire.DocumentID{URI: m.uri(doc)}})
	case n < 22 && name != "":
		text := m.read(name)
		if from, to, with := m.alter(text); from <= to && to <= len(text) {
			did("write %s [%d:%d] %q", name, from, to, with)
			m.put(name, text[:from]+with+text[to:])
		}
	case n == 22 && name != "":
		m.names++
		to := fmt.Sprintf("new/%d/%s", m.names%3, filepath.Base(name))
		did("copy %s to %s", name, to)
		m.put(to, m.read(name))
	case n == 23 && name != "":
		did("remove %s", name)
		m.remove(name)
	case n == 24:
		gone := m.one([]string{"new", "more", "new/1", "inner"})
		did("remove %s", gone)
		m.remove(gone)
	case n == 25:
		m.names++
		m.open(fmt.Sprintf("unsaved/%d.toml", m.names), "[[person]]\nid = \"anatoly-bibilov\"\nname = \"Him\"\n")
		did("open an unsaved document")
	case n == 26:
		branch := m.one([]string{"main", "other"})
		did("checkout %s", branch)
		m.git("checkout", "-q", "-f", branch)
	case n == 27:
		did("clean")
		m.git("reset", "-q", "--hard")
		m.git("clean", "-q", "-f", "-d")
	case n == 28:
		ignored := m.one([]string{"", "new\n", "/more\n", "p*.toml\n"})
		did("ignore %q", ignored)
		m.put(".gitignore", ignored)
	case n == 29:
		conf := m.read(folder.ConfigName)
		if at := strings.Index(conf, "\n[rules]\n"); at > 0 {
			line := m.one([]string{"tenure = \"off\"\n", "date = \"warning\"\n", "ref-unresolved = \"warning\"\n"})
			if strings.Contains(conf, line) {
				conf = strings.Replace(conf, line, "", 1)
			} else {
				conf = conf[:at+9] + line + conf[at+9:]
			}
			did("configure %q", line)
			m.put(folder.ConfigName, conf)
		}
	case n == 30 && name != "":
		to := m.one([]string{"inner/", "inner/deep/"})
		did("move %s to %s", name, to)
		m.put("inner/factlint.toml", "")
		m.put(to+filepath.Base(name), m.read(name))
	default:
		if doc == "" {
			return
		}
		at := wire.NewText([]byte(m.docs[doc]), false).Position(uint32(m.rand.IntN(len(m.docs[doc]) + 1)))
		for _, method := range []string{"hover", "completion", "definition", "documentSymbol"} {
			id := m.begin("textDocument/"+method, map[string]any{"textDocument": wire.DocumentID{URI: m.uri(doc)}, "position": at})
			if m.rand.IntN(3) == 0 {
				n, _ := strconv.Atoi(id)
				m.notify("$/cancelRequest", map[string]int{"id": n})
			}
		}
	}
}
