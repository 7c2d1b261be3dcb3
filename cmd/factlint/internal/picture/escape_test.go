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

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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
		"0\r", " a  b\n", "日本語の名前 مرحبا", "\ufffe\uffff", "e\u0301", "{{.}}${x}`", "javascript:alert(1)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, name string) {
		if !utf8.ValidString(name) || strings.TrimSpace(name) == "" || len(name) > 1000 {
			return
		}
		src := "[[source]]\nid = \"s\"\ntitle = " + quoted(name) + "\nurl = " + quoted(name) + "\n[[event]]\nid = \"e\"\ntitle = " + quoted(name) + "\ndate = 2022-05-24\nsource = [\"s\", \"https://example.org/\"]\nnote = " + quoted(name) + "\n"
		p := draw(t, facts.Options{Overlay: map[string][]byte{"a.toml": []byte(src)}}, Options{Title: name})
		require.Len(t, p.items, 1, src)
		titles := checkMarkup(t, p.svg())
		full := p.items[0].full
		assert.True(t, strings.HasPrefix(full, strings.TrimSuffix(report.Visible(p.items[0].fact.Label()), "…")), full)
		assert.True(t, strings.HasPrefix(titles[len(titles)-1], full), "title %q, want %q", titles[len(titles)-1], full)
		var page bytes.Buffer
		require.NoError(t, p.WriteHTML(&page))
		assert.Equal(t, 2, strings.Count(strings.ToLower(page.String()), "<script"))
		_, data, _ := strings.Cut(page.String(), `id="data">`)
		data, _, _ = strings.Cut(data, "</script>")
		var read struct{ Facts []detail }
		require.NoError(t, json.Unmarshal([]byte(data), &read))
		details := read.Facts
		assert.Equal(t, full, details[0].Label)
		for _, f := range details[0].Fields {
			for _, v := range f.Values {
				if v.URL != "" && !strings.HasPrefix(v.URL, "http://") {
					assert.True(t, strings.HasPrefix(v.URL, "https://"), "a link to %q", v.URL)
				}
				assert.Equal(t, report.Visible(v.Text), v.Text)
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
		require.NoError(t, err, svg)
		switch e := token.(type) {
		case xml.StartElement:
			require.True(t, elements[e.Name.Local], "element %s", e.Name.Local)
			for _, a := range e.Attr {
				require.False(t, strings.HasPrefix(strings.ToLower(a.Name.Local), "on"), "attribute %s: %q", a.Name.Local, strings.ToLower(a.Name.Local))
				require.NotContains(t, a.Name.Local, "href")
				require.NotEqual(t, "style", a.Name.Local)
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
		assert.Equal(t, want, safe(in), "%q", in)
	}
}

func window(t *testing.T, since, until string) Window {
	t.Helper()
	a, err := edtf.Parse(since)
	require.NoError(t, err)
	b, err := edtf.Parse(until)
	require.NoError(t, err)
	return Window{a.Hull().Earliest, b.Hull().Latest}
}
