package records

import (
	"path"
	"slices"
	"strings"
)

// A Format is how records are written in files. A new one is a row of formats, and
// what reads it.
type Format struct {
	Name    string
	endings []string // of the names of files, in small letters
	// Table says that a record is a row, whose values are under names of columns.
	Table bool
	// Comments says that there are comments, which may silence findings.
	Comments  bool
	printable bool // no control characters of Unicode may be in it
	delimiter rune // of a table, unless a mapping names another
	read      func(d *Document, start uint32, delimiter rune)
}

var formats = []Format{
	{Name: "yaml", endings: []string{".yaml", ".yml"}, Comments: true, printable: true, read: (*Document).readYAML},
	{Name: "json", endings: []string{".json"}, read: (*Document).readJSON},
	{Name: "jsonl", endings: []string{".jsonl", ".ndjson"}, read: (*Document).readJSONLines},
	{Name: "csv", endings: []string{".csv"}, Table: true, delimiter: ',', read: (*Document).readTable},
	{Name: "tsv", endings: []string{".tsv"}, Table: true, delimiter: '\t', read: (*Document).readTable},
}

// Formats returns the names of the formats that can be read.
func Formats() []string {
	names := make([]string, len(formats))
	for i := range formats {
		names[i] = formats[i].Name
	}
	return names
}

// Named returns the format with a name; one without a name for none.
func Named(name string) Format {
	if i := slices.IndexFunc(formats, func(f Format) bool { return f.Name == name }); i >= 0 {
		return formats[i]
	}
	return Format{}
}

// FormatOf returns the name of the format that the ending of a file's name tells, or "".
func FormatOf(name string) string {
	ending := strings.ToLower(path.Ext(name))
	for i := range formats {
		if slices.Contains(formats[i].endings, ending) {
			return formats[i].Name
		}
	}
	return ""
}
