// Package manual lays out what factlint says of itself: help and pages for a
// terminal of any width, and the manual page.
package manual

import (
	"regexp"
	"strings"

	"github.com/rivo/uniseg"
)

// Widest is the number of cells in a line of help, on however wide a terminal: longer
// lines are not read in one go.
const Widest = 100

// leastBeside is the number of cells that words beside a name need; where there are
// fewer they are below it.
const leastBeside = 24

// row is a line of a list: a name, and after a gap what is said of it.
var row = regexp.MustCompile(`^( *)(\S+(?: \S+)*)( {2,})(\S.*)$`)

// Wrap breaks the lines of a text between words, so that none is wider than so many
// cells. Lines of one paragraph are joined before; those of a list hang below the words
// after the gap. What is indented and no such line, or says what a key is, is an
// example to be copied, and stays as it is.
func Wrap(text string, width int) string {
	width = min(width, Widest)
	var b strings.Builder
	lines := strings.SplitAfter(text, "\n")
	for i := 0; i < len(lines); {
		line := strings.TrimRight(lines[i], "\n")
		parts := row.FindStringSubmatch(line)
		lead, hang, words := "", 0, line
		switch {
		case line == "", shown(line), parts == nil && line[0] == ' ':
			b.WriteString(lines[i])
			i++
			continue
		case parts != nil:
			lead, words = parts[1]+parts[2]+parts[3], parts[4]
			hang = uniseg.StringWidth(lead)
		}
		// What follows at the same indentation belongs to it.
		for i++; i < len(lines); i++ {
			more := strings.TrimRight(lines[i], "\n")
			if more == "" || indentation(more) != hang || row.MatchString(more) || shown(more) {
				break
			}
			words += " " + strings.TrimSpace(more)
		}
		if lead != "" && width-hang < leastBeside {
			b.WriteString(strings.TrimRight(lead, " ") + "\n")
			hang = len(parts[1]) + 4
			lead = strings.Repeat(" ", hang)
		}
		b.WriteString(lead)
		fill(&b, words, hang, width)
	}
	return b.String()
}

// Indent breaks a text between words as Wrap does, with each line indented.
func Indent(text string, indent, width int) string {
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", indent))
	fill(&b, text, indent, min(width, Widest))
	return b.String()
}

// fill writes words from a column on, in lines that begin there.
func fill(b *strings.Builder, text string, column, width int) {
	at := column
	for i, word := range strings.Fields(text) {
		cells := uniseg.StringWidth(word)
		switch {
		case i == 0:
		case at+1+cells > width:
			b.WriteString("\n" + strings.Repeat(" ", column))
			at = column
		default:
			b.WriteByte(' ')
			at++
		}
		b.WriteString(word)
		at += cells
	}
	b.WriteByte('\n')
}

// shown reports whether a line is one to be copied: an indented key and its value.
func shown(line string) bool { return line[0] == ' ' && strings.Contains(line, " = ") }

func indentation(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
