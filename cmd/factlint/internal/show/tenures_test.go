package show

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestHolders lists who holds an office in the order of time, with the times
// in which certainly nobody is recorded, or two are at once.
func TestHolders(t *testing.T) {
	t.Parallel()
	s := viewOf(t, people("a", "b", "c", "d")+`
[[office]]
id   = "o"
name = "O"
[[tenure]]
id     = "third"
person = "c"
office = "o"
start  = 2003-02-01
[[tenure]]
id     = "first"
person = "a"
office = "o"
start  = 2000
end    = 2001-01-10
[[tenure]]
id     = "second"
person = "b"
office = "o"
acting = true
start  = 2001-02-01
end    = 2003-02-05
[[tenure]]
id     = "planned"
person = "d"
office = "o"
status = "planned"
after  = "third"
`)
	var got []string
	for _, h := range s.named(t, "o").Holders {
		line := h.Tenure.ID + ": " + h.From + " to " + h.Until
		if h.Acting {
			line += ", acting"
		}
		if h.Status != "" {
			line += ", " + h.Status
		}
		if h.Gap != nil {
			line += "; nobody " + h.Gap.Words
		}
		for _, o := range h.Overlaps {
			line += "; with " + o.Tenure.ID + " " + o.Words
		}
		got = append(got, line)
	}
	assert.Equal(t, strings.Join([]string{
		"first: 2000 to 10 January 2001",
		"second: 1 February 2001 to 5 February 2003, acting; nobody for 21 days, from 11 January 2001 to 31 January 2001",
		"third: 1 February 2003 to ?; with second on 1 February 2003",
		"planned: 1 February 2003 or later to ?, planned",
	}, "\n"), strings.Join(got, "\n"))
}

func people(ids ...string) string {
	var b strings.Builder
	for _, id := range ids {
		b.WriteString("[[person]]\nid = \"" + id + "\"\nname = \"" + strings.ToUpper(id) + "\"\n")
	}
	return b.String()
}
