package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/factlint/factlint/cmd/factlint/internal/baseline"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
	"github.com/factlint/factlint/rules/engine"
)

// knownFlags are the flags of check that leave out what is known already.
type knownFlags struct {
	since string
	read  string // --baseline
	write string // --write-baseline
}

func (k *knownFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&k.since, "since", "", "report only what this git `REVISION` does not have: a branch, a tag, a hash or HEAD~1")
	flags.StringVar(&k.read, "baseline", "", "do not report what stands in this `FILE`, which --write-baseline has written")
	flags.StringVar(&k.write, "write-baseline", "", "write all findings to this `FILE`, for --baseline, and report none of them")
}

func (k *knownFlags) validate(flags *pflag.FlagSet) error {
	if !flags.Changed("write-baseline") {
		if flags.Changed("baseline") && k.read == "" {
			return errors.New("--baseline names no file")
		}
		return nil
	}
	switch {
	case k.write == "":
		return errors.New("--write-baseline names no file")
	case strings.HasSuffix(k.write, ".toml"):
		return fmt.Errorf("--write-baseline: %s would be a fact file; give it another ending, as in factlint-baseline.jsonl", k.write)
	}
	for _, other := range []struct{ flag, why string }{
		{"baseline", "it holds all findings anew"},
		{"since", "it holds all findings, not only new ones"},
		{"diff", "nothing is written with it"},
		{"stdin-filename", "it holds what is on disk"},
	} {
		if flags.Changed(other.flag) {
			return fmt.Errorf("--write-baseline: leave out --%s: %s", other.flag, other.why)
		}
	}
	return nil
}

// apart refuses a report that would be written over the baseline.
func (k *knownFlags) apart(outs []output) error {
	for _, o := range outs {
		for _, known := range []struct{ flag, file string }{{"baseline", k.read}, {"write-baseline", k.write}} {
			if known.file != "" && o.file != "" && filepath.Clean(o.file) == filepath.Clean(known.file) {
				return fmt.Errorf("--format %s=%s would write over the baseline of --%s; write to another file", o.format, o.file, known.flag)
			}
		}
	}
	return nil
}

// known is the baseline of a run.
type known struct {
	name    string
	entries []baseline.Entry
	prints  map[string]bool // their fingerprints
	occurs  map[string]bool // those of them that were found, or of all findings
}

// openBaseline reads the baseline that the flags name: that which is to be left
// out, or that which is to be written anew.
func (f *checkFlags) openBaseline() (*known, error) {
	k := &known{name: f.known.read, prints: map[string]bool{}, occurs: map[string]bool{}}
	if f.known.write != "" {
		k.name = f.known.write
	}
	if k.name == "" {
		return nil, nil
	}
	var err error
	k.entries, err = baseline.Read(k.name)
	var wrong *baseline.Error
	switch {
	case errors.As(err, &wrong) && f.known.write != "":
		return nil, fmt.Errorf("%s:%w; it is not written over", k.name, wrong)
	case errors.As(err, &wrong):
		return nil, fmt.Errorf("%s:%w", k.name, wrong)
	case errors.Is(err, fs.ErrNotExist) && f.known.write != "":
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %w; write it with --write-baseline %s", k.name, cause(err), k.name)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", k.name, cause(err))
	}
	for _, e := range k.entries {
		k.prints[e.Fingerprint] = f.known.write == ""
	}
	return k, nil
}

// has reports whether a contradiction stands in the baseline that is to be left out.
func (k *known) has(fingerprint string) bool { return k != nil && k.prints[fingerprint] }

// collectKnown counts the findings of a base that are left out, and notes for
// the baseline what occurs.
func (c *checking) collectKnown(result *engine.Result, covers func(*rules.Finding) bool) {
	count := func(list []rules.Finding, n *int) {
		for i := range list {
			if covers(&list[i]) {
				*n++
			}
			if c.known == nil {
				continue
			}
			for _, p := range list[i].Contradictions() {
				c.known.occurs[p.Fingerprint] = true
			}
		}
	}
	var told int
	count(result.Findings, &told)
	count(result.Before, &c.input.Before)
	count(result.Known, &c.input.Baselined)
}

