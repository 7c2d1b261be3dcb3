// Package factstest makes fact bases for tests and benchmarks. The bases are
// invented, of any size, and consistent: no rule has anything to say of them.
package factstest

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// FactsInFile is how many facts each generated file has.
const FactsInFile = 100

// Generate returns a consistent base of about n facts, as texts by path, in
// folders of 100 files. The same n gives the same base.
func Generate(n int) map[string][]byte {
	files := max(1, n/FactsInFile)
	out := make(map[string][]byte, files)
	for i := range files {
		out[fmt.Sprintf("part-%03d/facts-%05d.toml", i/100, i)] = file(i)
	}
	return out
}

// Write writes a base below dir.
func Write(dir string, texts map[string][]byte) error {
	for path, src := range texts {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(name, src, 0o666); err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(dir, "factlint.toml"), nil, 0o666)
}

// The shape of a file: the numbers of facts of each kind add up to FactsInFile.
const (
	places      = 6
	persons     = 20
	offices     = 3
	terms       = 4 // tenures in each office, one after another
	memberships = 5
	events      = 33
	elections   = 3
	statements  = 10
	figures     = 6
)

// writer writes the facts of one file. Ids end in its number, so that they are
// unique over the base.
type writer struct {
	strings.Builder
	n int
}

func (w *writer) fact(kind, format string, args ...any) {
	fmt.Fprintf(w, "[["+kind+"]]\n"+format+"\n", args...)
}

// file returns the text of the file with number n. It refers to the file
// before it, and its places are part of those of a file with a smaller number.
func file(n int) []byte {
	w := &writer{n: n}
	w.fact("source", "id = \"chronicle-%d\"\ntitle = \"Chronicle of province %d\"\npublished = 2021-02-03\n", n, n)
	w.fact("organization", "id = \"assembly-%d\"\nname = \"Assembly of province %d\"\nplace = \"place-%d-0\"\n", n, n, n)
	w.geography()
	w.people()
	w.government()
	w.happenings()
	return []byte(w.String())
}

func (w *writer) geography() {
	n := w.n
	for i := range places {
		w.fact("place", "id = \"place-%d-%d\"\nname = \"Place %d of province %d\"", n, i, i, n)
		switch {
		case i > 0:
			fmt.Fprintf(w, "part_of = \"place-%d-0\"\narea = %d\n\n", n, 90+i)
		case n > 0:
			fmt.Fprintf(w, "part_of = \"place-%d-0\"\narea = %d\n\n", n/10, 1_000_000+n%100)
		default:
			w.WriteString("type = \"country\"\n\n")
		}
	}
	for i := range figures {
		if i == 0 {
			w.fact("population", "place = \"place-%d-0\"\nas_of = 2015\nmin = 900_000_000\nmax = 1_000_000_000\ngroup = \"province %d\"\nsource = \"chronicle-%d\"\n", n, n, n)
			continue
		}
		w.fact("population", "place = \"place-%d-%d\"\nas_of = %d\nvalue = %d\nsource = \"chronicle-%d\"\n", n, i, 2010+i, 20_000+i*1000, n)
	}
}

func (w *writer) people() {
	n := w.n
	for i := range persons {
		w.fact("person", "id = \"person-%d-%d\"\nname = \"Person %d of province %d\"\nborn = %d-%02d-%02d\n",
			n, i, i, n, 1930+(i*7+n)%25, i%12+1, (i*5+n)%28+1)
	}
	for i := range memberships {
		w.fact("membership", "person = \"person-%d-%d\"\norganization = \"assembly-%d\"\nstart = %d\n", n, i+offices*terms, n, 1990+i)
	}
}

// government writes offices with one seat each, held by one after another.
func (w *writer) government() {
	n := w.n
	for o := range offices {
		w.fact("office", "id = \"office-%d-%d\"\nname = \"Office %d of province %d\"\nof = \"place-%d-0\"\nseats = 1\n", n, o, o, n, n)
		for t := range terms {
			w.fact("tenure", "id = \"term-%d-%d-%d\"\nperson = \"person-%d-%d\"\noffice = \"office-%d-%d\"\nstart = %d-05-24\nend = %d-05-24\n",
				n, o, t, n, o*terms+t, n, o, 1990+5*t, 1995+5*t)
		}
	}
	for e := range elections {
		w.fact("election", "id = \"election-%d-%d\"\ntitle = \"Election %d in province %d\"\ndate = %d-04-10\noffice = \"office-%d-%d\"\nwinner = \"person-%d-%d\"\n",
			n, e, e, n, 1990+5*e, n, e, n, e*terms+e)
	}
}

func (w *writer) happenings() {
	n := w.n
	for i := range events {
		o, t := i%offices, i%terms
		year, month, day := 1991+5*t+i%3, i%12+1, (i*3+n)%28+1
		w.fact("event", "id = \"event-%d-%d\"\ntitle = \"Meeting %d in province %d\"", n, i, i, n)
		switch {
		case i%11 == 10: // not dated, only placed among others
			fmt.Fprintf(w, "after = \"event-%d-0\"\nbefore = \"event-%d-3\"\n\n", n, n)
		case i%3 == 0:
			fmt.Fprintf(w, "date = %d-%02d-%02d\nby = { person = \"person-%d-%d\", as = \"office-%d-%d\" }\nsource = \"chronicle-%d\"\n\n",
				year, month, day, n, o*terms+t, n, o, n)
		case i%3 == 1:
			fmt.Fprintf(w, "date = \"%d-%02d\"\nduring = \"term-%d-%d-%d\"\nplace = \"place-%d-%d\"\n\n", year, month, n, o, t, n, i%places)
		default:
			fmt.Fprintf(w, "date = %d-%02d-%02d\nafter = [\"election-%d-0\"]\nsource = \"chronicle-%d\"\n\n", year, month, day, max(0, n-1), n)
		}
	}
	for i := range statements {
		w.fact("statement", "by = { person = \"person-%d-%d\", as = \"office-%d-%d\" }\ndate = %d-%02d-%02d\nsays = \"Something of note, number %d\"\nabout = \"event-%d-%d\"\nsource = \"chronicle-%d\"\n",
			n, i%terms, n, 0, 1992+5*(i%terms), i%12+1, i%28+1, i, n, i, n)
	}
}
