package rules_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// A span is the days of May 2022 on which a moment may lie, both included.
type span struct{ lo, hi int }

const (
	unknown = 1 << 20 // no moment lies further than this from the month
	forever = 1 << 19 // the day of what has not ended, or a day after it
)

var anyDays = span{-unknown, unknown}

// A tangle is a small random base whose facts are tied in time.
type tangle []*knot

// local reports whether each fact is dated by a clock of its own, and what is of one
// office by the same.
func (t tangle) local() bool { return t[0].local }

// A knot is one fact of it. What it refers to is named by number.
type knot struct {
	kind       string
	begin, end span
	dates      string // as written
	status     string
	mute       bool // others speak of it, but it says nothing
	timeless   bool // not even that it begins before it ends
	dated      *knot
	acting     bool
	seats      int  // of an office; 0 when nothing says so
	timed      bool // but only during its terms
	ties       []tangleTie
	person     int // the holder, or who acts
	office     int // the office held or acted in
	present    int // somebody who takes part
	sources    []int
	local      bool // of the first: so are all
}

// A tangleTie is a declared order, with its distances; −1 for none.
type tangleTie struct {
	field       string
	to          int
	least, most int
}

func (k *knot) ongoing() bool    { return k.end.lo == forever }
func (k *knot) comparable() bool { return k.status != "disputed" }
func (k *knot) happened() bool   { return k.status == "" }

// begun is when the fact begins: what has happened has begun before what has not
// ended ends.
func (k *knot) begun() span {
	if !k.happened() {
		return k.begin
	}
	return span{k.begin.lo, min(k.begin.hi, forever-1)}
}

func (t tangle) id(i int) string { return fmt.Sprintf("%s-%d", t[i].kind, i) }

// someDays returns days as written: one, a few in a row or the whole month.
func someDays(r *rand.Rand) (text string, s span) {
	if r.IntN(12) == 0 {
		return `"2022-05"`, span{1, 31}
	}
	s.lo = 5 + r.IntN(20)
	s.hi = s.lo
	if r.IntN(3) == 0 {
		s.hi += 1 + r.IntN(5)
		return fmt.Sprintf(`"[2022-05-%02d..2022-05-%02d]"`, s.lo, s.hi), s
	}
	return fmt.Sprintf("2022-05-%02d", s.lo), s
}

func (k *knot) date(r *rand.Rand, field string) {
	text, s := someDays(r)
	k.begin, k.end, k.dates = s, s, field+" = "+text+"\n"
}

// period dates the beginning and the end, or leaves them open.
func (k *knot) period(r *rand.Rand, begin, end string, known float64) {
	if r.Float64() < known {
		text, s := someDays(r)
		k.begin, k.dates = s, begin+" = "+text+"\n"
	}
	switch {
	case r.IntN(12) == 0 && end != "died":
		k.end = span{forever, unknown}
		k.dates += end + " = \"..\"\n"
	case r.Float64() < known:
		text, s := someDays(r)
		if r.IntN(4) > 0 { // mostly no date-period
			text, s = fmt.Sprintf("2022-05-%02d", min(31, max(k.begin.hi, 1)+r.IntN(10))), span{}
			fmt.Sscanf(text, "2022-05-%d", &s.lo)
			s.hi = s.lo
			if k.begin == anyDays {
				text, s = someDays(r)
			}
		}
		k.end, k.dates = s, k.dates+end+" = "+text+"\n"
	}
}

// randomTangle makes a base of two persons, one or two offices, tenures,
// sources and events, all in one month.
func randomTangle(r *rand.Rand) tangle {
	var t tangle
	add := func(kind string) *knot {
		k := &knot{kind: kind, begin: anyDays, end: anyDays, person: -1, office: -1, present: -1}
		t = append(t, k)
		return k
	}
	of := func(kind string) int {
		var all []int
		for i, k := range t {
			if k.kind == kind {
				all = append(all, i)
			}
		}
		return all[r.IntN(len(all))]
	}
	for range 2 {
		add("person").period(r, "born", "died", 0.3)
	}
	for range 1 + r.IntN(2) {
		o := add("office")
		o.seats = min(1, r.IntN(3))
		if r.IntN(4) == 0 {
			text, s := someDays(r)
			o.begin, o.end, o.dates = s, span{forever, unknown}, "existed = \""+strings.Trim(text, `"`)+"/..\"\n"
			if strings.HasPrefix(text, `"[`) {
				o.begin, o.end, o.dates = anyDays, anyDays, ""
			}
		}
	}
	for range r.IntN(3) {
		s := add("source")
		if r.IntN(4) > 0 {
			s.date(r, "published")
		}
	}
	sources := len(t)
	for range r.IntN(4) {
		k := add("tenure")
		k.period(r, "start", "end", 0.35)
		k.person, k.office, k.acting = of("person"), of("office"), r.IntN(8) == 0
	}
	for range 2 + r.IntN(4) {
		k := add("event")
		switch r.IntN(4) {
		case 0:
			k.period(r, "start", "end", 0.5)
		case 1, 2:
			k.date(r, "date")
		}
		if r.IntN(3) == 0 {
			k.person = of("person")
			if r.IntN(4) > 0 {
				k.office = of("office")
			}
		}
		if r.IntN(6) == 0 {
			k.present = of("person")
		}
	}
	for i, k := range t {
		if k.kind != "event" && k.kind != "tenure" {
			continue
		}
		k.status = []string{"", "", "", "", "", "", "", "planned", "cancelled", "disputed"}[r.IntN(10)]
		t.tie(r, i)
		for range r.IntN(3) {
			if s := r.IntN(sources); t[s].kind == "source" && !slices.Contains(k.sources, s) {
				k.sources = append(k.sources, s)
			}
		}
	}
	return t
}

