package main

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"image"
	"image/color"
	"image/png"
	"maps"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// patience is how long a page may take for what is waited for: other tests share the machine.
const patience = time.Minute

// tab is a page in Chromium without a window, spoken to by the DevTools protocol over pipes.
type tab struct {
	t       testing.TB
	to      *os.File
	session string

	mu      sync.Mutex
	last    int
	answers map[int]chan reply
	words   []string // that the page complained with
}

type reply struct {
	Result json.RawMessage
	Error  *struct{ Message string }
}

// browse starts Chromium with an empty page.
func browse(t testing.TB) *tab {
	t.Helper()
	factstest.Need(t, "chromium")
	profile, err := os.MkdirTemp("", "chromium-")
	require.NoError(t, err)
	theirs, to, err := os.Pipe()
	require.NoError(t, err)
	from, said, err := os.Pipe()
	require.NoError(t, err)
	cmd := exec.Command("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--remote-debugging-pipe", "--user-data-dir="+profile, "about:blank")
	cmd.ExtraFiles = []*os.File{theirs, said}
	require.NoError(t, cmd.Start())
	theirs.Close()
	said.Close()
	p := &tab{t: t, to: to, answers: map[int]chan reply{}}
	read := make(chan struct{})
	go func() {
		defer close(read)
		p.listen(bufio.NewReader(from))
	}()
	t.Cleanup(func() {
		p.try("Browser.close", nil, nil) // it may have gone already
		to.Close()
		cmd.Wait()
		<-read
		os.RemoveAll(profile) // as far as no process of it writes there still
	})
	var created struct{ TargetID string }
	if err := p.try("Target.createTarget", map[string]any{"url": "about:blank"}, &created); err != nil {
		factstest.Lack(t, "chromium does not run here: "+err.Error())
	}
	var attached struct{ SessionID string }
	p.call("Target.attachToTarget", map[string]any{"targetId": created.TargetID, "flatten": true}, &attached)
	p.session = attached.SessionID
	p.call("Page.enable", nil, nil)
	p.call("Runtime.enable", nil, nil)
	return p
}

func (p *tab) listen(r *bufio.Reader) {
	for {
		raw, err := r.ReadBytes(0)
		if err != nil {
			p.mu.Lock()
			for id, answer := range p.answers {
				delete(p.answers, id)
				close(answer)
			}
			p.mu.Unlock()
			return
		}
		var m struct {
			ID     int
			Method string
			Params json.RawMessage
			reply
		}
		if json.Unmarshal(raw[:len(raw)-1], &m) != nil {
			continue
		}
		p.mu.Lock()
		if answer := p.answers[m.ID]; answer != nil {
			delete(p.answers, m.ID)
			answer <- m.reply
		}
		if m.Method == "Runtime.exceptionThrown" || m.Method == "Runtime.consoleAPICalled" {
			p.words = append(p.words, string(m.Params))
		}
		p.mu.Unlock()
	}
}

// call calls a method of the protocol and waits for its result.
func (p *tab) call(method string, params, result any) {
	p.t.Helper()
	require.NoError(p.t, p.try(method, params, result), method)
}

func (p *tab) try(method string, params, result any) error {
	answer := make(chan reply, 1)
	p.mu.Lock()
	p.last++
	id := p.last
	p.answers[id] = answer
	p.mu.Unlock()
	m := map[string]any{"id": id, "method": method}
	if params != nil {
		m["params"] = params
	}
	if p.session != "" && method != "Browser.close" {
		m["sessionId"] = p.session
	}
	raw, err := json.Marshal(m)
	if err != nil {
		return err
	}
	if _, err := p.to.Write(append(raw, 0)); err != nil {
		return err
	}
	select {
	case r, ok := <-answer:
		switch {
		case !ok:
			return errors.New("chromium has gone")
		case r.Error != nil:
			return errors.New(r.Error.Message)
		case result != nil:
			return json.Unmarshal(r.Result, result)
		}
		return nil
	case <-time.After(patience):
		return errors.New("no answer")
	}
}

// eval returns what a JavaScript expression has for a value, or what it promises.
func (p *tab) eval(expression string) any {
	p.t.Helper()
	v, err := p.tryEval(expression)
	require.NoError(p.t, err, expression)
	return v
}

