package cli

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A record is a fact as written: its header and its lines.
type record struct {
	head  string
	lines []string
}

// dealt puts records into files, in any order.
func dealt(r *rand.Rand, records []record) [][]record {
	files := make([][]record, 3)
	for _, i := range r.Perm(len(records)) {
		n := r.IntN(len(files))
		files[n] = append(files[n], records[i])
	}
	return files
}

func textsOf(files [][]record) map[string][]byte {
	out := map[string][]byte{}
	for i, name := range []string{"a.toml", "b/b.toml", "c.toml"} {
		var b strings.Builder
		for _, r := range files[i] {
			b.WriteString(r.head + "\n" + strings.Join(r.lines, "\n") + "\n\n")
		}
		out[name] = []byte(b.String())
	}
	return out
}

// recordsOf takes the example of a rule apart, the comments above a fact with it.
func recordsOf(text string) []record {
	var out []record
	above := ""
	for line := range strings.Lines(text) {
		switch line = strings.TrimSpace(line); {
		case strings.HasPrefix(line, "[["):
			out = append(out, record{head: above + line})
			above = ""
		case strings.HasPrefix(line, "#"):
			above += line + "\n"
		case line != "" && len(out) > 0:
			key, value, has := strings.Cut(line, "=")
			if has {
				line = strings.TrimSpace(key) + " = " + strings.TrimSpace(value)
			}
			last := &out[len(out)-1]
			last.lines = append(last.lines, above+line)
			above = ""
		}
	}
	return out
}

// randomRecords makes a small base about few people, offices and places in few
// years, so that much of it contradicts the rest.
func randomRecords(r *rand.Rand) []record {
	b := &baseMaker{Rand: r}
	for i := range 2 + r.IntN(3) {
		b.fact("person", b.id("p%d", i), b.text("name", fmt.Sprintf("Person %d", i)), b.often(b.date("born", 1960, 1999)), b.seldom(b.date("died", 2000, 2006)))
	}
	for i := range 1 + r.IntN(3) {
		b.fact("office", b.id("o%d", i), b.text("name", fmt.Sprintf("Office %d", i)), b.often(b.seats()),
			b.seldom("complete = true"), b.seldom(`max_term = "1y"`), b.seldom("max_consecutive = 1"), b.seldom("min_age = 35"),
			b.seldom(fmt.Sprintf("incompatible_with = \"o%d\"", r.IntN(3))), b.seldom(b.date("existed", 2000, 2003)), b.seldom(`of = "pl0"`))
	}
	for i := range 2 + r.IntN(2) {
		b.fact("place", b.id("pl%d", i), b.text("name", fmt.Sprintf("Place %d", i)), b.seldom(fmt.Sprintf("area = %d", 1+r.IntN(9))),
			b.often(b.wholes()), b.seldom(b.existed()))
	}
	if r.IntN(2) == 0 {
		b.fact("source", b.id("s%d", 0), b.text("title", "Source 0"), b.often(b.date("published", 2000, 2005)), b.seldom(b.date("accessed", 2000, 2005)))
	}
	for i := range 2 + r.IntN(6) {
		b.fact("tenure", b.seldom(b.id("t%d", i)), fmt.Sprintf("person = \"p%d\"", r.IntN(4)), fmt.Sprintf("office = \"o%d\"", r.IntN(2)),
			b.often(b.date("start", 2000, 2005)), b.often(b.date("end", 2001, 2006)), b.seldom("acting = true"), b.order(), b.status())
	}
	for range r.IntN(2) {
		b.fact("vacancy", fmt.Sprintf("office = \"o%d\"", r.IntN(2)), b.often(b.date("start", 2000, 2005)), b.often(b.date("end", 2001, 2006)), b.status())
	}
	for i := range r.IntN(3) {
		b.fact("organization", b.id("g%d", i), b.text("name", fmt.Sprintf("Party %d", i)), b.often(`exclusive = "party"`))
	}
	for range r.IntN(4) {
		b.fact("membership", fmt.Sprintf("person = \"p%d\"", r.IntN(3)), fmt.Sprintf("organization = \"g%d\"", r.IntN(2)), b.often(b.date("start", 2000, 2005)), b.often(b.date("end", 2001, 2006)), b.status())
	}
	for i := range 2 + r.IntN(5) {
		by := fmt.Sprintf("by = \"p%d\"", r.IntN(4))
		if r.IntN(2) == 0 {
			by = fmt.Sprintf("by = { person = \"p%d\", as = \"o%d\" }", r.IntN(4), r.IntN(2))
		}
		when := []string{b.date("date", 2000, 2006)}
		if r.IntN(3) == 0 {
			when = []string{b.often(b.date("start", 2000, 2005)), b.often(b.date("end", 2000, 2006))}
		}
		b.fact("event", append([]string{b.id("e%d", i), b.text("title", fmt.Sprintf("Event %d", r.IntN(8))), b.often(by), b.order(), b.order(), b.order(), b.status(),
			b.seldom(`source = ["s0"]`), b.seldom(fmt.Sprintf("participants = [\"p%d\", \"p%d\"]", r.IntN(4), r.IntN(6)))}, when...)...)
	}
	for range r.IntN(3) {
		b.fact("election", b.text("title", "Election"), b.date("date", 2000, 2005), fmt.Sprintf("office = \"o%d\"", r.IntN(2)), fmt.Sprintf("winner = \"p%d\"", r.IntN(4)))
	}
	for range r.IntN(6) {
		low := 1000 * (1 + r.IntN(9))
		b.fact("population", fmt.Sprintf("place = \"pl%d\"", r.IntN(3)), b.often(fmt.Sprintf("as_of = %d", 2000+r.IntN(3))), fmt.Sprintf("min = %d", low),
			b.often(fmt.Sprintf("max = %d", low+r.IntN(3)*500-100)), b.seldom(`shares = { a = 0.6, b = 0.5 }`), b.seldom(`predominant = "b"`))
	}
	// Slips of the hand.
	if r.IntN(4) == 0 {
		b.fact("persn", b.text("name", "Misspelt"))
	}
	if r.IntN(4) == 0 {
		b.fact("person", b.text("naem", "Misspelt"), `born = "199"`, "died = true")
	}
	if r.IntN(3) == 0 && len(b.records) > 0 { // written twice, perhaps with a field more
		again := b.records[r.IntN(len(b.records))]
		again.lines = append(again.lines[:len(again.lines):len(again.lines)], b.seldom(`source = "https://example.org/another"`))
		b.records = append(b.records, record{again.head, written(again.lines)})
	}
	return b.records
}

