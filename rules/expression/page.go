package expression

import _ "embed"

// Page tells how to write an expression, for people.
//
//go:embed page.txt
var Page string
