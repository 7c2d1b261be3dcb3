// Package report writes what a run found: for people as text, for people and
// programs as compact, for programs in the formats that editors, code hosts and
// build servers read. It promises that the same input gives the same bytes, that
// every format tells the same findings (sarif says how many it leaves out beyond
// what GitHub takes), and that nothing a fact file holds reaches a terminal or a
// log raw, or starts a command there: control characters, escape sequences,
// characters that turn the direction of writing and bytes that are not UTF-8 are
// shown as escapes. It does not decide what is reported, nor how a run ends.
package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
)

// Input is what a run found, and how to write it.
type Input struct {
	Findings []rules.Finding // sorted, as rules.Run returns them
	Files    int             // how many files were read
	Facts    int             // how many facts they hold
	Ignored  int             // findings that a comment silences
	Limits   []rules.Limit   // what was not judged, since it would have taken too long
	// Incomplete says that something could not be read, so that more may be wrong.
	Incomplete bool
	Version    string // of the program; "" when it is not to be reported
	Before     int    // findings left out because the revision of Since has them too
	Since      string // the revision that new findings are told from; "" for none
	// Baselined is how many findings are left out because a baseline has them,
	// if there is a Baseline.
	Baselined int
	Baseline  bool
	// Path returns the path of a file as it is shown: relative to the working
	// directory with forward slashes, absolute when outside it. Without it a
	// file is shown by its path in the base. It is called once for each file
	// that has a finding.
	Path func(*facts.File) string
	// RepositoryPath is Path for the formats that code hosts and build servers
	// read: relative to the top of the repository. Without it they have Path.
	RepositoryPath func(*facts.File) string
	// Misconfigured are the files of configurations that have mistakes, with which
	// nothing is linted.
	Misconfigured []Misconfigured
	Options
}

// Options say how findings are written for people.
type Options struct {
	Color      bool // with colours; else there is not one escape byte
	Quiet      bool // without drawings, and without a word when nothing is found
	Statistics bool // with a count for each rule after the findings
	// Width is the number of cells in a line of the terminal, to which long
	// text is wrapped; 0 when it is unknown or not a terminal.
	Width int
}

// A Format is a way of writing findings.
type Format struct {
	Name    string // as --format takes it
	Summary string // one line
	hosted  bool   // read by a code host or build server, which knows paths in the repository
	// write writes the whole report. Errors stay in the writer.
	write func(*bufio.Writer, *report)
}

// formats is sorted by name. A format is one file and one line here.
var formats = []Format{
	{"checkstyle", "Checkstyle XML, for Jenkins and others", true, writeCheckstyle},
	{"compact", "one line for each place: file:line:column: severity: message [rule]", false, writeCompact},
	{"github", "workflow commands, which GitHub shows beside the lines of a pull request", true, writeGitHub},
	{"gitlab", "Code Quality report, for merge requests of GitLab", true, writeGitLab},
	{"json", "one JSON object, schema 1, for programs", false, writeJSON},
	{"jsonl", "the findings of json, each a JSON object on a line", false, writeJSONL},
	{"junit", "JUnit XML, for GitLab, Jenkins and others", true, writeJUnit},
	{"rdjson", "one JSON object for reviewdog", true, writeRDJSON},
	{"rdjsonl", "a JSON object on a line for each finding, for reviewdog", true, writeRDJSONL},
	{"sarif", "SARIF 2.1.0, for GitHub code scanning and editors", true, writeSARIF},
	{"text", "for reading: every place with its lines and what to change", false, writeText},
}

// Formats returns every format, sorted by name.
func Formats() []Format { return formats }

// Names returns the names of all formats, sorted.
func Names() []string {
	var all []string
	for _, f := range formats {
		all = append(all, f.Name)
	}
	return all
}

// Write writes what a run found in a format. The error is the writer's, or
// says that there is no such format.
func Write(w io.Writer, format string, in *Input) error {
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == format })
	if i < 0 {
		return fmt.Errorf("there is no format %s (there are %s)", wording.QuoteCut(format, 60), strings.Join(Names(), ", "))
	}
	f := &formats[i]
	b := bufio.NewWriterSize(w, 64<<10)
	f.write(b, locate(in, f.hosted))
	return b.Flush()
}
