package wire

import (
	"bufio"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFrames reads what was written, over lines that are not headers, and goes on
// behind a message that is too large or has no length.
func TestFrames(t *testing.T) {
	whole := string(AppendFrame([]byte("a stray line\n"), []byte("one"))) +
		"Content-Type: text\r\n\r\n" +
		"content-length: 3\r\nContent-Type: text\r\n\r\ntwo" +
		string(AppendFrame(nil, nil)) + "Content-Length: 9\r\n\r\ncut"
	r := bufio.NewReader(strings.NewReader(whole))
	for _, c := range []struct {
		content string
		err     error
	}{{"one", nil}, {"", errNoLength}, {"two", nil}, {"", nil}, {"", io.EOF}} {
		content, err := ReadFrame(r)
		if c.err == nil {
			require.NoError(t, err)
		} else {
			require.ErrorIs(t, err, c.err)
		}
		assert.Equal(t, c.content, string(content))
	}
}
