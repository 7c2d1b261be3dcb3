package picture

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
)

// elements are all that a picture is made of.
var elements = map[string]bool{
	"svg": true, "title": true, "desc": true, "style": true, "defs": true, "linearGradient": true, "stop": true,
	"rect": true, "text": true, "g": true, "path": true, "circle": true,
}

// FuzzEscape checks that no name from a fact file becomes markup or script,
// and that each can be read in full.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{
		`</script><script>alert(1)</script>`, `"><svg onload=alert(1)>`, `' onmouseover='x`, "a\x00b\x1b[31m", "\u202eevil\u2066", "]]>&amp;&lt;<!--",
		"日本語の名前 مرحبا", "\ufffe\uffff", "e\u0301", "{{.}}${x}`", "javascript:alert(1)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if !utf8.ValidString(name) || strings.TrimSpace(name) == "" || len(name) > 1000 {
			return
		}
		src := "[[source]]\nid = \"s\"\ntitle = " + quoted(name) + "\nurl = " + quoted(name) + "\n[[event]]\nid = \"e\"\ntitle = " + quoted(name) + "\ndate = 2022-05-24\nsource = [\"s\", \"https://example.org/\"]\nnote = " + quoted(name) + "\n"
		p := draw(t, facts.Options{Overlay: map[string][]byte{"a.toml": []byte(src)}}, Options{Title: name})
		if len(p.items) != 1 {
			t.Fatalf("%d facts shown of %s", len(p.items), src)
		}
		titles := checkMarkup(t, p.svg(true))
		full := report.Visible(facts.Cut(name, 80))
		if !strings.HasPrefix(titles[len(titles)-1], full) {
			t.Errorf("title %q of %q", titles[len(titles)-1], full)
		}
		var page bytes.Buffer
		if err := p.WriteHTML(&page); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(strings.ToLower(page.String()), "<script"); n != 2 {
			t.Errorf("%d scripts in the page", n)
		}
		_, data, _ := strings.Cut(page.String(), `id="data">`)
		data, _, _ = strings.Cut(data, "</script>")
		var read pageData
		if err := json.Unmarshal([]byte(data), &read); err != nil {
			t.Fatal(err)
		}
		details := read.Facts
		if details[0].Label != full {
			t.Errorf("label %q of %q", details[0].Label, full)
		}
		for _, f := range details[0].Fields {
			for _, v := range f.Values {
				if v.URL != "" && !strings.HasPrefix(v.URL, "http://") && !strings.HasPrefix(v.URL, "https://") {
					t.Errorf("a link to %q", v.URL)
				}
				if v.Text != report.Visible(v.Text) {
					t.Errorf("raw text %q", v.Text)
				}
			}
		}
	})
}

// quoted writes a TOML string.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r < ' ' || r == 0x7f:
			b.WriteString(`\u` + strconv.FormatInt(0x10000+int64(r), 16)[1:])
		default:
			b.WriteRune(r)
		}
	}
	return b.String() + `"`
}

// checkMarkup reads a picture as XML, holds its elements and attributes against
// those that a picture is made of, and returns its titles.
func checkMarkup(t *testing.T, svg []byte) (titles []string) {
	t.Helper()
	d := xml.NewDecoder(bytes.NewReader(svg))
	inTitle := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return titles
		}
		if err != nil {
			t.Fatalf("%v in %s", err, svg)
		}
		switch e := token.(type) {
		case xml.StartElement:
			if !elements[e.Name.Local] {
				t.Fatalf("element %s", e.Name.Local)
			}
			for _, a := range e.Attr {
				if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || strings.Contains(a.Name.Local, "href") || a.Name.Local == "style" {
					t.Fatalf("attribute %s", a.Name.Local)
				}
			}
			if inTitle = e.Name.Local == "title"; inTitle {
				titles = append(titles, "")
			}
		case xml.EndElement:
			inTitle = false
		case xml.CharData:
			if inTitle {
				titles[len(titles)-1] += string(e)
			}
		}
	}
}

func TestSafe(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"https://example.org/a?b=c":  "https://example.org/a?b=c",
		"http://example.org":         "http://example.org",
		"HTTPS://example.org/":       "https://example.org/",
		"javascript:alert(1)":        "",
		"data:text/html,x":           "",
		"file:///etc/passwd":         "",
		"https:javascript":           "",
		"//example.org":              "",
		" https://example.org":       "",
		"https://example.org/\x00":   "",
		"https://example.org/\"onx=": "https://example.org/%22onx=",
	} {
		if got := safe(in); got != want {
			t.Errorf("safe(%q) = %q, want %q", in, got, want)
		}
	}
}

func window(t *testing.T, since, until string) Window {
	t.Helper()
	a, err := edtf.Parse(since)
	if err != nil {
		t.Fatal(err)
	}
	b, err := edtf.Parse(until)
	if err != nil {
		t.Fatal(err)
	}
	return Window{a.Hull().Earliest, b.Hull().Latest}
}
