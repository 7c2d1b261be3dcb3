package cli

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// factsAloneProve: the facts that a finding names, with what they refer to,
// give it without all others.
func (l *lawful) factsAloneProve(t *testing.T) {
	for i := range l.checked.Findings {
		f := &l.checked.Findings[i]
		if f.Rule.Group() == "ignore" || f.Rule.Group() == "record" {
			continue // which is of a comment or a record, not of facts
		}
		for _, p := range f.Contradictions() {
			if alone := l.alone(t, &p); !given(alone.Findings, &p) {
				l.breach("facts alone", &p, alone)
			}
		}
		if f.Rule.Group() == "date" {
			continue // what goes with the fact set aside for one chain may hide another
		}
		// Together too, though perhaps under another of them.
		if alone := l.alone(t, f); slices.ContainsFunc(f.Parts, func(p rules.Finding) bool { return !given(alone.Findings, &p) }) {
			l.breach("facts of a group alone", f, alone)
		}
	}
}

// given reports whether a contradiction is among findings and their parts.
func given(findings []rules.Finding, p *rules.Finding) bool {
	same := func(q rules.Finding) bool {
		switch {
		case q.Rule != p.Rule || q.Severity != p.Severity:
			return false
		case q.Fingerprint == p.Fingerprint || q.Message == p.Message:
			return true
		}
		// Of several of one name alone the first has no number; of two proofs another
		// may be shown; and what is proposed for what nothing has are the names that
		// are there.
		return slices.Equal(identities(&q), identities(p))
	}
	return slices.ContainsFunc(findings, func(f rules.Finding) bool {
		// What is wrong with fewer of them, for want of another fact, is not reported
		// again as part of more.
		wrong := p.Rule.Name == "date-contradiction" && f.Rule.Absence && !slices.ContainsFunc(identities(&f), func(name string) bool { return !slices.Contains(identities(p), name) })
		return wrong || slices.ContainsFunc(f.Contradictions(), same)
	})
}

// identities returns what the facts are called that a finding names, each once.
func identities(f *rules.Finding) []string {
	var out []string
	for _, n := range append([]facts.Note{{Place: f.Place}}, f.Related...) {
		if n.Fact != nil {
			out = append(out, n.Fact.Identity())
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// alone checks the facts that have a place in a finding. Of what they refer to
// it keeps what says nothing of time.
func (l *lawful) alone(t *testing.T, f *rules.Finding) *checkedBase {
	named := map[*facts.Fact]bool{}
	for _, n := range append([]facts.Note{{Place: f.Place}}, f.Related...) {
		if n.Fact != nil {
			named[n.Fact] = true
		} else if held := n.File.Holding(n.Span.Start); held != nil {
			named[held] = true
		}
	}
	kept := maps.Clone(named)
	for f := range l.checked.base.All { // refs to an id that several have are unknown
		for g := range named {
			if l.checked.base.Ambiguous(f) && g.ID() != f.ID() && strings.Contains(g.Text(), `"`+f.ID()+`"`) {
				kept[f] = true
			}
		}
	}
	for f := range l.checked.base.All { // a disputed tenure proves nothing, but without it an act may be in no other
		if f.Status() == facts.Disputed && f.Kind().Tenure != nil {
			kept[f] = true
		}
	}
	queue := slices.Collect(maps.Keys(kept))
	for len(queue) > 0 {
		one := queue[0]
		queue = queue[1:]
		for field, v := range one.Written {
			if field.Order != vocabulary.Unordered {
				continue
			}
			eachRef(v, func(to *facts.Fact) {
				if !kept[to] {
					kept[to] = true
					queue = append(queue, to)
				}
			})
		}
	}
	texts := map[string][]byte{}
	for _, file := range l.checked.base.Files {
		head := len(file.Source)
		if len(file.Facts) > 0 {
			head = int(file.Facts[0].Head().Start)
		}
		text := string(file.Source[:head]) // with [defaults]
		for i := range file.Facts {
			fact, end := &file.Facts[i], len(file.Source)
			if i+1 < len(file.Facts) {
				end = int(file.Facts[i+1].Head().Start)
			}
			own := string(file.Source[fact.Head().Start:end])
			switch {
			case named[fact], kept[fact] && fact.Status() == facts.Disputed:
				text += own
			case kept[fact]:
				text += timeless(own, f.Rule.Name == "ref-cycle")
			}
		}
		texts[file.Path] = []byte(text)
	}
	return checkTexts(t, texts, l.conf, engine.Settings{})
}

// timeless takes out of a fact what it says of time and, for a loop, by which
// another might be found, of what it is a part.
func timeless(text string, whole bool) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		key, _, _ := strings.Cut(strings.TrimSpace(line), " ")
		if !(whole && key == "part_of") && !slices.Contains([]string{"born", "died", "existed", "start", "end", "date", "published", "accessed", "before", "after", "during", "announces", "as_of"}, key) {
			out.WriteString(line)
		}
	}
	return out.String()
}

// eachRef calls do with each fact that a value refers to, in lists and tables too.
func eachRef(v facts.Value, do func(*facts.Fact)) {
	if to := v.Ref(); to != nil {
		do(to)
	}
	for _, e := range v.Entries() {
		eachRef(e, do)
	}
	if v.IsList() {
		for e := range v.Each() {
			eachRef(e, do)
		}
	}
}
