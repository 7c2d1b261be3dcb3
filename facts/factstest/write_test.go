package factstest_test

import (
	"os"
	"strconv"
	"testing"

	"github.com/factlint/factlint/facts/factstest"
)

// TestWrite writes a generated base for measurements by hand:
//
//	FACTLINT_GENERATE=100000 FACTLINT_INTO=/tmp/base go test -run TestWrite ./facts/factstest
func TestWrite(t *testing.T) {
	n, _ := strconv.Atoi(os.Getenv("FACTLINT_GENERATE"))
	if n == 0 {
		t.Skip("FACTLINT_GENERATE is not set")
	}
	if err := factstest.Write(os.Getenv("FACTLINT_INTO"), n); err != nil {
		t.Fatal(err)
	}
}
