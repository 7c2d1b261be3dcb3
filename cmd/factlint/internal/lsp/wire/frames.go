package wire

import (
	"bufio"
	"bytes"
	"errors"
	"io"
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

var errTooLarge = errors.New("the message is too large")

// ReadFrame returns the content of the next message. Lines that are no header
// are passed over, so that one stray line does not end the session. After
// errTooLarge the message has been passed over; any other error is that of the
// stream.
func ReadFrame(r *bufio.Reader) ([]byte, error) {
	length := int64(-1)
	for {
		line, err := headerLine(r)
		if err != nil {
			return nil, err
		}
		if line == "" {
			if length >= 0 {
				break
			}
			continue
		}
		if name, value, ok := strings.Cut(line, ":"); ok && strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			n, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
			if err != nil || n < 0 {
				n = -1 // what follows is passed over line by line
			}
			length = n
		}
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

// headerLine returns a line without its end; of one that is too long a part
// that is no header.
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

// put queues a message. It reports false when the client takes none any more.
func (o *outbox) put(content []byte) bool {
	frame := make([]byte, 0, len(content)+32)
	frame = append(frame, "Content-Length: "...)
	frame = strconv.AppendInt(frame, int64(len(content)), 10)
	frame = append(frame, "\r\n\r\n"...)
	frame = append(frame, content...)
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.closed || o.size > maxUnsent {
		return false
	}
	o.queue, o.size = append(o.queue, frame), o.size+len(frame)
	o.filled.Signal()
	return true
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
func (o *outbox) close(patience time.Duration) {
	o.mu.Lock()
	o.closed = true
	o.filled.Signal()
	o.mu.Unlock()
	select {
	case <-o.drained:
	case <-time.After(patience):
	}
}
