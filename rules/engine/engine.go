// Package engine runs rules over a fact base: it chooses by the settings which
// run where, gathers what they report so that one cause is one finding, leaves
// out what comments silence, and gives every finding a fingerprint. The same
// base and settings give the same findings in the same order, whatever the
// number of goroutines.
package engine

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
)

// A Result is what a run found.
type Result struct {
	Findings []rules.Finding // sorted by file, line, column, rule
	Ignored  int             // findings that a comment silences
	// Before are the findings left out because Settings.Past has them, and Known
	// those that Settings.Known has, each as they would be without the others.
	Before, Known []rules.Finding
	// Limits are what was not judged, since it would have taken too long.
	Limits []rules.Limit
	// Spent is what Settings.Spent was, and what this run adds to it.
	Spent int64

	settings *Settings
	silenced map[string]bool // keys of the contradictions that comments silence
}

// Run runs the rules that the settings choose over a base. The error is the
// context's.
func Run(ctx context.Context, base *facts.Base, s Settings) (*Result, error) {
	var r *Result
	func() {
		defer caught()
		e := newEngine(ctx, base.Until(ctx), &s)
		r = e.result(e.run(ctx))
	}()
	if err := ctx.Err(); err != nil {
		return nil, err // it may not be all
	}
	return r, nil
}

// maxBehind is how often RunThrough looks behind what it has found.
const maxBehind = 100

// RunThrough runs the rules like Run, and again with all that is found known,
// until nothing new shows behind it: against these findings a run finds none.
func RunThrough(ctx context.Context, base *facts.Base, s Settings) (*Result, error) {
	all, err := Run(ctx, base, s)
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	more := all.Findings
	has := s.Known
	s.Known = func(fingerprint string) bool { return known[fingerprint] || has != nil && has(fingerprint) }
	for n := 0; len(more) > 0 && n < maxBehind; n++ {
		for i := range more {
			for _, p := range more[i].Contradictions() {
				known[p.Fingerprint] = true
			}
		}
		r, err := Run(ctx, base, s)
		if err != nil {
			return nil, err
		}
		more = r.Findings
		all.Findings = append(all.Findings, more...)
	}
	slices.SortStableFunc(all.Findings, compareFindings)
	return all, nil
}

func newEngine(ctx context.Context, base *facts.Base, s *Settings) *engine {
	e := &engine{ctx: ctx, base: base, rules: s.All(), settings: s}
	e.profiles = newProfiles(e.rules, s, base.Files)
	e.meters = make([]meter, len(e.rules))
	var known func(*rules.Rule, []*facts.Fact) bool
	if s.Past != nil {
		e.changes = s.Past.changesIn(base, s)
	}
	if s.Past != nil || s.Known != nil {
		known = e.knows
	}
	e.shared = rules.NewShared(ctx, base, known, e.look)
	return e
}

// result makes findings of what was found: silenced, gathered, sorted and named.
func (e *engine) result(found []*collector) *Result {
	r := &Result{settings: e.settings, Spent: e.spentBeyond(), Limits: e.profiles.limits()}
	silencer := newSilencer(e.base, e.rules)
	var single []rules.Finding
	for _, c := range found {
		r.Limits = append(r.Limits, c.limits...)
		for _, f := range c.findings {
			single = e.keep(r, single, silencer, f)
		}
	}
	slices.SortFunc(r.Limits, func(a, b rules.Limit) int {
		return cmp.Or(strings.Compare(a.Rule.Name, b.Rule.Name), strings.Compare(a.Message, b.Message))
	})
	single = e.reportStopped(r, single, silencer)
	conflicts := make([][]conflict, len(e.rules))
	for i := range e.rules {
		for _, c := range found {
			if conflicts[i] == nil {
				conflicts[i] = c.conflicts[i] // most often the only ones
			} else {
				conflicts[i] = append(conflicts[i], c.conflicts[i]...)
			}
			c.conflicts[i] = nil
		}
		conflicts[i] = e.unsilenced(r, silencer, i, conflicts[i])
	}
	single = e.unused(r, single, silencer)
	slices.SortFunc(single, looking(e, compareFindings))
	single = slices.CompactFunc(single, func(a, b rules.Finding) bool { return compareFindings(a, b) == 0 })
	e.name(single, conflicts)
	into := [...]*[]rules.Finding{fresh: &r.Findings, before: &r.Before, known: &r.Known}
	for _, f := range single {
		to := into[e.novelty(f.Rule, subjectOf(&f), f.Fingerprint)]
		*to = append(*to, f)
	}
	for i := range e.rules {
		for standing, some := range e.part(i, conflicts[i]) {
			*into[standing] = e.gather(r, *into[standing], i, some)
		}
		conflicts[i] = nil // there may be as many as facts
	}
	for i := range r.Findings {
		e.changes.turn(&r.Findings[i])
	}
	for _, list := range into {
		slices.SortFunc(*list, looking(e, compareFindings))
	}
	return r
}

