package show

import (
	"fmt"
	"strconv"
	"strings"
)

// Of a proof of many steps the text tells the first and the last.
const (
	maxSteps  = 20
	lastSteps = 5
)

// times writes when the fact begins and ends.
func (t *text) times(f *Fact) {
	statements := Statements(f.Begin, f.End)
	if len(statements) == 0 {
		return
	}
	t.section("When, by all facts together")
	for _, s := range statements {
		indent := "  "
		if s.Verb != "" {
			indent += s.Verb + " "
		}
		if s.Repeated {
			indent = strings.Repeat(" ", len(indent))
		}
		t.put(indent, s.Words)
		digits := len(strconv.Itoa(len(s.Because)))
		for i, why := range s.Because {
			if more := len(s.Because) - maxSteps - lastSteps; more > 1 && i >= maxSteps && i < maxSteps+more {
				if i == maxSteps {
					t.put("    "+strings.Repeat(" ", digits)+"  ", "… and "+strconv.Itoa(more)+" more steps like these")
				}
				continue
			}
			t.put(fmt.Sprintf("    %*d. ", digits, i+1), why)
		}
	}
}
