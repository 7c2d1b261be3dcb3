package wording_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/facts/wording"
)

func TestDays(t *testing.T) {
	for days, want := range map[int64]string{
		1: "1 day", 8: "8 days", 99: "99 days", 131: "about 4 months", 365: "about 12 months", 731: "about 2 years", 3287: "about 9 years", 46248: "about 127 years",
	} {
		assert.Equal(t, want, wording.Days(days))
	}
}
