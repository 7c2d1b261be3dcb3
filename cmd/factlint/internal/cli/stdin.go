package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/records"
	"github.com/factlint/factlint/facts/wording"
)

// stdinFile is a file of a base that standard input stands for.
type stdinFile struct {
	abs  string
	root string // of the base that it belongs to
	src  []byte
	used bool // its base was checked
}

// standardInput reads standard input when it stands for a file.
func (f *checkFlags) standardInput(cmd *cobra.Command) (*stdinFile, error) {
	if !cmd.Flags().Changed("stdin-filename") {
		return nil, nil
	}
	name := filepath.Base(f.stdinFilename)
	if !strings.HasSuffix(name, ".toml") && records.FormatOf(name) == "" || name == folder.ConfigName {
		return nil, fmt.Errorf("--stdin-filename: %s is not a fact file; its name ends in .toml", wording.QuoteCut(f.stdinFilename, 200))
	}
	abs, err := filepath.Abs(f.stdinFilename)
	if err != nil {
		return nil, err
	}
	in := &stdinFile{abs: abs}
	if in.root, _, err = folder.RootAbove(disk.Files{}, abs); err != nil {
		return nil, fmt.Errorf("--stdin-filename: %w", shownError(err))
	}
	if in.src, err = readBounded(cmd.InOrStdin()); err != nil {
		return nil, fmt.Errorf("standard input: %w", folder.Cause(err))
	}
	return in, nil
}

// overlay returns the text of standard input under the path that the base
// knows its file by. For a file that is not part of the base that is said instead.
func (c *checking) overlay(ctx context.Context, t *target, conf *config.Config) (map[string][]byte, error) {
	in := c.stdin
	if in == nil || in.root != t.root {
		return nil, nil
	}
	in.used = true
	for _, abs := range []string{in.abs, in.real()} {
		rel, err := filepath.Rel(t.root, abs)
		if abs == "" || err != nil {
			continue
		}
		rel = filepath.ToSlash(rel)
		part, err := folder.Contains(ctx, disk.Files{}, t.root, conf.Selection(), rel)
		if err != nil {
			return nil, shownError(err)
		}
		if part {
			if t.within != nil && t.coversPath(in.abs) {
				t.within[abs] = c.flags.stdinFilename
			}
			return map[string][]byte{rel: in.src}, nil
		}
	}
	delete(t.within, in.abs)
	c.warn("%s is not part of the base in %s; standard input is not checked", c.flags.stdinFilename, c.shower.path(t.root))
	return nil, nil
}

// real returns where the file's path leads in the base, "" when nowhere else.
func (in *stdinFile) real() string {
	real, _ := folder.RealIn(disk.Files{}, in.root, in.abs)
	return real
}

// names is a flag that takes names of rules and groups, with commas or again
// and again.
type names []string

func (n *names) String() string { return strings.Join(*n, ",") }
func (n *names) Type() string   { return "names" }

func (n *names) Set(value string) error {
	before := len(*n)
	for name := range strings.SplitSeq(value, ",") {
		if name = strings.TrimSpace(name); name != "" {
			*n = append(*n, name)
		}
	}
	if len(*n) == before {
		return errors.New("no name")
	}
	return nil
}
