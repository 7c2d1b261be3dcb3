package show

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

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
}
