package folder

import (
	"math/bits"
	"strings"
)

// wildmatch is a compiled pattern in the language of git's wildmatch with
// WM_PATHNAME: `*` and `?` stop at slashes, `**` between slashes does not.
//
// git matches by recursion, which a pattern such as a*a*a*a*b makes slow. Here all
// places the pattern can be at are moved forward together byte by byte: at most
// len(pattern) × len(name) steps.
type wildmatch struct {
	tokens []token
	least  int  // bytes that a match has at least
	never  bool // malformed (an open bracket, a last backslash): git lets it match nothing
}

type token struct {
	kind tokenKind
	lit  byte
	set  *byteSet
}

type tokenKind uint8

const (
	litToken      tokenKind = iota
	anyToken                // ?
	setToken                // […]
	starToken               // *
	starStarToken           // ** to the end, or before an escaped slash
	foldersToken            // ** before a slash: may also stand for nothing, slash included
)

type byteSet [4]uint64

func (s *byteSet) add(c byte)      { s[c>>6] |= 1 << (c & 63) }
func (s *byteSet) has(c byte) bool { return s[c>>6]&(1<<(c&63)) != 0 }

func compileWildmatch(p string) wildmatch {
	var w wildmatch
	for i := 0; i < len(p); {
		switch c := p[i]; c {
		case '\\':
			if i++; i == len(p) {
				return wildmatch{never: true}
			}
			w.tokens = append(w.tokens, token{kind: litToken, lit: p[i]})
			w.least++
			i++
		case '?':
			w.tokens = append(w.tokens, token{kind: anyToken})
			w.least++
			i++
		case '[':
			set, next := compileSet(p, i)
			if set == nil {
				return wildmatch{never: true}
			}
			w.tokens = append(w.tokens, token{kind: setToken, set: set})
			w.least++
			i = next
		case '*':
			start := i
			for i < len(p) && p[i] == '*' {
				i++
			}
			kind := starToken
			if i-start > 1 && (start == 0 || p[start-1] == '/') {
				switch rest := p[i:]; {
				case rest == "" || strings.HasPrefix(rest, `\/`):
					kind = starStarToken
				case rest[0] == '/' && w.endsInFolders():
					// **/**/ is **/ once more. Said once, a match has about half as many
					// bytes as there are tokens, and long patterns cost short names nothing.
					i++
					continue
				case rest[0] == '/':
					kind = foldersToken
					w.least-- // the slash that follows is dispensable
				}
			}
			w.tokens = append(w.tokens, token{kind: kind})
		default:
			w.tokens = append(w.tokens, token{kind: litToken, lit: c})
			w.least++
			i++
		}
	}
	return w
}

// endsInFolders reports whether what is compiled so far ends in **/.
func (w *wildmatch) endsInFolders() bool {
	n := len(w.tokens)
	return n >= 2 && w.tokens[n-2].kind == foldersToken
}

// takes reports whether t, when it stands for exactly one byte, can be c.
func (t *token) takes(c byte) bool {
	switch t.kind {
	case litToken:
		return t.lit == c
	case anyToken:
		return c != '/'
	case setToken:
		return t.set.has(c)
	}
	return false
}

func (w *wildmatch) match(name string, e *effort) bool {
	n := len(w.tokens)
	if w.never || len(name) < w.least {
		return false
	}
	// Most names of a folder differ from most patterns in their last byte.
	if n > 0 && w.tokens[n-1].kind <= setToken && (name == "" || !w.tokens[n-1].takes(name[len(name)-1])) {
		return false
	}
	var small [2][4]uint64
	now, next := small[0][:], small[1][:]
	if words := n/64 + 1; words <= len(now) {
		now, next = now[:words], next[:words]
	} else {
		now, next = make([]uint64, words), make([]uint64, words)
	}
	w.reach(now, 0)
	for j := 0; j < len(name); j++ {
		c := name[j]
		clear(next)
		alive, steps := false, int64(len(now))
		for k, word := range now {
			for ; word != 0; word &= word - 1 {
				steps++
				i := k<<6 + bits.TrailingZeros64(word)
				if i == n {
					continue // the pattern is used up, the name is not
				}
				switch t := &w.tokens[i]; {
				case t.kind == foldersToken:
					// Only a ** that stands for nothing takes its slash along: **/b is not xb.
					set(next, i)
					set(next, i+1)
					alive = true
				case t.kind == starToken && c != '/', t.kind == starStarToken:
					w.reach(next, i)
					alive = true
				case t.takes(c):
					w.reach(next, i+1)
					alive = true
				}
			}
		}
		if !alive || !e.take(steps) {
			return false
		}
		now, next = next, now
	}
	return isSet(now, n)
}

// reach adds place i of the pattern and those it leads to without a byte.
func (w *wildmatch) reach(places []uint64, i int) {
	for !isSet(places, i) {
		set(places, i)
		if i == len(w.tokens) {
			return
		}
		switch w.tokens[i].kind {
		case foldersToken:
			w.reach(places, i+2)
		case starToken, starStarToken:
		default:
			return
		}
		i++
	}
}

func set(places []uint64, i int)        { places[i>>6] |= 1 << (i & 63) }
func isSet(places []uint64, i int) bool { return places[i>>6]&(1<<(i&63)) != 0 }
