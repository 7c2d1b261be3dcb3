package wording

import "strings"

// Correct is Nearest for a list of names that is complete, such as the fields of
// a kind. It also reports whether the name can only be a slip for the nearest
// one: a letter or two differ, and no other name is nearly as near.
func (s *Speller) Correct(name string, candidates func(yield func(string) bool)) (near string, certain bool) {
	const far = maxApart + 1
	limit := min(3, (len(name)+2)/3)
	least, second := far, far
	for c := range candidates {
		if c == near && near != "" {
			continue // listed again
		}
		if s.left <= 0 {
			return "", false
		}
		switch d := s.Distance(name, c, far-1); {
		case d < least && d <= limit, d == least && d <= limit && inCase(name, c) && !inCase(name, near):
			near, least, second = c, d, least
		default:
			second = min(second, d)
		}
	}
	switch {
	case near == "" || len(name) < 3 || least == 2 && len(name) < 7 || least > 2:
		return near, false
	case least == 1 && sameLetters(name, near):
		return near, second > least
	}
	return near, second >= least+2
}

// sameLetters reports whether two names are made of the same letters, so that
// nothing but their order is wrong.
func sameLetters(a, b string) bool {
	var count [256]int
	for i := range len(a) {
		count[a[i]]++
	}
	for i := range len(b) {
		count[b[i]]--
	}
	return len(a) == len(b) && count == [256]int{}
}

// OnlyID reports whether an id that nothing has can only be a slip for the one
// nearest to it, and in which word of that. Ids are no complete list: the fact
// may be missing that has it, and facts are told apart by a letter (person-a
// and person-b, Ivanov and Ivanova) or a digit (election-2017 and
// election-2018). So it is a letter too many, too few, wrong or out of place,
// and inside a long word; or letters in the wrong case, or one sign for another
// between words, where word is "".
func OnlyID(id, near string) (word string, certain bool) {
	if len(id) < 6 {
		return "", false
	}
	if sameWords(id, near) {
		return "", true
	}
	p := 0
	for p < len(id) && p < len(near) && id[p] == near[p] {
		p++
	}
	s := 0
	for s < len(id)-p && s < len(near)-p && id[len(id)-1-s] == near[len(near)-1-s] {
		s++
	}
	wrong, right := id[p:len(id)-s], near[p:len(near)-s]
	long := 5
	switch {
	case len(wrong) == 1 && right == "", wrong == "" && len(right) == 1:
	case len(wrong) == 2 && len(right) == 2 && wrong[0] == right[1] && wrong[1] == right[0]:
	case len(wrong) == 1 && len(right) == 1:
		long = 7
	default:
		return "", false
	}
	for i := range len(wrong) + len(right) {
		if !isLetter((wrong + right)[i]) {
			return "", false
		}
	}
	// The word in the right id that holds the place, which is neither its
	// beginning nor its end.
	from, to := p, p+len(right)
	for from > 0 && isLetter(near[from-1]) {
		from--
	}
	for to < len(near) && isLetter(near[to]) {
		to++
	}
	return near[from:to], to-from >= long && from < p && p+len(right) < to
}

// ContainsWord reports whether a word of ASCII letters is in a text,
// whatever its case.
func ContainsWord(text, word string) bool {
	for len(text) >= len(word) {
		n := 0
		for n < len(text) && isLetter(text[n]) {
			n++
		}
		if strings.EqualFold(text[:n], word) {
			return true
		}
		text = text[min(n+1, len(text)):]
	}
	return false
}

// sameWords reports whether two ids differ only in the case of letters and in
// the signs between words.
func sameWords(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		x, y := lower(a[i]), lower(b[i])
		if x != y && (isAlnum(x) || isAlnum(y)) {
			return false
		}
	}
	return true
}

func isLetter(c byte) bool { return 'a' <= lower(c) && lower(c) <= 'z' }

func isAlnum(c byte) bool { return isLetter(c) || '0' <= c && c <= '9' }
