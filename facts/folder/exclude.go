package folder

import (
	"errors"
	"fmt"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Bounds of an exclude pattern. doublestar tries every way through the braces of
// a pattern, so they are written out beforehand, up to a number.
const (
	maxPattern      = 4096 // bytes
	maxAlternatives = 256
	maxWrittenOut   = 16 << 10 // bytes of all of them
)

// Globs is a list of patterns such as those of exclude in factlint.toml: doublestar's
// language, relative to the root of the base. The zero value matches nothing.
type Globs struct {
	globs []glob
}

type glob struct {
	pattern string // without braces and without a slash at its end
	dirOnly bool   // had a slash at its end
}

// GlobOf returns a pattern that matches a path and nothing else.
func GlobOf(path string) string { return globQuoter.Replace(path) }

var globQuoter = strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`, "]", `\]`, "{", `\{`, "}", `\}`, "!", `\!`, `\`, `\\`)

// NewGlobs compiles patterns. Its error names the first pattern that is
// wrong and says what is wrong with it.
func NewGlobs(patterns []string) (Globs, error) {
	var all Globs
	for _, p := range patterns {
		alternatives, err := writeOut(p)
		if err != nil {
			return Globs{}, fmt.Errorf("%q %w", p, err)
		}
		for _, p := range alternatives {
			p, dirOnly := strings.CutSuffix(p, "/")
			all.globs = append(all.globs, glob{p, dirOnly})
		}
	}
	return all, nil
}

// ValidatePattern says what is wrong with a pattern of exclude, in words that go
// on after the pattern: "begins with a slash, …". nil when nothing is.
func ValidatePattern(p string) error {
	_, err := writeOut(p)
	return err
}

// Match reports whether a pattern names the file at path, relative to the root with
// forward slashes, or a folder above it. It is not sure that none does when that
// would take too long to find out.
func (g Globs) Match(path string) (named, sure bool) {
	if len(g.globs) == 0 {
		return false, true
	}
	e := &effort{stepsOfPath}
	for i := 0; i < len(path); i++ {
		if path[i] == '/' && g.matchOne(path[:i], true, e) {
			return true, true
		}
	}
	named = g.matchOne(path, false, e)
	return named, named || e.left >= 0
}

// Size returns how many patterns there are with their braces written out, and
// the bytes they have: what a match costs grows with both.
func (g Globs) Size() (patterns, bytes int) {
	for _, one := range g.globs {
		bytes += len(one.pattern)
	}
	return len(g.globs), bytes
}

// matchOne looks at path alone, for callers that have seen its folders already.
func (g Globs) matchOne(path string, isDir bool, e *effort) bool {
	for _, one := range g.globs {
		// doublestar takes no more than the bytes of both, and mostly far less.
		if !e.take(1 + int64(len(one.pattern))*int64(len(path))/4) {
			return false
		}
		if (isDir || !one.dirOnly) && doublestar.MatchUnvalidated(one.pattern, path) {
			return true
		}
	}
	return false
}

// writeOut checks a pattern and returns the patterns without braces that it stands for.
func writeOut(p string) ([]string, error) {
	switch {
	case p == "":
		return nil, errors.New("is empty; write the path of a file or folder, such as drafts/**")
	case p[0] == '!':
		return nil, errors.New(`begins with "!", but exclude knows no exceptions; write \! for a name that begins so`)
	case len(p) > maxPattern:
		return nil, fmt.Errorf("is longer than %d bytes", maxPattern)
	case strings.Contains(p, "\x00"):
		return nil, errors.New("holds a NUL byte, which no path does")
	case uselessEscape(p):
		return nil, errors.New(`has a backslash before a letter or digit; write "/" between folders on every system`)
	case !doublestar.ValidatePattern(p):
		return nil, errors.New("is not a pattern: a bracket or brace is left open or empty, or it ends in a backslash")
	}
	all, err := writeOutBraces(nil, p)
	if err != nil {
		return nil, err
	}
	written := 0
	for _, one := range all {
		if written += len(one); written > maxWrittenOut {
			return nil, fmt.Errorf("is longer than %d bytes with its braces written out; write several patterns", maxWrittenOut)
		}
		if err := checkSegments(one); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// checkSegments refuses patterns that can match no path relative to the root: they are
// slips, and silence would leave people wondering.
func checkSegments(p string) error {
	if !doublestar.ValidatePattern(p) {
		return errors.New("is not a pattern: a comma or brace splits a bracket")
	}
	if strings.HasPrefix(p, "/") {
		return errors.New("begins with a slash; write it relative to the folder of factlint.toml")
	}
	for segment := range strings.SplitSeq(strings.TrimSuffix(p, "/"), "/") {
		switch segment {
		case "":
			return errors.New("has an empty part between two slashes")
		case ".", "..":
			return fmt.Errorf("has the part %q; write it relative to the folder of factlint.toml, without dots", segment)
		}
	}
	return nil
}

func uselessEscape(p string) bool {
	for i := 0; i+1 < len(p); i++ {
		if p[i] == '\\' {
			if i++; isAlpha(p[i]) || isDigit(p[i]) {
				return true
			}
		}
	}
	return false
}

// writeOutBraces appends to all what p stands for: a{b,c{d,e}} is ab, acd and ace.
func writeOutBraces(all []string, p string) ([]string, error) {
	open, cuts := braces(p)
	if open < 0 {
		if len(all) == maxAlternatives {
			return nil, fmt.Errorf("stands for more than %d patterns with its braces; write several patterns", maxAlternatives)
		}
		return append(all, p), nil
	}
	end := cuts[len(cuts)-1]
	from := open + 1
	for _, cut := range cuts {
		var err error
		if all, err = writeOutBraces(all, p[:open]+p[from:cut]+p[end+1:]); err != nil {
			return nil, err
		}
		from = cut + 1
	}
	return all, nil
}

// braces returns the place of the first brace and those of the commas that part it,
// its closing brace last; -1 when p has none.
func braces(p string) (open int, cuts []int) {
	open = -1
	depth := 0
	for i := 0; i < len(p); i++ {
		switch p[i] {
		case '\\':
			i++
		case '[':
			if i+1 < len(p) && (p[i+1] == '!' || p[i+1] == '^') {
				i++
			}
			for i++; i < len(p) && p[i] != ']'; i++ {
				if p[i] == '\\' {
					i++
				}
			}
		case '{':
			if depth++; depth == 1 {
				open = i
			}
		case ',':
			if depth == 1 {
				cuts = append(cuts, i)
			}
		case '}':
			if depth--; depth == 0 {
				return open, append(cuts, i)
			}
		}
	}
	return -1, nil
}
