package picture

import (
	"bytes"
	"context"
	"html"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/factstest"
)

// TestChromium opens the page of 2 000 facts from disk: it must load, show
// something, and complain of nothing. Skipped without chromium.
func TestChromium(t *testing.T) {
	needChromium(t)
	dir := t.TempDir()
	for name, p := range picturesOf(t, 0) {
		if name == "huge" || name == "one day" || name == "empty" {
			p.dump(t, "") // which must not complain
			continue
		}
		var page bytes.Buffer
		require.NoError(t, p.WriteHTML(&page))
		write(t, filepath.Join(dir, "page.html"), page.String())
		// A page around it takes the time until it is read and laid out.
		write(t, filepath.Join(dir, "clock.html"), `<!DOCTYPE html><meta charset="utf-8"><body><script>const from = performance.now()</script>
<iframe width="1000" height="800" srcdoc="`+html.EscapeString(page.String())+`" onload="const d = this.contentDocument; d.body.offsetHeight; document.body.setAttribute('data-ms', Math.round(performance.now() - from));
d.querySelector('#i1 .label').dispatchEvent(new MouseEvent('click', { bubbles: true })); document.body.setAttribute('data-told', d.querySelectorAll('#panel dd').length)"></iframe>`)
		shot := filepath.Join(dir, "shot.png")
		_, log := run(t, dir, "--screenshot="+shot, "file://"+filepath.Join(dir, "page.html"))
		assert.NotContains(t, log, "CONSOLE", "%s: the page complains", name)
		seen := colors(t, shot)
		assert.GreaterOrEqual(t, len(seen), 20, "%s: colours of the picture", name)
		assert.Contains(t, seen, [3]uint32{0xdbdb, 0xe7e7, 0xf6f6}, "%s: that of offices", name)
		out, _ := run(t, dir, "--dump-dom", "file://"+filepath.Join(dir, "clock.html"))
		assert.Regexp(t, `data-told="[1-9]`, out, "%s: the page does not answer", name)
		m := regexp.MustCompile(`data-ms="(\d+)"`).FindStringSubmatch(out)
		require.NotNil(t, m, "%s: the page does not end loading", name)
		// The time is reported, not judged: a busy machine is no fault of the page.
		t.Logf("%s: %s ms", name, m[1])
	}
}

func needChromium(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("starting chromium takes seconds")
	}
	factstest.Need(t, "chromium")
}

func write(t *testing.T, path, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(path, []byte(text), 0o666))
}

func run(t *testing.T, dir string, args ...string) (out, log string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, "chromium", append([]string{
		"--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
		"--disable-component-update", "--disable-sync", "--hide-scrollbars", "--enable-logging=stderr", "--window-size=1000,800",
		"--user-data-dir=" + filepath.Join(dir, "profile"),
	}, args...)...)
	var o, e bytes.Buffer
	cmd.Stdout, cmd.Stderr = &o, &e
	if err := cmd.Run(); err != nil {
		t.Skipf("chromium does not run here: %v", err)
	}
	return o.String(), e.String()
}

// colors returns the colours of a screenshot.
func colors(t *testing.T, path string) map[[3]uint32]bool {
	t.Helper()
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	img, err := png.Decode(f)
	require.NoError(t, err)
	seen := map[[3]uint32]bool{}
	for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
		for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
			r, g, b, _ := img.At(x, y).RGBA()
			seen[[3]uint32{r, g, b}] = true
		}
	}
	return seen
}
