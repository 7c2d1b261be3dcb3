//go:build !unix

package disk

// doNotWait is nothing where no file is a pipe.
const doNotWait = 0
