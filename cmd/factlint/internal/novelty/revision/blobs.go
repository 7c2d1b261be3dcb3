package revision

import (
	"bufio"
	"context"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"
)

// errMissing is the error for an object that a partial clone lacks, for example.
var errMissing = errors.New("is not in this clone; fetch it, or clone without --filter")

// errTooMuch is reported when blobs have more bytes together than are read.
var errTooMuch = errors.New("too much to read")

// limits are how many bytes one blob may have, and all together.
type limits struct{ one, together int64 }

// blobs calls each with the content of the blobs with the given hashes, in that
// order, or with why one is not read. It takes what they have together from most
// and reads none when that is too much: a blob counts as often as it is named,
// for so often it is kept. As they stand in the repository: no filter and no
// change of line ends is applied.
func (g git) blobs(ctx context.Context, hashes []string, most *limits, each func(i int, src []byte, err error)) error {
	if len(hashes) == 0 {
		return nil
	}
	// Sizes first: git would unpack a blob of any size only for it to be dropped.
	small := make([]int, 0, len(hashes))
	err := g.batch(ctx, "--batch-check", hashes, func(i int, size int64, err error, _ io.Reader) error {
		switch {
		case err != nil:
			each(i, nil, err)
		case size > most.one:
			each(i, nil, fmt.Errorf("has %d MB; at most %d MB are read", size>>20, most.one>>20))
		default:
			if most.together -= size; most.together < 0 {
				return errTooMuch
			}
			small = append(small, i)
		}
		return nil
	})
	if err != nil || len(small) == 0 {
		return err
	}
	wanted := make([]string, len(small))
	for i, s := range small {
		wanted[i] = hashes[s]
	}
	return g.batch(ctx, "--batch", wanted, func(i int, size int64, err error, r io.Reader) error {
		if err != nil {
			each(small[i], nil, err)
			return nil
		}
		src := make([]byte, size)
		if _, err := io.ReadFull(r, src); err != nil {
			return err
		}
		if _, err := io.ReadFull(r, make([]byte, 1)); err != nil { // the line end after it
			return err
		}
		each(small[i], src, nil)
		return nil
	})
}

// batch asks git for objects, one answer after another.
func (g git) batch(ctx context.Context, how string, hashes []string, answer func(i int, size int64, err error, r io.Reader) error) error {
	c, err := g.start(ctx, strings.Join(hashes, "\n")+"\n", "cat-file", how, "--buffer")
	if err != nil {
		return err
	}
	r := bufio.NewReaderSize(c.out, 64<<10)
	for i := range hashes {
		line, err := r.ReadString('\n')
		if err != nil {
			if err := c.wait(); err != nil {
				return err
			}
			return fmt.Errorf("git: the answer ends early: %w", err)
		}
		size, problem := sizeOf(line)
		if err := answer(i, size, problem, r); err != nil {
			c.stop()
			return err
		}
	}
	return c.wait()
}

// sizeOf reads "HASH blob SIZE", or "HASH missing".
func sizeOf(line string) (int64, error) {
	f := strings.Fields(line)
	if len(f) != 3 {
		return 0, errMissing
	}
	size, err := strconv.ParseInt(f[2], 10, 64)
	if f[1] != "blob" || err != nil || size < 0 {
		return 0, errors.New("is not a file in git")
	}
	return size, nil
}

// isBlob reports whether a blob of git with the given hash has the content src.
func isBlob(src []byte, object string) bool {
	var h hash.Hash = sha1.New()
	if len(object) == 2*sha256.Size {
		h = sha256.New()
	}
	fmt.Fprintf(h, "blob %d\x00", len(src))
	h.Write(src)
	return hex.EncodeToString(h.Sum(nil)) == object
}
