//go:build !windows

package host

import (
	"errors"
	"syscall"
)

// alive reports whether a process exists, its owner whoever it may be.
func alive(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
