//go:build unix && !linux

package folder

import "syscall"

// doNotWait keeps a named pipe from waiting for somebody who writes.
const doNotWait = syscall.O_NONBLOCK
