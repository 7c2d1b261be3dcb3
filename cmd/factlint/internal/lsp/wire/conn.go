// Package wire is how the language server and its client speak: messages of
// JSON-RPC with their frames, the types of the protocol, URIs, and texts with
// the positions that the protocol counts.
//
// It promises that every request is answered exactly once, that messages are
// taken in the order in which they come, and that nothing a client sends makes
// it stop reading but the end of the stream. It knows nothing of facts.
package wire

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"sync"
	"time"
)

// A Handler takes what the client sends, in the order in which it comes. It
// must not wait for the client.
type Handler interface {
	// notify takes a notification.
	Notify(method string, params json.RawMessage)
	// request takes a request at once and returns how to answer it, which is
	// called in a goroutine of its own; nil when there is nothing more to do
	// than to answer with result and err.
	Request(method string, params json.RawMessage) (later func(context.Context) (any, error), result any, err error)
	// exits reports whether the last notification ended the session.
	Exits() bool
}

// An Error is an error that the protocol has a code for.
type Error struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// The codes of JSON-RPC and of the protocol.
const (
	CodeParseError       = -32700
	CodeInvalidRequest   = -32600
	CodeMethodNotFound   = -32601
	CodeInvalidParams    = -32602
	codeInternalError    = -32603
	CodeNotInitialized   = -32002
	codeRequestFailed    = -32803
	CodeContentModified  = -32801
	CodeRequestCancelled = -32800
)

