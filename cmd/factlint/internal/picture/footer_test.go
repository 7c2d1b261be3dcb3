package picture

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
)

// TestBelow checks what stands below a picture, in the SVG and in the page: what
// is left out, the signs that it uses and no others, and the sources.
func TestBelow(t *testing.T) {
	t.Parallel()
	const src = `
[[source]]
id = "paper"
title = "The paper"
url = "https://example.org/paper"
[[person]]
id = "a"
name = "Ann"
[[person]]
id = "b"
name = "Bob"
[[place]]
id = "p"
name = "Town"
[[event]]
title = "The fair"
date = 2001-05-06
source = "paper"
[[event]]
title = "The flood"
start = 2002
end = 2003
source = ["paper", "https://example.org/other"]
[[event]]
title = "The feast"
[[event]]
title = "The war"
date = 1914
[[persn]]
name = "Cat"
`
	today, err := edtf.Parse("2002-07-01")
	require.NoError(t, err)
	p := draw(t, facts.Options{Overlay: map[string][]byte{"a.toml": []byte(src)}}, Options{Window: window(t, "2000", "2004"), Today: &today})
	assert.Equal(t, []string{
		"Not drawn, since nothing is known of their time: The feast.",
		"Not drawn: 1 fact before or after.",
		"Without a time of their own, and not drawn: 1 place, 2 persons, 1 persn.",
	}, p.omissions())
	assert.Equal(t, "Sources: The paper; https://example.org/other.", p.sourceLine())
	var page bytes.Buffer
	require.NoError(t, p.WriteHTML(&page))
	for name, drawn := range map[string]string{"picture": string(p.svg()), "page": page.String()} {
		for _, words := range append(p.omissions(), "possibly, by its dates", "The paper", "https://example.org/other") {
			assert.Contains(t, drawn, words, name)
		}
		for _, words := range []string{">acting<", ">planned<", "dated only by"} {
			assert.NotContains(t, drawn, words, name)
		}
	}
	assert.Contains(t, string(p.svg()), `class="tick today"`)
	p.today = nil
	assert.NotContains(t, string(p.svg()), `class="tick today"`)
}

// TestNumbers checks that numbers about one thing become a line with their
// ranges, and one alone a mark with its label.
func TestNumbers(t *testing.T) {
	t.Parallel()
	const src = `
[[place]]
id = "a"
name = "Alton"
[[place]]
id = "b"
name = "Bury"
[[population]]
place = "a"
as_of = 1990
value = 1000
[[population]]
place = "a"
as_of = 2000
min = 1500
max = 2500
[[population]]
place = "b"
as_of = 1995
value = 7000
`
	p := draw(t, facts.Options{Overlay: map[string][]byte{"a.toml": []byte(src)}}, Options{})
	require.Len(t, p.items, 3)
	var names []string
	for _, it := range p.items {
		names = append(names, it.name)
	}
	assert.Equal(t, []string{"1 000", "1 500–2 500", "Bury: 7 000"}, names)
	svg := string(p.svg())
	assert.Equal(t, 1, strings.Count(svg, `class="curve `))
	assert.Equal(t, 1, strings.Count(svg, `class="range"`))
	assert.Equal(t, 2, strings.Count(svg, `class="dot"`))
	assert.Contains(t, svg, ">Alton<")
}