// baseMaker makes records of lines, of which empty ones are left out.
type baseMaker struct {
	*rand.Rand
	records []record
}

func (b *baseMaker) fact(kind string, lines ...string) {
	b.records = append(b.records, record{"[[" + kind + "]]", written(lines)})
}

// written leaves out lines without words, and the keys that are there already.
func written(lines []string) []string {
	var out []string
	keys := map[string]bool{}
	for _, line := range lines {
		key, _, _ := strings.Cut(line, " ")
		if line != "" && !keys[key] {
			keys[key] = true
			out = append(out, line)
		}
	}
	return out
}

func (b *baseMaker) id(format string, n int) string { return fmt.Sprintf("id = \""+format+"\"", n) }
func (b *baseMaker) text(key, text string) string   { return fmt.Sprintf("%s = %q", key, text) }

func (b *baseMaker) often(line string) string {
	if b.IntN(5) == 0 {
		return ""
	}
	return line
}

func (b *baseMaker) seldom(line string) string {
	if b.IntN(5) > 0 {
		return ""
	}
	return line
}

// seats says how many may hold an office, perhaps for a while.
func (b *baseMaker) seats() string {
	if b.IntN(4) > 0 {
		return fmt.Sprintf("seats = %d", 1+b.IntN(3)*b.IntN(2))
	}
	return fmt.Sprintf("seats = [{ seats = 1, %s, %s }, { seats = 2, %s, end = \"..\" }]", b.date("start", 2000, 2002), b.date("end", 2002, 2004), b.date("start", 2003, 2004))
}

// wholes says what a place is a part of, perhaps for a while, or of several.
func (b *baseMaker) wholes() string {
	one := func() string { return fmt.Sprintf("\"pl%d\"", b.IntN(3)) }
	switch b.IntN(6) {
	case 0:
		return fmt.Sprintf("part_of = [%s, %s]", one(), one())
	case 1:
		return fmt.Sprintf("part_of = { id = %s, %s, %s }", one(), b.date("start", 1999, 2002), b.date("end", 2002, 2006))
	}
	return "part_of = " + one()
}

// existed says when a place did, perhaps more than once.
func (b *baseMaker) existed() string {
	if b.IntN(3) > 0 {
		return b.date("existed", 2000, 2005)
	}
	return fmt.Sprintf("existed = [\"199%d/2001\", \"200%d-03/..\"]", b.IntN(9), 2+b.IntN(4))
}

func (b *baseMaker) status() string {
	return b.seldom(fmt.Sprintf("status = %q", []string{"planned", "cancelled", "disputed"}[b.IntN(3)]))
}

// order names an event, or several.
func (b *baseMaker) order() string {
	key := []string{"before", "after", "during"}[b.IntN(3)]
	one := fmt.Sprintf("\"e%d\"", b.IntN(6))
	switch b.IntN(8) {
	case 0:
		return fmt.Sprintf("%s = %s", key, one)
	case 1:
		return fmt.Sprintf("%s = [%s, \"e%d\"]", key, one, b.IntN(6))
	case 2:
		if key != "during" {
			return fmt.Sprintf("%s = { id = %s, at_least = \"%dm\", at_most = \"2y\" }", key, one, 1+b.IntN(9))
		}
	}
	return ""
}

// date writes a date of some precision within years.
func (b *baseMaker) date(key string, first, last int) string {
	y, m, d := first+b.IntN(last-first+1), 1+b.IntN(12), 1+b.IntN(28)
	switch b.IntN(8) {
	case 0:
		return fmt.Sprintf("%s = %d", key, y)
	case 1:
		return fmt.Sprintf("%s = \"%d-%02d\"", key, y, m)
	case 2:
		return fmt.Sprintf("%s = \"%d~\"", key, y)
	case 3:
		return fmt.Sprintf("%s = \"[%d-%02d-%02d..%d-%02d-%02d]\"", key, y, m, d, y+1, m, d)
	case 4:
		if key == "end" {
			return `end = ".."`
		}
	}
	return fmt.Sprintf("%s = %d-%02d-%02d", key, y, m, d)
}
