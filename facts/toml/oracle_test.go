package toml

import (
	"bytes"
	"strings"
	"testing"
	"time"

	burntsushi "github.com/BurntSushi/toml"
	pelletier "github.com/pelletier/go-toml/v2"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzOracles holds the parser against two others: what is accepted against
// go-toml, which passes all of toml-test, and values against BurntSushi, which
// accepts some redefinitions that are none.
func FuzzOracles(f *testing.F) {
	for _, src := range seeds(f) {
		f.Add(src)
	}
	var p Parser
	f.Fuzz(func(t *testing.T, src []byte) {
		d := p.Parse(src)
		if len(src) > 0 && tooDeepForUs(d) {
			return
		}
		var v any
		err := pelletier.Unmarshal(bytes.TrimPrefix(src, []byte("\xef\xbb\xbf")), &v)
		require.Equal(t, err == nil, accepted(d), "go-toml says %v, we say %v\n%q", err, d.Errors, src)
		if err != nil {
			return
		}
		var want map[string]any
		if _, err := burntsushi.Decode(string(src), &want); err != nil {
			return
		}
		require.Equal(t, normal(want), plain(d, d.Root()), "%q", src)
	})
}

// tooDeepForUs reports whether the document breaks limits that go-toml does
// not have.
func tooDeepForUs(d *Document) bool {
	for _, e := range d.Errors {
		if strings.Contains(e.Message, "levels deep") {
			return true
		}
	}
	return false
}

// normal gives what BurntSushi decoded the form of plain.
func normal(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = normal(v[k])
		}
		return v
	case []map[string]any:
		a := make([]any, len(v))
		for i := range v {
			a[i] = normal(v[i])
		}
		return a
	case []any:
		a := make([]any, len(v))
		for i := range v {
			a[i] = normal(v[i])
		}
		return a
	case float64:
		if v != v {
			return "a float that is not a number"
		}
	case time.Time:
		types := map[string]Type{"datetime-local": LocalDateTime, "date-local": LocalDate, "time-local": LocalTime}
		if t, ok := types[v.Location().String()]; ok {
			return dateForm(t, v)
		}
		return dateForm(OffsetDateTime, v)
	}
	return v
}

func TestOraclesOnSuite(t *testing.T) {
	for path, src := range suiteDocuments(t) {
		d := parse(t, src)
		var v any
		err := pelletier.Unmarshal([]byte(strings.TrimPrefix(src, "\ufeff")), &v)
		assert.Equal(t, err == nil, accepted(d), "%s: go-toml says %v, we say %v", path, err, d.Errors)
	}
}
