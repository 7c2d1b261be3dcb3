package report

import "bufio"

// writeCheckstyle writes the XML of Checkstyle 4.3, which Jenkins, reviewdog
// and many editors read. It has one place for each finding; the related ones
// are further lines of its message.
func writeCheckstyle(w *bufio.Writer, r *report) {
	x := xmlWriter{w}
	x.WriteString(xmlHeader + `<checkstyle version="4.3">` + "\n")
	for i := range r.findings {
		f := &r.findings[i]
		if i == 0 || r.findings[i-1].at.path() != f.at.path() {
			x.WriteString("  <file")
			x.attribute("name", f.at.path())
			x.WriteString(">\n")
		}
		x.WriteString("    <error")
		if f.at.in != nil {
			x.count("line", f.at.start.Line)
			x.count("column", f.at.start.Column)
		}
		x.attribute("severity", f.Severity.String())
		x.attribute("message", append([]string{f.Message}, placeLines(f.related)...)...)
		x.attribute("source", "factlint."+f.Rule.Name)
		x.WriteString("/>\n")
		if i == len(r.findings)-1 || r.findings[i+1].at.path() != f.at.path() {
			x.WriteString("  </file>\n")
		}
	}
	x.WriteString("</checkstyle>\n")
}
