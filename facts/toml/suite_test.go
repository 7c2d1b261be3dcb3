package toml

import (
	"context"
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	tomltest "github.com/toml-lang/toml-test/v2"
)

// TestSuite runs every document of toml-test for TOML 1.1.
func TestSuite(t *testing.T) {
	tests, err := tomltest.NewRunner(tomltest.Runner{Decoder: suiteDecoder{}, Version: "1.1.0"}).Run()
	require.NoError(t, err)
	assert.GreaterOrEqual(t, tests.PassedValid, 200, "the suite is not whole")
	assert.GreaterOrEqual(t, tests.PassedInvalid, 450, "the suite is not whole")
	for _, test := range tests.Tests {
		assert.False(t, test.Failed(), "%s: %s\n%s", test.Path, test.Failure, test.Input)
	}
}

type suiteDecoder struct{}

func (suiteDecoder) Cmd() []string { return nil }

func (suiteDecoder) Run(_ context.Context, input string) (pid int, output string, isError bool, err error) {
	var p Parser
	d := p.Parse([]byte(input))
	if !accepted(d) {
		return 0, "refused", true, nil
	}
	out, err := json.Marshal(tagged(d, d.Root()))
	return 0, string(out), false, err
}

// suiteDocuments gives the documents of the suite by their path, some hundred
// of them invalid.
func suiteDocuments(t testing.TB) map[string]string {
	docs := map[string]string{}
	files := tomltest.TestCases()
	err := fs.WalkDir(files, ".", func(path string, e fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".toml") && !strings.HasPrefix(path, "encoder") {
			var b []byte
			b, err = fs.ReadFile(files, path)
			docs[path] = string(b)
		}
		return err
	})
	require.NoError(t, err)
	return docs
}

// TestSuiteMessages looks at what the author of an invalid document reads.
func TestSuiteMessages(t *testing.T) {
	for path, src := range suiteDocuments(t) {
		var p Parser
		for _, e := range p.Parse([]byte(src)).Errors {
			if testing.Verbose() {
				t.Logf("%s: %q: %s", path, src[e.Span.Start:e.Span.End], e.Message)
			}
			checkMessage(t, []byte(src), e)
		}
	}
}

func checkMessage(t testing.TB, src []byte, e Error) {
	t.Helper()
	assert.NotContains(t, e.Message, "this is not TOML", "%.300q at %v: no explanation", src, e.Span)
	control := strings.ContainsFunc(e.Message, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0xfffd })
	assert.False(t, control, "%.300q at %v: control characters in %q", src, e.Span, e.Message)
	assert.LessOrEqual(t, len(e.Message), 400, "%.300q at %v: %s", src, e.Span, e.Message)
}
