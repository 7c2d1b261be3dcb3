package engine

import (
	"fmt"
	"slices"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
)

// Settings say which rules run and how. The zero value runs every rule as it is by default.
type Settings struct {
	// Own are rules that a base has beside those of All. No two rules share a name.
	Own       []*rules.Rule
	Rules     map[string]Setting // by name of a rule or group
	Overrides []Override         // a later one over an earlier one
	// Select, when not empty, names the rules and groups to run, switched on
	// even if they are off; Ignore those not to run. Both stand over the rest.
	Select, Ignore []string
	// Today is the day for rules that judge plans; nil for none.
	Today *edtf.Date
	// Spent is how many steps metered rules took over other bases of the same
	// run, beyond those that each base has by its size; see Result.Spent.
	Spent int64
	Jobs  int // how many goroutines run rules; 0 for as many as there are processors
	// Known, when not nil, says of the fingerprint of a contradiction that it is
	// known: it is left out of the findings.
	Known func(fingerprint string) bool
	// Past, when not nil, is the base as it was: contradictions that it had are
	// left out, and the others have their primary place at a side that has
	// changed since, if they have one.
	Past *Past
}

// A Setting is what the configuration says of a rule or group.
type Setting struct {
	Severity rules.Severity     // Unset to leave it as it is
	Options  map[string]float64 // durations in days
}

// An Override gives settings to the files that match one of the globs.
type Override struct {
	// Files are globs like those of exclude: of a file or a folder above it,
	// relative to the base's folder. A list with a wrong one matches nothing.
	Files []string
	Rules map[string]Setting
}

// profile is the settings of all rules, as they hold for some files.
type profile struct {
	severity []rules.Severity // by position in Settings.All; Off when it does not run
	explicit []bool           // the configuration set the severity itself
	options  []map[string]float64
}

// profiles works out which settings hold for which file.
type profiles struct {
	rules    rules.List
	settings *Settings
	globs    []folder.Globs      // by override
	of       map[string]*profile // by the overrides that apply, one letter each
	byFile   []*profile
	plain    *profile
	unsure   []int // by override: files of which nobody knows whether it names them
}

func newProfiles(rules rules.List, s *Settings, files []*facts.File) *profiles {
	p := &profiles{rules: rules, settings: s, of: map[string]*profile{}, byFile: make([]*profile, len(files))}
	for _, o := range s.Overrides {
		globs, _ := folder.NewGlobs(o.Files)
		p.globs = append(p.globs, globs)
	}
	p.unsure = make([]int, len(p.globs))
	p.plain = p.build("")
	for i, f := range files {
		p.byFile[i] = p.forPath(f.Path)
	}
	return p
}

func (p *profiles) forPath(path string) *profile {
	if len(p.settings.Overrides) == 0 {
		return p.plain
	}
	key := make([]byte, len(p.globs))
	for i, globs := range p.globs {
		key[i] = '0'
		named, sure := globs.Match(path)
		if named {
			key[i] = '1'
		}
		if !sure {
			p.unsure[i]++
		}
	}
	prof := p.of[string(key)]
	if prof == nil {
		prof = p.build(string(key))
		p.of[string(key)] = prof
	}
	return prof
}

// build settles severity and options for files to which the overrides marked 1 apply.
func (p *profiles) build(applies string) *profile {
	prof := &profile{
		severity: make([]rules.Severity, len(p.rules)),
		explicit: make([]bool, len(p.rules)),
		options:  make([]map[string]float64, len(p.rules)),
	}
	for i, r := range p.rules {
		prof.severity[i] = r.Severity
		if r.Off {
			prof.severity[i] = rules.Off
		}
		prof.options[i] = defaults(r)
		prof.apply(i, r, p.settings.Rules)
		for j, o := range p.settings.Overrides {
			if applies != "" && applies[j] == '1' {
				prof.apply(i, r, o.Rules)
			}
		}
		if len(p.settings.Select) > 0 {
			if !isNamed(r, p.settings.Select) {
				prof.severity[i] = rules.Off
			} else if prof.severity[i] == rules.Off {
				prof.severity[i] = r.Severity
			}
		}
		if isNamed(r, p.settings.Ignore) {
			prof.severity[i] = rules.Off
		}
	}
	return prof
}

// apply lays the entry of the rule's group, then that of the rule itself, over the profile.
func (prof *profile) apply(i int, r *rules.Rule, set map[string]Setting) {
	for _, name := range []string{r.Group(), r.Name} {
		s, ok := set[name]
		if !ok {
			continue
		}
		if s.Severity != rules.Unset {
			prof.severity[i], prof.explicit[i] = s.Severity, true
		}
		for _, o := range r.Options {
			if v, ok := s.Options[o.Name]; ok {
				prof.options[i][o.Name] = v
			}
		}
	}
}

// anywhere reports whether rule i is on for some file.
func (p *profiles) anywhere(i int) bool {
	if p.plain.severity[i] != rules.Off {
		return true
	}
	for _, prof := range p.of {
		if prof.severity[i] != rules.Off {
			return true
		}
	}
	return false
}

// least returns the least that an option of rule i is.
func (p *profiles) least(i int, option string) float64 {
	least := p.plain.options[i][option]
	for _, prof := range p.of {
		least = min(least, prof.options[i][option])
	}
	return least
}

// limits says of which files it was not found out whether an override names them,
// under the first rule that it sets.
func (p *profiles) limits() (out []rules.Limit) {
	for i, unsure := range p.unsure {
		at := slices.IndexFunc(p.rules, func(r *rules.Rule) bool {
			set := p.settings.Overrides[i].Rules
			_, rule := set[r.Name]
			_, group := set[r.Group()]
			return rule || group
		})
		if all := len(p.byFile); unsure > 0 && at >= 0 {
			out = append(out, rules.Limit{
				Rule:    p.rules[at],
				Message: fmt.Sprintf("the patterns of override no. %d take too long: of %d files, %d were not compared with all of them", i+1, all, unsure),
				Judged:  all - unsure, All: all,
			})
		}
	}
	return out
}

// isNamed reports whether one of the names is the rule's or its group's.
func isNamed(r *rules.Rule, names []string) bool {
	return slices.Contains(names, r.Name) || slices.Contains(names, r.Group())
}

func defaults(r *rules.Rule) map[string]float64 {
	if len(r.Options) == 0 {
		return nil
	}
	m := make(map[string]float64, len(r.Options))
	for _, o := range r.Options {
		m[o.Name] = o.Value()
	}
	return m
}

// All returns the rules of every base together with the base's own.
func (s *Settings) All() rules.List { return rules.All().With(s.Own) }
