package report

import (
	"bufio"
	"encoding/xml"
)

// writeCheckstyle writes the XML of Checkstyle 4.3, which Jenkins, reviewdog
// and many editors read. It has one place for each finding; the related ones
// are further lines of its message.
func writeCheckstyle(w *bufio.Writer, r *report) {
	x := newXMLWriter(w, "&#10;")
	x.open("checkstyle", attribute("version", "4.3"))
	if len(r.findings) == 0 {
		x.lineEnd()
	}
	for from := 0; from < len(r.findings); {
		file := checkstyleFile{Name: xmlText{r.findings[from].at.path()}}
		i := from
		for ; i < len(r.findings) && r.findings[i].at.path() == r.findings[from].at.path(); i++ {
			file.Errors = append(file.Errors, checkstyleOf(&r.findings[i]))
		}
		x.element(file)
		from = i
	}
	x.close("checkstyle")
	x.end()
}

type checkstyleFile struct {
	XMLName xml.Name          `xml:"file"`
	Name    xmlText           `xml:"name,attr"`
	Errors  []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int     `xml:"line,attr,omitempty"`
	Column   int     `xml:"column,attr,omitempty"`
	Severity string  `xml:"severity,attr"`
	Message  xmlText `xml:"message,attr"`
	Source   xmlText `xml:"source,attr"`
}

func checkstyleOf(f *finding) checkstyleError {
	return checkstyleError{
		Line: f.at.start.Line, Column: f.at.start.Column,
		Severity: f.Severity.String(),
		Message:  append(xmlText{f.Message}, placeLines(f.related)...),
		Source:   xmlText{"factlint." + f.Rule.Name},
	}
}
