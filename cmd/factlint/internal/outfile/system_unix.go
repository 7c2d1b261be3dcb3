//go:build unix

package outfile

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// busy reports whether a file could not take the place of another one since a
// file system is mounted on that.
func busy(err error) bool { return errors.Is(err, syscall.EBUSY) }

// keepOwner gives a file the owner and the group of another one, as far as the
// system allows; it reports whether it has the group.
func keepOwner(dir *os.Root, name string, as fs.FileInfo) bool {
	want, ok := as.Sys().(*syscall.Stat_t)
	if !ok {
		return false
	}
	uid, gid := int(want.Uid), int(want.Gid)
	return dir.Chown(name, uid, gid) == nil || dir.Chown(name, -1, gid) == nil
}
