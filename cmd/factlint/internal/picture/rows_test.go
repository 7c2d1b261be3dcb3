package picture

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
)

// TestRows checks who stands in which row of an office: each tenure is written
// as holder, start and end, and the rows as the holders in them, + between bars
// that go on with each other.
func TestRows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, tenures, want string }{
		{"a succession on one day", "A 2000-01-01 2001-03-04; B 2001-03-04 2005-01-01", "A B"},
		{"terms of a day", "A 2000-01-01 2001-03-04; B 2001-03-04 2001-03-04; C 2001-03-04 2001-03-05; D 2001-03-05 2009", "A B C D"},
		{"a month together", "A 2000-01-01 2001-03-04; B 2001-02-04 2005-01-01", "A|B"},
		{"a day together", "A 2000-01-01 2001-03-05; B 2001-03-04 2005-01-01", "A|B"},
		{"known by their years", "A 1990 1992; B 1992 1992; C 1992 1995", "A B C"},
		{"within one year", "A 2004-05-12 2004; B 2004-09-01 2006", "A B"},
		{"alike, and no more is known", "A 1993 1993; B 1993 1993", "A|B"},
		{"two of three at once", "A 2000-01-01 2002-01-01; B 2001-01-01 2003-01-01; C 2002-01-01 2004-01-01", "A C|B"},
		{"one person again", "A 2000-01-01 2004-01-01; A 2004-01-01 2008-01-01; B 2008-01-01 2010-01-01", "A+A B"},
		{"one person the day after", "A 2000-01-01 2003-12-31; A 2004-01-01 2008-01-01", "A+A"},
		{"one person later", "A 2000-01-01 2003-12-31; A 2005-01-01 2008-01-01", "A A"},
		{"an end that nobody knows", "A 2000-01-01 -; B 2001-01-01 2002-01-01", "A|B"},
		{"a month together, and an end that nobody knows", "A 2017-04-21 2022-05-24; B 2022-04-24 -", "A|B"},
		{"a succession, and an end that nobody knows", "A 2017-04-21 2022-05-24; B 2022-05-24 -", "A B"},
		{"a beginning known by its year", "A 2004 2004-05-12; B 2004-03-01 2006", "B|A"},
		{"in their own row again", "A 2000-01-01 2004-01-01; B 2001-01-01 2004-01-01; B 2004-01-01 2005-01-01; A 2004-01-01 2006-01-01", "A+A|B+B"},
	} {
		p := draw(t, facts.Options{Overlay: map[string][]byte{"a.toml": []byte(tenuresOf(c.tenures))}}, Options{})
		require.Len(t, p.lanes, 1, c.name)
		rows := make([]string, p.lanes[0].rows)
		for _, it := range p.items {
			row := &rows[it.row]
			switch {
			case it.joined:
				*row += "+"
			case *row != "":
				*row += " "
			}
			*row += it.name
		}
		assert.Equal(t, c.want, strings.Join(rows, "|"), c.name)
		for i, it := range p.items {
			for _, o := range p.items[i+1:] {
				if it.row == o.row {
					assert.LessOrEqual(t, it.drawn.to, o.drawn.from, "%s: %s is drawn over %s", c.name, it.name, o.name)
				}
			}
		}
	}
}

// tenuresOf writes an office and its tenures.
func tenuresOf(tenures string) string {
	var b strings.Builder
	b.WriteString("[[office]]\nid = \"chair\"\nname = \"Chair\"\n")
	seen := map[string]bool{}
	for t := range strings.SplitSeq(tenures, "; ") {
		words := strings.Fields(t)
		if !seen[words[0]] {
			seen[words[0]] = true
			fmt.Fprintf(&b, "[[person]]\nid = \"%s\"\nname = \"%s\"\n", strings.ToLower(words[0]), words[0])
		}
		fmt.Fprintf(&b, "[[tenure]]\nperson = \"%s\"\noffice = \"chair\"\nstart = \"%s\"\n", strings.ToLower(words[0]), words[1])
		if words[2] != "-" {
			fmt.Fprintf(&b, "end = \"%s\"\n", words[2])
		}
	}
	return b.String()
}

