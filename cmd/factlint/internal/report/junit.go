package report

import (
	"bufio"
	"encoding/xml"
	"path"
	"strconv"
	"strings"
)

// writeJUnit writes the XML of JUnit as GitLab and Jenkins read it: one suite
// in which every finding is a test that failed, and a test that passed when
// there is none. Such a report has no warnings; a failure's text says which
// it is.
func writeJUnit(w *bufio.Writer, r *report) {
	tests, errors := max(len(r.findings), 1), 0
	if r.Incomplete {
		tests, errors = len(r.findings)+1, 1
	}
	counts := []xml.Attr{
		attribute("name", "factlint"), attribute("tests", strconv.Itoa(tests)),
		attribute("failures", strconv.Itoa(len(r.findings))), attribute("errors", strconv.Itoa(errors)),
	}
	x := newXMLWriter(w, "\n") // only texts of failures have lines
	x.open("testsuites", counts...)
	x.open("testsuite", counts...)
	seen := map[string]int{}
	for i := range r.findings {
		x.element(failed(&r.findings[i], seen))
	}
	switch {
	case r.Incomplete:
		// The text too: GitLab shows no message of a failure or an error.
		const unread = "something could not be read; standard error says what"
		x.element(junitCase{Class: xmlText{"factlint"}, Name: xmlText{"reading"}, Error: &junitProblem{
			xmlText{"unread"}, xmlText{unread}, xmlText{"error: " + unread},
		}})
	case len(r.findings) == 0:
		x.element(junitCase{Class: xmlText{"factlint"}, Name: xmlText{"no findings"}})
	}
	x.close("testsuite")
	x.close("testsuites")
	x.end()
}

type junitCase struct {
	XMLName xml.Name      `xml:"testcase"`
	Class   xmlText       `xml:"classname,attr"`
	Name    xmlText       `xml:"name,attr"`
	File    xmlText       `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitProblem `xml:"failure"`
	Error   *junitProblem `xml:"error"`
}

type junitProblem struct {
	Type    xmlText `xml:"type,attr"`
	Message xmlText `xml:"message,attr"`
	Text    xmlText `xml:",chardata"`
}

// failed returns a finding as a test. GitLab takes tests of one class and name
// for the same, so equal ones are numbered.
func failed(f *finding, seen map[string]int) junitCase {
	c := junitCase{Class: xmlText{"factlint"}}
	if f.at.in != nil {
		// Jenkins takes what is before the last dot for a package.
		c.Class = xmlText{strings.TrimSuffix(f.at.path(), path.Ext(f.at.path()))}
		c.File, c.Line = xmlText{f.at.path()}, f.at.start.Line
	}
	name := f.Rule.Name + ": " + f.Message
	key := c.Class[0] + "\x00" + name
	if seen[key]++; seen[key] > 1 {
		name += " (" + strconv.Itoa(seen[key]) + ")"
	}
	c.Name = xmlText{name}
	c.Failure = &junitProblem{xmlText{f.Rule.Name}, xmlText{f.Message}, append(
		xmlText{f.Severity.String() + ": " + f.Message}, placeLines(places(f.at, f.related))...,
	)}
	return c
}