func (p *tab) tryEval(expression string) (any, error) {
	var out struct {
		Result           struct{ Value any }
		ExceptionDetails *struct{ Exception struct{ Description string } }
	}
	err := p.try("Runtime.evaluate", map[string]any{"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true}, &out)
	if err == nil && out.ExceptionDetails != nil {
		err = errors.New(out.ExceptionDetails.Exception.Description)
	}
	return out.Result.Value, err
}

// until waits until an expression is true.
func (p *tab) until(expression string) {
	p.t.Helper()
	p.untilDoing(func() { time.Sleep(20 * time.Millisecond) }, expression)
}

// untilDoing does something again and again until an expression is true.
func (p *tab) untilDoing(something func(), expression string) {
	p.t.Helper()
	for end := time.Now().Add(patience); ; something() {
		if v, _ := p.tryEval(expression); v == true { // a page that is loading has no answer yet
			return
		}
		if time.Now().After(end) {
			p.mu.Lock()
			defer p.mu.Unlock()
			body, _ := p.tryEvalLocked("document.body.innerText")
			require.FailNow(p.t, "never true: "+expression, "the page says %v and complains %q", body, p.words)
		}
	}
}

// tryEvalLocked is tryEval for who holds the lock.
func (p *tab) tryEvalLocked(expression string) (any, error) {
	p.mu.Unlock()
	defer p.mu.Lock()
	return p.tryEval(expression)
}

// visit opens an address, even one that differs from the last in its hash alone.
func (p *tab) visit(url string) {
	p.t.Helper()
	p.call("Page.navigate", map[string]any{"url": "about:blank"}, nil)
	p.until(`location.href === "about:blank"`)
	p.call("Page.navigate", map[string]any{"url": url}, nil)
}

// window gives the page a size and a theme.
func (p *tab) window(width, height int, theme string) {
	p.t.Helper()
	p.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}, nil)
	p.call("Emulation.setEmulatedMedia", map[string]any{"features": []map[string]string{{"name": "prefers-color-scheme", "value": theme}}}, nil)
}

// shoot writes a picture of the page.
func (p *tab) shoot(name string) {
	p.t.Helper()
	var shot struct{ Data string }
	p.call("Page.captureScreenshot", map[string]any{"format": "png"}, &shot)
	seen, err := png.Decode(base64.NewDecoder(base64.StdEncoding, strings.NewReader(shot.Data)))
	require.NoError(p.t, err)
	var out bytes.Buffer
	require.NoError(p.t, (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, fewColours(seen)))
	require.NoError(p.t, os.WriteFile(name, out.Bytes(), 0o666))
}

// fewColours returns a picture in the 256 colours that it has most of, a third as large.
func fewColours(seen image.Image) image.Image {
	count := map[color.Color]int{}
	all := seen.Bounds()
	for y := all.Min.Y; y < all.Max.Y; y++ {
		for x := all.Min.X; x < all.Max.X; x++ {
			count[seen.At(x, y)]++
		}
	}
	colours := slices.Collect(maps.Keys(count))
	slices.SortFunc(colours, func(a, b color.Color) int { return count[b] - count[a] })
	palette := color.Palette(colours[:min(len(colours), 256)])
	nearest := map[color.Color]uint8{}
	for _, c := range colours {
		nearest[c] = uint8(palette.Index(c))
	}
	out := image.NewPaletted(all, palette)
	for y := all.Min.Y; y < all.Max.Y; y++ {
		for x := all.Min.X; x < all.Max.X; x++ {
			out.SetColorIndex(x, y, nearest[seen.At(x, y)])
		}
	}
	return out
}

// key presses a key, by the name that browsers have for it.
func (p *tab) key(name string) {
	p.t.Helper()
	codes := map[string]int{"Backspace": 8, "Enter": 13, "End": 35, "ArrowUp": 38, "Delete": 46}
	for _, kind := range []string{"rawKeyDown", "keyUp"} {
		p.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": name, "code": name, "windowsVirtualKeyCode": codes[name]}, nil)
	}
}
