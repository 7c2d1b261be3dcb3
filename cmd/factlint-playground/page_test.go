package main

import (
	"flag"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

var screenshots = flag.String("screenshots", "", "write pictures of the page into this folder")

// built is the site, built once for all tests.
var built struct {
	sync.Once
	dir string
	err error
}

func TestMain(m *testing.M) {
	status := m.Run()
	if built.dir != "" {
		os.RemoveAll(built.dir)
	}
	os.Exit(status)
}

// served returns a server of the site.
func served(t testing.TB) *httptest.Server {
	t.Helper()
	factstest.Need(t, "go", "npm", "chromium")
	built.Do(func() {
		if built.dir, built.err = os.MkdirTemp("", "playground-"); built.err == nil {
			built.err = build(t.Context(), built.dir)
		}
	})
	require.NoError(t, built.err)
	s := httptest.NewServer(site(built.dir))
	t.Cleanup(s.Close)
	return s
}

const (
	// settled is true once findings and picture are there.
	settled = `document.getElementById("count")?.className && document.querySelector(".places") !== null && !!document.getElementById("picture").shadowRoot?.querySelector("svg")`
)

// TestScreenshots shows the page to whoever looks after it, and to who reads the README.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("no -screenshots")
	}
	s := served(t)
	p := browse(t)
	for _, shot := range []struct {
		name, hash, theme string
		width, height     int
	}{
		{"playground", "#presidents", "light", 1100, 900}, // that of the README
		{"playground-dark", "#strike", "dark", 1280, 1060},
		{"playground-phone", "#presidents", "light", 360, 1500},
		{"playground-phone-dark", "#league", "dark", 360, 1500},
		{"playground-records", "#council", "light", 1280, 1060},
	} {
		p.window(shot.width, shot.height, shot.theme)
		p.visit(s.URL + "/" + shot.hash)
		p.until(settled)
		p.until(`document.querySelectorAll(".fixes button").length > 0`)
		p.shoot(filepath.Join(*screenshots, shot.name+".png"))
	}
	assert.Empty(t, p.words)
}

// slip is the date in the README's example that is wrong, and both places of its finding.
const (
	noticed = `document.querySelector("#count.error")?.textContent === "1 error" && document.querySelectorAll("#list .places li").length === 2`
	marked  = `document.querySelectorAll(".cm-lintRange-error, .cm-lintRange-info").length === 2`
	none    = `document.querySelector("#count.none")?.textContent === "No findings"`
)

// TestPage opens the page as people do: it shows the slip of the README at both places, takes
// it back when the date is edited or the fix taken, keeps its state through a reload, and
// works without a network.
func TestPage(t *testing.T) {
	s := served(t)
	p := browse(t)
	p.window(1280, 1000, "light")
	p.visit(s.URL + "/#presidents")
	p.until(noticed)
	assert.Equal(t, "presidency.toml:30", p.eval(`document.querySelectorAll("#list .places button")[0].textContent`))
	assert.Equal(t, "presidency.toml:25 holds it until 24 May 2022", p.eval(`document.querySelectorAll("#list .places li")[1].textContent`))
	p.until(marked)
	assert.Equal(t, []any{"2022-05-24", "2022-04-24"}, p.eval(`[...document.querySelectorAll(".cm-lintRange-error, .cm-lintRange-info")].map((e) => e.textContent)`))
	p.until(`document.getElementById("picture").shadowRoot.querySelector("svg .chain.error") !== null`)

	// A click on a place puts the cursor before its date; what is typed there mends it.
	p.eval(`document.querySelectorAll("#list .places button")[0].click()`)
	for range 10 {
		p.key("Delete")
	}
	p.call("Input.insertText", map[string]any{"text": "2022-05-24"}, nil)
	p.until(none)
	p.until(`document.getElementById("picture").shadowRoot.querySelector("svg .chain.error") === null`)
	p.until(`location.hash.startsWith("#files=")`)
	assert.Equal(t, "", p.eval(`document.getElementById("examples").value`))

	// The address alone says what is shown: to who reloads it, and to who is sent it.
	mended := `document.querySelector(".cm-content").textContent.includes("start  = 2022-05-24")`
	p.call("Page.reload", nil, nil)
	p.until(none)
	p.until(mended)
	address := p.eval(`location.href`).(string)
	p.visit(s.URL + "/#presidents")
	p.until(noticed)
	p.visit(address)
	p.until(none)
	p.until(mended)

	// A fix at a click.
	p.visit(s.URL + "/#presidents")
	p.until(`document.querySelector(".fixes button")?.textContent.startsWith("Write 2022-05-24 for 2022-04-24")`)
	p.eval(`document.querySelector(".fixes button").click()`)
	p.until(none)
	p.until(mended)

	// Records in YAML, kinds of the base's own: what the server tells comes from several files.
	p.visit(s.URL + "/#council")
	p.until(`document.querySelector("#count.error") !== null`)
	p.until(`[...document.querySelectorAll("#list .places button")].some((b) => b.textContent.startsWith("members/elected.yaml:"))`)

	p.until(`navigator.serviceWorker.controller !== null`)
	s.Close()
	p.visit(s.URL + "/#presidents")
	p.until(noticed)
	p.until(marked)
	assert.Empty(t, p.words, "the page complains")
}

// TestAsks has the editor show what the server answers: what is known of a fact, and what
// may stand in its place.
func TestAsks(t *testing.T) {
	s := served(t)
	p := browse(t)
	p.window(1280, 1000, "light")
	p.visit(s.URL + "/#presidents")
	p.until(marked)
	p.eval(`document.querySelectorAll("#list .places button")[0].click()`)
	p.key("ArrowUp")
	p.key("End")
	for range len(`president"`) {
		p.key("Backspace")
	}
	p.call("Input.insertText", map[string]any{"text": "p"}, nil)
	p.until(`[...document.querySelectorAll(".cm-tooltip-autocomplete li")].some((e) => e.textContent.includes("president"))`)
	p.eval(`new Promise((done) => setTimeout(done, 200))`) // what opened just now takes no key
	p.key("Enter")
	p.until(noticed)

	moved := 0.0
	p.untilDoing(func() {
		// Where the name stands, and whether it belongs to a text that has just changed, is seen anew each time.
		at := p.eval(`(() => {
			const name = [...document.querySelectorAll(".tok-string")].findLast((e) => e.textContent === '"anatoly-bibilov"');
			const { left, top, width, height } = name.getBoundingClientRect();
			return [left + width / 2, top + height / 2];
		})()`).([]any)
		moved = 1 - moved
		p.call("Input.dispatchMouseEvent", map[string]any{"type": "mouseMoved", "x": at[0].(float64) + moved, "y": at[1]}, nil)
		p.eval(`new Promise((done) => setTimeout(done, 1000))`)
	}, `document.querySelector(".told")?.textContent.includes("Bibilov")`)
	if *screenshots != "" {
		p.shoot(filepath.Join(*screenshots, "hover.png"))
	}
	assert.Empty(t, p.words, "the page complains")
}
