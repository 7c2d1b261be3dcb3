package workspace

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/rules"
)

// published is what the client was sent, or may ask for. It does not change: a
// report in place of another makes another published.
type published struct {
	byURI map[string]*uriReport
	// changed is closed when any report says something else.
	changed chan struct{}
}

// uriReport is the report on one document or file.
type uriReport struct {
	*fileReport
	base    *Base
	version *int // nil for what is not open
	outside bool // of the base, whose configuration extends the file
}

// nothing is the report on a file without findings.
var nothing = newReport(nil, nil)

func newReport(of []rules.Finding, items []wire.Diagnostic) *fileReport {
	if items == nil {
		items = []wire.Diagnostic{}
	}
	raw, _ := json.Marshal(items)
	sum := sha256.Sum256(raw)
	return &fileReport{findings: of, items: items, id: hex.EncodeToString(sum[:8])}
}

// byURI sorts the reports for the client: one for each file with findings, and
// for each open document.
func (sn *Snapshot) byURI() map[string]*uriReport {
	out := map[string]*uriReport{}
	for name, r := range sn.reports {
		// Of a base that no factlint.toml vouches for only open documents are reported on.
		if sn.Documents[name] == nil && sn.Base.configured {
			t := &uriReport{fileReport: r, base: sn.Base, outside: strings.HasPrefix(name, "../")}
			if d := sn.Document(name); d != nil {
				t.version = &d.Version
			}
			out[sn.URI(name)] = t
		}
	}
	for name, docs := range sn.uris {
		r := sn.reports[name]
		if r == nil {
			r = nothing
		}
		for _, d := range docs {
			if d.Text != sn.Documents[name].Text && string(d.Text.Source) != string(sn.Documents[name].Text.Source) {
				continue // another text of the same file is what counts
			}
			out[d.URI] = &uriReport{fileReport: r, base: sn.Base, version: &d.Version}
		}
	}
	return out
}

// publishReports takes the reports of a base in place of those before, and tells the
// client of what is different.
func (ws *Workspace) publishReports(b *Base, reports map[string]*uriReport) {
	before := ws.published.Load()
	p := &published{maps.Clone(before.byURI), before.changed}
	var push []string
	different := false
	for uri, old := range before.byURI {
		if old.base == b && reports[uri] == nil {
			delete(p.byURI, uri)
			if len(old.items) > 0 {
				push, different = append(push, uri), true
			}
		}
	}
	for uri, r := range reports {
		old := before.byURI[uri]
		if old != nil && old.outranks(r) {
			continue // b has not noticed yet that the file is another's
		}
		p.byURI[uri] = r
		switch {
		case old == nil && (len(r.items) > 0 || r.version != nil), old != nil && old.id != r.id:
			push, different = append(push, uri), different || old != nil || len(r.items) > 0
		case old != nil && !sameVersion(old.version, r.version):
			push = append(push, uri)
		}
	}
	if different {
		p.changed = make(chan struct{})
	}
	ws.published.Store(p)
	if different {
		close(before.changed)
	}
	switch {
	case !ws.Client.Pulls:
		slices.Sort(push)
		for _, uri := range push {
			r := ws.report(uri)
			ws.conn.Notify("textDocument/publishDiagnostics", wire.PublishParams{URI: uri, Version: r.version, Diagnostics: r.items})
		}
	case different:
		ws.conn.Call("workspace/diagnostic/refresh", nil, func(*wire.Error, json.RawMessage) {})
	}
}

// outranks reports whether a file that two bases report on is that of the first:
// it is the innermost base's in which it lies, and of one with a factlint.toml.
func (t *uriReport) outranks(other *uriReport) bool {
	b, o := t.base, other.base
	switch {
	case b == o || b.ctx.Err() != nil:
		return false
	case t.outside != other.outside:
		return other.outside
	}
	return len(b.root) > len(o.root) || len(b.root) == len(o.root) && b.configured && !o.configured
}

func sameVersion(a, b *int) bool { return a == b || a != nil && b != nil && *a == *b }

// An Answerer takes the parameters of a request at once, and returns how to
// answer it later.
type Answerer func(*Workspace, json.RawMessage) (func(context.Context) (any, error), error)

// Answers says how requests for diagnostics are answered.
var Answers = map[string]Answerer{
	"textDocument/diagnostic": (*Workspace).pull,
	"workspace/diagnostic":    (*Workspace).pullAll,
}

// pull answers a request for the diagnostics of a document.
func (ws *Workspace) pull(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := wire.Decode[struct {
		Document wire.DocumentID `json:"textDocument"`
		Previous string          `json:"previousResultId"`
	}](raw)
	if err != nil {
		return nil, err
	}
	d := ws.documents.get(p.Document.URI)
	if d == nil || d.Home == nil {
		return func(context.Context) (any, error) { return ws.report(p.Document.URI).answer(p.Previous), nil }, nil
	}
	edition := d.Home.edition.Load()
	return func(ctx context.Context) (any, error) {
		if _, err := d.Home.Checked(ctx, edition); err != nil && ctx.Err() != nil {
			return nil, err
		}
		return ws.report(p.Document.URI).answer(p.Previous), nil
	}, nil
}

// report returns the newest report on a URI.
func (ws *Workspace) report(uri string) *uriReport {
	if r := ws.published.Load().byURI[uri]; r != nil {
		return r
	}
	return &uriReport{fileReport: nothing}
}

// answer gives the report to a client that has the one with the id.
func (r *uriReport) answer(previous string) wire.DiagnosticReport {
	if previous == r.id {
		return wire.DiagnosticReport{Kind: "unchanged", ResultID: r.id}
	}
	return wire.DiagnosticReport{Kind: "full", ResultID: r.id, Items: &r.items}
}

// timeout is how long a request for the diagnostics of the workspace is kept
// until there are any to tell: clients ask again as soon as they are answered.
const timeout = 30 * time.Second

// pullAll answers a request for the diagnostics of the workspace, once any are
// other than what the client has.
func (ws *Workspace) pullAll(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := wire.Decode[struct {
		Previous []struct {
			URI   string `json:"uri"`
			Value string `json:"value"`
		} `json:"previousResultIds"`
	}](raw)
	if err != nil {
		return nil, err
	}
	had := map[string]string{}
	for _, prev := range p.Previous {
		had[prev.URI] = prev.Value
	}
	return func(ctx context.Context) (any, error) {
		late := time.After(timeout)
		for {
			now := ws.published.Load()
			items, news := now.against(had)
			if !news {
				select {
				case <-now.changed:
					continue
				case <-late:
				case <-ctx.Done():
					return nil, ctx.Err()
				}
			}
			return map[string]any{"items": items}, nil
		}
	}, nil
}

// against returns a report on everything, and whether it says anything new.
func (p *published) against(had map[string]string) (items []wire.DiagnosticReport, news bool) {
	items = []wire.DiagnosticReport{}
	add := func(uri string, r *uriReport) {
		a := r.answer(had[uri])
		a.URI, a.Version = uri, &r.version
		items = append(items, a)
		news = news || a.Kind == "full" && (len(r.items) > 0 || had[uri] != "")
	}
	for _, uri := range slices.Sorted(maps.Keys(p.byURI)) {
		add(uri, p.byURI[uri])
	}
	for _, uri := range slices.Sorted(maps.Keys(had)) {
		if p.byURI[uri] == nil && had[uri] != nothing.id {
			add(uri, &uriReport{fileReport: nothing})
		}
	}
	return items, news
}
