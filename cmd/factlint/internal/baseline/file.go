package baseline

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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
// permissions of a file that is there, and follows a link to it.
func Write(name string, entries []Entry) error {
	text := Format(entries)
	if len(text) > MaxSize {
		return tooLarge()
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return errors.New("is not a regular file")
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	}
	var random [8]byte
	rand.Read(random[:]) // never fails
	temp := filepath.Join(filepath.Dir(name), ".factlint-"+hex.EncodeToString(random[:]))
	f, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync() // or a power cut could leave the new name with nothing in it
	}
	if err = errors.Join(err, f.Close()); err == nil && info != nil {
		err = os.Chmod(temp, info.Mode().Perm())
	}
	if err == nil {
		err = os.Rename(temp, name)
	}
	if err != nil {
		_ = os.Remove(temp) // what failed before is told
	}
	return err
}
