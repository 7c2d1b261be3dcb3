package host

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestAlive(t *testing.T) {
	assert.False(t, alive(1<<30))
	assert.True(t, alive(1))
}
