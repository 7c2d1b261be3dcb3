package folder

import (
	"bytes"
	"strings"
)

// maxIgnoreFile is what a .gitignore may weigh, in bytes. Those people write
// have a few kilobytes; each pattern costs time for each file.
const maxIgnoreFile = 1 << 20

// ignores is the patterns of one ignore file and those of the files that count
// after it: the deepest .gitignore comes first, .git/info/exclude last.
type ignores struct {
	rules []ignoreRule
	base  int // bytes of a path up to the folder of the file, its slash included
	up    *ignores
}

// ignoreRule is one line of a .gitignore.
type ignoreRule struct {
	negated  bool // !
	dirOnly  bool // ends in a slash
	baseOnly bool // holds no other slash: matches a name at any depth
	kind     ruleKind
	text     string // what the name is, or begins or ends with, by kind
	rest     wildmatch
}

type ruleKind uint8

const (
	wholeRule  ruleKind = iota // text is the name
	suffixRule                 // *text
	wildRule                   // text, then rest
)

// with returns the chain g after which the patterns of data count first. base is
// the length of the path of their folder.
func (g *ignores) with(data []byte, base int) *ignores {
	if rules := parseIgnore(data); len(rules) > 0 {
		return &ignores{rules: rules, base: base, up: g}
	}
	return g
}

// ignored reports whether git would ignore path, whose folders are not ignored
// themselves. A link is not a folder, wherever it leads.
func (g *ignores) ignored(path string, isDir bool, e *effort) bool {
	for ; g != nil; g = g.up {
		name := path[g.base:]
		last := name[strings.LastIndexByte(name, '/')+1:]
		for i := len(g.rules) - 1; i >= 0; i-- {
			r := &g.rules[i]
			if r.dirOnly && !isDir {
				continue
			}
			subject := name
			if r.baseOnly {
				subject = last
			}
			matches := r.match(subject, e)
			if !e.take(1) {
				return false
			}
			if matches {
				return !r.negated
			}
		}
	}
	return false
}

func (r *ignoreRule) match(name string, e *effort) bool {
	switch r.kind {
	case wholeRule:
		return name == r.text
	case suffixRule:
		return strings.HasSuffix(name, r.text)
	}
	return strings.HasPrefix(name, r.text) && r.rest.match(name[len(r.text):], e)
}

func parseIgnore(data []byte) []ignoreRule {
	var rules []ignoreRule
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	for line := range bytes.Lines(data) {
		line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
		if rule, ok := parseIgnoreLine(string(line)); ok {
			rules = append(rules, rule)
		}
	}
	return rules
}

func parseIgnoreLine(line string) (rule ignoreRule, ok bool) {
	if strings.HasPrefix(line, "#") {
		return rule, false
	}
	line, _, _ = strings.Cut(line, "\x00") // a line is a C string to git
	line = trimBlanks(line)
	line, rule.negated = strings.CutPrefix(line, "!")
	line, rule.dirOnly = strings.CutSuffix(line, "/")
	if line == "" {
		return rule, false
	}
	rule.baseOnly = !strings.Contains(line, "/")
	literal := strings.IndexAny(line, `*?[\`)
	switch {
	case literal < 0:
		rule.text = strings.TrimPrefix(line, "/")
		return rule, rule.text != ""
	case rule.baseOnly && line[0] == '*' && !strings.ContainsAny(line[1:], `*?[\`):
		rule.kind, rule.text = suffixRule, line[1:]
		return rule, true
	}
	rule.kind = wildRule
	// Whether a ** stands between slashes is asked of what is left behind the
	// literal beginning, so that in git, against its own manual, a**/b matches ax/y/b.
	rule.rest = compileWildmatch(line[literal:])
	rule.text = strings.TrimPrefix(line[:literal], "/")
	return rule, !rule.rest.never
}

// trimBlanks cuts trailing spaces, except one behind a backslash. Tabs stay.
func trimBlanks(line string) string {
	end := 0
	for i := 0; i < len(line); i++ {
		switch line[i] {
		case ' ':
			continue
		case '\\':
			i++
		}
		end = min(i+1, len(line))
	}
	return line[:end]
}