type engine struct {
	ctx       context.Context
	base      *facts.Base
	rules     rules.List
	settings  *Settings
	profiles  *profiles
	meters    []meter // by rule
	restarted int64   // steps of rules that were stopped and began again
	shared    *rules.Shared
	changes   *changes          // since Settings.Past; nil without one
	aliases   map[string]string // fingerprints that contradictions had when their facts were called otherwise
	keys      map[string]string // of fingerprints with a number those without
}

// collector holds what one goroutine has found.
type collector struct {
	findings  []rules.Finding
	conflicts [][]conflict // by rule
	limits    []rules.Limit
}

// conflict is a Conflict with its name.
type conflict struct {
	rules.Conflict
	fingerprint string
}

// pieceSize is how many files one goroutine takes at once.
const pieceSize = 8

// run calls every rule that is on for any file, and again those that may take
// more steps than they were first given.
func (e *engine) run(ctx context.Context) []*collector {
	var onFile, onFact, onBase []int
	for i, r := range e.rules {
		switch {
		case !e.profiles.anywhere(i):
		case r.File != nil:
			onFile = append(onFile, i)
		case r.Fact != nil:
			onFact = append(onFact, i)
		case r.Base != nil:
			onBase = append(onBase, i)
		}
	}
	over := e.allot(onFact)
	found := e.sweep(ctx, onFile, onFact, onBase)
	for {
		over = e.overspent(over)
		for _, c := range found { // what a rule had found when it was stopped depends on chance
			c.findings = slices.DeleteFunc(c.findings, func(f rules.Finding) bool { return slices.Contains(over, e.position(f.Rule)) })
		}
		if ctx.Err() != nil || !e.allotMore(over) {
			return found
		}
		found = append(found, e.sweep(ctx, nil, over, nil)...)
	}
}

// sweep calls rules: those of a file and of a fact piece by piece, those of the
// base each as one task beside them.
func (e *engine) sweep(ctx context.Context, onFile, onFact, onBase []int) []*collector {
	byKind := e.byKind(onFact)
	files := e.base.Files
	pieces := (len(files) + pieceSize - 1) / pieceSize
	tasks := len(onBase) + pieces
	jobs := e.settings.Jobs
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	jobs = max(1, min(jobs, tasks))
	found := make([]*collector, jobs)
	var next atomic.Int64
	var wg sync.WaitGroup
	for w := range jobs {
		out, passes := e.passes()
		found[w] = out
		wg.Go(func() {
			defer caught()
			for {
				t := int(next.Add(1)) - 1
				if t >= tasks || ctx.Err() != nil {
					return
				}
				if t < len(onBase) {
					e.rules[onBase[t]].Base(&passes[onBase[t]])
					continue
				}
				lo := (t - len(onBase)) * pieceSize
				for _, f := range files[lo:min(lo+pieceSize, len(files))] {
					e.runFile(ctx, f, passes, onFile, byKind)
				}
			}
		})
	}
	wg.Wait()
	return found
}

