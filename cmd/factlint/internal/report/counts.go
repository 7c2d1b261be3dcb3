package report

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// writeStatistics writes how often each rule spoke, the most often first.
func writeStatistics(w *bufio.Writer, r *report) {
	type count struct {
		rule string
		n    int
	}
	byRule := map[string]int{}
	for _, f := range r.findings {
		byRule[f.Rule.Name]++
	}
	counts := make([]count, 0, len(byRule))
	for rule, n := range byRule {
		counts = append(counts, count{rule, n})
	}
	slices.SortFunc(counts, func(a, b count) int {
		return cmp.Or(cmp.Compare(b.n, a.n), strings.Compare(a.rule, b.rule))
	})
	for _, c := range counts {
		fmt.Fprintf(w, "%*d  %s\n", len(strconv.Itoa(counts[0].n)), c.n, c.rule)
	}
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
		parts = append(parts, many(errors, sort+"error"))
	}
	if warnings > 0 {
		parts = append(parts, many(warnings, sort+"warning"))
	}
	return strings.Join(parts, ", ")
}

// among returns " in 9 files, 74 facts (2 ignored, 5 in main too)".
func (r *report) among() string {
	s := " in " + many(r.Files, "file") + ", " + many(r.Facts, "fact")
	var aside []string
	if r.Ignored > 0 {
		aside = append(aside, strconv.Itoa(r.Ignored)+" ignored")
	}
	if r.Before > 0 {
		aside = append(aside, strconv.Itoa(r.Before)+" in "+visible(r.Since)+" too")
	}
	if r.Baselined > 0 {
		aside = append(aside, strconv.Itoa(r.Baselined)+" in the baseline")
	}
	if aside != nil {
		s += " (" + strings.Join(aside, ", ") + ")"
	}
	return s
}

func many(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}
