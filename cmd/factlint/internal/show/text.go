package show

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts/wording"
)

const (
	// lineLength is where prose is broken, in code points.
	lineLength = 96
	// maxListed is how many facts of one kind that refer to a fact are listed for
	// reading; json has all.
	maxListed = 20
)

// text writes what is known of facts for reading. Everything from a file
// passes through put.
type text struct {
	strings.Builder
	bold bool
}

// Text returns what is known for reading, with titles in bold on a terminal.
func (r *Report) Text(bold bool) string {
	t := &text{bold: bold}
	t.all(r)
	return t.String()
}

func (t *text) all(s *Report) {
	for i, f := range s.Facts {
		if i > 0 {
			t.WriteByte('\n')
		}
		t.fact(f)
	}
	if !s.Consistent {
		t.WriteByte('\n')
		t.put("", "Some facts of this base contradict each other in time; factlint check shows which. What follows from such facts may be wrong, and bounds may be looser than they could be.")
	}
}

func (t *text) fact(f *Fact) {
	t.title(f.Label)
	head := f.Kind
	if f.ID != "" {
		head += " " + f.ID
	}
	head += ", " + f.Place.String()
	if f.Status != "" {
		head += ", " + f.Status
	}
	t.put("", head)
	if f.Shared > 1 {
		t.put("", fmt.Sprintf("One of %d facts with this id: what refers to it is left unknown.", f.Shared))
	}
	t.fields(f)
	t.times(f)
	if f.Holdable {
		t.section("Holders")
		t.tenures(f.Holders, func(n *Tenure) string { return n.Holder.Label })
	}
	if len(f.Tenures) > 0 {
		t.section("Tenures")
		t.tenures(f.Tenures, func(n *Tenure) string { return n.Of.Label })
	}
	t.acts(&f.Acts)
	if len(f.Sources) > 0 {
		t.section("Sources")
		for _, v := range f.Sources {
			t.put("  ", v.Text)
		}
	}
	t.referrers(f.Referrers)
}

func (t *text) title(s string) {
	s = report.Visible(s)
	if t.bold {
		s = "\x1b[1m" + s + "\x1b[0m"
	}
	t.WriteString(s + "\n")
}

func (t *text) section(s string) {
	t.WriteByte('\n')
	t.title(s)
}

// put writes words after a first indent, broken into lines that are under
// the first word.
func (t *text) put(indent, words string) {
	hang := strings.Repeat(" ", utf8.RuneCountInString(indent))
	length := 0
	t.WriteString(indent)
	for i, word := range strings.Fields(report.Visible(words)) {
		n := utf8.RuneCountInString(word)
		switch {
		case i == 0:
			length = len(hang)
		case length+1+n > lineLength:
			t.WriteString("\n" + hang)
			length = len(hang)
		default:
			t.WriteByte(' ')
			length++
		}
		t.WriteString(word)
		length += n
	}
	t.WriteByte('\n')
}

func (t *text) fields(f *Fact) {
	if len(f.Fields) == 0 {
		return
	}
	t.WriteByte('\n')
	widest := 0
	for _, field := range f.Fields {
		widest = max(widest, utf8.RuneCountInString(field.Name))
	}
	for _, field := range f.Fields {
		indent := "  " + pad(field.Name, widest+2)
		for _, v := range field.Values {
			t.put(indent, v.Text)
			indent = strings.Repeat(" ", widest+4)
		}
	}
}

// tenures lists tenures, a line each, with what lies between them.
func (t *text) tenures(list []*Tenure, name func(*Tenure) string) {
	if len(list) == 0 {
		t.put("  ", "nobody is recorded")
	}
	rows := make([][4]string, len(list))
	var widths [3]int
	for i, n := range list {
		who := name(n)
		if n.Acting {
			who += ", acting"
		}
		if n.Status != "" {
			who += ", " + n.Status
		}
		until := "– " + n.Until
		if n.Until == n.From {
			until = ""
		}
		rows[i] = [4]string{report.Visible(n.From), report.Visible(until), report.Visible(who), report.Visible(n.Place.String())}
		for c := range widths {
			widths[c] = max(widths[c], utf8.RuneCountInString(rows[i][c]))
		}
	}
	inner := strings.Repeat(" ", 2+widths[0]+1+widths[1]+2)
	for i, n := range list {
		if n.Gap != nil {
			t.WriteString(inner + "(certainly nobody recorded " + n.Gap.Words + ")\n")
		}
		r := rows[i]
		t.WriteString("  " + pad(r[0], widths[0]+1) + pad(r[1], widths[1]+2) + pad(r[2], widths[2]+2) + r[3] + "\n")
		for k, o := range n.Overlaps {
			if k == maxBeside {
				t.WriteString(inner + "(and with " + strconv.Itoa(n.OverlapCount-k) + " others)\n")
				break
			}
			t.WriteString(inner + "(certainly together with " + report.Visible(o.Holder.Label) + " " + o.Words + ")\n")
		}
	}
}

// maxBeside is how many overlaps of one tenure are shown one by one.
const maxBeside = 3

// pad fills s with spaces to a width, and never cuts it.
func pad(s string, width int) string {
	s = report.Visible(s)
	return s + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(s)))
}

func (t *text) acts(a *Acts) {
	if a.Count == 0 {
		return
	}
	words := "acts in " + wording.Count(a.Count, "fact")
	for i, o := range a.Offices {
		if i == 0 {
			words += ": "
		} else {
			words += ", "
		}
		words += strconv.Itoa(o.Count) + " as " + o.Fact.Label
	}
	t.section("Acts")
	t.put("  ", words)
}

// referrers lists what refers to the fact, a line for each with the fields by
// which it does, in the order of files and of writing.
func (t *text) referrers(refs []Reference) {
	t.section("Referred to by")
	if len(refs) == 0 {
		t.put("  ", "nothing")
		return
	}
	type row struct{ kind, fields, label, place string }
	var rows []*row
	widths := [3]int{}
	ofKind, more := map[string]int{}, map[string]int{}
	for i := range refs {
		r := &refs[i]
		if i > 0 && refs[i-1].From == r.From {
			if ofKind[r.Fact.Kind] <= maxListed {
				last := rows[len(rows)-1]
				if !strings.HasSuffix(", "+last.fields, ", "+r.Field) {
					last.fields += ", " + r.Field
				}
				widths[1] = max(widths[1], utf8.RuneCountInString(last.fields))
			}
			continue
		}
		if ofKind[r.Fact.Kind]++; ofKind[r.Fact.Kind] > maxListed {
			more[r.Fact.Kind]++
			continue
		}
		n := &row{r.Fact.Kind, r.Field, wording.Cut(report.Visible(r.Fact.Label), LongestName), report.Visible(r.Place.String())}
		rows = append(rows, n)
		for c, s := range [...]string{n.kind, n.fields, n.label} {
			widths[c] = max(widths[c], utf8.RuneCountInString(s))
		}
	}
	for _, n := range rows {
		t.WriteString("  " + pad(n.kind, widths[0]+2) + pad(n.fields, widths[1]+2) + pad(n.label, widths[2]+2) + n.place + "\n")
	}
	for _, kind := range slices.Sorted(maps.Keys(more)) {
		t.put("  ", "… and "+wording.Count(more[kind], "more "+kind))
	}
}
