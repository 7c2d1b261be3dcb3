package novelty

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/factlint/factlint/cmd/factlint/internal/novelty/baseline"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/rules"
)

// A Known is the baseline of a run: what it holds, and what of that still occurs.
type Known struct {
	Name    string // of its file
	entries []baseline.Entry
	left    map[string]bool // fingerprints that are to be left out of the report
	occurs  map[string]bool // fingerprints of all that was found
}

// ReadKnown reads the baseline in a file, to leave out what it holds, or to write it
// anew.
func ReadKnown(name string, anew bool) (*Known, error) {
	k := &Known{Name: name, left: map[string]bool{}, occurs: map[string]bool{}}
	var err error
	k.entries, err = baseline.Read(name)
	var wrong *baseline.Error
	switch {
	case errors.As(err, &wrong) && anew:
		return nil, fmt.Errorf("%s:%w; it is not written over", name, wrong)
	case errors.As(err, &wrong):
		return nil, fmt.Errorf("%s:%w", name, wrong)
	case errors.Is(err, fs.ErrNotExist) && anew:
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: %w; write it with --write-baseline %s", name, folder.Cause(err), name)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, folder.Cause(err))
	}
	if !anew {
		for _, e := range k.entries {
			k.left[e.Fingerprint] = true
		}
	}
	return k, nil
}

// Has reports whether a contradiction is to be left out of the report.
func (k *Known) Has(fingerprint string) bool { return k.left[fingerprint] }

// Occurred notes what was found, known or not.
func (k *Known) Occurred(findings []rules.Finding) {
	for i := range findings {
		for _, p := range findings[i].Contradictions() {
			k.occurs[p.Fingerprint] = true
		}
	}
}

// Stale counts the entries that no longer occur, of those that the run judges: it
// would have found them.
func (k *Known) Stale(judges func(rule, file string) bool) int {
	n := 0
	for i := range k.entries {
		if e := &k.entries[i]; !k.occurs[e.Fingerprint] && judges(e.Rule, k.path(e)) {
			n++
		}
	}
	return n
}

// path returns where the file of an entry is, absolute.
func (k *Known) path(e *baseline.Entry) string {
	file := filepath.FromSlash(e.File)
	if filepath.IsAbs(file) {
		return file
	}
	dir, err := filepath.Abs(filepath.Dir(k.Name))
	if err != nil {
		return file
	}
	return filepath.Join(dir, file)
}

// Write writes what was found as a baseline. Entries that the run does not judge,
// and those that occur outside of what was to be reported, stay: so many. Abs
// returns where the file of a place is.
func (k *Known) Write(ctx context.Context, findings []rules.Finding, abs func(*rules.Finding) string, judges func(rule, file string) bool) (stay int, err error) {
	dir, err := filepath.Abs(filepath.Dir(k.Name))
	if err != nil {
		return 0, err
	}
	var entries []baseline.Entry
	fresh := map[string]bool{}
	for i := range findings {
		f := &findings[i]
		for _, p := range f.Contradictions() {
			fresh[p.Fingerprint] = true
			file := abs(&p)
			if rel, err := filepath.Rel(dir, file); err == nil && file != "" {
				file = rel
			}
			entries = append(entries, baseline.Entry{Rule: f.Rule.Name, File: filepath.ToSlash(file), Message: p.Message, Fingerprint: p.Fingerprint})
		}
	}
	for _, e := range k.entries {
		if !fresh[e.Fingerprint] && (k.occurs[e.Fingerprint] || !judges(e.Rule, k.path(&e))) {
			entries = append(entries, e)
			stay++
		}
	}
	if err := baseline.Write(ctx, k.Name, entries); err != nil {
		return 0, fmt.Errorf("%s: %w", k.Name, folder.Cause(err))
	}
	return stay, nil
}
