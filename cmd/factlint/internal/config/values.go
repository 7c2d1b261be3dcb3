package config

import (
	"errors"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/toml"
)

// today reads the day that rules about plans go by. A date-time is taken too,
// as is a day or a time in quotes; but nothing less exact, which would be a
// slip: a rule judges by what is certain, and of a vague day little is.
func (r *reader) today(n *toml.Node) {
	var d edtf.Date
	var err error
	switch n.Type {
	case toml.LocalDate, toml.LocalDateTime, toml.OffsetDateTime:
		if n.Malformed() {
			r.mistake(n.Span, "%s", n.Problem())
			return
		}
		d, err = edtf.ParseTOML(n.Text())
	case toml.String:
		d, err = edtf.Parse(n.Text())
	default:
		r.mistake(n.Span, "today is a single day such as 2022-06-01, not %s", noun(n))
		return
	}
	if errors.Is(err, edtf.ErrNone) {
		r.mistake(n.Span, "today is %s", err)
		return
	}
	if err != nil || d.Interval() || d.Set() || d.Ongoing() || d.Qualifier != 0 || d.Precision > edtf.PrecisionDay {
		r.mistake(n.Span, "today is a single day such as 2022-06-01, not %s", quote(n.Text()))
		return
	}
	r.config.Settings.Today = &d
}

// The globs of a configuration are bounded together, with their braces written
// out, so that matching the files of a base takes no longer than reading them.
const (
	maxGlobs     = 1000
	maxGlobBytes = 50_000
)

// globList reads a list of globs, or a single one.
func (r *reader) globList(n *toml.Node, name string) []string {
	if n.Type == toml.String {
		if r.glob(n, name) {
			return []string{strings.Clone(n.Text())}
		}
		return nil
	}
	if n.Type != toml.Array || !n.Inline() {
		r.mistake(n.Span, "%s is a list of globs such as [\"drafts/**\"], not %s", name, noun(n))
		return nil
	}
	var globs []string
	for c := range r.children(n) {
		if c.Type != toml.String {
			r.mistake(c.Span, "a glob is a string such as \"drafts/**\", not %s", noun(c))
			continue
		}
		if r.glob(c, name) {
			globs = append(globs, strings.Clone(c.Text()))
		}
	}
	return globs
}

// glob reports whether n holds a glob that may be used.
func (r *reader) glob(n *toml.Node, name string) bool {
	if r.tooManyGlobs() {
		return false // told already
	}
	if err := folder.ValidatePattern(n.Text()); err != nil {
		r.mistake(n.Span, "the glob %s of %s %s", quote(n.Text()), name, err)
		return false
	}
	one, _ := folder.NewGlobs([]string{n.Text()})
	patterns, bytes := one.Size()
	r.globs, r.globBytes = r.globs+patterns, r.globBytes+bytes
	if r.tooManyGlobs() {
		r.mistake(n.Span, "with this glob there are too many; exclude and the overrides may have %d together, of %d bytes, counted with braces written out", maxGlobs, maxGlobBytes)
		return false
	}
	return true
}

func (r *reader) tooManyGlobs() bool { return r.globs > maxGlobs || r.globBytes > maxGlobBytes }
