package facts

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
)

// link makes the base of what files say, which are sorted by path. The error is
// the context's.
func (b *Base) link(ctx context.Context, contents []*content, jobs int) error {
	b.leaveOut(ctx, contents, jobs)
	targets := b.place(contents)
	b.byID = sync.OnceValue(b.idIndex)
	parts := divide(b.Files, len(b.Facts), jobs)
	wrong := b.resolve(ctx, jobs, parts, targets)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	indexes := [...]func(){b.findLost, func() { b.tenures.build(b) }, func() { b.quantities.build(b) }}
	tasks(ctx, jobs, len(indexes), func(_, i int) { indexes[i]() })
	b.bind(ctx, jobs, parts)
	b.word(ctx, wrong)
	b.absent()
	return ctx.Err()
}

// tasks calls f for each number below n, several at once, until the context ends.
func tasks(ctx context.Context, jobs, n int, f func(worker, i int)) {
	var next atomic.Int64
	each(min(jobs, n), func(worker int) {
		for ctx.Err() == nil {
			i := int(next.Add(1)) - 1
			if i >= n {
				return
			}
			f(worker, i)
		}
	})
}

// place gives every file its place in the base, and returns the targets of all
// refs that lead out of files.
func (b *Base) place(contents []*content) (targets []int32) {
	records, foreign := 0, 0
	for _, c := range contents {
		records += len(c.records)
		foreign += len(c.foreign)
		b.fields.addAll(&c.fields)
	}
	b.Facts, targets = make([]Fact, records), make([]int32, foreign)
	files := make([]File, len(contents))
	b.Files = make([]*File, len(contents))
	records, foreign = 0, 0
	for i, c := range contents {
		facts, refs := records+len(c.records), foreign+len(c.foreign)
		f := &files[i]
		*f = newFile(c)
		f.Index, f.base, f.first, f.firstForeign = i, b, int32(records), int32(foreign)
		f.Facts, f.targets, f.foreign = b.Facts[records:facts:facts], c.targets, targets[foreign:refs:refs]
		b.Files[i] = f
		records, foreign = facts, refs
	}
	return targets
}

// divide returns the files in parts for several workers, more parts than
// workers so that none waits long for another.
func divide(files []*File, facts, jobs int) (parts [][]*File) {
	size := facts/(4*jobs) + 1
	for len(files) > 0 {
		n, until := 1, int(files[0].first)+size
		for n < len(files) && int(files[n].first) < until {
			n++
		}
		parts, files = append(parts, files[:n]), files[n:]
	}
	return parts
}

// view gives every record its place in the base.
func (f *File) view() {
	for i := range f.Facts {
		fact := &f.Facts[i]
		fact.File, fact.record, fact.traits = f, &f.records[i], f.traits[i]
		fact.Index += f.first
	}
}

// assignFacts gives the problems and directives of a file the facts that they belong to.
func (f *File) assignFacts() {
	f.Problems = slices.Clone(f.problems)
	for i := range f.Problems {
		if r := f.Problems[i].record; r >= 0 {
			f.Problems[i].Fact = &f.Facts[r]
		}
		if f.Problems[i].RelatedWords != "" {
			f.Problems[i].Related.File = f
		}
	}
	f.Directives = slices.Clone(f.directives)
	for i := range f.Directives {
		d := &f.Directives[i]
		if len(d.records) > 0 {
			d.Facts = make([]*Fact, len(d.records))
		}
		for j, r := range d.records {
			d.Facts[j] = &f.Facts[r]
		}
	}
}

// eachFile calls f for every file, several at once, those of a part in order,
// until the context ends.
func eachFile(ctx context.Context, jobs int, parts [][]*File, f func(part int, file *File)) {
	tasks(ctx, jobs, len(parts), func(_, part int) {
		for _, file := range parts[part] {
			if ctx.Err() != nil {
				return
			}
			f(part, file)
		}
	})
}

// chainRow is a ref that may be part of no loop.
type chainRow struct {
	record int32
	ref    int32  // -1 for several, or one in a table
	field  uint16 // Field.ID
}

// MayLoop reports whether refs in fields of a name that may form no loop may do so,
// or are several of one fact, and would have to be followed each. In most bases
// neither is so, and a mark for each fact shows it.
func (b *Base) MayLoop(name string) bool {
	next := make([]int32, len(b.Facts)) // of each fact the next, one more than its index, or less than 0 the walk that came by
	for n, f := range b.Files {
		if b.ended(n * maxSteps) {
			return false
		}
		for _, r := range f.chains {
			if b.Vocabulary.Fields[r.field].Name != name {
				continue
			}
			if r.ref < 0 {
				return true
			}
			next[f.first+r.record] = f.indexOf(r.ref) + 1
		}
	}
	walk := int32(0)
	for start := range next {
		if next[start] <= 0 {
			continue
		}
		walk--
		at := int32(start)
		for next[at] > 0 {
			at, next[at] = next[at]-1, walk
		}
		if next[at] == walk {
			return true
		}
	}
	return false
}
