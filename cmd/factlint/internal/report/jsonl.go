package report

import "bufio"

// writeJSONL writes each finding as in json, on a line of its own.
func writeJSONL(w *bufio.Writer, r *report) {
	j := jsonWriter{Writer: w, oneLine: true}
	for i := range r.findings {
		j.finding(&r.findings[i])
		j.WriteByte('\n')
	}
}