// judges reports whether the run would have found an entry if it still occurs:
// its rule ran, and its file lies in a base that was checked.
func (c *checking) judges(e *baseline.Entry) bool {
	group, _, _ := strings.Cut(e.Rule, "-")
	named := func(names []string) bool { return slices.Contains(names, e.Rule) || slices.Contains(names, group) }
	if len(c.flags.selected) > 0 && !named(c.flags.selected) || named(c.flags.ignored) {
		return false
	}
	dir, err := filepath.Abs(filepath.Dir(c.known.name))
	if err != nil {
		return false
	}
	file := filepath.FromSlash(e.File)
	if !filepath.IsAbs(file) {
		file = filepath.Join(dir, file)
	}
	for _, root := range c.roots {
		if rel, err := filepath.Rel(root, file); err == nil && filepath.IsLocal(rel) {
			return true
		}
	}
	return false
}

// tellStale says how many entries of the baseline no longer occur.
func (c *checking) tellStale() {
	if c.known == nil || c.flags.known.write != "" || c.flags.quiet || c.failed {
		return
	}
	n := 0
	for i := range c.known.entries {
		if e := &c.known.entries[i]; !c.known.occurs[e.Fingerprint] && c.judges(e) {
			n++
		}
	}
	switch {
	case n == 1:
		c.warn("1 entry of %s no longer occurs; write it anew with --write-baseline %[1]s", c.known.name)
	case n > 1:
		c.warn("%d entries of %s no longer occur; write it anew with --write-baseline %[2]s", n, c.known.name)
	}
}

// writeBaseline writes what was found as a baseline, and takes it out of the
// report. Entries that this run does not judge, or that are outside of the paths
// it was given, stay.
func (c *checking) writeBaseline() error {
	if c.failed {
		c.warn("%s is not written, since something could not be read", c.known.name)
		return nil
	}
	dir, err := filepath.Abs(filepath.Dir(c.known.name))
	if err != nil {
		return err
	}
	var entries []baseline.Entry
	fresh := map[string]bool{}
	for i := range c.input.Findings {
		f := &c.input.Findings[i]
		for _, p := range f.Contradictions() {
			fresh[p.Fingerprint] = true
			entries = append(entries, baseline.Entry{Rule: f.Rule.Name, File: c.pathFrom(dir, p.Place.File), Message: p.Message, Fingerprint: p.Fingerprint})
		}
	}
	stay := 0
	for _, e := range c.known.entries {
		if !fresh[e.Fingerprint] && (c.known.occurs[e.Fingerprint] || !c.judges(&e)) {
			entries = append(entries, e)
			stay++
		}
	}
	if err := baseline.Write(c.cmd.Context(), c.known.name, entries); err != nil {
		return fmt.Errorf("%s: %w", c.known.name, cause(err))
	}
	if !c.flags.quiet {
		beside := ""
		switch {
		case stay == 1:
			beside = ", beside 1 entry that stays"
		case stay > 1:
			beside = fmt.Sprintf(", beside %d entries that stay", stay)
		}
		c.warn("wrote %s to %s%s", counted(len(c.input.Findings), "finding"), c.known.name, beside)
	}
	c.input.Baselined += len(c.input.Findings)
	c.input.Findings = nil
	return nil
}

// pathFrom returns the path of a file as seen from a folder, with forward slashes.
func (c *checking) pathFrom(dir string, f *facts.File) string {
	if f == nil {
		return ""
	}
	abs := filepath.Join(c.roots[f.Base()], filepath.FromSlash(f.Path))
	if rel, err := filepath.Rel(dir, abs); err == nil {
		abs = rel
	}
	return filepath.ToSlash(abs)
}
