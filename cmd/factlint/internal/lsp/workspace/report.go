package workspace

import (
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
)

// maxInFile is how many diagnostics of one file are sent, and maxRelated how
// many places of one: more than anybody reads in an editor.
const (
	maxInFile  = 1000
	MaxRelated = 50
)

// fileReport is what was found in one file, as it is sent to the client.
type fileReport struct {
	findings []rules.Finding // that the items tell of; nil when these also depend on something else
	items    []wire.Diagnostic
	id       string // made of the items
}

// reportFiles words what was found in each file, by its path. Reports that would
// be as they were in the last snapshot are taken from there.
func (sn *Snapshot) reportFiles(last *Snapshot) (map[string]*fileReport, error) {
	out := map[string]*fileReport{}
	for rest := sn.Findings; len(rest) > 0; {
		file, n := rest[0].Place.File, 1
		for n < len(rest) && rest[n].Place.File == file {
			n++
		}
		found := rest[:n]
		if rest = rest[n:]; file == nil || sn.broken[file.Path] != nil {
			continue
		}
		if old := last.reports[file.Path]; old != nil && sn.looksAs(last, found, old.findings) {
			out[file.Path] = &fileReport{found, old.items, old.id}
			continue
		}
		var items []wire.Diagnostic
		for i := range found[:min(n, maxInFile)] {
			items = append(items, sn.diagnostic(&found[i]))
		}
		out[file.Path] = newReport(found, items)
	}
	for name := range sn.broken {
		items, err := sn.reportBroken(name)
		if err != nil {
			return nil, err
		}
		out[name] = newReport(nil, items)
	}
	sn.reportRest(out)
	return out, nil
}

// looksAs reports whether findings read as others did in another snapshot, in
// places that are where those did.
func (sn *Snapshot) looksAs(other *Snapshot, found, then []rules.Finding) bool {
	if len(found) != len(then) {
		return false
	}
	note := func(n, m facts.Note) bool { return n.Words == m.Words && sn.standsAs(other, n.Place, m.Place) }
	for i := range found {
		f, g := &found[i], &then[i]
		if f.Rule != g.Rule || f.Severity != g.Severity || f.Message != g.Message || !sn.standsAs(other, f.Place, g.Place) || !slices.EqualFunc(f.Related, g.Related, note) {
			return false
		}
	}
	return true
}

func (sn *Snapshot) standsAs(other *Snapshot, p, q facts.Place) bool {
	name := p.File.Path
	if p.Span != q.Span || name != q.File.Path || !sameBytes(p.File.Source, q.File.Source) || sn.broken[name] != nil || other.broken[name] != nil {
		return false
	}
	d, e := sn.Documents[name], other.Documents[name]
	return d == e || d != nil && e != nil && d.URI == e.URI && d.Text == e.Text
}

// reportBroken words what is wrong with a document with a syntax error: by
// itself as it is, and in the base as far as that has not been changed since.
func (sn *Snapshot) reportBroken(name string) (out []wire.Diagnostic, err error) {
	alone, err := sn.Run(sn.fresh, sn.broken[name].alone)
	if err != nil {
		return nil, err
	}
	for i := range alone.Findings {
		f := &alone.Findings[i]
		if f.Rule.File != nil && len(out) < maxInFile {
			out = append(out, sn.plain(f, sn.Documents[name].Text.RangeOf(f.Place.Span.Start, f.Place.Span.End)))
		}
	}
	for i := range sn.Findings {
		f := &sn.Findings[i]
		if f.Place.File == nil || f.Place.File.Path != name || f.Rule.File != nil || len(out) >= maxInFile {
			continue
		}
		if _, _, exact := sn.Span(f.Place.File, f.Place.Span); exact {
			out = append(out, sn.diagnostic(f))
		}
	}
	return out, nil
}

// reportRest adds what is wrong with the configuration, and with files that cannot be read.
func (sn *Snapshot) reportRest(out map[string]*fileReport) {
	items := map[string][]wire.Diagnostic{}
	add := func(name string, at facts.Span, severity int, message string) {
		items[name] = append(items[name], wire.Diagnostic{Range: sn.Text(name).RangeOf(at.Start, at.End), Severity: severity, Source: "factlint", Message: report.Visible(message)})
	}
	for _, in := range sn.mistakes {
		name := folder.ConfigName
		if in.Name != "" {
			add(name, facts.Span{}, wire.SeverityError, in.Name+", which this extends, has mistakes: "+in.Mistakes[0].Message)
			name = in.Name
		}
		for _, m := range in.Mistakes {
			add(name, m.Span, wire.SeverityError, m.Message)
		}
	}
	for n := range sn.Names {
		if sn.Facts.Fact(n.ID) == nil && !sn.Facts.MayHaveLost(n.ID) {
			add(n.File, n.Span, wire.SeverityWarning, "nothing has the id "+wording.Quote(n.ID)+"; add a fact with that id, or correct it")
		}
	}
	for _, err := range sn.Facts.Unread {
		name := pathIn(sn.Base.root, err)
		words := folder.Cause(err).Error()
		if errno := syscall.Errno(0); errors.As(err, &errno) {
			words = "cannot be read: " + words // by the system
		}
		items[name] = append(items[name], wire.Diagnostic{Severity: wire.SeverityError, Source: "factlint", Message: report.Visible("this " + words + "; it was not checked")})
	}
	for name, list := range items {
		out[name] = newReport(nil, list)
	}
}

// pathIn returns the path, relative to root, that an error of reading is about.
func pathIn(root string, err error) string {
	at := folder.PathOf(err)
	if rel, err := filepath.Rel(root, at); err == nil && filepath.IsAbs(at) {
		at = rel
	}
	return cmp.Or(filepath.ToSlash(at), ".")
}

// diagnostic turns a finding into what the client shows.
func (sn *Snapshot) diagnostic(f *rules.Finding) wire.Diagnostic {
	d := sn.plain(f, sn.Locate(f.Place).Range)
	if len(f.Related) == 0 {
		return d
	}
	if sn.Base.Workspace.Client.relatedInMessage {
		var words strings.Builder
		words.WriteString(d.Message)
		for i, n := range f.Related {
			if i == 5 {
				fmt.Fprintf(&words, "\n… and %d more", len(f.Related)-i)
				break
			}
			at := sn.Locate(n.Place)
			fmt.Fprintf(&words, "\n%s:%d: %s", report.Visible(n.File.Path), at.Range.Start.Line+1, report.Visible(n.Words))
		}
		d.Message = words.String()
		return d
	}
	for _, n := range f.Related[:min(len(f.Related), MaxRelated)] {
		d.Related = append(d.Related, wire.RelatedLocation{Location: sn.Locate(n.Place), Message: report.Visible(n.Words)})
	}
	return d
}

// plain is a diagnostic without related places.
func (sn *Snapshot) plain(f *rules.Finding, at wire.Range) wire.Diagnostic {
	d := wire.Diagnostic{Range: at, Severity: wire.SeverityError, Code: f.Rule.Name, Source: "factlint", Message: report.Visible(f.Message)}
	if url := f.Rule.URL(); url != "" {
		d.Description = &wire.CodeDescription{Href: url}
	}
	if f.Severity == rules.Warning {
		d.Severity = wire.SeverityWarning
		if f.Rule.Unnecessary {
			d.Tags = []int{wire.TagUnnecessary}
		}
	}
	return d
}
