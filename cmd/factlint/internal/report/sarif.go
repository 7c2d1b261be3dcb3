package report

import (
	"bufio"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

const (
	home        = "https://github.com/factlint/factlint"
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

	// maxResults and maxLocations are the most findings, and places of one,
	// that GitHub takes: a file with more is refused whole.
	maxResults   = 25_000
	maxLocations = 1_000
	// maxDescription is how many characters GitHub shows of a rule's description.
	maxDescription = 1_000
)

// writeSARIF writes SARIF 2.1.0. Its rules are those that speak, so that a file
// without findings is small; each has its whole page as help.
func writeSARIF(w *bufio.Writer, r *report) {
	s := sarif{jsonWriter: jsonWriter{Writer: w}, index: map[*rules.Rule]int{}}
	s.choose(r)
	s.text(`{"$schema": `, sarifSchema)
	s.text(",\n \"version\": \"2.1.0\",\n \"runs\": [\n  {\"tool\": {\"driver\": {\"name\": \"factlint\", \"informationUri\": ", home)
	if r.Version != "" {
		s.text(`, "version": `, r.Version)
	}
	s.WriteString(",\n    \"rules\": [")
	for i, rule := range s.rules {
		s.separate(i, ",\n     ", "\n     ")
		s.rule(rule)
	}
	s.WriteString("]}},\n   \"columnKind\": \"unicodeCodePoints\",\n   \"originalUriBaseIds\": {\"%SRCROOT%\": " +
		"{\"description\": {\"text\": \"The folder in which factlint was run.\"}}},\n   \"invocations\": [")
	s.invocation(r)
	s.WriteString("],\n   \"results\": [")
	for i, f := range s.findings {
		s.separate(i, ",\n    ", "\n    ")
		s.result(f)
	}
	s.WriteString("]}]}\n")
}

type sarif struct {
	jsonWriter
	findings []*finding // that are written
	rules    []*rules.Rule
	index    map[*rules.Rule]int
	places   int // that are left out
}

// choose settles what is written. Of too many findings the warnings go first.
func (s *sarif) choose(r *report) {
	warnings := maxResults - r.errors
	for i := range r.findings {
		f := &r.findings[i]
		if f.Severity != rules.Error {
			warnings--
		}
		if len(s.findings) == maxResults || f.Severity != rules.Error && warnings < 0 {
			continue
		}
		s.findings = append(s.findings, f)
		s.places += max(len(f.related)-maxLocations, 0)
		if _, known := s.index[f.Rule]; !known {
			s.index[f.Rule] = len(s.rules)
			s.rules = append(s.rules, f.Rule)
		}
	}
}

func (s *sarif) rule(r *rules.Rule) {
	s.text(`{"id": `, r.Name)
	if url := r.URL(); url != "" {
		s.text(`, "helpUri": `, url)
	}
	if r.Summary != "" {
		s.text(",\n      \"shortDescription\": {\"text\": ", r.Summary)
		s.text("},\n      \"fullDescription\": {\"text\": ", facts.Cut(strings.Join(strings.Fields(r.Why), " "), maxDescription))
		s.text("},\n      \"help\": {\"text\": ", r.Page())
		s.text(",\n               \"markdown\": ", r.Markdown())
		s.WriteString("}")
	}
	s.text(",\n      \"defaultConfiguration\": {\"level\": ", level(r.Severity))
	if r.Off {
		s.WriteString(`, "enabled": false`)
	}
	// An error is a proof; GitHub lists what is more precise first.
	precision := "high"
	if r.Severity == rules.Error {
		precision = "very-high"
	}
	s.text("},\n      \"properties\": {\"problem.severity\": ", level(r.Severity))
	s.text(`, "precision": `, precision)
	s.text(`, "tags": [`, r.Group())
	s.WriteString("]}}")
}

func level(s rules.Severity) string {
	if s == rules.Error {
		return "error"
	}
	return "warning"
}

// invocation says how the run went, and what is left out.
func (s *sarif) invocation(r *report) {
	s.WriteString(`{"executionSuccessful": ` + strconv.FormatBool(!r.Incomplete))
	var left []string
	if r.Incomplete {
		left = append(left, "Something could not be read, so more may be wrong; standard error says what.")
	}
	if n := len(r.findings) - len(s.findings); n > 0 {
		left = append(left, "This file leaves out "+many(n, "finding")+", since GitHub takes no more than "+strconv.Itoa(maxResults)+".")
	}
	if s.places > 0 {
		left = append(left, "This file leaves out "+many(s.places, "related place")+", since GitHub takes no more than "+strconv.Itoa(maxLocations)+" of a finding.")
	}
	for i, text := range left {
		s.separate(i, ",\n     ", ",\n    \"toolExecutionNotifications\": [\n     ")
		s.text(`{"level": "warning", "message": {"text": `, text)
		s.WriteString("}}")
	}
	if left != nil {
		s.WriteString("]")
	}
	s.WriteString("}")
}

func (s *sarif) result(f *finding) {
	s.text(`{"ruleId": `, f.Rule.Name)
	s.number(`, "ruleIndex": `, s.index[f.Rule])
	s.text(`, "level": `, level(f.Severity))
	s.text(",\n     \"message\": {\"text\": ", message(f))
	s.WriteString("},\n     \"locations\": [")
	if f.at.in != nil {
		s.WriteString("{")
		s.physical(f.at)
		s.WriteString("}")
	}
	s.WriteString("]")
	for i, n := range f.related[:min(len(f.related), maxLocations)] {
		s.separate(i, ",\n      ", ",\n     \"relatedLocations\": [\n      ")
		s.number(`{"id": `, i+1)
		s.text(`, "message": {"text": `, unlinked(n.words))
		s.WriteString("}")
		if n.at.in != nil {
			s.WriteString(", ")
			s.physical(n.at)
		}
		s.WriteString("}")
	}
	if len(f.related) > 0 {
		s.WriteString("]")
	}
	s.text(",\n     \"partialFingerprints\": {\"factlint/v1\": ", f.Fingerprint)
	s.WriteString("}")
	s.fixes(f)
	s.WriteString("}")
}

// message returns the message of a finding with links to its related places:
// GitHub shows those alone to which a link leads.
func message(f *finding) string {
	var b strings.Builder
	b.WriteString(unlinked(f.Message))
	for i, n := range f.related {
		if i == maxRelated {
			b.WriteString("\n– … and " + many(len(f.related)-i, "more place"))
			break
		}
		words := unlinked(n.words)
		if strings.HasSuffix(words, `\`) {
			words += " " // else it would escape the bracket after it
		}
		if words == "" {
			words = "here"
		}
		b.WriteString("\n– [" + words + "](" + strconv.Itoa(i+1) + ")")
	}
	return b.String()
}

// unlinked escapes brackets, which stand for a link in a message of SARIF. A
// backslash before one is escaped too, but no other: readers leave those alone.
func unlinked(s string) string {
	if !strings.ContainsAny(s, "[]") {
		return s
	}
	var b strings.Builder
	slashes := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			slashes++
		case '[', ']':
			b.WriteString(strings.Repeat(`\`, slashes+1))
			slashes = 0
		default:
			slashes = 0
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// fixes writes the edits of a fix, file by file.
func (s *sarif) fixes(f *finding) {
	if len(f.edits) == 0 {
		return
	}
	title := f.Fix.Title
	if !f.Fix.Safe {
		title = "Possibly: " + lowerFirst(title)
	}
	s.text(",\n     \"fixes\": [{\"description\": {\"text\": ", unlinked(title))
	s.WriteString("}, \"artifactChanges\": [")
	first := true
	done := map[*source]bool{}
	for _, e := range f.edits {
		if done[e.at.in] {
			continue
		}
		done[e.at.in] = true
		if !first {
			s.WriteString(",")
		}
		first = false
		s.WriteString("\n      {")
		s.artifact(e.at)
		s.WriteString(`, "replacements": [`)
		n := 0
		for _, same := range f.edits {
			if same.at.in != e.at.in {
				continue
			}
			s.separate(n, ",\n       ", "\n       ")
			n++
			s.region("{\"deletedRegion\": ", same.at)
			s.text(`, "insertedContent": {"text": `, same.text)
			s.WriteString("}}")
		}
		s.WriteString("]}")
	}
	s.WriteString("]}]")
}

func (s *sarif) physical(p place) {
	s.WriteString(`"physicalLocation": {`)
	s.artifact(p)
	s.region(`, "region": `, p)
	s.WriteString("}")
}

func (s *sarif) artifact(p place) {
	uri, relative := artifactURI(p.path())
	s.text(`"artifactLocation": {"uri": `, uri)
	if relative {
		s.WriteString(`, "uriBaseId": "%SRCROOT%"`)
	}
	s.WriteString("}")
}

func (s *sarif) region(before string, p place) {
	s.number(before+`{"startLine": `, p.start.Line)
	s.number(`, "startColumn": `, p.start.Column)
	s.number(`, "endLine": `, p.end.Line)
	s.number(`, "endColumn": `, p.end.Column)
	s.WriteString("}")
}

// artifactURI returns the URI of a path, byte by byte, so that a name that is
// not UTF-8 is still that name, and whether it is relative.
func artifactURI(path string) (uri string, relative bool) {
	prefix := ""
	switch {
	case strings.HasPrefix(path, "//"): // \\server\share of Windows
		prefix = "file:"
	case strings.HasPrefix(path, "/"):
		prefix = "file://"
	case filepath.IsAbs(path): // C:/ of Windows
		prefix = "file:///"
	}
	const unreserved = "-._~/"
	var b strings.Builder
	b.WriteString(prefix)
	for i := 0; i < len(path); i++ {
		c := path[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte(unreserved, c) >= 0 ||
			c == ':' && i == 1 && prefix == "file:///" {
			b.WriteByte(c)
			continue
		}
		b.WriteString("%" + strings.ToUpper(strconv.FormatUint(uint64(c)|0x100, 16)[1:]))
	}
	return b.String(), prefix == ""
}
