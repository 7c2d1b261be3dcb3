package lsp

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// maxInFile is how many diagnostics of one file are sent, and maxRelated how
// many places of one: more than anybody reads in an editor.
const (
	maxInFile  = 1000
	maxRelated = 50
)

// visible returns text from a fact file as it may be shown.
func visible(s string) string { return report.Visible(s) }

// fileReport is what was found in one file, as the client is told of it.
type fileReport struct {
	findings []rules.Finding // that the items tell of; nil when these also depend on something else
	items    []diagnostic
	id       string // made of the items
}

// reportFiles words what was found in each file, by its path. Reports that would
// be as they were in the last snapshot are taken from there.
func (sn *snapshot) reportFiles(last *snapshot) (map[string]*fileReport, error) {
	out := map[string]*fileReport{}
	for rest := sn.findings; len(rest) > 0; {
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
		var items []diagnostic
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
	sn.reportUnread(out)
	return out, nil
}

// looksAs reports whether findings read as others did in another snapshot, in
// places that stand where those did.
func (sn *snapshot) looksAs(other *snapshot, found, then []rules.Finding) bool {
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

func (sn *snapshot) standsAs(other *snapshot, p, q facts.Place) bool {
	name := p.File.Path
	if p.Span != q.Span || name != q.File.Path || !sameBytes(p.File.Source, q.File.Source) || sn.broken[name] != nil || other.broken[name] != nil {
		return false
	}
	d, e := sn.documents[name], other.documents[name]
	return d == e || d != nil && e != nil && d.uri == e.uri && d.text == e.text
}

// reportBroken words what is wrong with a document with a syntax error: by
// itself as it is, and in the base as far as that has not been changed since.
func (sn *snapshot) reportBroken(name string) (out []diagnostic, err error) {
	alone := &engine.Result{}
	if sn.config != nil {
		if alone, err = engine.Run(sn.fresh, sn.broken[name].alone, sn.config.Settings); err != nil {
			return nil, err
		}
	}
	for i := range alone.Findings {
		f := &alone.Findings[i]
		if f.Rule.File != nil && len(out) < maxInFile {
			out = append(out, sn.plain(f, sn.documents[name].text.rangeOf(f.Place.Span.Start, f.Place.Span.End)))
		}
	}
	for i := range sn.findings {
		f := &sn.findings[i]
		if f.Place.File == nil || f.Place.File.Path != name || f.Rule.File != nil || len(out) >= maxInFile {
			continue
		}
		if _, _, exact := sn.span(f.Place.File, f.Place.Span); exact {
			out = append(out, sn.diagnostic(f))
		}
	}
	return out, nil
}

// reportUnread adds what is wrong with factlint.toml, and with files that cannot be read.
func (sn *snapshot) reportUnread(out map[string]*fileReport) {
	items := map[string][]diagnostic{}
	for _, m := range sn.mistakes {
		items[folder.ConfigName] = append(items[folder.ConfigName], diagnostic{
			Range: sn.text(folder.ConfigName).rangeOf(m.Span.Start, m.Span.End), Severity: severityError, Source: "factlint", Message: visible(m.Message),
		})
	}
	for _, err := range sn.facts.Unread {
		name, cause := filepath.ToSlash(pathIn(sn.base.root, err)), err
		if inner := (*fs.PathError)(nil); errors.As(err, &inner) {
			cause = inner.Err
		}
		words := cause.Error()
		if errno := syscall.Errno(0); errors.As(cause, &errno) {
			words = "cannot be read: " + words // by the system
		}
		items[name] = append(items[name], diagnostic{Severity: severityError, Source: "factlint", Message: visible("this " + words + "; it was not checked")})
	}
	for name, list := range items {
		out[name] = newReport(nil, list)
	}
}

// pathIn returns the path, relative to root, that an error of reading is about.
func pathIn(root string, err error) string {
	var at *fs.PathError
	if !errors.As(err, &at) {
		return "."
	}
	if rel, err := filepath.Rel(root, at.Path); err == nil && filepath.IsAbs(at.Path) {
		return rel
	}
	return at.Path
}

// diagnostic turns a finding into what the client shows.
func (sn *snapshot) diagnostic(f *rules.Finding) diagnostic {
	d := sn.plain(f, sn.locate(f.Place).Range)
	if len(f.Related) == 0 {
		return d
	}
	if sn.base.server.relatedInMessage {
		var words strings.Builder
		words.WriteString(d.Message)
		for i, n := range f.Related {
			if i == 5 {
				fmt.Fprintf(&words, "\n… and %d more", len(f.Related)-i)
				break
			}
			at := sn.locate(n.Place)
			fmt.Fprintf(&words, "\n%s:%d: %s", visible(n.File.Path), at.Range.Start.Line+1, visible(n.Words))
		}
		d.Message = words.String()
		return d
	}
	for _, n := range f.Related[:min(len(f.Related), maxRelated)] {
		d.Related = append(d.Related, relatedLocation{sn.locate(n.Place), visible(n.Words)})
	}
	return d
}

// plain is a diagnostic without related places.
func (sn *snapshot) plain(f *rules.Finding, at textRange) diagnostic {
	d := diagnostic{Range: at, Severity: severityError, Code: f.Rule.Name, Source: "factlint", Message: visible(f.Message)}
	if f.Severity == rules.Warning {
		d.Severity = severityWarning
	}
	if url := f.Rule.URL(); url != "" {
		d.Description = &codeDescription{url}
	}
	if f.Rule.Name == "ignore-unused" || f.Rule.Name == "fact-duplicate" && f.Severity == rules.Warning {
		d.Tags = []int{tagUnnecessary}
	}
	return d
}

// sortedNames returns the keys in order.
func sortedNames[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}
