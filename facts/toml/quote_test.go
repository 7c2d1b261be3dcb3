package toml

import "testing"

func TestQuote(t *testing.T) {
	for _, s := range []string{"", "plain", `"\`, "a\nb\tc\r", "\x00\x1b\x7f", "\u202eÜ𝄞"} {
		var p Parser
		d := p.Parse([]byte("a = " + Quote(s) + "\n"))
		if n := d.Get(d.Root(), "a"); len(d.Errors) > 0 || n == nil || n.Text() != s {
			t.Errorf("%q is written %s", s, Quote(s))
		}
	}
}