// Message is any message. A request has a method and an id, a notification a
// method, a response an id.
type Message struct {
	ID     json.RawMessage `json:"id"`
	Method *string         `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  json.RawMessage `json:"error"`
}

// Conn is the connection with a client. It is written here, and not taken from
// a library, since those at hand close the connection at the first message that
// is not well formed and do not keep every id as it came.
type Conn struct {
	in      *bufio.Reader
	out     *outbox
	handler Handler

	mu      sync.Mutex
	running map[string]*running                      // requests of the client, by id as written
	waiting map[string]func(*Error, json.RawMessage) // requests to the client
	last    int                                      // number of the last of those
	quit    context.CancelFunc                       // ends the work for all requests
	answers sync.WaitGroup
}

type running struct{ cancel context.CancelFunc }

// NewConn returns a connection of which h takes the messages. It writes at once
// what is said, and reads in Run.
func NewConn(in io.Reader, out io.Writer, h Handler) *Conn {
	return &Conn{
		in: bufio.NewReaderSize(in, 64<<10), out: newOutbox(out), handler: h,
		running: map[string]*running{}, waiting: map[string]func(*Error, json.RawMessage){},
	}
}

// Run reads messages until the client is gone or ends the session, and returns
// once everything is answered.
func (c *Conn) Run(ctx context.Context) {
	ctx, c.quit = context.WithCancel(ctx)
	defer c.answers.Wait()
	defer c.quit()
	for !c.handler.Exits() {
		content, err := ReadFrame(c.in)
		switch {
		case errors.Is(err, errTooLarge):
			c.answer(nil, nil, &Error{CodeInvalidRequest, err.Error()})
		case errors.Is(err, errNoLength):
			c.answer(nil, nil, &Error{CodeParseError, err.Error()})
		case err != nil:
			return
		default:
			c.receive(ctx, content)
		}
	}
}

func (c *Conn) receive(ctx context.Context, content []byte) {
	var m Message
	if err := json.Unmarshal(content, &m); err != nil {
		code := CodeParseError
		if json.Valid(content) {
			code = CodeInvalidRequest
		}
		c.answer(nil, nil, &Error{code, "this is not a message: " + err.Error()})
		return
	}
	hasID := len(m.ID) > 0 && !bytes.Equal(m.ID, []byte("null"))
	switch {
	case hasID && !isID(m.ID):
		c.answer(nil, nil, &Error{CodeInvalidRequest, "an id is a number or a string"})
	case m.Method == nil && hasID:
		c.answered(&m)
	case m.Method == nil:
		c.answer(nil, nil, &Error{CodeInvalidRequest, "the message has no method"})
	case hasID:
		c.begin(ctx, &m)
	case *m.Method == "$/cancelRequest":
		c.cancel(m.Params)
	default:
		c.guard(func() { c.handler.Notify(*m.Method, m.Params) })
	}
}

func isID(raw json.RawMessage) bool {
	return raw[0] == '"' || raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9'
}

// begin takes a request.
func (c *Conn) begin(ctx context.Context, m *Message) {
	var later func(context.Context) (any, error)
	var result any
	var err error = &Error{codeInternalError, "the request could not be answered"}
	c.guard(func() { later, result, err = c.handler.Request(*m.Method, m.Params) })
	if later == nil {
		if *m.Method == "shutdown" && err == nil {
			c.quit() // whatever is pending is answered first
			c.answers.Wait()
		}
		c.answer(m.ID, result, err)
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	r := &running{cancel}
	key := string(m.ID)
	c.mu.Lock()
	c.running[key] = r
	c.mu.Unlock()
	c.answers.Add(1)
	go func() {
		defer c.answers.Done()
		defer cancel()
		var result any
		var err error = &Error{codeInternalError, "the request could not be answered"}
		c.guard(func() { result, err = later(ctx) })
		c.mu.Lock()
		if c.running[key] == r {
			delete(c.running, key)
		}
		c.mu.Unlock()
		c.answer(m.ID, result, err)
	}()
}

// guard calls f, and keeps a defect in it from ending the session.
func (c *Conn) guard(f func()) {
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintf(os.Stderr, "factlint lsp: %v\n%s", p, debug.Stack())
			c.Notify("window/logMessage", LogMessage{MessageError, fmt.Sprintf("factlint failed: %v; please report this", p)})
		}
	}()
	f()
}

// Close stops writing once what was said is written, or after a while.
func (c *Conn) Close(timeout time.Duration) { c.out.close(timeout) }

// answer sends the response to the request with the id; nil stands for one
// whose id is not known.
func (c *Conn) answer(id json.RawMessage, result any, err error) {
	if id == nil {
		id = json.RawMessage("null")
	}
	out := struct {
		JSONRPC string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Result  *any            `json:"result,omitempty"`
		Error   *Error          `json:"error,omitempty"`
	}{JSONRPC: "2.0", ID: id}
	switch e := (*Error)(nil); {
	case err == nil:
		out.Result = &result
	case errors.As(err, &e):
		out.Error = e
	case errors.Is(err, context.Canceled):
		out.Error = &Error{CodeRequestCancelled, "cancelled"}
	default:
		out.Error = &Error{codeRequestFailed, err.Error()}
	}
	c.send(out)
}

// Notify sends a notification.
func (c *Conn) Notify(method string, params any) {
	c.send(struct {
		JSONRPC string `json:"jsonrpc"`
		Method  string `json:"method"`
		Params  any    `json:"params"`
	}{"2.0", method, params})
}

// Call sends a request. Once it is answered, then is called in the loop that
// reads messages, so that it must not wait for anything.
func (c *Conn) Call(method string, params any, then func(*Error, json.RawMessage)) {
	c.mu.Lock()
	c.last++
	id := strconv.Quote("factlint-" + strconv.Itoa(c.last))
	c.waiting[id] = then
	c.mu.Unlock()
	c.send(struct {
		JSONRPC string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Method  string          `json:"method"`
		Params  any             `json:"params,omitempty"`
	}{"2.0", json.RawMessage(id), method, params})
}

// answered takes the client's response.
func (c *Conn) answered(m *Message) {
	key := string(m.ID)
	c.mu.Lock()
	then := c.waiting[key]
	delete(c.waiting, key)
	c.mu.Unlock()
	if then == nil {
		return
	}
	var failed *Error
	if len(m.Error) > 0 && string(m.Error) != "null" {
		failed = &Error{}
		if json.Unmarshal(m.Error, failed) != nil {
			failed.Message = "the client refused"
		}
	}
	c.guard(func() { then(failed, m.Result) })
}

// cancel ends the work for a request, which is then answered with an error.
func (c *Conn) cancel(params json.RawMessage) {
	var p struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(params, &p) != nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if r := c.running[string(p.ID)]; r != nil {
		r.cancel()
	}
}

func (c *Conn) send(v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		fmt.Fprintln(os.Stderr, "factlint lsp:", err)
		return
	}
	c.out.put(bytes.TrimRight(b.Bytes(), "\n"))
}
