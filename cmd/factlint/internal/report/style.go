package report

import "github.com/factlint/factlint/rules"

// A style is the escape sequence that begins it; "" writes as it is.
type style string

const endStyle = "\x1b[0m"

// palette holds the styles of the text format. The zero palette has no colours.
type palette struct {
	severity                                    [rules.Error + 1]style
	message, path, gutter, note, fix, dim, good style
}

// colours are those of the sixteen that read on dark and on light ground.
var colours = palette{
	severity: [...]style{rules.Warning: "\x1b[1;33m", rules.Error: "\x1b[1;31m"},
	message:  "\x1b[1m",
	path:     "\x1b[36m",
	gutter:   "\x1b[2m",
	note:     "\x1b[1;34m",
	fix:      "\x1b[1;32m",
	dim:      "\x1b[2m",
	good:     "\x1b[32m",
}

// of returns s in the style.
func (st style) of(s string) string {
	if st == "" || s == "" {
		return s
	}
	return string(st) + s + endStyle
}
