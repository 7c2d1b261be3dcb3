package host

import (
	"errors"
	"os"
	"syscall"
)

// alive reports whether a process exists, its owner whoever it may be.
func alive(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return errors.Is(err, syscall.ERROR_ACCESS_DENIED)
	}
	p.Release()
	return true
}
