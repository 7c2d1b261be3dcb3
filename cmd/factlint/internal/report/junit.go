package report

import (
	"bufio"
	"path"
	"strconv"
	"strings"
)

// writeJUnit writes the XML of JUnit as GitLab and Jenkins read it: one suite
// in which every finding is a test that failed, and a test that passed when
// there is none. Such a report has no warnings; a failure's text says which
// it is.
func writeJUnit(w *bufio.Writer, r *report) {
	x := xmlWriter{w}
	tests, errors := max(len(r.findings), 1), 0
	if r.Incomplete {
		tests, errors = len(r.findings)+1, 1
	}
	x.WriteString(xmlHeader)
	x.suite("<testsuites", tests, len(r.findings), errors)
	x.suite("  <testsuite", tests, len(r.findings), errors)
	seen := map[string]int{}
	for i := range r.findings {
		x.failure(&r.findings[i], seen)
	}
	switch {
	case r.Incomplete:
		// The text too: GitLab shows no message of a failure or an error.
		const unread = "something could not be read; standard error says what"
		x.WriteString(`    <testcase classname="factlint" name="reading">` + "\n" +
			`      <error type="unread" message="` + unread + `">error: ` + unread + "</error>\n    </testcase>\n")
	case len(r.findings) == 0:
		x.WriteString(`    <testcase classname="factlint" name="no findings"/>` + "\n")
	}
	x.WriteString("  </testsuite>\n</testsuites>\n")
}

func (x xmlWriter) suite(tag string, tests, failures, errors int) {
	x.WriteString(tag + ` name="factlint"`)
	x.count("tests", tests)
	x.count("failures", failures)
	x.count("errors", errors)
	x.WriteString(">\n")
}

// failure writes a finding as a test. GitLab takes tests of one class and name
// for the same, so equal ones are numbered.
func (x xmlWriter) failure(f *finding, seen map[string]int) {
	class := "factlint"
	if f.at.in != nil {
		// Jenkins takes what stands before the last dot for a package.
		class = strings.TrimSuffix(f.at.path(), path.Ext(f.at.path()))
	}
	name := f.Rule.Name + ": " + f.Message
	key := class + "\x00" + name
	if seen[key]++; seen[key] > 1 {
		name += " (" + strconv.Itoa(seen[key]) + ")"
	}
	x.WriteString("    <testcase")
	x.attribute("classname", class)
	x.attribute("name", name)
	if f.at.in != nil {
		x.attribute("file", f.at.path())
		x.count("line", f.at.start.Line)
	}
	x.WriteString(">\n      <failure")
	x.attribute("type", f.Rule.Name)
	x.attribute("message", f.Message)
	x.WriteByte('>')
	x.text(f.Severity.String() + ": " + f.Message)
	for _, line := range placeLines(places(f.at, f.related)) {
		x.WriteByte('\n')
		x.text(line)
	}
	x.WriteString("</failure>\n    </testcase>\n")
}
