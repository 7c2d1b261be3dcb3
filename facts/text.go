package facts

import (
	"bytes"
	"sort"
	"strings"
)

// Text returns the fact as written, from its header on and without the
// comments and empty lines that end it, followed by what it takes from
// [defaults]; with the line ends of Unix. Facts with one text say the same,
// though not every two that say the same have one text.
func (f *Fact) Text() string {
	src := f.File.Source[f.Head().Start:f.textEnd()]
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	}
	for {
		src = bytes.TrimRight(src, " \t\n")
		line := src[bytes.LastIndexByte(src, '\n')+1:]
		if line = bytes.TrimLeft(line, " \t"); len(line) == 0 || line[0] != '#' {
			break
		}
		src = src[:len(src)-len(line)]
	}
	var given strings.Builder
	for field, v := range f.Written {
		if s := v.Span(); s.Start < f.Head().Start || s.Start >= f.textEnd() {
			given.WriteString("\x00" + field.Name + "=" + v.Source())
		}
	}
	return string(src) + given.String()
}

// end returns where the next fact begins, or the file ends.
func (f *Fact) textEnd() uint32 {
	all := f.File.Facts
	next := sort.Search(len(all), func(i int) bool { return all[i].Head().Start > f.Head().Start })
	if next < len(all) {
		return all[next].Head().Start
	}
	return uint32(len(f.File.Source))
}
