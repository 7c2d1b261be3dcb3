package cli

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/show"
)

// times writes when the fact begins and ends.
func (t *showText) times(f *show.Fact) {
	statements := show.Statements(f.Begin, f.End)
	if len(statements) == 0 {
		return
	}
	t.section("When, by all facts together")
	for _, s := range statements {
		indent := "  "
		if s.Verb != "" {
			indent += s.Verb + " "
		}
		if s.Again {
			indent = strings.Repeat(" ", len(indent))
		}
		t.put(indent, s.Words)
		digits := len(strconv.Itoa(len(s.Because)))
		for i, why := range s.Because {
			t.put(fmt.Sprintf("    %*d. ", digits, i+1), why)
		}
	}
}
