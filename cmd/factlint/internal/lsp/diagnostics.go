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

// diagnostics returns what is wrong with each file of a base.
func (st *state) diagnostics(b *base, findings []rules.Finding) map[string][]diagnostic {
	out := map[string][]diagnostic{}
	for i := range findings {
		f := &findings[i]
		if f.Place.File == nil {
			continue
		}
		name := f.Place.File.Path
		if br := st.broken[name]; br != nil && f.Rule.File != nil {
			continue // told of the document as it is
		}
		if len(out[name]) == maxInFile {
			continue
		}
		if _, _, exact := st.span(f.Place.File, f.Place.Span); exact {
			out[name] = append(out[name], st.diagnostic(b, f))
		}
	}
	for name := range st.broken {
		own, err := st.checkAlone(name)
		if err == nil {
			out[name] = append(own, out[name]...)
		}
	}
	for _, m := range st.mistakes {
		t := st.text(b, folder.ConfigName)
		out[folder.ConfigName] = append(out[folder.ConfigName], diagnostic{
			Range: t.rangeOf(m.Span.Start, m.Span.End), Severity: severityError, Source: "factlint", Message: visible(m.Message),
		})
	}
	for _, err := range st.facts.Unread {
		name, cause := filepath.ToSlash(pathIn(b.root, err)), err
		if inner := (*fs.PathError)(nil); errors.As(err, &inner) {
			cause = inner.Err
		}
		words := cause.Error()
		if errno := syscall.Errno(0); errors.As(cause, &errno) {
			words = "cannot be read: " + words // by the system
		}
		out[name] = append(out[name], diagnostic{Severity: severityError, Source: "factlint", Message: visible("this " + words + "; it was not checked")})
	}
	return out
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
func (st *state) diagnostic(b *base, f *rules.Finding) diagnostic {
	d := st.plain(f, st.locate(b, f.Place).Range)
	if len(f.Related) == 0 {
		return d
	}
	if b.server.relatedInMessage {
		var words strings.Builder
		words.WriteString(d.Message)
		for i, n := range f.Related {
			if i == 5 {
				fmt.Fprintf(&words, "\n… and %d more", len(f.Related)-i)
				break
			}
			at := st.locate(b, n.Place)
			fmt.Fprintf(&words, "\n%s:%d: %s", visible(n.File.Path), at.Range.Start.Line+1, visible(n.Words))
		}
		d.Message = words.String()
		return d
	}
	for _, n := range f.Related[:min(len(f.Related), maxRelated)] {
		d.Related = append(d.Related, relatedLocation{st.locate(b, n.Place), visible(n.Words)})
	}
	return d
}

// plain is a diagnostic without related places.
func (st *state) plain(f *rules.Finding, at textRange) diagnostic {
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

// runs reports whether a rule is not off for a file.
func (st *state) runs(r *rules.Rule, name string) bool {
	on := !r.Off
	apply := func(set map[string]engine.Setting) {
		for _, n := range []string{r.Group(), r.Name} {
			if s, ok := set[n]; ok && s.Severity != rules.Unset {
				on = s.Severity != rules.Off
			}
		}
	}
	apply(st.config.Settings.Rules)
	for _, o := range st.config.Settings.Overrides {
		if globs, err := folder.NewGlobs(o.Files); err == nil && globs.Match(name) {
			apply(o.Rules)
		}
	}
	return on
}

// relevant drops what is of no open document from the reports of a base that no
// factlint.toml vouches for.
func (st *state) relevant(b *base, all map[string][]diagnostic) {
	if b.configured {
		return
	}
	for name := range all {
		if st.documents[name] == nil {
			delete(all, name)
		}
	}
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
