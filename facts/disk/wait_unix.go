//go:build unix && !linux

package disk

import "syscall"

// doNotWait keeps a named pipe from waiting for somebody who writes.
const doNotWait = syscall.O_NONBLOCK
