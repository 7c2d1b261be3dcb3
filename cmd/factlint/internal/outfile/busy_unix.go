//go:build unix

package outfile

import (
	"errors"
	"syscall"
)

// busy reports whether a file could not take the place of another one since a
// file system is mounted on that.
func busy(err error) bool { return errors.Is(err, syscall.EBUSY) }
