package report_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
)

// TestSafeJSON holds JSON for others against its bytes: nothing in it acts on a
// terminal or a log, and it is read back as it was.
func TestSafeJSON(t *testing.T) {
	type entry struct {
		Text string   `json:"text"`
		List []string `json:"list"`
	}
	for _, c := range []struct{ text, want string }{
		{"a <b> & \"c\" \\ 'd'", `a <b> & \"c\" \\ 'd'`},
		{"\x1b[31m\x7f\n\t", `\u001b[31m\u007f\n\t`},
		{"a\u202eb\ufeff\u2028\U000e0041", `a\u202eb\ufeff\u2028\udb40\udc41`},
		{"日本 é\u0301 👩\u200d👧", "日本 é\u0301 👩\u200d👧"},
		{"##[error] ##vso[x] #[y] [z]", `##\u005berror] ##vso\u005bx] #[y] [z]`},
		{"##é[x", `##é\u005bx`},
	} {
		in := entry{c.text, []string{c.text, "}", ",", `":[`}}
		line := string(report.AppendJSONLine([]byte("before "), in))
		assert.Equal(t, `before {"text": "`+c.want+`", "list": ["`+c.want+`", "}", ",", "\":["]}`+"\n", line)
		var indented strings.Builder
		require.NoError(t, report.WriteJSON(&indented, in))
		assert.Equal(t, "{\n \"text\": \""+c.want+"\",\n \"list\": [\n  \""+c.want+"\",\n  \"}\",\n  \",\",\n  \"\\\":[\"\n ]\n}\n", indented.String())
		for _, text := range []string{strings.TrimPrefix(line, "before "), indented.String()} {
			var out entry
			require.NoError(t, json.Unmarshal([]byte(text), &out))
			assert.Equal(t, in, out)
		}
	}
	assert.Equal(t, "{\"text\": \"\\ufffd\", \"list\": []}\n", string(report.AppendJSONLine(nil, entry{"\xff", []string{}})))
}
