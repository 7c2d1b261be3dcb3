package lsp

import (
	"encoding/json"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/facts/factstest"
)

// large opens one file of a base of 1e5 facts, and waits until it is checked.
func large(b *testing.B) (c *client, name, text string) {
	b.Helper()
	name = "part-005/facts-00500.toml"
	c, text = prepare(b, factstest.Generate(1e5), name)
	return c, name, text
}

// prepare opens one file of a base, and waits until it is checked.
func prepare(b *testing.B, texts map[string][]byte, name string) (c *client, text string) {
	b.Helper()
	c = connect(b)
	c.root = b.TempDir()
	require.NoError(b, factstest.Write(c.root, texts))
	c.initialize(markdown)
	text = string(texts[name])
	c.didOpen(name, 1, text)
	c.pushes(name, 1)
	return c, text
}

// pushes waits for the diagnostics of a version of a document.
func (c *client) pushes(name string, version int) wire.PublishParams {
	c.t.Helper()
	var last wire.PublishParams
	c.wait("diagnostics", func() bool {
		all := c.pushed[c.uri(name)]
		if len(all) > 0 {
			last = all[len(all)-1]
			c.pushed[c.uri(name)] = all[len(all)-1:]
		}
		return last.Version != nil && *last.Version == version
	})
	return last
}

// BenchmarkEdit changes one character back and forth, and waits each time for
// the diagnostics.
func BenchmarkEdit(b *testing.B) {
	factstest.Bench(b, func(b *testing.B, texts map[string][]byte) {
		const name = "part-000/facts-00050.toml"
		c, text := prepare(b, texts, name)
		at := wire.NewText([]byte(text), false).Position(uint32(strings.Index(text, "born = 19") + len("born = 19")))
		change := wire.ContentChange{Range: &wire.Range{Start: at, End: wire.Position{Line: at.Line, Character: at.Character + 1}}, Text: "9"}
		var times []time.Duration
		version := 1
		for b.Loop() {
			version++
			change.Text = fmt.Sprint(version % 2 * 9)
			began := time.Now()
			c.didChange(name, version, change)
			c.pushes(name, version)
			times = append(times, time.Since(began))
		}
		slices.Sort(times)
		b.ReportMetric(times[len(times)/2].Seconds()*1000, "ms/median")
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapAlloc>>20), "heap-MB")
		b.ReportMetric(float64(m.Sys>>20), "sys-MB")
	})
}

func benchmarkAsk(b *testing.B, method, around string) {
	c, name, text := large(b)
	at := c.where(name, text, around)
	c.ask(method, at)
	var result json.RawMessage
	for b.Loop() {
		result = c.ask(method, at)
	}
	b.ReportMetric(float64(len(result)), "bytes")
}

func BenchmarkHover(b *testing.B) {
	benchmarkAsk(b, "textDocument/hover", `during = "term-|500-1-1"`)
}

func BenchmarkComplete(b *testing.B) {
	benchmarkAsk(b, "textDocument/completion", `during = "te|rm-500-1-1"`)
}

func BenchmarkReferences(b *testing.B) {
	benchmarkAsk(b, "textDocument/references", `during = "term-|500-1-1"`)
}

// BenchmarkHoverAfterEdit is the time of a hover when all that it tells must be
// worked out anew.
func BenchmarkHoverAfterEdit(b *testing.B) {
	c, name, text := large(b)
	at := c.where(name, text, `during = "term-|500-1-1"`)
	version := 1
	for b.Loop() {
		b.StopTimer()
		version++
		c.didChange(name, version, wire.ContentChange{Range: nil, Text: text + strings.Repeat("\n", version%2)})
		c.pushes(name, version)
		b.StartTimer()
		c.ask("textDocument/hover", at)
	}
}
