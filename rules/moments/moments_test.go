package moments_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/rules/moments"
)

// TestOrders compares facts of which some is known of when they begin and end.
func TestOrders(t *testing.T) {
	base, err := facts.Load(t.Context(), facts.Options{Overlay: map[string][]byte{"a.toml": []byte(`
[[event]]
id = "early"
title = "Early"
date = "2001-05"

[[event]]
id = "late"
title = "Late"
date = "2003"

[[event]]
id = "within"
title = "Within"
start = 2001-05-10
end = 2003-06-01

[[event]]
id = "unknown"
title = "Unknown"
`)}})
	require.NoError(t, err)
	for _, c := range []struct {
		f, g   string
		before bool // f certainly begins before g
		after  bool // f certainly ends after g
	}{
		{"early", "late", true, false},
		{"late", "early", false, true},
		{"within", "early", false, true},
		{"within", "late", true, false},
		{"early", "unknown", false, false},
		{"unknown", "late", false, false},
	} {
		f, g := base.Fact(c.f), base.Fact(c.g)
		assert.Equal(t, c.before, moments.BeginsBefore(base, f, g), "%s begins before %s", c.f, c.g)
		assert.Equal(t, c.after, moments.EndsAfter(base, f, g), "%s ends after %s", c.f, c.g)
	}
	assert.Zero(t, moments.Slack(base), "no clock is local")
}

func TestWidened(t *testing.T) {
	m := edtf.Moment{Earliest: 100, Latest: 200}
	assert.Equal(t, edtf.Moment{Earliest: 90, Latest: 210}, moments.Widened(m, 10))
	assert.Equal(t, moments.Any, moments.Widened(moments.Any, 10), "what is not known bounds nothing")
	assert.False(t, moments.Known(moments.Any.Earliest))
	assert.False(t, moments.Known(moments.Any.Latest))
	assert.True(t, moments.Known(0))
}
