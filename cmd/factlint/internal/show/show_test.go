package show

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/timeline"
)

// viewOf shows a base of one file.
func viewOf(t *testing.T, text string) *View {
	t.Helper()
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(text)}})
	require.NoError(t, err)
	for _, p := range base.Files[0].Problems {
		require.Empty(t, p.Message)
	}
	times, err := timeline.NewTimeline(context.Background(), base)
	require.NoError(t, err)
	referrers := base.Referrers()
	return &View{
		Base:      base,
		Timeline:  func() *timeline.Timeline { return times },
		Referrers: func() *facts.Referrers { return referrers },
		Path:      func(f *facts.File) string { return "facts/" + f.Path },
	}
}

func (s *View) named(t *testing.T, id string) *Fact {
	t.Helper()
	f := s.Base.Fact(id)
	require.NotNil(t, f, "the base has no %s", id)
	return s.Fact(f)
}

// worded is what is known of when a fact begins and ends, as people read it.
func worded(f *Fact) string {
	var b strings.Builder
	for _, s := range Statements(f.Begin, f.End) {
		b.WriteString(strings.TrimSpace(s.Verb+" "+s.Words) + "\n")
		for _, because := range s.Because {
			b.WriteString("- " + because + "\n")
		}
	}
	return b.String()
}

func TestISODay(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		second int64
		want   string
	}{
		{0, "1970-01-01"}, {-1, "1969-12-31"}, {86399, "1970-01-01"}, {253402300800, "+10000-01-01"},
		{-62167219200, "0000-01-01"}, {-62167219201, "-0001-12-31"},
	} {
		got := isoDay(c.second)
		require.NotNil(t, got, "day of %d", c.second)
		assert.Equal(t, c.want, *got, "day of %d", c.second)
	}
	for _, unknown := range []int64{edtf.Past, edtf.Future} {
		assert.Nil(t, isoDay(unknown))
	}
}
