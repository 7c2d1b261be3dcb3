package records

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
)

// members are many records in a format, of about a megabyte.
func members(format string) []byte {
	var b bytes.Buffer
	switch format {
	case "csv":
		b.WriteString("id,name,party,state,district,start,end,url\n")
	case "json":
		b.WriteString("[\n")
	}
	for i := range 4000 {
		id, name := fmt.Sprintf("person-%05d", i), fmt.Sprintf("Ana Marić %d", i)
		switch format {
		case "yaml":
			fmt.Fprintf(&b, "- id: ocd-person/%s\n  name: %s\n  party:\n  - name: Democratic\n  roles:\n  - type: upper # the senate\n    jurisdiction: ocd-jurisdiction/country:us/state:al/government\n    district: \"%d\"\n    start_date: 2015-01-01\n    end_date: 2019-01-01\n", id, name, i%40)
		case "json":
			fmt.Fprintf(&b, "  {\"id\": %q, \"name\": %q, \"party\": [{\"name\": \"Democratic\"}], \"roles\": [{\"type\": \"upper\", \"district\": %d, \"start_date\": \"2015-01-01\", \"end_date\": null}]},\n", id, name, i%40)
		case "csv":
			fmt.Fprintf(&b, "%s,%s,\"Democratic, Labor\",al,%d,2015-01-01,2019-01-01,https://example.org/%s\n", id, name, i%40, id)
		}
	}
	if format == "json" {
		return append([]byte(strings.TrimSuffix(b.String(), ",\n")), "\n]\n"...)
	}
	return b.Bytes()
}

// parse reads a source as a program would that wants nothing but its values.
func parse(format string, src []byte) error {
	switch format {
	case "yaml":
		var y yaml.Node
		return yaml.Unmarshal(src, &y)
	case "json":
		var v any
		return json.Unmarshal(src, &v)
	}
	_, err := csv.NewReader(bytes.NewReader(src)).ReadAll()
	return err
}

// BenchmarkRatio says how many times as long Read takes as the parsers by
// themselves. It reads by turns and keeps the shortest times, since on a busy
// machine two benchmarks one after the other cannot be compared.
func BenchmarkRatio(b *testing.B) {
	for _, format := range []string{"yaml", "json", "csv"} {
		b.Run(format, func(b *testing.B) {
			src := members(format)
			shortest := [2]time.Duration{time.Hour, time.Hour}
			for b.Loop() {
				start := time.Now()
				if err := parse(format, src); err != nil {
					b.Fatal(err)
				}
				shortest[0] = min(shortest[0], time.Since(start))
				start = time.Now()
				if d := Read(src, format, 0); len(d.Problems) > 0 {
					b.Fatal(d.Problems)
				}
				shortest[1] = min(shortest[1], time.Since(start))
			}
			b.ReportMetric(float64(shortest[1])/float64(shortest[0]), "read/parse")
			b.ReportMetric(float64(len(src))/1e6/shortest[1].Seconds(), "MB/s-at-best")
		})
	}
}

func BenchmarkRead(b *testing.B) {
	for _, format := range []string{"yaml", "json", "csv"} {
		b.Run(format, func(b *testing.B) {
			src := members(format)
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				Read(src, format, 0)
			}
		})
	}
}
