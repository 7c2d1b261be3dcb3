package edtf

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listed gives the lines of a list of EDTF strings on which several public
// implementations agree.
func listed(t testing.TB, name string) []string {
	t.Helper()
	dir := os.Getenv("FACTLINT_DATA")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "data")
	}
	raw, err := os.ReadFile(filepath.Join(dir, "edtf", name))
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("no EDTF lists in %s; FACTLINT_DATA may name another folder", dir)
	}
	require.NoError(t, err)
	return strings.Split(strings.TrimRight(string(raw), "\n"), "\n")
}

func TestValidList(t *testing.T) {
	for _, s := range listed(t, "valid.txt") {
		_, err := Parse(s)
		assert.NoError(t, err)
	}
}

func TestInvalidList(t *testing.T) {
	for _, s := range listed(t, "invalid.txt") {
		d, err := Parse(s)
		assert.Error(t, err, "Parse(%q) = %v", s, d)
	}
}

func TestBoundsList(t *testing.T) {
	for _, line := range listed(t, "bounds.tsv")[1:] {
		f := strings.Split(line, "\t")
		var d Date
		if !assert.Nil(t, d.read(f[0], false), "%q", f[0]) {
			continue
		}
		first, last := isoDay(d.Hull().Earliest), isoDay(d.Hull().Latest)
		assert.Equal(t, f[1], first, "%q", f[0])
		assert.Equal(t, f[2], last, "%q", f[0])
	}
}

// isoDay writes the day of a second as yyyy-mm-dd.
func isoDay(second int64) string {
	switch second {
	case Past:
		return "past"
	case Future:
		return "future"
	}
	y, m, d := civilFromDays(floorDiv(second, daySeconds))
	if y < 0 {
		return fmt.Sprintf("-%04d-%02d-%02d", -y, m, d)
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}
