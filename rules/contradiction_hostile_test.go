package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules/engine"
)

// TestContradictionsHostile gives a base so many contradictions, or such long
// ones, that a careless search would not end.
func TestContradictionsHostile(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	event := func(b *strings.Builder, id, text string) {
		fmt.Fprintf(b, "[[event]]\nid = %q\ntitle = \"Event %s\"\n%s\n", id, id, text)
	}
	seat := func(b *strings.Builder, i int, text string) {
		fmt.Fprintf(b, "[[person]]\nid = \"p%d\"\nname = \"p\"\n[[tenure]]\nid = \"t%d\"\nperson = \"p%d\"\noffice = \"o\"\n%s\n", i, i, i, text)
	}
	for _, c := range []struct {
		name  string
		n     int
		rule  string // that speaks at least once; "" for none
		write func(b *strings.Builder, i, n int)
	}{
		{"of three facts each", 1_000 * *large, "date-contradiction", func(b *strings.Builder, i, _ int) {
			event(b, fmt.Sprint("a", i), fmt.Sprintf("date = 2005\nbefore = \"b%d\"", i))
			event(b, fmt.Sprint("b", i), fmt.Sprintf("before = \"c%d\"", i))
			event(b, fmt.Sprint("c", i), "date = 2004")
		}},
		{"with one fact in common", 1_000 * *large, "date-contradiction", func(b *strings.Builder, i, _ int) {
			if i == 0 {
				event(b, "hub", "")
			}
			event(b, fmt.Sprint("a", i), "date = 2005\nbefore = \"hub\"")
			event(b, fmt.Sprint("c", i), "date = 2004\nafter = \"hub\"")
		}},
		{"in small circles", 1_000 * *large, "date-contradiction", func(b *strings.Builder, i, _ int) {
			for j := range 3 {
				event(b, fmt.Sprintf("e%d.%d", i, j), fmt.Sprintf("before = \"e%d.%d\"", i, (j+1)%3))
			}
		}},
		{"in pairs", 10_000 * *large, "date-order", func(b *strings.Builder, i, _ int) {
			event(b, fmt.Sprint("a", i), fmt.Sprintf("date = 2005\nbefore = \"b%d\"", i))
			event(b, fmt.Sprint("b", i), "date = 2004")
		}},
		{"in pairs without dates", 10_000 * *large, "date-order", func(b *strings.Builder, i, _ int) {
			event(b, fmt.Sprint("a", i), fmt.Sprintf("before = \"b%d\"", i))
			event(b, fmt.Sprint("b", i), fmt.Sprintf("before = \"a%d\"", i))
		}},
		{"in one circle", 20_000 * *large, "date-contradiction", func(b *strings.Builder, i, n int) {
			event(b, fmt.Sprint("e", i), fmt.Sprintf("before = \"e%d\"", (i+1)%n))
		}},
		{"in one long chain", 4_000 * *large, "date-contradiction", func(b *strings.Builder, i, n int) {
			text := fmt.Sprintf("before = \"e%d\"", i+1)
			switch i {
			case 0:
				text += "\ndate = 2005"
			case n - 1:
				text = "date = 2004"
			}
			event(b, fmt.Sprint("e", i), text)
		}},
		{"distances that do not add up", 2_000, "date-contradiction", func(b *strings.Builder, i, n int) {
			text := fmt.Sprintf("before = { id = \"e%d\", at_least = \"2d\" }", i+1)
			switch i {
			case 0:
				text += fmt.Sprintf("\nafter = { id = \"e%d\", at_most = \"1d\" }", n-1)
			case n - 1:
				text = ""
			}
			event(b, fmt.Sprint("e", i), text)
		}},
		{"everybody within everybody", 300, "date-order", func(b *strings.Builder, i, n int) {
			all := make([]string, 0, n)
			for j := range n {
				if j != i {
					all = append(all, fmt.Sprintf("\"e%d\"", j))
				}
			}
			text := "during = [" + strings.Join(all, ", ") + "]"
			if i%50 == 0 {
				text += fmt.Sprintf("\ndate = %d", 2000+i)
			}
			event(b, fmt.Sprint("e", i), text)
		}},
		{"one seat, terms without dates", 4_000 * *large, "", func(b *strings.Builder, i, _ int) {
			if i == 0 {
				b.WriteString("[[office]]\nid = \"o\"\nname = \"o\"\nseats = 1\n")
				event(b, "hub", "date = 1990")
			}
			seat(b, i, "after = \"hub\"")
		}},
		{"one seat, terms bounded by acts", 3_000, "tenure-overlap", func(b *strings.Builder, i, _ int) {
			if i == 0 {
				b.WriteString("[[office]]\nid = \"o\"\nname = \"o\"\nseats = 1\n")
			}
			seat(b, i, fmt.Sprintf("after = \"y%d\"", i))
			event(b, fmt.Sprint("x", i), fmt.Sprintf("date = %d\nduring = \"t%d\"", 1000+i%3000, i))
			event(b, fmt.Sprint("y", i), fmt.Sprintf("date = %d\nbefore = \"x%d\"", 998+i%3000, i))
			if i%3 == 0 {
				event(b, fmt.Sprint("z", i), fmt.Sprintf("date = %d\nduring = \"t%d\"", 1002+i%3000, i))
			}
		}},
		{"one seat, all at once", 500, "tenure-overlap", func(b *strings.Builder, i, _ int) {
			if i == 0 {
				b.WriteString("[[office]]\nid = \"o\"\nname = \"o\"\nseats = 1\n")
				event(b, "hub", "date = 1990")
			}
			seat(b, i, "start = 1995-01-01\nend = 2005-01-01\nafter = \"hub\"")
			event(b, fmt.Sprint("x", i), fmt.Sprintf("during = \"t%d\"", i))
		}},
		{"one person, terms within each other", 2_000, "tenure-overlap", func(b *strings.Builder, i, _ int) {
			if i == 0 {
				b.WriteString("[[office]]\nid = \"o\"\nname = \"o\"\n[[person]]\nid = \"p\"\nname = \"p\"\n")
			}
			fmt.Fprintf(b, "[[tenure]]\nid = \"t%d\"\nperson = \"p\"\noffice = \"o\"\n", i)
			if i > 0 {
				fmt.Fprintf(b, "during = \"t%d\"\n", i-1)
			}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			for i := range c.n {
				c.write(&b, i, c.n)
			}
			base := load(t, map[string]string{"facts.toml": b.String()})
			bytes, looks, found := effort(t, base, engine.Settings{})
			assertLinear(t, b.Len(), bytes, 2000, looks)
			spoken := map[string]int{}
			for _, f := range found {
				spoken[f.Rule.Name]++
			}
			if c.rule != "" {
				assert.Contains(t, spoken, c.rule)
			}
		})
	}
}

// TestDisjointLoops holds each of several long loops of distances to being reported,
// however many facts hang on them.
func TestDisjointLoops(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	n := 0
	for _, loop := range []int{200, 30, 7} {
		first := n
		for range loop {
			n++
			fmt.Fprintf(&b, "[[event]]\nid = \"e%d\"\ntitle = \"E\"\nafter = { id = \"e%d\", at_least = \"%dd\" }\n", n-1, first+(n-first)%loop, 1+n%300)
		}
	}
	for i := range 5_000 {
		fmt.Fprintf(&b, "[[event]]\nid = \"h%d\"\ntitle = \"H\"\nafter = { id = \"e%d\", at_least = \"9d\" }\n", i, i%n)
	}
	res, err := engine.Run(t.Context(), load(t, map[string]string{"facts.toml": b.String()}), engine.Settings{})
	require.NoError(t, err)
	var sizes []int
	for _, f := range res.Findings {
		require.Equal(t, "date-contradiction", f.Rule.Name)
		sizes = append(sizes, len(f.Related))
	}
	slices.Sort(sizes)
	assert.Equal(t, []int{7, 30, 200}, sizes, "facts of each")
	assert.Empty(t, res.Limits)
}
