//go:build !unix

package outfile

func busy(error) bool { return false }
