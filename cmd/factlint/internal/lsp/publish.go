package lsp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync"
	"time"
)

// published is what the client was told, or may ask for, by URI.
type published struct {
	mu      sync.Mutex
	byURI   map[string]*told
	changed chan struct{} // closed when a report changes, and made anew
}

// told is what the client is told of: the diagnostics of one document or file.
type told struct {
	base     *base
	version  *int // nil for what is not open
	items    []diagnostic
	resultID string
	text     *text // of the document
}

func newReport(b *base, version *int, items []diagnostic) *told {
	if items == nil {
		items = []diagnostic{}
	}
	raw, _ := json.Marshal(items)
	sum := sha256.Sum256(raw)
	return &told{base: b, version: version, items: items, resultID: hex.EncodeToString(sum[:8])}
}

// reports sorts the diagnostics for the client: a report for each file with any,
// and for each open document.
func (st *state) reports(b *base, diagnostics map[string][]diagnostic) map[string]*told {
	st.relevant(b, diagnostics)
	out := map[string]*told{}
	for name, items := range diagnostics {
		if st.documents[name] == nil {
			out[st.uri(b, name)] = newReport(b, nil, items)
		}
	}
	for name, docs := range st.uris {
		for _, d := range docs {
			if d.text != st.documents[name].text && string(d.text.src) != string(st.documents[name].text.src) {
				continue // another text of the same file is what counts
			}
			version := d.version
			out[d.uri] = newReport(b, &version, diagnostics[name])
			out[d.uri].text = d.text
		}
	}
	return out
}

// replace takes the reports of a base in place of those before, and tells the
// client of what is different.
func (p *published) replace(s *server, b *base, reports map[string]*told) {
	p.mu.Lock()
	defer p.mu.Unlock()
	different := false
	for _, uri := range sortedNames(p.byURI) {
		if old := p.byURI[uri]; old.base == b && reports[uri] == nil {
			delete(p.byURI, uri)
			if len(old.items) > 0 {
				p.push(s, uri, &told{items: []diagnostic{}})
				different = true
			}
		}
	}
	for _, uri := range sortedNames(reports) {
		r, old := reports[uri], p.byURI[uri]
		if old != nil && old.base.outranks(b) {
			continue // b has not noticed yet that the file is another's
		}
		p.byURI[uri] = r
		if old == nil && len(r.items) == 0 && r.version == nil || old != nil && old.resultID == r.resultID && sameVersion(old.version, r.version) {
			continue
		}
		p.push(s, uri, r)
		different = different || old == nil && len(r.items) > 0 || old != nil && old.resultID != r.resultID
	}
	if !different {
		return
	}
	close(p.changed)
	p.changed = make(chan struct{})
	if s.pulls {
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

func (p *published) push(s *server, uri string, r *told) {
	if s.pulls {
		return
	}
	s.conn.notify("textDocument/publishDiagnostics", publishParams{uri, r.version, r.items})
}

// retract takes back what was told of a base.
func (p *published) retract(s *server, b *base) { p.replace(s, b, nil) }

// get returns the report on a URI, or nil.
func (p *published) get(uri string) *told {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.byURI[uri]
}

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
	edition := 0
	if d != nil && d.home != nil {
		edition = d.home.now()
	}
	return func(ctx context.Context) (any, error) {
		if d != nil && d.home != nil {
			if err := s.awaitReport(ctx, d, edition); err != nil {
				return nil, err
			}
		}
		r := s.published.get(p.Document.URI)
		if r == nil {
			r = newReport(nil, nil, nil)
		}
		return r.answer(p.Previous), nil
	}, nil
}

// awaitReport waits until a document is checked; but not long, when there is
// something to tell of it before. Then the client is asked to ask again.
func (s *server) awaitReport(ctx context.Context, d *document, edition int) error {
	first, cancel := context.WithTimeout(ctx, 2*early)
	defer cancel()
	err := d.home.judged(first, edition)
	if err == nil || ctx.Err() == nil && s.published.has(d) {
		return nil
	}
	if err := d.home.judged(ctx, edition); err != nil && ctx.Err() != nil {
		return err
	}
	return nil
}

// has reports whether there is a report on this version of a document.
func (p *published) has(d *document) bool {
	r := p.get(d.uri)
	return r != nil && r.text == d.text
}

// answer gives the report to a client that has the one with the id.
func (r *told) answer(previous string) diagnosticReport {
	if previous == r.resultID {
		return diagnosticReport{Kind: "unchanged", ResultID: r.resultID}
	}
	return diagnosticReport{Kind: "full", ResultID: r.resultID, Items: &r.items}
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
			items, news, changed := s.published.against(had)
			if !news {
				select {
				case <-changed:
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
func (p *published) against(had map[string]string) (items []diagnosticReport, news bool, changed chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	items = []diagnosticReport{}
	for _, uri := range sortedNames(p.byURI) {
		r := p.byURI[uri]
		a := r.answer(had[uri])
		a.URI, a.Version = uri, &versionOrNil{r.version}
		items = append(items, a)
		news = news || a.Kind == "full" && (len(r.items) > 0 || had[uri] != "")
	}
	for _, uri := range sortedNames(had) {
		if p.byURI[uri] == nil {
			empty := newReport(nil, nil, nil)
			if had[uri] == empty.resultID {
				continue
			}
			a := empty.answer("")
			a.URI, a.Version = uri, &versionOrNil{}
			items, news = append(items, a), true
		}
	}
	return items, news, p.changed
}
