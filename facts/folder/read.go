package folder

import (
	"errors"
	"fmt"
	"io"
)

var errShrunk = errors.New("could not be read whole; it may be changing")

// Read returns the content of a fact file of at most so many bytes. Its errors
// say what is wrong without the path: the caller knows how it was asked for.
func Read(path string, most int64) ([]byte, error) {
	f, err := open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size, err := f.size()
	switch {
	case err != nil:
		return nil, err
	case size > most:
		return nil, fmt.Errorf("has %d MB; a fact file has at most %d MB, so split it", size>>20, most>>20)
	}
	src := make([]byte, size)
	switch _, err := io.ReadFull(f, src); err {
	case nil:
		return src, nil
	case io.EOF, io.ErrUnexpectedEOF:
		return nil, errShrunk
	default:
		return nil, err
	}
}