// randomSeats makes a base of several holders of offices with one or more seats, by
// times, and of vacancies.
func randomSeats(r *rand.Rand) tangle {
	var t tangle
	add := func(kind string) *knot {
		k := &knot{kind: kind, begin: anyDays, end: anyDays, person: -1, office: -1, present: -1}
		t = append(t, k)
		return k
	}
	for range 3 {
		add("person").period(r, "born", "died", 0.1)
	}
	for office := range 1 + r.IntN(4)/3 {
		k := add("office")
		k.seats = r.IntN(3)
		if r.IntN(3) == 0 {
			k.timed, k.seats = true, 0
			for range 1 + r.IntN(2) {
				term := add("term")
				term.period(r, "start", "end", 0.9)
				term.office, term.seats = 3+office, 1+r.IntN(2)
			}
			break
		}
	}
	pick := func(kind string) int {
		var all []int
		for i, k := range t {
			if k.kind == kind {
				all = append(all, i)
			}
		}
		return all[r.IntN(len(all))]
	}
	for range 2 + r.IntN(4) {
		k := add("tenure")
		if r.IntN(4) == 0 {
			k.kind = "vacancy"
		} else {
			k.person = pick("person")
		}
		k.office = pick("office")
		k.period(r, "start", "end", 0.4)
		if r.IntN(2) == 0 {
			t.tie(r, len(t)-1)
		}
	}
	for range r.IntN(4) {
		k := add("event")
		if r.IntN(3) > 0 {
			k.date(r, "date")
		}
		t.tie(r, len(t)-1)
		if r.IntN(3) == 0 {
			k.person, k.office = pick("person"), pick("office")
		}
	}
	return t
}

// tie gives a fact some orders.
func (t tangle) tie(r *rand.Rand, i int) {
	for _, field := range []string{"before", "after", "during", "announces"} {
		to := r.IntN(len(t))
		if r.IntN(9) > 1 || to == i || t[to].kind == "source" || t[to].kind == "term" || field == "announces" && (t[i].kind != "event" || t[to].kind != "event") {
			continue
		}
		tie := tangleTie{field, to, -1, -1}
		if (field == "before" || field == "after") && r.IntN(3) == 0 {
			if r.IntN(2) == 0 {
				tie.least = r.IntN(8)
			}
			if r.IntN(2) == 0 {
				tie.most = max(0, tie.least) + r.IntN(6)
			}
		}
		t[i].ties = append(t[i].ties, tie)
	}
}

// write returns the base as TOML, in up to three files.
func (t tangle) write() map[string]string {
	files := map[string]string{}
	for i, k := range t {
		if k.kind == "term" {
			continue // a part of its office
		}
		b := &strings.Builder{}
		fmt.Fprintf(b, "[[%s]]\nid = %q\n", k.kind, t.id(i))
		switch k.kind {
		case "source", "event":
			fmt.Fprintf(b, "title = \"no. %d\"\n", i)
		case "vacancy":
			fmt.Fprintf(b, "office = %q\n", t.id(k.office))
		case "tenure":
			fmt.Fprintf(b, "person = %q\noffice = %q\nacting = %v\n", t.id(k.person), t.id(k.office), k.acting)
		default:
			fmt.Fprintf(b, "name = \"no. %d\"\n", i)
		}
		b.WriteString(k.dates)
		if k.seats > 0 && !k.timed {
			fmt.Fprintf(b, "seats = %d\n", k.seats)
		}
		if k.timed {
			b.WriteString("seats = [")
			for _, term := range t {
				if term.kind == "term" && term.office == i {
					fmt.Fprintf(b, "{ seats = %d%s }, ", term.seats, strings.ReplaceAll("\n"+strings.TrimSuffix(term.dates, "\n"), "\n", ", "))
				}
			}
			b.WriteString("]\n")
		}
		if k.status != "" {
			fmt.Fprintf(b, "status = %q\n", k.status)
		}
		if k.kind == "event" && k.person >= 0 {
			fmt.Fprintf(b, "by = { person = %q", t.id(k.person))
			if k.office >= 0 {
				fmt.Fprintf(b, ", as = %q", t.id(k.office))
			}
			b.WriteString(" }\n")
		}
		if k.present >= 0 {
			fmt.Fprintf(b, "participants = [%q]\n", t.id(k.present))
		}
		for n, s := range k.sources {
			fmt.Fprintf(b, "%s%q", []string{"source = [", ", "}[min(n, 1)], t.id(s))
		}
		if len(k.sources) > 0 {
			b.WriteString("]\n")
		}
		for _, tie := range k.ties {
			b.WriteString(tie.write(t.id(tie.to)))
		}
		b.WriteString("\n")
		files[[]string{"a.toml", "b/b.toml", "c.toml"}[i%3]] += b.String()
	}
	return files
}

func (tie tangleTie) write(to string) string {
	if tie.least < 0 && tie.most < 0 {
		return fmt.Sprintf("%s = %q\n", tie.field, to)
	}
	text := fmt.Sprintf("%s = { id = %q", tie.field, to)
	if tie.least >= 0 {
		text += fmt.Sprintf(", at_least = \"%dd\"", tie.least)
	}
	if tie.most >= 0 {
		text += fmt.Sprintf(", at_most = \"%dd\"", tie.most)
	}
	return text + " }\n"
}