// TestStretch checks what is certain of a bar, and what has an edge.
func TestStretch(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tenure                   string
		sure, beginEdge, endEdge bool
	}{
		{"A 2000-01-01 2001-03-04", true, true, true},
		{"A 2000-01-01 2000-01-01", true, true, true},
		{"A 2000 2002", true, false, false},
		{"A 2000 2000", false, false, false},
		{"A 2000-03-01 2000", false, true, false},
		{"A 2000-03-01 -", false, true, false},
		{"A 2000-03-01 ..", true, true, false},
	} {
		p := draw(t, facts.Options{Overlay: map[string][]byte{"a.toml": []byte(tenuresOf(c.tenure))}}, Options{})
		d := &p.items[0].drawn
		assert.Equal(t, c.sure, d.sure, c.tenure)
		assert.Equal(t, c.beginEdge, d.beginEdge(), c.tenure)
		assert.Equal(t, c.endEdge, d.endEdge(), c.tenure)
		assert.LessOrEqual(t, d.from, d.begin, c.tenure)
		assert.LessOrEqual(t, d.begin, d.end, c.tenure)
		assert.LessOrEqual(t, d.end, d.to, c.tenure)
	}
}

func TestSurname(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Alan Gagloev": "Gagloev", "Ludwig van Beethoven": "van Beethoven", "John F. Kennedy Jr.": "Kennedy Jr.",
		"Plato": "", "Kennedy, John": "Kennedy", "Person number 7": "", "王 小明": "",
	} {
		p := draw(t, facts.Options{Overlay: map[string][]byte{"a.toml": []byte("[[person]]\nid = \"p\"\nname = " + quoted(name) + "\n[[office]]\nid = \"o\"\n[[tenure]]\nperson = \"p\"\noffice = \"o\"\nstart = 2000-01-01\n")}}, Options{})
		require.Len(t, p.items, 1)
		assert.Equal(t, want, p.items[0].short, name)
	}
}

// TestWholeSentence checks that a sentence is not cut as labels in messages are.
func TestWholeSentence(t *testing.T) {
	t.Parallel()
	long := "What was meant is a referendum, which could be held after the tenth of April, the day of the election, and not before"
	p := draw(t, facts.Options{Overlay: map[string][]byte{"a.toml": []byte("[[event]]\ntitle = " + quoted(long) + "\ndate = 2022-05-24\n")}}, Options{})
	require.Len(t, p.items, 1)
	assert.Equal(t, long, p.items[0].full)
}

// TestRowsAnyhow draws tenures of all sorts, from a fixed seed: who certainly
// holds the office at once never shares a row, nothing in a row is drawn over
// another, and every bar lies within what is known of it.
func TestRowsAnyhow(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	date := func(year int) string {
		switch r.IntN(4) {
		case 0:
			return strconv.Itoa(year)
		case 1:
			return fmt.Sprintf("%d-%02d", year, 1+r.IntN(12))
		}
		return fmt.Sprintf("%d-%02d-%02d", year, 1+r.IntN(12), 1+r.IntN(28))
	}
	for range 200 {
		var all []string
		for range 2 + r.IntN(8) {
			year := 2000 + r.IntN(8)
			end := date(year + r.IntN(3))
			switch r.IntN(8) {
			case 0:
				end = ".."
			case 1:
				end = "-"
			}
			all = append(all, fmt.Sprintf("%c %s %s", 'A'+rune(r.IntN(4)), date(year), end))
		}
		tenures := strings.Join(all, "; ")
		p := draw(t, facts.Options{Overlay: map[string][]byte{"a.toml": []byte(tenuresOf(tenures))}}, Options{})
		for i, it := range p.items {
			d := &it.drawn
			assert.True(t, d.from <= d.begin && d.begin <= d.end && d.end <= d.to, "%s: %s %+v", tenures, it.title(), *d)
			for _, o := range p.items[i+1:] {
				if it.row != o.row {
					continue
				}
				assert.False(t, max(it.begin.Latest, o.begin.Latest) < min(it.end.Earliest, o.end.Earliest), "%s: %s and %s at once in one row", tenures, it.title(), o.title())
				assert.LessOrEqual(t, d.to, o.drawn.from, "%s: %s is drawn over %s", tenures, it.title(), o.title())
			}
		}
	}
}
