package picture

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/vocabulary"
)

// A detail is what the page shows of a fact. All texts are visible as they are.
type detail struct {
	ID       string   `json:"id,omitempty"`
	Kind     string   `json:"kind"`
	Label    string   `json:"label"`
	When     string   `json:"when"`
	Implied  []string `json:"implied,omitempty"` // of its time, by other facts
	Place    string   `json:"place"`             // in the base: "offices.toml:12"
	Fields   []field  `json:"fields"`
	Findings []string `json:"findings,omitempty"`
}

type field struct {
	Name   string `json:"name"`
	Values []part `json:"values"`
}

// A part is a text, with the address that it leads to, if any, or the number
// of the item that it names.
type part struct {
	Text string `json:"text"`
	URL  string `json:"url,omitempty"`
	Item *int   `json:"item,omitempty"`
}

// details returns what there is to be told of each item.
func (p *Picture) details() []detail {
	shown := make(map[*facts.Fact]*int, len(p.items))
	for i, it := range p.items {
		shown[it.fact] = &i
	}
	out := make([]detail, len(p.items))
	for i, it := range p.items {
		d := &out[i]
		d.ID = report.Visible(it.fact.ID())
		d.Kind, d.Label, d.When, d.Implied = report.Visible(it.fact.Kind().Name), it.full, when(it), implied(it)
		d.Fields = []field{}
		d.Place = report.Visible(it.fact.File.Path) + ":" + strconv.Itoa(it.fact.File.Lines().Line(it.fact.Place().Span.Start))
		for f, v := range it.fact.Written {
			row := field{Name: report.Visible(f.Name)}
			for e := range v.Each() {
				row.Values = append(row.Values, parts(f, e, shown)...)
			}
			d.Fields = append(d.Fields, row)
		}
		for _, n := range it.chains {
			d.Findings = append(d.Findings, p.chains[n-1].message)
		}
	}
	return out
}

// parts returns the parts of one value: one, or those of a table.
func parts(f *vocabulary.Field, v facts.Value, shown map[*facts.Fact]*int) []part {
	var out []part
	for key, e := range v.Entries() {
		for _, x := range parts(f, e, shown) {
			x.Text = report.Visible(key) + ": " + x.Text
			out = append(out, x)
		}
	}
	if out != nil {
		return out
	}
	if to := v.Ref(); to != nil {
		return []part{{Text: report.Visible(to.Label()), URL: address(to), Item: shown[to]}}
	}
	x := part{Text: report.Visible(v.Canonical())}
	if v.IsURL() || f.Type.Row().Link {
		x.URL = safe(v.Text())
	}
	return []part{x}
}

// address returns where a source can be read.
func address(source *facts.Fact) string {
	if source.Kind().Source == nil {
		return ""
	}
	for f, v := range source.Written {
		if f.Type.Row().Link {
			if u := safe(v.Text()); u != "" {
				return u
			}
		}
	}
	return ""
}

// safe returns an address that may stand in a link, or "": only the web's own
// schemes, since others can run scripts.
func safe(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}

// when says in words what is known of an item's time.
func when(it *item) string {
	f := it.fact
	if q := f.Kind().Quantity; it.lane.form == measured {
		return f.Get(q.At).DateName() + ": " + it.name
	}
	var words []string
	for _, i := range []int{f.Kind().Period.Date, f.Kind().Period.Start, f.Kind().Period.End} {
		if name := f.Get(i).DateName(); name != "" {
			words = append(words, name)
		}
	}
	switch p := f.Kind().Period; {
	case len(words) == 1 && f.Get(p.Start).OK():
		return "from " + words[0]
	case len(words) == 1 && f.Get(p.End).OK():
		return "until " + words[0]
	case len(words) == 2 && strings.Contains(words[0]+words[1], " to "):
		return "from " + words[0] + ", until " + words[1]
	case len(words) > 0:
		return strings.Join(words, " to ")
	}
	from, to := it.begin.Earliest, it.end.Latest
	if !it.point && (it.begin.Latest < edtf.Future && it.end.Earliest > edtf.Past) && it.begin.Latest <= it.end.Earliest {
		return "undated; lasts at least from " + edtf.NameDay(it.begin.Latest) + " to " + edtf.NameDay(it.end.Earliest)
	}
	switch {
	case from <= edtf.Past && to >= edtf.Future:
		return "undated"
	case from <= edtf.Past:
		return "undated; no later than " + edtf.NameDay(to)
	case to >= edtf.Future:
		return "undated; no earlier than " + edtf.NameDay(from)
	}
	return "undated; between " + edtf.NameDay(from) + " and " + edtf.NameDay(to)
}

// implied says in words what other facts imply of the time of a fact that says
// something of it itself.
func implied(it *item) []string {
	f := it.fact
	if it.implied || f.Kind().Period == nil {
		return nil
	}
	var out []string
	begin, end := f.Begin(), f.End()
	for _, b := range []struct {
		own, drawn int64
		words      string
	}{
		{begin.Earliest, it.begin.Earliest, "begins no earlier than "},
		{begin.Latest, it.begin.Latest, "begins no later than "},
		{end.Earliest, it.end.Earliest, "ends no earlier than "},
		{end.Latest, it.end.Latest, "ends no later than "},
	} {
		if unknown(b.own) && !unknown(b.drawn) {
			out = append(out, b.words+edtf.NameDay(b.drawn))
		}
	}
	return out
}
