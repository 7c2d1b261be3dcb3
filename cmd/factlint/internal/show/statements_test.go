package show

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestStatements words when a fact begins and ends, and why.
func TestStatements(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"nothing is known", "[[person]]\nid = 'x'\nname = 'X'", "unknown\n"},
		{"only the death", "[[person]]\nid = 'x'\nname = 'X'\ndied = 2001-02-03", "was born no later than 3 February 2001, its own date (died) [facts/a.toml:4]\ndied on 3 February 2001, its own date (died) [facts/a.toml:4]\n"},
		{"an event without a date", "[[event]]\nid = 'x'\ntitle = 'X'", "unknown\n"},
		{"a day", "[[event]]\nid = 'x'\ntitle = 'X'\ndate = 2001-02-03", "on 3 February 2001, its own date [facts/a.toml:4]\n"},
		{"a year", "[[event]]\nid = 'x'\ntitle = 'X'\ndate = 2001", "between 1 January 2001 and 31 December 2001, its own date [facts/a.toml:4]\n"},
		{
			"goes on", "[[tenure]]\nid = 'x'\nperson = 'p'\noffice = 'o'\nstart = 2001-02-03\nend = '..'",
			"begins on 3 February 2001, its own date (start) [facts/a.toml:5]\nhas not ended, its own date (end) [facts/a.toml:6]\n",
		},
		{
			"a bound from another fact", "[[event]]\nid = 'x'\ntitle = 'X'\nafter = 'y'\n[[event]]\nid = 'y'\ntitle = 'Y'\ndate = 2001-02-03",
			"no earlier than 3 February 2001, because\n- \"Y\" is on 3 February 2001 [facts/a.toml:8]\n- \"Y\" comes before this event [facts/a.toml:4]\n",
		},
	} {
		assert.Equal(t, c.want, worded(viewOf(t, c.text).named(t, "x")), c.name)
	}
}
