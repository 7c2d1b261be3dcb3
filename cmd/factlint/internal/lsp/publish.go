package lsp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"time"

	"github.com/factlint/factlint/rules"
)

// published is what the client was told, or may ask for. It does not change: a
// report in place of another makes another published.
type published struct {
	byURI map[string]*told
	// changed is closed when any report says something else.
	changed chan struct{}
}

// told is the report on one document or file.
type told struct {
	*fileReport
	base    *base
	version *int // nil for what is not open
}

// nothing is the report on a file without findings.
var nothing = newReport(nil, nil)

func newReport(of []rules.Finding, items []diagnostic) *fileReport {
	if items == nil {
		items = []diagnostic{}
	}
	raw, _ := json.Marshal(items)
	sum := sha256.Sum256(raw)
	return &fileReport{findings: of, items: items, id: hex.EncodeToString(sum[:8])}
}

// byURI sorts the reports for the client: one for each file with findings, and
// for each open document.
func (sn *snapshot) byURI() map[string]*told {
	out := map[string]*told{}
	for name, r := range sn.reports {
		// Of a base that no factlint.toml vouches for only open documents are reported on.
		if sn.documents[name] == nil && sn.base.configured {
			out[sn.uri(name)] = &told{r, sn.base, nil}
		}
	}
	for name, docs := range sn.uris {
		r := sn.reports[name]
		if r == nil {
			r = nothing
		}
		for _, d := range docs {
			if d.text != sn.documents[name].text && string(d.text.src) != string(sn.documents[name].text.src) {
				continue // another text of the same file is what counts
			}
			out[d.uri] = &told{r, sn.base, &d.version}
		}
	}
	return out
}

// replace takes the reports of a base in place of those before, and tells the
// client of what is different.
func (s *server) replace(b *base, reports map[string]*told) {
	before := s.published.Load()
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
		if old != nil && old.base.outranks(b) {
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
	s.published.Store(p)
	if different {
		close(before.changed)
	}
	switch {
	case !s.pulls:
		slices.Sort(push)
		for _, uri := range push {
			if r := p.byURI[uri]; r != nil {
				s.conn.notify("textDocument/publishDiagnostics", publishParams{uri, r.version, r.items})
			} else {
				s.conn.notify("textDocument/publishDiagnostics", publishParams{uri, nil, nothing.items})
			}
		}
	case different:
		s.conn.call("workspace/diagnostic/refresh", nil, func(*answerError, json.RawMessage) {})
	}
}

// outranks reports whether a file that both bases report on is b's: it is that
// of the innermost base, and of one with a factlint.toml.
func (b *base) outranks(other *base) bool {
	if b == other || b.ctx.Err() != nil {
		return false
	}
	return len(b.root) > len(other.root) || len(b.root) == len(other.root) && b.configured && !other.configured
}

func sameVersion(a, b *int) bool { return a == b || a != nil && b != nil && *a == *b }

// pull answers a request for the diagnostics of a document.
func (s *server) pull(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := decode[struct {
		Document documentID `json:"textDocument"`
		Previous string     `json:"previousResultId"`
	}](raw)
	if err != nil {
		return nil, err
	}
	d := s.documents.get(p.Document.URI)
	if d == nil || d.home == nil {
		return func(context.Context) (any, error) { return s.report(p.Document.URI).answer(p.Previous), nil }, nil
	}
	edition := d.home.edition.Load()
	return func(ctx context.Context) (any, error) {
		if _, err := d.home.checked(ctx, edition); err != nil && ctx.Err() != nil {
			return nil, err
		}
		return s.report(p.Document.URI).answer(p.Previous), nil
	}, nil
}

// report returns the newest report on a URI.
func (s *server) report(uri string) *told {
	if r := s.published.Load().byURI[uri]; r != nil {
		return r
	}
	return &told{fileReport: nothing}
}

// answer gives the report to a client that has the one with the id.
func (r *told) answer(previous string) diagnosticReport {
	if previous == r.id {
		return diagnosticReport{Kind: "unchanged", ResultID: r.id}
	}
	return diagnosticReport{Kind: "full", ResultID: r.id, Items: &r.items}
}

// patience is how long a request for the diagnostics of the workspace is kept
// until there are any to tell: clients ask again as soon as they are answered.
const patience = 30 * time.Second

// pullAll answers a request for the diagnostics of the workspace, once any are
// other than what the client has.
func (s *server) pullAll(raw json.RawMessage) (func(context.Context) (any, error), error) {
	p, err := decode[struct {
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
		late := time.After(patience)
		for {
			now := s.published.Load()
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
func (p *published) against(had map[string]string) (items []diagnosticReport, news bool) {
	items = []diagnosticReport{}
	add := func(uri string, r *told) {
		a := r.answer(had[uri])
		a.URI, a.Version = uri, &versionOrNil{r.version}
		items = append(items, a)
		news = news || a.Kind == "full" && (len(r.items) > 0 || had[uri] != "")
	}
	for _, uri := range sortedNames(p.byURI) {
		add(uri, p.byURI[uri])
	}
	for _, uri := range sortedNames(had) {
		if p.byURI[uri] == nil && had[uri] != nothing.id {
			add(uri, &told{fileReport: nothing})
		}
	}
	return items, news
}
