package facts

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/toml"
)

// Records are files of another format than TOML that are part of a base, and the
// mapping by which they make facts.
type Records struct {
	Files   folder.Globs // relative to the root of the base
	Globs   []string     // the same as written
	Format  string       // one of records.Formats; "" for what the ending of a file tells
	Mapping *mapping.Mapping
	// Name and Source are of the file that the mapping stands in.
	Name   string
	Source []byte
}

// format returns the format of a file that the records name, "" of any other.
func (r *Records) format(path string) string {
	if named, _ := r.Files.Match(path); !named {
		return ""
	}
	if r.Format != "" {
		return r.Format
	}
	return records.FormatOf(path)
}

// RecordsAt returns the first records that name a file, and its format; nil for
// a file that holds facts as TOML, or none.
func RecordsAt(all []Records, path string) (*Records, string) {
	if strings.HasSuffix(path, ".toml") {
		return nil, ""
	}
	for i := range all {
		if format := all[i].format(path); format != "" {
			return &all[i], format
		}
	}
	return nil, ""
}

// Idle returns the globs of the records that name no file of the base which other
// records do not name before them.
func (b *Base) Idle() (globs []string) {
	for _, by := range b.Records {
		if !slices.ContainsFunc(b.Files, func(f *File) bool { return f.origin != nil && f.origin.by.Mapping == by.Mapping }) {
			globs = append(globs, by.Globs...)
		}
	}
	return globs
}

// Selection returns which files belong to the base.
func (o *Options) Selection() folder.Selection {
	s := folder.Selection{Exclude: o.Exclude}
	if all := o.Records; len(all) > 0 {
		s.Records = func(path string) bool { by, _ := RecordsAt(all, path); return by != nil }
	}
	return s
}

// sameRecords reports whether two lists make the same facts of every file.
func sameRecords(a, b []Records) bool {
	return slices.EqualFunc(a, b, func(a, b Records) bool { return a.Mapping == b.Mapping })
}

// readAny reads a file of any format by itself.
func (r *reader) readAny(path string, src []byte, all []Records) *content {
	by, format := RecordsAt(all, path)
	if by == nil {
		return r.read(path, src)
	}
	return r.readOrigin(path, newOrigin(path, format, records.Read(src, format, by.Mapping.Delimiter), by))
}

// readOrigin reads the facts that the records of a file make.
func (r *reader) readOrigin(path string, o *origin) *content {
	r.origin = o
	defer func() { r.origin = nil }()
	return r.read(path, o.text)
}

// leaveOut leaves out, of the facts that are made once, those that are made or
// written elsewhere: of several that are made the first counts, by the paths of
// their files, and one that is written otherwise counts before them.
func (b *Base) leaveOut(ctx context.Context, contents []*content, jobs int) {
	type standing struct{ file, fact int } // from 1
	first := map[string]standing{}
	for i, c := range contents {
		if c.origin == nil {
			continue
		}
		for j, id := range c.origin.whole.once {
			if _, known := first[id]; id != "" && !known {
				first[id] = standing{i + 1, j + 1}
			}
		}
	}
	if len(first) == 0 {
		return
	}
	for _, c := range contents {
		for i := range c.records {
			if c.origin != nil && c.origin.once[i] != "" {
				continue
			}
			if rec := &c.records[i]; rec.id.End > 0 {
				if id := c.idOf(rec); first[id] != (standing{}) {
					first[id] = standing{-1, -1}
				}
			}
		}
	}
	var changed []int
	for i, c := range contents {
		if c.origin == nil {
			continue
		}
		drop := make([]bool, len(c.origin.whole.once))
		for j, id := range c.origin.whole.once {
			drop[j] = id != "" && first[id] != standing{i + 1, j + 1}
		}
		if !slices.Equal(drop, c.origin.dropped) {
			fresh := *c
			fresh.origin = c.origin.whole.without(drop)
			contents[i] = &fresh
			changed = append(changed, i)
		}
	}
	jobs = max(1, min(jobs, len(changed)))
	readers := make([]reader, jobs)
	tasks(ctx, jobs, len(changed), func(worker, i int) {
		r, c := &readers[worker], contents[changed[i]]
		r.vocabulary = b.Vocabulary
		contents[changed[i]] = r.readOrigin(c.path, c.origin)
	})
}

// absent tells of what mappings take and no record of theirs has, at the first of
// the records. What is lost of a file may have it.
func (b *Base) absent() {
	for i := range b.Records {
		by := &b.Records[i]
		var first *File
		var uses []*mapping.Use
		lost := false
		for _, f := range b.Files {
			if f.origin != nil && f.origin.by.Mapping == by.Mapping {
				lost = lost || len(f.origin.lost) > 0
				if uses = append(uses, f.origin.use); first == nil {
					first = f
				}
			}
		}
		if lost {
			continue
		}
		for _, p := range by.Mapping.Absent(uses) {
			where := by.Name + " takes on line " + strconv.Itoa(toml.NewLines(by.Source).Line(p.Span.Start))
			at := first.origin.begin.Start // without a text, which is that of whatever record stands first
			b.Problems = append(b.Problems, Problem{
				Kind: recordKinds[p.Kind], File: first, Span: Span{Start: at, End: at}, record: -1,
				Message: p.Message + ", which " + where, Missing: string(by.Source[p.Span.Start:p.Span.End]),
			})
		}
	}
}

// Untaken returns what the mappings do not take of their records: each key or
// column once, at its first place. It reads the files again.
func (b *Base) Untaken() []Problem {
	type untaken struct {
		by   *mapping.Mapping
		what string
	}
	var order []*Problem
	found, counts := map[untaken]*Problem{}, map[*Problem]int{}
	for _, f := range b.Files {
		if f.origin == nil {
			continue
		}
		m := f.origin.by.Mapping
		for _, p := range m.Untaken(records.Read(f.Source, f.origin.format, m.Delimiter)) {
			at := found[untaken{m, p.Message}]
			if at == nil {
				at = &Problem{Kind: recordKinds[p.Kind], File: f, Span: p.Span, Message: p.Message, record: -1}
				found[untaken{m, p.Message}] = at
				order = append(order, at)
			}
			counts[at] += p.Count
		}
	}
	out := make([]Problem, len(order))
	for i, p := range order {
		out[i] = *p
		out[i].Message = counted(p.Message, counts[p])
	}
	return out
}

// counted adds to a message how many places it is about.
func counted(message string, n int) string {
	if n > 1 {
		message += fmt.Sprintf("; so at %d places", n)
	}
	return message
}
