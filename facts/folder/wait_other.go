//go:build !unix

package folder

// doNotWait is nothing where no file is a pipe.
const doNotWait = 0
