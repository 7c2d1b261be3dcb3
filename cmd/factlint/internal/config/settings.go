package config

import (
	"math"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// ruleTable reads [rules], or the rules of an override.
func (r *reader) ruleTable(n *toml.Node) map[string]engine.Setting {
	if n.Type != toml.Table {
		r.mistake(n.Span, "rules is a table of rules such as { tenure-gap = \"off\" }, not %s", noun(n))
		return nil
	}
	settings := map[string]engine.Setting{}
	for c := range r.children(n) {
		name := c.Name()
		meant := r.rules.Named(name)
		if len(meant) == 0 {
			r.mistake(c.Key, "%s", r.noRule(name))
			continue
		}
		if s, ok := r.setting(c, meant); ok {
			settings[strings.Clone(name)] = s
		}
	}
	return settings
}

// setting reads what is said of a rule, or of the rules of a group.
func (r *reader) setting(n *toml.Node, meant rules.List) (s engine.Setting, ok bool) {
	if n.Type != toml.Table {
		s.Severity, ok = r.severity(n, rules.Off)
		return s, ok
	}
	ok = true
	for c := range r.children(n) {
		if c.Name() == "severity" {
			var good bool
			s.Severity, good = r.severity(c, rules.Off)
			ok = ok && good
			continue
		}
		v, good := r.option(c, n.Name(), meant)
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

// severity reads a severity, of which the lowest allowed is least: a rule that a
// base declares is switched off below [rules] only.
func (r *reader) severity(n *toml.Node, least rules.Severity) (rules.Severity, bool) {
	allowed := `"off", "warning" or "error"`
	off := `"off"`
	if least > rules.Off {
		allowed, off = `"warning" or "error"`, `NAME = "off" below [rules]`
	}
	switch n.Type {
	case toml.String:
		s, ok := rules.ParseSeverity(n.Text())
		switch {
		case !ok:
			r.mistake(n.Span, "there is no severity %s%s; it is %s", quote(n.Text()), nearestSeverity(n.Text(), least), allowed)
		case s < least:
			r.mistake(n.Span, "a rule is %s; to switch it off write %s", allowed, off)
			return rules.Unset, false
		}
		return s, ok
	case toml.Boolean:
		if n.Bool() {
			r.mistake(n.Span, "write \"warning\" or \"error\" to switch a rule on, %s to switch it off, not true", off)
		} else {
			r.mistake(n.Span, "write %s to switch a rule off, not false", off)
		}
	default:
		r.mistake(n.Span, "the severity of a rule is %s, not %s", allowed, noun(n))
	}
	return rules.Unset, false
}

// nearestSeverity also knows words cut short, such as "warn".
func nearestSeverity(name string, least rules.Severity) string {
	var names []string
	for s := least; s <= rules.Error; s++ {
		if len(name) > 1 && strings.HasPrefix(s.String(), strings.ToLower(name)) {
			return " (did you mean " + quote(s.String()) + "?)"
		}
		names = append(names, s.String())
	}
	return didYouMean(name, names)
}

// option reads the value of an option of the rule or group called of.
func (r *reader) option(n *toml.Node, of string, meant rules.List) (value float64, ok bool) {
	name := n.Name()
	var with []string // rules that have it
	var option rules.Option
	for _, rule := range meant {
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
		r.noOption(n, of, meant)
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
		r.mistake(n.Span, "%s is a duration such as \"31d\", \"2w\", \"6m\" or \"1y\", not %s", n.Name(), quote(n.Text()))
		return 0, false
	}
	r.mistake(n.Span, "%s is a duration such as \"31d\", \"2w\", \"6m\" or \"1y\", in quotes, not %s", n.Name(), noun(n))
	return 0, false
}

func (r *reader) number(n *toml.Node) (float64, bool) {
	if n.Type != toml.Integer && n.Type != toml.Float {
		r.mistake(n.Span, "%s is a number, not %s", n.Name(), noun(n))
		return 0, false
	}
	v := n.Float()
	if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
		r.mistake(n.Span, "%s is a number from 0 up, not %s", n.Name(), wording.Cut(n.Text(), 40))
		return 0, false
	}
	return v, true
}

// noOption tells that the rule or group called of has no option of that name.
func (r *reader) noOption(n *toml.Node, of string, meant rules.List) {
	if len(r.rules.Named(of+"-"+n.Name())) > 0 {
		r.mistake(n.Key, "write the rule as one name: %s-%s", of, n.Name())
		return
	}
	keys := []string{"severity"}
	for _, rule := range meant {
		for _, o := range rule.Options {
			if !slices.Contains(keys, o.Name) {
				keys = append(keys, o.Name)
			}
		}
	}
	what := "rule "
	if len(meant) != 1 || meant[0].Name != of {
		what = "group "
	}
	if len(keys) == 1 {
		r.mistake(n.Key, "the %s%s has no option %s%s; it takes severity alone", what, of, quote(n.Name()), didYouMean(n.Name(), keys))
		return
	}
	r.mistake(n.Key, "the %s%s has no option %s%s; it takes %s", what, of, quote(n.Name()), didYouMean(n.Name(), keys), list(keys, "and"))
}

// maxOverrides bounds the work of settling the rules for one file.
const maxOverrides = 100

// overrides reads the list of [[override]].
func (r *reader) overrides(n *toml.Node) {
	if n.Type != toml.Array {
		r.mistake(n.Span, "write overrides with two brackets: [[override]], then files and rules")
		return
	}
	for c := range r.children(n) {
		if c.Type != toml.Table {
			r.mistake(c.Span, "an override is a table with files and rules, not %s", noun(c))
			continue
		}
		if len(r.config.Settings.Overrides) == maxOverrides {
			r.mistake(c.Span, "there are more than %d overrides; join some of them", maxOverrides)
			return
		}
		r.config.Settings.Overrides = append(r.config.Settings.Overrides, r.override(c))
	}
}

func (r *reader) override(n *toml.Node) (o engine.Override) {
	whole := !n.Broken() // what is missing may have another name, or be lost to a syntax error
	for c := range r.children(n) {
		switch c.Name() {
		case "files":
			before := len(r.file.mistakes)
			if o.Files = r.globList(c, "files"); len(o.Files) == 0 && len(r.file.mistakes) == before && !r.tooManyGlobs() {
				r.mistake(c.Span, "files names no file; write at least one glob such as \"archive/**\"")
			}
		case "rules":
			o.Rules = r.ruleTable(c)
		default:
			r.unknown(c, "an override", []string{"files", "rules"})
			whole = false
		}
	}
	for _, name := range []string{"files", "rules"} {
		if whole && r.doc().Get(n, name) == nil {
			r.mistake(n.Span, "an override needs files, the globs it holds for, and rules; here %s is missing", name)
		}
	}
	return o
}

// noRule says that nothing is called so.
func (r *reader) noRule(name string) string {
	near := didYouMean(name, r.rules.Names())
	if near == "" {
		near = "; \"factlint rules\" lists them"
	}
	return "there is no rule " + quote(name) + near
}
