package report

import (
	"cmp"

	"github.com/factlint/factlint/facts/wording"
)

const (
	// maxPlaceText is how many bytes of places are written where they must be
	// part of a text: GitHub cuts a message at 4096 characters.
	maxPlaceText = 2000
	// maxWords is how many characters of the words of one are.
	maxWords = 400
)

// places returns every place of a finding, the primary first. It stands there
// by itself only when the first related place is another.
func places(at place, related []note) []note {
	if len(related) > 0 && related[0].at.in == at.in && related[0].at.span == at.span {
		return related
	}
	return append([]note{{at: at}}, related...)
}

// placeLines returns places, a line each, for formats that can tell them only
// as text. They are fit to be shown, and none can be a command to the log of
// GitHub Actions. What is too much is counted.
func placeLines(all []note) []string {
	var lines []string
	room := maxPlaceText
	for i, n := range all {
		line, where := Visible(wording.Cut(n.words, maxWords)), cmp.Or(n.at.location(), "note")
		switch {
		case n.at.in == nil && line == "":
			continue
		case line == "":
			line = where
		default:
			line = where + ": " + line
		}
		if room -= len(line); i > 0 && (i > maxRelated || room < 0) {
			return append(lines, "… and "+wording.Count(len(all)-i, "more place"))
		}
		lines = append(lines, line)
	}
	return lines
}
