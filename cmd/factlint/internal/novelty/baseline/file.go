package baseline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
)

// Read reads the baseline in a file. An error in the text is an *Error; of a
// file that is not there it is fs.ErrNotExist.
func Read(name string) ([]Entry, error) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("is a folder")
	case !info.Mode().IsRegular(): // to open a pipe waits for somebody who writes
		return nil, errors.New("is not a regular file")
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return nil, err
	}
	if len(src) > MaxSize {
		return nil, tooLarge()
	}
	return Parse(src)
}

func tooLarge() error { return fmt.Errorf("a baseline has at most %d MB", MaxSize>>20) }

// Write writes a baseline to a file: whole, or not at all. It keeps the
// permissions of a file that is there, and follows a link to it that does not
// leave the working directory.
func Write(ctx context.Context, name string, entries []Entry) error {
	text := Format(entries)
	if len(text) > MaxSize {
		return tooLarge()
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return errors.New("is not a regular file")
	}
	return outfile.Write(ctx, outfile.WorkingDirectory(), name, func(w io.Writer) error { _, err := w.Write(text); return err })
}
