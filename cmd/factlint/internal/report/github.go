package report

import (
	"bufio"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
)

const (
	// maxAnnotations is how many errors, and how many warnings, of a step of a
	// workflow GitHub shows.
	maxAnnotations = 10
	// maxAnnotation is how many characters of a message are written: GitHub
	// cuts at 4096, the places of the finding among them.
	maxAnnotation = 1500
)

// writeGitHub writes commands to GitHub Actions, which shows findings beside
// the lines of a pull request. Those that it would not show are written as in
// compact. A line that is no command of ours contains none.
func writeGitHub(w *bufio.Writer, r *report) {
	var shown [rules.Error + 1]int
	var rest []*finding
	for i := range r.findings {
		f := &r.findings[i]
		if shown[f.Severity]++; shown[f.Severity] <= maxAnnotations {
			annotate(w, f)
			continue
		}
		rest = append(rest, f)
	}
	if len(rest) > 0 {
		w.WriteString("GitHub shows " + strconv.Itoa(maxAnnotations) + " errors and as many warnings of a step; here are " +
			counted(r.errors-maxAnnotations, r.warnings-maxAnnotations, "") + " more:\n")
	}
	for _, f := range rest {
		compactFinding(w, f)
	}
	if len(r.findings) > 0 && r.Statistics {
		writeStatistics(w, r)
	}
	if len(r.findings) > 0 || !r.Quiet {
		w.WriteString(r.found() + r.among() + "\n")
	}
}

// annotate writes the command that shows a finding. GitHub takes columns for a
// range within one line only.
func annotate(w *bufio.Writer, f *finding) {
	w.WriteString("::" + f.Severity.String() + " title=factlint (" + property.Replace(Visible(f.Rule.Name)) + ")")
	if f.at.in != nil {
		last := f.at.lastLine()
		w.WriteString(",file=" + property.Replace(Visible(f.at.path())))
		w.WriteString(",line=" + strconv.Itoa(f.at.start.Line))
		w.WriteString(",endLine=" + strconv.Itoa(last))
		if f.at.start.Line == f.at.end.Line {
			w.WriteString(",col=" + strconv.Itoa(f.at.start.Column))
			w.WriteString(",endColumn=" + strconv.Itoa(f.at.end.Column))
		}
	}
	w.WriteString("::" + data.Replace(Visible(wording.Cut(f.Message, maxAnnotation))))
	// The log shows the message alone, so the places are reported in it.
	for _, line := range placeLines(places(f.at, f.related)) {
		w.WriteString("%0A" + data.Replace(line))
	}
	w.WriteByte('\n')
}

// data and property escape text in a command as GitHub's toolkit does.
var (
	data     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)
