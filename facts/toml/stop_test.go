package toml

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A long list is read no further than the next look at Stop.
func TestStopInList(t *testing.T) {
	src := []byte("list = [" + strings.Repeat(`"text", `, 100*stopEvery) + "]\n")
	looks := 0
	p := Parser{Stop: func() bool { looks++; return looks > 2 }}
	p.Parse(src)
	assert.Less(t, len(p.nodes), 4*stopEvery)
	assert.LessOrEqual(t, looks, 4)
}
