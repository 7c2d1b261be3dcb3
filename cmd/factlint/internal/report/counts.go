package report

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/facts/wording"
)

// A count is how many findings have something in common.
type count struct {
	of string
	n  int
}

// countBy counts the findings by what of returns for each, the most often first;
// those for which it returns "" are left out.
func (r *report) countBy(of func(*finding) string) []count {
	by := map[string]int{}
	for i := range r.findings {
		if name := of(&r.findings[i]); name != "" {
			by[name]++
		}
	}
	counts := make([]count, 0, len(by))
	for name, n := range by {
		counts = append(counts, count{name, n})
	}
	slices.SortFunc(counts, func(a, b count) int { return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.of, b.of)) })
	return counts
}

func ruleOf(f *finding) string { return f.Rule.Name }

// writeStatistics writes how often each rule spoke, the most often first.
func writeStatistics(w *bufio.Writer, r *report) {
	counts := r.countBy(ruleOf)
	for _, c := range counts {
		fmt.Fprintf(w, "%*d  %s\n", len(strconv.Itoa(counts[0].n)), c.n, c.of)
	}
}

const (
	// Many is how many findings are more than fit on a screen.
	Many = 30
	// maxCounts is how many rules, files and facts an overview names.
	maxCounts = 8
)

// overview writes where most of many findings are, with what shows them alone.
func (t *text) overview(r *report) {
	t.WriteString(r.found() + r.among() + "\n")
	file := func(f *finding) string { return f.at.path() }
	for _, part := range []struct {
		title, command string
		counts         []count
	}{
		{"by rule", "factlint check --select %s", r.countBy(ruleOf)},
		{"by file", "factlint check %s", r.countBy(file)},
		{"by what they are about", "factlint show %s", r.countBy(subject)},
	} {
		counts := part.counts
		for len(counts) > 0 && (counts[len(counts)-1].n < 2 || len(counts) > maxCounts) && len(counts) > 1 {
			counts = counts[:len(counts)-1]
		}
		if len(counts) == 0 {
			continue
		}
		t.WriteString("\n" + part.title + "\n")
		wide := 0
		for _, c := range counts {
			wide = max(wide, utf8.RuneCountInString(Visible(c.of)))
		}
		for _, c := range counts {
			shown := Visible(c.of)
			fmt.Fprintf(t, "  %*d  %s", len(strconv.Itoa(counts[0].n)), c.n, shown)
			t.spaces(wide - utf8.RuneCountInString(shown))
			t.WriteString("  " + t.dim.of(fmt.Sprintf(part.command, quoted(shown))) + "\n")
		}
		if more := len(part.counts) - len(counts); more > 0 {
			t.WriteString("  and " + strconv.Itoa(more) + " more\n")
		}
	}
	t.WriteByte('\n')
}

// subject returns the id of what a finding is about: that of a lasting thing which
// its fact refers to first and others may too, such as an office or a place.
func subject(f *finding) string {
	if f.Place.Fact == nil {
		return ""
	}
	if f.Place.Fact.Kind().Lasting {
		return f.Place.Fact.ID()
	}
	id := ""
	for _, v := range f.Place.Fact.Written {
		if to := v.Ref(); to != nil && to.Kind().Lasting {
			id = to.ID() // the last: a tenure names its holder, then its office
		}
	}
	return id
}

// quoted puts what a shell would take apart between single quotes.
func quoted(s string) string {
	if strings.ContainsAny(s, " '\"$\\`()[]{}*?&;|<>!#~") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return s
}

// found returns "3 errors, 1 warning", "1 new error", or "no findings".
func (r *report) found() string {
	fresh := ""
	if r.Since != "" || r.Baseline {
		fresh = "new "
	}
	if len(r.findings) == 0 {
		return "no " + fresh + "findings"
	}
	return counted(r.errors, r.warnings, fresh)
}

// counted returns "3 errors, 1 warning", without what is not above zero; of
// which sort they are stands before the nouns: "3 new errors".
func counted(errors, warnings int, sort string) string {
	var parts []string
	if errors > 0 {
		parts = append(parts, wording.Count(errors, sort+"error"))
	}
	if warnings > 0 {
		parts = append(parts, wording.Count(warnings, sort+"warning"))
	}
	return strings.Join(parts, ", ")
}

// among returns " in 9 files, 74 facts (2 ignored, 5 in main too)".
func (r *report) among() string {
	s := " in " + wording.Count(r.Files, "file") + ", " + wording.Count(r.Facts, "fact")
	var aside []string
	if r.Ignored > 0 {
		aside = append(aside, strconv.Itoa(r.Ignored)+" ignored")
	}
	if r.Before > 0 {
		aside = append(aside, strconv.Itoa(r.Before)+" in "+Visible(r.Since)+" too")
	}
	if r.Baselined > 0 {
		aside = append(aside, strconv.Itoa(r.Baselined)+" in the baseline")
	}
	if aside != nil {
		s += " (" + strings.Join(aside, ", ") + ")"
	}
	return s
}
