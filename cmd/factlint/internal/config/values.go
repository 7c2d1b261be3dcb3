package config

import (
	"errors"
	"fmt"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/wording"
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
		r.mistake(n.Span, "today is a single day such as 2022-06-01, not %s", declaration.Noun(n))
		return
	}
	if errors.Is(err, edtf.ErrNone) {
		r.mistake(n.Span, "today is %s", err)
		return
	}
	if err != nil || d.Interval() || d.Set() || d.Ongoing() || d.Qualifier != 0 || d.Precision > edtf.PrecisionDay {
		r.mistake(n.Span, "today is a single day such as 2022-06-01, not %s", wording.Quote(n.Text()))
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

// globs returns globs that may be used, of the list at a path.
func (r *reader) globs(globs []string, path string) (out []string) {
	for i, glob := range globs {
		at := fmt.Sprintf("%s[%d]", path, i)
		if r.tooManyGlobs() {
			return nil // reported already
		}
		if r.doc().HasMistake(at) {
			continue
		}
		one, _ := folder.NewGlobs([]string{glob})
		patterns, bytes := one.Size()
		r.patterns, r.patternBytes = r.patterns+patterns, r.patternBytes+bytes
		if r.tooManyGlobs() {
			r.doc().Mistake(at, r.doc().At(at).Span, "with this glob there are too many; exclude and the overrides may have %d together, of %d bytes, counted with braces written out", maxGlobs, maxGlobBytes)
		}
		out = append(out, glob)
	}
	return out
}

func (r *reader) tooManyGlobs() bool { return r.patterns > maxGlobs || r.patternBytes > maxGlobBytes }
