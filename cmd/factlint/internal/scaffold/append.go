package scaffold

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Append adds a text to the end of a file, after an empty line and with the
// line ends that the file has, and returns the number of the line on which it
// begins. A file that does not exist is made, with the folders it stands in.
func Append(name, text string) (line int, err error) {
	old, err := os.ReadFile(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			return 0, err
		}
	}
	between := ""
	switch {
	case len(bytes.TrimSpace(bytes.TrimPrefix(old, []byte("\ufeff")))) == 0:
	case !bytes.HasSuffix(old, []byte("\n")):
		between = "\n\n"
	case !bytes.HasSuffix(old, []byte("\n\n")) && !bytes.HasSuffix(old, []byte("\r\n\r\n")):
		between = "\n"
	}
	added := between + text
	if bytes.Contains(old, []byte("\r\n")) {
		added = strings.ReplaceAll(added, "\n", "\r\n")
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return 0, err
	}
	_, err = f.WriteString(added)
	return bytes.Count(old, []byte("\n")) + strings.Count(between, "\n") + 1, errors.Join(err, f.Close())
}
