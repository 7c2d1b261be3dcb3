package wire

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	// maxMessage is the size in bytes of the largest message that is read: that
	// of the largest fact file, with some of it escaped.
	maxMessage = 512 << 20
	// maxHeader is the length of the longest line of a header that is understood.
	maxHeader = 4096
	// maxUnsent is how many bytes may wait for a client that does not read.
	maxUnsent = 256 << 20
)

var (
	errTooLarge = fmt.Errorf("a message has at most %d MB", maxMessage>>20)
	errNoLength = errors.New("the header of a message has to have a Content-Length, the number of its bytes")
)

// ReadFrame returns the content of the next message. Lines that are not headers
// are passed over, so that one stray line does not end the session. After
// errTooLarge the message has been passed over, after errNoLength its header;
// any other error is that of the stream.
func ReadFrame(r *bufio.Reader) ([]byte, error) {
	length, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	if length > maxMessage {
		if _, err := io.CopyN(io.Discard, r, length); err != nil {
			return nil, err
		}
		return nil, errTooLarge
	}
	var body bytes.Buffer // grows as content comes, not as the header claims
	if _, err := io.CopyN(&body, r, length); err != nil {
		return nil, err
	}
	return body.Bytes(), nil
}

// AppendFrame appends a message with its header.
func AppendFrame(to, content []byte) []byte {
	return append(fmt.Appendf(to, "Content-Length: %d\r\n\r\n", len(content)), content...)
}

// readHeader returns the length of the content that follows.
func readHeader(r *bufio.Reader) (int64, error) {
	length, begun := int64(-1), false
	for {
		line, err := headerLine(r)
		switch {
		case err != nil:
			return 0, err
		case line == "" && length >= 0:
			return length, nil
		case line == "" && begun:
			return 0, errNoLength
		}
		begun = begun || line != ""
		if m := contentLength.FindStringSubmatch(line); m != nil {
			if length, err = strconv.ParseInt(m[1], 10, 64); err != nil {
				length = -1 // what follows is passed over line by line
			}
		}
	}
}

// contentLength is the header of that name. It may be right after the
// content of a message whose length was not known.
var contentLength = regexp.MustCompile(`(?i)(?:^|[}\]])[ \t]*Content-Length[ \t]*:[ \t]*([0-9]+)[ \t]*$`)

// headerLine returns a line without its end; of one that is too long a part
// that is not a header.
func headerLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line) <= maxHeader {
			line = append(line, part...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return "", err
		}
		if len(line) > maxHeader {
			return "too long", nil
		}
		return strings.TrimRight(string(line), "\r\n"), nil
	}
}

// outbox writes messages in the order in which they are put into it, without
// making anybody wait for a slow client.
type outbox struct {
	w       io.Writer
	mu      sync.Mutex
	filled  sync.Cond
	queue   [][]byte
	size    int
	closed  bool
	drained chan struct{}
}

func newOutbox(w io.Writer) *outbox {
	o := &outbox{w: w, drained: make(chan struct{})}
	o.filled.L = &o.mu
	go o.run()
	return o
}

// put queues a message, unless the client takes none any more.
func (o *outbox) put(content []byte) {
	frame := AppendFrame(nil, content)
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.closed && o.size <= maxUnsent {
		o.queue, o.size = append(o.queue, frame), o.size+len(frame)
		o.filled.Signal()
	}
}

func (o *outbox) run() {
	defer close(o.drained)
	for {
		o.mu.Lock()
		for len(o.queue) == 0 && !o.closed {
			o.filled.Wait()
		}
		frames := o.queue
		o.queue = nil
		o.mu.Unlock()
		if len(frames) == 0 {
			return
		}
		for _, f := range frames {
			if _, err := o.w.Write(f); err != nil {
				o.mu.Lock()
				o.closed, o.queue = true, nil
				o.mu.Unlock()
				return
			}
			o.mu.Lock()
			o.size -= len(f)
			o.mu.Unlock()
		}
	}
}

// close waits for what is queued to be written, but not for ever.
func (o *outbox) close(timeout time.Duration) {
	o.mu.Lock()
	o.closed = true
	o.filled.Signal()
	o.mu.Unlock()
	select {
	case <-o.drained:
	case <-time.After(timeout):
	}
}
