package folder

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

// maxIndex is how many bytes of git's index are read: some millions of files.
const maxIndex = 512 << 20

// An index tells which files of a work tree git tracks. It is read when it is first
// asked, which is when something is ignored.
type index struct {
	files Files
	top   string // of the work tree
	base  int    // bytes of a path up to the top, its slash included
	once  sync.Once
	// paths are relative to the top, sorted.
	paths []string
}

// tracks reports whether git tracks the file at a path, or a file below the folder.
func (x *index) tracks(path string, isDir bool) bool {
	if x == nil {
		return false
	}
	x.once.Do(func() { x.paths = readIndex(x.files, x.top) })
	path = path[x.base:]
	if isDir {
		path += "/"
	}
	i, found := slices.BinarySearch(x.paths, path)
	return found || isDir && i < len(x.paths) && strings.HasPrefix(x.paths[i], path)
}

// readIndex returns the paths in the index of the work tree in top, sorted; none
// where there is no index, or none that is understood.
func readIndex(files Files, top string) []string {
	dir := gitDir(files, top)
	hash := 20
	if config, err := readRegular(files, filepath.Join(commonDir(files, top), "config"), maxIgnoreFile); err == nil && bytes.Contains(bytes.ToLower(config), []byte("sha256")) {
		hash = 32
	}
	src, err := readRegular(files, filepath.Join(dir, "index"), maxIndex)
	if err != nil {
		return nil
	}
	paths, shared, err := parseIndex(src, hash)
	if err != nil {
		return nil
	}
	if shared != "" { // a split index has only what has changed since
		if src, err := readRegular(files, filepath.Join(dir, "sharedindex."+shared), maxIndex); err == nil {
			if more, _, err := parseIndex(src, hash); err == nil {
				paths = append(paths, more...)
			}
		}
	}
	slices.Sort(paths) // they are, but for conflicts and what is shared
	return slices.Compact(paths)
}

var errIndex = errors.New("is not an index of git")

// parseIndex returns the paths of an index of version 2, 3 or 4, and the hash of the
// index that it shares entries of, in hexadecimal digits.
// See gitformat-index(5).
func parseIndex(src []byte, hash int) (paths []string, shared string, err error) {
	if len(src) < 12+hash || string(src[:4]) != "DIRC" {
		return nil, "", errIndex
	}
	version, count := binary.BigEndian.Uint32(src[4:]), binary.BigEndian.Uint32(src[8:])
	if version < 2 || version > 4 {
		return nil, "", errIndex
	}
	const stat = 40 // bytes of what the file system says of a file
	at, end := 12, len(src)-hash
	name := ""
	for range count {
		start := at
		if at += stat + hash + 2; at > end {
			return nil, "", errIndex
		}
		if src[at-2]&0x40 != 0 { // extended flags
			at += 2
		}
		if version == 4 {
			strip, n := offsetNumber(src[min(at, end):end])
			if n == 0 || strip > uint64(len(name)) {
				return nil, "", errIndex
			}
			at += n
			name = name[:len(name)-int(strip)]
		} else {
			name = ""
		}
		length := bytes.IndexByte(src[min(at, end):end], 0)
		if length < 0 {
			return nil, "", errIndex
		}
		name += string(src[at : at+length])
		if at += length + 1; version < 4 {
			at = start + (at-1-start)/8*8 + 8
		}
		paths = append(paths, name)
	}
	for at+8 <= end {
		kind, size := string(src[at:at+4]), int(binary.BigEndian.Uint32(src[at+4:]))
		if at += 8; size > end-at {
			return nil, "", errIndex
		}
		if kind == "link" && size >= hash {
			shared = hex.EncodeToString(src[at : at+hash])
		}
		at += size
	}
	return paths, shared, nil
}

// offsetNumber reads a number as offsets in packs are written; n is how many bytes it
// has, 0 for none.
func offsetNumber(src []byte) (value uint64, n int) {
	for n < len(src) && n < 8 {
		c := src[n]
		if n++; n > 1 {
			value++
		}
		value = value<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return value, n
		}
	}
	return 0, 0
}
