//go:build !(darwin || freebsd || linux || netbsd || openbsd)

package outfile

import "os"

const locks = false

func tryLock(*os.File) bool { return false }
