package lsp

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
)

// A handler takes what the client sends, in the order in which it comes. It
// must not wait for the client.
type handler interface {
	// notify takes a notification.
	notify(method string, params json.RawMessage)
	// request takes a request at once and returns how to answer it, which is
	// called in a goroutine of its own; nil when there is nothing more to do
	// than to answer with result and err.
	request(method string, params json.RawMessage) (later func(context.Context) (any, error), result any, err error)
	// exits reports whether the last notification ended the session.
	exits() bool
}

// An answerError is an error that the protocol has a code for.
type answerError struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

func (e *answerError) Error() string { return e.Message }

// The codes of JSON-RPC and of the protocol.
const (
	codeParseError       = -32700
	codeInvalidRequest   = -32600
	codeMethodNotFound   = -32601
	codeInvalidParams    = -32602
	codeInternalError    = -32603
	codeNotInitialized   = -32002
	codeRequestFailed    = -32803
	codeContentModified  = -32801
	codeRequestCancelled = -32800
)

// message is any message. A request has a method and an id, a notification a
// method, a response an id.
type message struct {
	ID     json.RawMessage `json:"id"`
	Method *string         `json:"method"`
	Params json.RawMessage `json:"params"`
	Result json.RawMessage `json:"result"`
	Error  json.RawMessage `json:"error"`
}

// conn is the connection with a client. It is written here, and not taken from
// a library, since those at hand close the connection at the first message that
// is not well formed and do not keep every id as it came.
type conn struct {
	in      *bufio.Reader
	out     *outbox
	handler handler

	mu      sync.Mutex
	running map[string]*running                            // requests of the client, by id as written
	waiting map[string]func(*answerError, json.RawMessage) // requests to the client
	last    int                                            // number of the last of those
	answers sync.WaitGroup
}

type running struct{ cancel context.CancelFunc }

func newConn(in io.Reader, out io.Writer, h handler) *conn {
	return &conn{
		in: bufio.NewReaderSize(in, 64<<10), out: newOutbox(out), handler: h,
		running: map[string]*running{}, waiting: map[string]func(*answerError, json.RawMessage){},
	}
}

// run reads messages until the client is gone or ends the session, and returns
// once everything is answered.
func (c *conn) run(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx)
	for !c.handler.exits() {
		content, err := readFrame(c.in)
		if errors.Is(err, errTooLarge) {
			c.answer(nil, nil, &answerError{codeInvalidRequest, fmt.Sprintf("a message has at most %d MB", maxMessage>>20)})
			continue
		}
		if err != nil {
			break
		}
		c.receive(ctx, content)
	}
	cancel()
	c.answers.Wait()
}

func (c *conn) receive(ctx context.Context, content []byte) {
	var m message
	if err := json.Unmarshal(content, &m); err != nil {
		code := codeParseError
		if json.Valid(content) {
			code = codeInvalidRequest
		}
		c.answer(nil, nil, &answerError{code, "this is no message: " + err.Error()})
		return
	}
	hasID := len(m.ID) > 0 && !bytes.Equal(m.ID, []byte("null"))
	switch {
	case hasID && !isID(m.ID):
		c.answer(nil, nil, &answerError{codeInvalidRequest, "an id is a number or a string"})
	case m.Method == nil && hasID:
		c.answered(&m)
	case m.Method == nil:
		c.answer(nil, nil, &answerError{codeInvalidRequest, "the message has no method"})
	case hasID:
		c.begin(ctx, &m)
	case *m.Method == "$/cancelRequest":
		c.cancel(m.Params)
	default:
		c.guard(func() { c.handler.notify(*m.Method, m.Params) })
	}
}

func isID(raw json.RawMessage) bool {
	return raw[0] == '"' || raw[0] == '-' || '0' <= raw[0] && raw[0] <= '9'
}

// begin takes a request.
func (c *conn) begin(ctx context.Context, m *message) {
	var later func(context.Context) (any, error)
	var result any
	var err error = &answerError{codeInternalError, "the request could not be answered"}
	c.guard(func() { later, result, err = c.handler.request(*m.Method, m.Params) })
	if later == nil {
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
		var err error = &answerError{codeInternalError, "the request could not be answered"}
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
func (c *conn) guard(f func()) {
	defer func() {
		if p := recover(); p != nil {
			fmt.Fprintf(os.Stderr, "factlint lsp: %v\n%s", p, debug.Stack())
			c.notify("window/logMessage", logMessage{messageError, fmt.Sprintf("factlint failed: %v; please report this", p)})
		}
	}()
	f()
}

// answer sends the response to the request with the id; nil stands for one
// whose id is not known.
func (c *conn) answer(id json.RawMessage, result any, err error) {
	if id == nil {
		id = json.RawMessage("null")
	}
	out := struct {
		JSONRPC string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Result  *any            `json:"result,omitempty"`
		Error   *answerError    `json:"error,omitempty"`
	}{JSONRPC: "2.0", ID: id}
	switch e := (*answerError)(nil); {
	case err == nil:
		out.Result = &result
	case errors.As(err, &e):
		out.Error = e
	case errors.Is(err, context.Canceled):
		out.Error = &answerError{codeRequestCancelled, "cancelled"}
	default:
		out.Error = &answerError{codeRequestFailed, err.Error()}
	}
	c.send(out)
}

// notify sends a notification.
func (c *conn) notify(method string, params any) {
	c.send(struct {
		JSONRPC string `json:"jsonrpc"`
		Method  string `json:"method"`
		Params  any    `json:"params"`
	}{"2.0", method, params})
}

// call sends a request. Once it is answered, then is called in the loop that
// reads messages, so that it must not wait for anything.
func (c *conn) call(method string, params any, then func(*answerError, json.RawMessage)) {
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
func (c *conn) answered(m *message) {
	key := string(m.ID)
	c.mu.Lock()
	then := c.waiting[key]
	delete(c.waiting, key)
	c.mu.Unlock()
	if then == nil {
		return
	}
	var failed *answerError
	if len(m.Error) > 0 && string(m.Error) != "null" {
		failed = &answerError{}
		if json.Unmarshal(m.Error, failed) != nil {
			failed.Message = "the client refused"
		}
	}
	c.guard(func() { then(failed, m.Result) })
}

// cancel ends the work for a request, which is then answered with an error.
func (c *conn) cancel(params json.RawMessage) {
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

func (c *conn) send(v any) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		fmt.Fprintln(os.Stderr, "factlint lsp:", err)
		return
	}
	c.out.put(bytes.TrimRight(b.Bytes(), "\n"))
}
