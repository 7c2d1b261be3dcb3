//go:build darwin || freebsd || linux || netbsd || openbsd

package outfile

import (
	"os"
	"syscall"
)

// locks says that files can be locked, and that an open one can take another name.
const locks = true

// tryLock locks a file for as long as it is open, unless somebody else has it locked. The
// system lets go of it too when it ends the program.
func tryLock(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
