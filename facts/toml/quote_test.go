package toml

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestQuote(t *testing.T) {
	for _, s := range []string{"", "plain", `"\`, "a\nb\tc\r", "\x00\x1b\x7f", "\u202eÜ𝄞"} {
		var p Parser
		d := p.Parse([]byte("a = " + Quote(s) + "\n"))
		n := d.Get(d.Root(), "a")
		assert.Empty(t, d.Errors, Quote(s))
		require.NotNil(t, n, Quote(s))
		assert.Equal(t, s, n.Text(), Quote(s))
	}
}
