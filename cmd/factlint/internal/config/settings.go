package config

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// ruleTable reads [rules], or the rules of an override.
func (r *reader) ruleTable(n *toml.Node) map[string]engine.Setting {
	if n.Type != toml.Table {
		r.mistake(n.Span, "rules is a table of rules such as { tenure-gap = \"off\" }, not %s", declaration.Noun(n))
		return nil
	}
	settings := map[string]engine.Setting{}
	for c := range r.doc().Children(n) {
		name := c.Name()
		selected := r.rules.Named(name)
		if len(selected) == 0 {
			r.mistake(c.Key, "%s", r.noRule(name))
			continue
		}
		if s, ok := r.setting(c, selected); ok {
			settings[strings.Clone(name)] = s
		}
	}
	return settings
}

// setting reads what is said of a rule, or of the rules of a group.
func (r *reader) setting(n *toml.Node, selected rules.List) (s engine.Setting, ok bool) {
	if n.Type != toml.Table {
		s.Severity, ok = r.severity(n)
		return s, ok
	}
	ok = true
	for c := range r.doc().Children(n) {
		if c.Name() == "severity" {
			var good bool
			s.Severity, good = r.severity(c)
			ok = ok && good
			continue
		}
		v, good := r.option(c, n.Name(), selected)
		if good {
			if s.Options == nil {
				s.Options = map[string]float64{}
			}
			s.Options[strings.Clone(c.Name())] = v
		}
		ok = ok && good
	}
	return s, ok
}

// severity reads the severity that a rule is given.
func (r *reader) severity(n *toml.Node) (rules.Severity, bool) {
	switch {
	case n.Type == toml.String:
		s, ok := rules.ParseSeverity(n.Text())
		if !ok {
			r.mistake(n.Span, "there is no severity %s%s; it is \"off\", \"warning\" or \"error\"", wording.Quote(n.Text()), rules.NearestSeverity(n.Text(), rules.Off))
		}
		return s, ok
	case n.Bool():
		r.mistake(n.Span, "write \"warning\" or \"error\" to switch a rule on, \"off\" to switch it off, not true")
	case n.Type == toml.Boolean:
		r.mistake(n.Span, "write \"off\" to switch a rule off, not false")
	default:
		r.mistake(n.Span, "the severity of a rule is \"off\", \"warning\" or \"error\", not %s", declaration.Noun(n))
	}
	return rules.Unset, false
}

// option reads the value of an option of the rule or group called of.
func (r *reader) option(n *toml.Node, of string, selected rules.List) (value float64, ok bool) {
	name := n.Name()
	var with []string // rules that have it
	var option rules.Option
	for _, rule := range selected {
		for _, o := range rule.Options {
			if o.Name != name {
				continue
			}
			if len(with) > 0 && o.Default != option.Default {
				r.mistake(n.Key, "%s means one thing to %s and another to %s; set it for each", name, with[0], rule.Name)
				return 0, false
			}
			with, option = append(with, rule.Name), o
		}
	}
	if len(with) == 0 {
		r.noOption(n, of, selected)
		return 0, false
	}
	if _, isDuration := option.Default.(string); isDuration {
		return r.duration(n)
	}
	return r.number(n)
}

func (r *reader) duration(n *toml.Node) (float64, bool) {
	if n.Type == toml.String {
		if _, most, ok := types.ParseDuration(n.Text()); ok {
			return float64(most), true
		}
		r.mistake(n.Span, "%s is a duration such as \"31d\", \"2w\", \"6m\" or \"1y\", not %s", n.Name(), wording.Quote(n.Text()))
		return 0, false
	}
	r.mistake(n.Span, "%s is a duration such as \"31d\", \"2w\", \"6m\" or \"1y\", in quotes, not %s", n.Name(), declaration.Noun(n))
	return 0, false
}

func (r *reader) number(n *toml.Node) (float64, bool) {
	if n.Type != toml.Integer && n.Type != toml.Float {
		r.mistake(n.Span, "%s is a number, not %s", n.Name(), declaration.Noun(n))
		return 0, false
	}
	v := n.Float()
	if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
		r.mistake(n.Span, "%s is a number from 0 up, not %s", n.Name(), wording.Cut(n.Text(), 40))
		return 0, false
	}
	return v, true
}

// noOption says that the rule or group called of has no option of that name.
func (r *reader) noOption(n *toml.Node, of string, selected rules.List) {
	if len(r.rules.Named(of+"-"+n.Name())) > 0 {
		r.mistake(n.Key, "write the rule as one name: %s-%s", of, n.Name())
		return
	}
	keys := []string{"severity"}
	for _, rule := range selected {
		for _, o := range rule.Options {
			if !slices.Contains(keys, o.Name) {
				keys = append(keys, o.Name)
			}
		}
	}
	what := "rule "
	if len(selected) != 1 || selected[0].Name != of {
		what = "group "
	}
	if len(keys) == 1 {
		r.mistake(n.Key, "the %s%s has no option %s%s; it takes severity alone", what, of, wording.Quote(n.Name()), wording.DidYouMean(n.Name(), keys))
		return
	}
	r.mistake(n.Key, "the %s%s has no option %s%s; it takes %s", what, of, wording.Quote(n.Name()), wording.DidYouMean(n.Name(), keys), wording.And(keys))
}

// maxOverrides bounds the work of settling the rules for one file.
const maxOverrides = 100

// overrides takes the list of [[override]].
func (r *reader) overrides(all []Override) {
	for i, d := range all {
		path := fmt.Sprintf("override[%d]", i)
		if i == maxOverrides {
			r.doc().Mistake(path, r.doc().At(path).Span, "there are more than %d overrides; join some of them", maxOverrides)
			return
		}
		o := engine.Override{Files: r.globs(d.Files, path+".files")}
		if n := r.doc().At(path + ".files"); n != nil && len(d.Files) == 0 && !r.doc().HasMistake(path+".files") {
			r.mistake(n.Span, "files names no file; write at least one glob such as \"archive/**\"")
		}
		if n := r.doc().At(path + ".rules"); n != nil {
			o.Rules = r.ruleTable(n)
		}
		r.config.Settings.Overrides = append(r.config.Settings.Overrides, o)
	}
}

// noRule says that nothing is called so.
func (r *reader) noRule(name string) string {
	near := wording.DidYouMean(name, r.rules.Names())
	if near == "" {
		near = "; \"factlint rules\" lists them"
	}
	return "there is no rule " + wording.Quote(name) + near
}
