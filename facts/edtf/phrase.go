package edtf

import "strings"

// maxListed is how many members of a set are named one by one.
const maxListed = 4

// Name names a date as a noun inside a sentence: "24 May 2022", "May 2022",
// "about 1992", "the 1990s", "10 April to 24 May 2022", "2017 onwards (ongoing)".
// text is what d was read from, by Parse or ParseTOML; it is not needed for a
// date of Year. With a text that does not fit, d's bounds are named. The name is
// printable ASCII, whatever text holds.
func Name(d Date, text string) string {
	_, noun := describe(d, text)
	return noun
}

// Phrase is Name with the preposition that says when: "on 24 May 2022", "in May
// 2022", "between 10 April 2022 and 24 May 2022", "since 2017 (ongoing)".
func Phrase(d Date, text string) string {
	phrase, _ := describe(d, text)
	return phrase
}

func describe(d Date, text string) (phrase, noun string) {
	if d.flags&isInteger != 0 {
		y, _, _ := civilFromDays(floorDiv(d.Begin.Earliest, daySeconds))
		return "in " + yearName(y), yearName(y)
	}
	switch {
	case text == ".." && d.Ongoing():
		return "at an open end (ongoing)", "an open end (ongoing)"
	case d.Interval():
		if begin, end, ok := strings.Cut(text, "/"); ok {
			if phrase, noun, ok = describeInterval(begin, end); ok {
				return phrase, noun
			}
		}
	case d.Set():
		if phrase, noun, ok := describeSet(d, text); ok {
			return phrase, noun
		}
	default:
		if p, ok := readAny(text); ok {
			n := p.noun(text)
			return p.preposition() + n, n
		}
	}
	m := d.Hull()
	a, b := NameDay(m.Earliest), NameDay(m.Latest)
	if a == b {
		return "on " + a, a
	}
	return "between " + a + " and " + b, a + " to " + b
}

// readAny reads one date in either spelling.
func readAny(text string) (p single, ok bool) {
	if p.read(text) != nil {
		p = single{}
		if p.readTOML(text) != nil {
			return p, false
		}
	}
	_, err := p.span(false)
	return p, err == nil
}

func describeInterval(begin, end string) (phrase, noun string, ok bool) {
	a, from, ok := describeSide(begin)
	b, to, ok2 := describeSide(end)
	if !ok || !ok2 {
		return "", "", false
	}
	openBegin, openEnd := from == "", to == ""
	switch {
	case openBegin && end == "..":
		return "since an unknown beginning (ongoing)", "an unknown beginning onwards (ongoing)", true
	case openBegin && openEnd:
		return "at an unknown time", "an unknown time", true
	case openBegin:
		return "until " + to + " (beginning unknown)", "an unknown beginning to " + to, true
	case end == "..":
		return "since " + from + " (ongoing)", from + " onwards (ongoing)", true
	case openEnd:
		return "from " + from + " to an unknown end", from + " to an unknown end", true
	}
	return "between " + from + " and " + to, a.sharedName(&b, from) + " to " + to, true
}

// describeSide reads one date and names it; ok, but without a name, for one that is open.
func describeSide(text string) (p single, noun string, ok bool) {
	if text == "" || text == ".." {
		return p, "", true
	}
	if p, ok = readAny(text); ok {
		noun = p.noun(text)
	}
	return p, noun, ok
}

// sharedName leaves out of the first of two days or months what the second says too.
func (p *single) sharedName(b *single, name string) string {
	if !p.plain() || !b.plain() || p.depth != b.depth || p.firstYear != b.firstYear {
		return name
	}
	switch {
	case p.depth == depthDay && p.months == b.months:
		return p.dayNumber()
	case p.depth == depthDay:
		return p.dayNumber() + " " + p.monthName()
	case p.depth == depthMonth:
		return p.monthName()
	}
	return name
}

func describeSet(d Date, text string) (phrase, noun string, ok bool) {
	if text == "" || text[0] != '[' && text[0] != '{' {
		return "", "", false
	}
	word := " or "
	if text[0] == '{' {
		word = " and "
	}
	inner, ok := setMembers(text)
	if !ok {
		return "", "", false
	}
	if strings.Count(inner, ",") >= maxListed {
		m := d.Hull()
		span := " between " + NameDay(m.Earliest) + " and " + NameDay(m.Latest)
		if text[0] == '[' {
			return "on one of several dates" + span, "one of several dates" + span, true
		}
		return "on several dates" + span, "several dates" + span, true
	}
	var phrases, nouns []string
	var preposition string
	for member := range strings.SplitSeq(inner, ",") {
		pre, n, ok := describeMember(strings.Trim(member, " "))
		if !ok {
			return "", "", false
		}
		nouns = append(nouns, n)
		// "in 1667 or 1668", but "in 1667 or on 3 May 1668".
		if pre == preposition {
			phrases = append(phrases, n)
		} else {
			phrases = append(phrases, pre+n)
		}
		preposition = pre
	}
	return enumerate(phrases, word), enumerate(nouns, word), true
}

func describeMember(s string) (preposition, noun string, ok bool) {
	low, high, isRange := strings.Cut(s, "..")
	a, from, ok := describeSide(low)
	b, to, ok2 := describeSide(high)
	switch {
	case !ok || !ok2 || from == "" && to == "":
		return "", "", false
	case !isRange:
		return a.preposition(), from, true
	case to == "":
		return a.preposition(), from + " or later", true
	case from == "":
		return b.preposition(), to + " or earlier", true
	}
	return "from ", a.sharedName(&b, from) + " to " + to, true
}

// enumerate gives "a", "a or b", "a, b or c".
func enumerate(names []string, word string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + word + names[last]
}
