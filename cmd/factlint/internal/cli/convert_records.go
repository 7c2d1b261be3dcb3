package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/cmd/factlint/internal/convert"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
)

// foundMapping is a mapping and where it was found; the zero one is none.
type foundMapping struct {
	*mapping.Mapping
	name   string // as messages show it
	source []byte
	format string // of the records, "" for what the ending of a file tells
}

// find returns the mapping for files: the one that is named, or that of the records
// of the base to which they belong.
func (f *convertFlags) find(cmd *cobra.Command, root string, conf *config.Config, names []string) (m foundMapping, err error) {
	if f.mapping != "" {
		return f.named(cmd, names, conf.Vocabulary)
	}
	for i, name := range names {
		by, format := facts.RecordsAt(conf.Records, pathIn(root, name))
		switch {
		case i > 0 && (by == nil) != (m.Mapping == nil), i > 0 && by != nil && by.Mapping != m.Mapping:
			return m, fmt.Errorf("%s and %s belong to different [[records]]; convert them apart, or name a mapping with --mapping", names[0], name)
		case by != nil:
			m = foundMapping{by.Mapping, by.Name, by.Source, format}
			if _, shipped := mapping.Shipped(by.Name); !shipped {
				m.name = newShower().path(filepath.Join(root, filepath.FromSlash(by.Name)))
			}
		}
	}
	return m, nil
}

// pathIn returns the path of a file relative to a folder, as it was given when it
// lies elsewhere, with forward slashes.
func pathIn(root, name string) string {
	if abs, err := filepath.Abs(name); err == nil && name != "-" {
		if rel, ok := folder.Inside(root, abs); ok {
			return rel
		}
	}
	return filepath.ToSlash(name)
}

// readRecords reads files of records.
func readRecords(cmd *cobra.Command, f *convertFlags, m foundMapping, root string, names []string) ([]convert.File, error) {
	if f.from != "" {
		if err := oneOf("from", f.from, records.Formats()...); err != nil {
			return nil, err
		}
	}
	files := make([]convert.File, len(names))
	for i, name := range names {
		src, err := readFile(cmd, name)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, folder.Cause(err))
		}
		format := cmp.Or(f.from, m.format, records.FormatOf(name))
		if format == "" {
			return nil, fmt.Errorf("%s: its ending names no format; name it with --from: %s", name, strings.Join(records.Formats(), ", "))
		}
		delimiter := rune(0)
		if m.Mapping != nil {
			delimiter = m.Delimiter
		}
		files[i] = convert.File{Name: filepath.ToSlash(name), Path: pathIn(root, name), Doc: records.Read(src, format, delimiter)}
	}
	return files, nil
}

// expanded returns the files that names stand for: a name that no file has may be
// a glob.
func expanded(names []string) (out []string, err error) {
	for _, name := range names {
		if _, err := os.Lstat(name); name == "-" || err == nil || !strings.ContainsAny(name, "*?[{") {
			out = append(out, name)
			continue
		}
		found, err := doublestar.FilepathGlob(name, doublestar.WithFilesOnly(), doublestar.WithNoFollow())
		if err != nil {
			return nil, fmt.Errorf("%s is not a glob: %w", wording.QuoteCut(name, 200), err)
		}
		slices.Sort(found)
		if len(found) == 0 {
			return nil, fmt.Errorf("no file is like %s", wording.QuoteCut(name, 200))
		}
		out = append(out, found...)
	}
	return out, nil
}

func readFile(cmd *cobra.Command, name string) ([]byte, error) {
	if name == "-" {
		return readBounded(cmd.InOrStdin())
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return readBounded(f)
}

func readBounded(r io.Reader) ([]byte, error) {
	src, err := io.ReadAll(io.LimitReader(r, facts.MaxFileSize+1))
	if err == nil && len(src) > facts.MaxFileSize {
		err = fmt.Errorf("has more than %d MB; split it", facts.MaxFileSize>>20)
	}
	return src, err
}

// readDeclarations reads a file that is small and no pipe: to open one waits for
// somebody who writes.
func readDeclarations(name string) ([]byte, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New("is not a regular file")
	case info.Size() > config.MaxSize:
		return nil, fmt.Errorf("is larger than %d MB", config.MaxSize>>20)
	}
	return os.ReadFile(name)
}

// named reads a mapping that factlint ships, or a file.
func (f *convertFlags) named(cmd *cobra.Command, names []string, v *vocabulary.Vocabulary) (found foundMapping, err error) {
	src, shipped := mapping.Shipped(f.mapping)
	if !shipped {
		if src, err = readDeclarations(f.mapping); err != nil {
			if errors.Is(err, os.ErrNotExist) && !strings.Contains(f.mapping, ".") {
				ships := mapping.ShippedNames()
				return found, fmt.Errorf("--mapping: there is no file %s; %s", wording.QuoteCut(f.mapping, 200), orNearest("factlint ships "+wording.And(ships), f.mapping, slices.Values(ships)))
			}
			return found, fmt.Errorf("--mapping: %s: %w", f.mapping, folder.Cause(err))
		}
	}
	format := f.from
	if ending := records.FormatOf(names[0]); format == "" && records.Named(ending).Table {
		format = ending // whose paths are names of columns
	}
	parse := mapping.Parse
	if shipped {
		parse = mapping.ParseShipped
	}
	m, mistakes := parse(src, format, v)
	if len(mistakes) > 0 {
		return found, reportMistakes(cmd, f.mapping, src, mistakes)
	}
	return foundMapping{m, f.mapping, src, m.Format}, nil
}
