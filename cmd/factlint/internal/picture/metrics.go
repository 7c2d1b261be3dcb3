package picture

import (
	"strings"

	"github.com/rivo/uniseg"
)

// Sizes of type in pixels.
const (
	titleSize = 20.0
	labelSize = 12.0
	headSize  = 12.0
	axisSize  = 11.0
	noteSize  = 11.0
)

// advances are the widths of the printable ASCII characters in Helvetica, in
// thousandths of the size (Adobe Font Metrics). Every label is written with the
// width that follows from them, so that other fonts are fitted to it.
var advances = [95]uint16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// width returns the width of a text in pixels.
func width(s string, size float64, bold bool) float64 {
	sum, ascii := 0.0, true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] > '~' {
			ascii = false
			break
		}
		sum += float64(advances[s[i]-' '])
	}
	if !ascii {
		sum = 0
		for rest, state := s, -1; rest != ""; {
			var cluster string
			var cells int
			cluster, rest, cells, state = uniseg.FirstGraphemeClusterInString(rest, state)
			switch {
			case len(cluster) == 1 && cluster[0] >= ' ' && cluster[0] <= '~':
				sum += float64(advances[cluster[0]-' '])
			case cells >= 2:
				sum += 1000
			default:
				sum += 600
			}
		}
	}
	if bold {
		sum *= 1.06
	}
	return sum * size / 1000
}

// fit cuts a text to a width in pixels.
func fit(s string, size, most float64) string {
	if width(s, size, false) <= most {
		return s
	}
	most -= width("…", size, false)
	used, end := 0.0, 0
	for rest, state := s, -1; rest != ""; {
		var cluster string
		cluster, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if used += width(cluster, size, false); used > most {
			break
		}
		end += len(cluster)
	}
	return strings.TrimRight(s[:end], " ,:;") + "…"
}

// wrap breaks a text into lines of a width in pixels, at most most of them.
func wrap(s string, size, room float64, most int) []string {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(s) {
		switch joined := strings.TrimPrefix(line+" "+word, " "); {
		case line == "" || len(lines) == most-1 || width(joined, size, false) <= room:
			line = joined // the last line is cut
		default:
			lines = append(lines, fit(line, size, room))
			line = word
		}
	}
	return append(lines, fit(line, size, room))
}
