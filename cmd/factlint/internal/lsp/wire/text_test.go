package wire

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzText holds positions against each other.
func FuzzText(f *testing.F) {
	f.Add("a\r\nü𝄞x\n\rz", 3, 1, 2)
	f.Add("\uFEFFx\n", 0, 0, 1)
	f.Add(strings.Repeat("é𝄞", 4000)+"\n", 9000, 0, 6000)
	f.Fuzz(func(t *testing.T, src string, offset, line, character int) {
		for _, inBytes := range []bool{false, true} {
			text := NewText([]byte(src), inBytes)
			at := text.Offset(Position{line, character})
			require.LessOrEqual(t, int(at), len(src))
			// A position that is given for an offset leads back to it, but inside
			// of a character or a line end.
			if offset < 0 || offset > len(src) {
				return
			}
			p := text.Position(uint32(offset))
			back := text.Offset(p)
			if back != uint32(offset) && isValid(src) && !strings.ContainsAny(src, "\r\n\uFEFF") {
				assert.Equal(t, p, text.Position(back), "%q: where %d is, which leads to %d", src, offset, back)
			}
		}
	})
}

func isValid(s string) bool { return strings.ToValidUTF8(s, "") == s }

func TestText(t *testing.T) {
	const src = "a\r\nü𝄞x\n\rz"
	for _, c := range []struct {
		offset      uint32
		utf16, utf8 Position
	}{
		{0, Position{0, 0}, Position{0, 0}}, {1, Position{0, 1}, Position{0, 1}}, {3, Position{1, 0}, Position{1, 0}},
		{5, Position{1, 1}, Position{1, 2}}, {9, Position{1, 3}, Position{1, 6}}, {10, Position{1, 4}, Position{1, 7}},
		{12, Position{3, 0}, Position{3, 0}}, {13, Position{3, 1}, Position{3, 1}},
	} {
		for inBytes, want := range map[bool]Position{false: c.utf16, true: c.utf8} {
			text := NewText([]byte(src), inBytes)
			assert.Equal(t, want, text.Position(c.offset), "%d (bytes: %v)", c.offset, inBytes)
			assert.Equal(t, c.offset, text.Offset(want), "%v (bytes: %v)", want, inBytes)
		}
	}
	long := NewText([]byte(strings.Repeat("é𝄞", 5000)), false)
	for _, n := range []int{0, 1, 2733, 5000} {
		p := long.Position(uint32(6 * n))
		assert.Equal(t, 3*n, p.Character)
		assert.Equal(t, uint32(6*n), long.Offset(p))
	}
	assert.Equal(t, uint32(5), NewText([]byte(src), false).Offset(Position{1, 2}), "inside of a pair of surrogates")
	for _, p := range []Position{{-1, 5}, {0, -4}, {0, 99}, {99, 0}, {1 << 40, 1 << 40}} {
		NewText([]byte(src), false).Offset(p)
	}
}

func TestURI(t *testing.T) {
	for _, c := range []struct {
		uri     string
		windows bool
		path    string
		back    string
	}{
		{"file:///a/b%20c/%C3%A9.toml", false, "/a/b c/é.toml", "file:///a/b%20c/%C3%A9.toml"},
		{"file://localhost/a/%23x.toml", false, "/a/#x.toml", "file:///a/%23x.toml"},
		{"FILE:///a/../b.toml", false, "/b.toml", "file:///b.toml"},
		{"file:///c%3A/Facts/x.toml", true, `C:\Facts\x.toml`, "file:///C%3A/Facts/x.toml"},
		{"file:///C:/", true, `C:\`, "file:///C%3A/"},
		{"file://server/share/x.toml", true, `\\server\share\x.toml`, "file://server/share/x.toml"},
		{"file://server/share/x.toml", false, "", ""},
		{"untitled:Untitled-1", false, "", ""},
		{"git:/a/b.toml", false, "", ""},
		{"file:relative", false, "", ""},
		{"file:///a%00b", false, "", ""},
		{"%zz", false, "", ""},
		{"", false, "", ""},
	} {
		path, ok := pathOn(c.uri, c.windows)
		assert.Equal(t, c.path, path, c.uri)
		assert.Equal(t, c.path != "", ok, c.uri)
		if ok {
			assert.Equal(t, c.back, uriOn(path, c.windows), c.uri)
		}
	}
}
