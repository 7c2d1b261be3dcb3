package edtf

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimRight(string(raw), "\n"), "\n")
}

func TestValidList(t *testing.T) {
	for _, s := range listed(t, "valid.txt") {
		if _, err := Parse(s); err != nil {
			t.Error(err)
		}
	}
}

func TestInvalidList(t *testing.T) {
	for _, s := range listed(t, "invalid.txt") {
		if d, err := Parse(s); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", s, d)
		} else {
			t.Log(err)
		}
	}
}

func TestBoundsList(t *testing.T) {
	for _, line := range listed(t, "bounds.tsv")[1:] {
		f := strings.Split(line, "\t")
		var d Date
		if err := d.read(f[0], false); err != nil {
			t.Errorf("%q: %v", f[0], about(f[0], err))
			continue
		}
		first, last := isoDay(d.Hull().Earliest), isoDay(d.Hull().Latest)
		if first != f[1] || last != f[2] {
			t.Errorf("%q: %s to %s, want %s to %s", f[0], first, last, f[1], f[2])
		}
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
