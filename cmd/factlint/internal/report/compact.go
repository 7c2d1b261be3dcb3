package report

import "bufio"

// writeCompact writes one line for each place, which editors and problem
// matchers know: a finding, then its related places as notes.
func writeCompact(w *bufio.Writer, r *report) {
	for i := range r.findings {
		compactFinding(w, &r.findings[i])
	}
	if r.Statistics {
		writeStatistics(w, r)
	}
}

func compactFinding(w *bufio.Writer, f *finding) {
	compactPlace(w, f.at)
	w.WriteString(f.Severity.String() + ": " + Visible(f.Message) + " [" + f.Rule.Name + "]\n")
	for _, n := range f.related {
		compactPlace(w, n.at)
		w.WriteString("note: " + Visible(n.words) + "\n")
	}
}

func compactPlace(w *bufio.Writer, p place) {
	if p.in != nil {
		w.WriteString(p.location() + ": ")
	}
}
