package scaffold

import (
	"bytes"
	"context"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/facts"
)

// Append adds a text to the end of a file, after an empty line and with the
// line ends that the file has, and returns the number of the line on which it
// begins. A file that does not exist is made, with the folders it is in.
func Append(ctx context.Context, in outfile.Within, name, text string) (line int, err error) {
	err = outfile.Edit(ctx, in, name, facts.MaxFileSize, func(old []byte) []byte {
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
		line = bytes.Count(old, []byte("\n")) + strings.Count(between, "\n") + 1
		return append(old, added...)
	})
	return line, err
}
