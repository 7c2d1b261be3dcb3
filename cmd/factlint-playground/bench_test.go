package main

import (
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// BenchmarkPage measures the page with the base we ship, each time in a browser that has
// never seen it: how long after its address was opened the first findings are there, how
// long after a keystroke the next (the middle of twenty), and how many bytes all its files
// have together, compressed by brotli.
func BenchmarkPage(b *testing.B) {
	s := served(b)
	var load, keystroke []float64
	for b.Loop() {
		p := browse(b)
		p.window(1280, 1000, "light")
		p.visit(s.URL + "/#south-ossetia")
		p.until(none)
		load = append(load, p.eval(`performance.getEntriesByName("findings")[0].startTime`).(float64))
		p.until(`!!document.getElementById("picture").shadowRoot.querySelector("svg")`)
		p.eval(`document.querySelector(".cm-content").focus()`)
		for i := range 20 {
			p.eval(`performance.clearMarks()`)
			if i%2 == 0 {
				p.call("Input.insertText", map[string]any{"text": "# "}, nil)
			} else {
				p.key("Backspace")
			}
			p.until(`performance.getEntriesByName("findings").length > 0`)
			keystroke = append(keystroke, p.eval(`performance.getEntriesByName("findings").at(-1).startTime - performance.getEntriesByName("changed")[0].startTime`).(float64))
		}
	}
	b.ReportMetric(middle(load), "ms/load")
	b.ReportMetric(middle(keystroke), "ms/keystroke")
	b.ReportMetric(float64(compressed(b)), "brotli-bytes")
}

func middle(of []float64) float64 {
	slices.Sort(of)
	return of[len(of)/2]
}

// compressed is how many bytes the files of the site have with brotli; 0 without it.
func compressed(b *testing.B) (bytes int) {
	if _, err := exec.LookPath("brotli"); err != nil {
		return 0
	}
	files, err := filepath.Glob(filepath.Join(built.dir, "*"))
	require.NoError(b, err)
	for _, file := range files {
		out, err := exec.Command("brotli", "-q", "11", "-w", "24", "-c", file).Output()
		require.NoError(b, err)
		bytes += len(out)
	}
	return bytes
}
