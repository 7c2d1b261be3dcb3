package report

import (
	"bufio"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/wording"
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
	c := choose(r)
	run := sarifRun{
		Tool:        sarifTool{sarifDriver{Name: "factlint", InformationURI: home, Version: r.Version, Rules: make([]sarifRule, len(c.rules))}},
		ColumnKind:  "unicodeCodePoints",
		BaseIDs:     sarifBaseIDs{sarifBase{sarifText{"The top of the repository, or the folder in which factlint was run where there is none."}}},
		Invocations: []sarifInvocation{c.invocation(r)},
	}
	for i, rule := range c.rules {
		run.Tool.Driver.Rules[i] = sarifRuleOf(rule)
	}
	newJSONWriter(w).document(sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}}, "", each(c.findings, func(f **finding) sarifResult { return c.result(*f) }))
}

// chosen is what of a report is written.
type chosen struct {
	findings []*finding
	rules    []*rules.Rule
	index    map[*rules.Rule]int
	places   int // that are left out
}

// choose settles what is written. Of too many findings the warnings go first.
func choose(r *report) *chosen {
	c := &chosen{index: map[*rules.Rule]int{}}
	warnings := maxResults - r.errors
	for i := range r.findings {
		f := &r.findings[i]
		if f.Severity != rules.Error {
			warnings--
		}
		if len(c.findings) == maxResults || f.Severity != rules.Error && warnings < 0 {
			continue
		}
		c.findings = append(c.findings, f)
		c.places += max(len(f.related)-maxLocations, 0)
		if _, known := c.index[f.Rule]; !known {
			c.index[f.Rule] = len(c.rules)
			c.rules = append(c.rules, f.Rule)
		}
	}
	return c
}

func sarifRuleOf(r *rules.Rule) sarifRule {
	out := sarifRule{
		ID: r.Name, HelpURI: r.URL(),
		Configuration: sarifConfiguration{Level: r.Severity.String()},
		// An error is a proof; GitHub lists what is more precise first.
		Properties: sarifProperties{r.Severity.String(), "high", []string{r.Group()}},
	}
	if r.Severity == rules.Error {
		out.Properties.Precision = "very-high"
	}
	if r.Off {
		out.Configuration.Enabled = new(bool)
	}
	if r.Summary != "" {
		out.ShortDescription = &sarifText{r.Summary}
		out.FullDescription = &sarifText{wording.Cut(strings.Join(strings.Fields(r.Why), " "), maxDescription)}
		out.Help = &sarifHelp{r.Page(), r.Markdown()}
	}
	return out
}

// invocation says how the run went, and what is left out.
func (c *chosen) invocation(r *report) sarifInvocation {
	out := sarifInvocation{Successful: !r.Incomplete}
	note := func(text string) {
		out.Notifications = append(out.Notifications, sarifNotification{"warning", sarifText{text}})
	}
	if r.Incomplete {
		note("Something could not be read, so more may be wrong; standard error says what.")
	}
	if n := len(r.findings) - len(c.findings); n > 0 {
		note("This file leaves out " + wording.Count(n, "finding") + ", since GitHub takes no more than " + strconv.Itoa(maxResults) + ".")
	}
	if c.places > 0 {
		note("This file leaves out " + wording.Count(c.places, "related place") + ", since GitHub takes no more than " + strconv.Itoa(maxLocations) + " of a finding.")
	}
	return out
}

func (c *chosen) result(f *finding) sarifResult {
	out := sarifResult{
		RuleID: f.Rule.Name, RuleIndex: c.index[f.Rule], Level: f.Severity.String(), Message: sarifText{message(f)},
		Locations:    []sarifLocation{},
		Fingerprints: sarifFingerprints{f.Fingerprint},
		Fixes:        sarifFixes(f),
	}
	if f.at.in != nil {
		out.Locations = append(out.Locations, sarifLocation{Physical: f.at.physical()})
	}
	for i, n := range f.related[:min(len(f.related), maxLocations)] {
		out.Related = append(out.Related, sarifLocation{i + 1, &sarifText{unlinked(n.words)}, n.at.physical()})
	}
	return out
}

// message returns the message of a finding with links to its related places:
// GitHub shows those alone to which a link leads.
func message(f *finding) string {
	var b strings.Builder
	b.WriteString(unlinked(f.Message))
	for i, n := range f.related {
		if i == maxRelated {
			b.WriteString("\n– … and " + wording.Count(len(f.related)-i, "more place"))
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

// sarifFixes returns the fix of a finding and its alternatives.
func sarifFixes(f *finding) (out []sarifFix) {
	if len(f.edits) > 0 {
		out = append(out, sarifFixOf(f.Fix, f.edits))
	}
	for i := range f.Alternatives {
		out = append(out, sarifFixOf(&f.Alternatives[i], f.locator.edits(&f.Alternatives[i])))
	}
	return out
}

// sarifFixOf returns the edits of a fix, file by file.
func sarifFixOf(f *rules.Fix, edits []edit) sarifFix {
	title := f.Title
	if !f.Safe {
		title = "Possibly: " + lowerFirst(title)
	}
	fix := sarifFix{Description: sarifText{unlinked(title)}}
	index := map[*source]int{}
	for _, e := range edits {
		i, known := index[e.at.in]
		if !known {
			i = len(fix.Changes)
			index[e.at.in] = i
			fix.Changes = append(fix.Changes, sarifChange{Artifact: e.at.artifact()})
		}
		fix.Changes[i].Replacements = append(fix.Changes[i].Replacements, sarifReplacement{e.at.region(), sarifText{e.text}})
	}
	return fix
}

func (p place) physical() *sarifPhysical {
	if p.in == nil {
		return nil
	}
	return &sarifPhysical{p.artifact(), p.region()}
}

func (p place) artifact() sarifArtifact {
	uri, relative := artifactURI(p.path())
	if relative {
		return sarifArtifact{uri, "%SRCROOT%"}
	}
	return sarifArtifact{URI: uri}
}

func (p place) region() sarifRegion {
	return sarifRegion{p.start.Line, p.start.Column, p.end.Line, p.end.Column}
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