// passes returns a pass for each rule, and what collects what they report.
func (e *engine) passes() (*collector, []rules.Pass) {
	out := &collector{conflicts: make([][]conflict, len(e.rules))}
	passes := make([]rules.Pass, len(e.rules))
	for i, r := range e.rules {
		passes[i] = rules.Pass{
			Base: e.base, Today: e.settings.Today, Rule: r, Rules: e.rules, Shared: e.shared,
			Look: e.look,
			Report: func(f rules.Finding) {
				e.look()
				f.Rule = r
				if f.Severity == rules.Unset {
					f.Severity = r.Severity
				}
				f.Fix = writable(f.Fix)
				out.findings = append(out.findings, f)
			},
			Conflict: func(c rules.Conflict) {
				e.look()
				if c.Severity == rules.Unset {
					c.Severity = r.Severity
				}
				c.Fix = writable(c.Fix)
				out.conflicts[i] = append(out.conflicts[i], conflict{Conflict: c})
			},
			Limit: func(l rules.Limit) {
				l.Rule = r
				out.limits = append(out.limits, l)
			},
			Option: func(name string, file *facts.File) float64 { return e.profiles.byFile[file.Index].options[i][name] },
			Least:  func(name string) float64 { return e.profiles.least(i, name) },
			Runs:   func(file *facts.File) bool { return e.profiles.byFile[file.Index].severity[i] != rules.Off },
			Left:   func() int64 { return e.meters[i].left() },
			Spend:  func(steps int64) { e.meters[i].spent.Add(steps) },
		}
	}
	return out, passes
}

// writable returns a fix, nil for one that would write into records of another
// format: what is written there belongs to another program.
func writable(fix *rules.Fix) *rules.Fix {
	if fix != nil && slices.ContainsFunc(fix.Edits, func(e rules.Edit) bool { return e.File.InPlace() }) {
		return nil
	}
	return fix
}

func (e *engine) runFile(ctx context.Context, f *facts.File, passes []rules.Pass, onFile []int, byKind [][]int) {
	on := e.profiles.byFile[f.Index].severity
	for _, i := range onFile {
		if on[i] != rules.Off && ctx.Err() == nil {
			e.rules[i].File(&passes[i], f)
		}
	}
	for i := range f.Facts {
		fact := &f.Facts[i]
		if i%1024 == 0 && ctx.Err() != nil {
			return
		}
		if fact.Kind().Index == vocabulary.None {
			continue
		}
		for _, r := range byKind[fact.Kind().Index] {
			if on[r] != rules.Off {
				e.rules[r].Fact(&passes[r], fact)
			}
		}
	}
}

// byKind lists for each kind the rules to call for its facts.
func (e *engine) byKind(onFact []int) [][]int {
	kinds := e.base.Vocabulary.Kinds
	out := make([][]int, len(kinds))
	for _, k := range kinds {
		for _, i := range onFact {
			if e.rules[i].Kinds == nil || e.rules[i].Kinds(k) {
				out[k.Index] = append(out[k.Index], i)
			}
		}
	}
	return out
}

// keep gives a finding its severity by the settings for its primary place,
// and appends it to kept unless it is off or silenced.
func (e *engine) keep(r *Result, kept []rules.Finding, s *silencer, f rules.Finding) []rules.Finding {
	e.look()
	prof := e.profiles.plain
	if f.Place.File != nil {
		prof = e.profiles.byFile[f.Place.File.Index]
	}
	i := e.position(f.Rule)
	if prof.severity[i] == rules.Off {
		return kept
	}
	if prof.explicit[i] {
		f.Severity = prof.severity[i]
	}
	if of := subjectOf(&f); s.silences(f.Rule, &of) {
		r.silence(f.Rule, of)
		return kept
	}
	return append(kept, f)
}

func (e *engine) position(r *rules.Rule) int {
	i, _ := slices.BinarySearchFunc(e.rules, r.Name, func(r *rules.Rule, name string) int { return strings.Compare(r.Name, name) })
	return i
}

func comparePlaces(a, b facts.Place) int {
	return cmp.Or(cmp.Compare(fileIndex(a), fileIndex(b)), cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
}

func fileIndex(p facts.Place) int {
	if p.File == nil {
		return -1
	}
	return p.File.Index
}

// compareFindings orders findings by file, place, rule, and then by all that
// tells two apart, so that equal ones stand together.
func compareFindings(a, b rules.Finding) int {
	if c := cmp.Or(comparePlaces(a.Place, b.Place), strings.Compare(a.Rule.Name, b.Rule.Name),
		strings.Compare(a.Message, b.Message), cmp.Compare(len(a.Related), len(b.Related))); c != 0 {
		return c
	}
	for i := range a.Related {
		if c := comparePlaces(a.Related[i].Place, b.Related[i].Place); c != 0 {
			return c
		}
	}
	return 0
}
