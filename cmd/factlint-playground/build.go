package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// asIs are the sources of the page that the site has as they are.
var asIs = []string{"index.html", "style.css", "icon.svg", "worker.js"}

var errNoNPM = errors.New("npm is not on this machine: the editor of the page comes from npm and is bundled when the page is built; install Node.js 20 or later (https://nodejs.org)")

// build writes the site into a folder.
func build(ctx context.Context, dir string) error {
	if _, err := exec.LookPath("npm"); err != nil {
		return errNoNPM
	}
	root, err := output(ctx, "", "go", "list", "-m", "-f", "{{.Dir}}", "github.com/factlint/factlint")
	if err != nil || root == "" {
		return fmt.Errorf("the page is built from the sources of factlint: run this in a clone of its repository (%w)", err)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	page := filepath.Join(root, "cmd", "factlint-playground", "page")
	for _, name := range asIs {
		if err := copyFile(filepath.Join(dir, name), filepath.Join(page, name)); err != nil {
			return err
		}
	}
	packages, err := install(ctx, page)
	if err != nil {
		return err
	}
	bundled, err := bundle(ctx, dir, page, packages)
	if err != nil {
		return err
	}
	if err := compile(ctx, dir, root); err != nil {
		return err
	}
	examples, err := examplesIn(root)
	if err != nil {
		return err
	}
	if err := writeJSON(filepath.Join(dir, "examples.json"), examples); err != nil {
		return err
	}
	licenses, err := licensesOf(ctx, root, bundled)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, "licenses.txt"), licenses, 0o666); err != nil {
		return err
	}
	return keepOffline(dir, page)
}

// program is the Go package that the page runs.
const program = "./cmd/factlint/internal/playground/wasm"

// compile makes factlint.wasm, and puts what starts it beside it.
func compile(ctx context.Context, dir, root string) error {
	// Without inlining the program is a sixth smaller, compressed.
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-gcflags=all=-l", "-o", filepath.Join(dir, "factlint.wasm"), program)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if err := told(cmd); err != nil {
		return err
	}
	goroot, err := output(ctx, root, "go", "env", "GOROOT")
	if err != nil {
		return err
	}
	return copyFile(filepath.Join(dir, "wasm_exec.js"), filepath.Join(goroot, "lib", "wasm", "wasm_exec.js"))
}

// install has npm install what package-lock.json names, once for each state of it, in the
// cache of the person: no node_modules are ever in the repository. It returns the folder.
func install(ctx context.Context, page string) (string, error) {
	lock, err := os.ReadFile(filepath.Join(page, "package-lock.json"))
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(lock)
	dir := filepath.Join(cache, "factlint-playground", hex.EncodeToString(sum[:8]))
	done := filepath.Join(dir, "installed")
	if _, err := os.Stat(done); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	for _, name := range []string{"package.json", "package-lock.json"} {
		if err := copyFile(filepath.Join(dir, name), filepath.Join(page, name)); err != nil {
			return "", err
		}
	}
	cmd := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = dir
	if err := told(cmd); err != nil {
		return "", err
	}
	return dir, os.WriteFile(done, nil, 0o666)
}

// bundle makes main.js, and returns the folders of the packages that are in it.
func bundle(ctx context.Context, dir, page, packages string) (bundled []string, err error) {
	modules := filepath.Join(packages, "node_modules")
	meta := filepath.Join(packages, "meta.json")
	cmd := exec.CommandContext(ctx, filepath.Join(modules, ".bin", "esbuild"), filepath.Join(page, "main.js"),
		"--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=none", "--log-level=warning",
		"--outfile="+filepath.Join(dir, "main.js"), "--metafile="+meta)
	cmd.Dir = packages
	cmd.Env = append(os.Environ(), "NODE_PATH="+modules)
	if err := told(cmd); err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(meta)
	if err != nil {
		return nil, err
	}
	var built struct{ Inputs map[string]any }
	if err := json.Unmarshal(raw, &built); err != nil {
		return nil, err
	}
	for name := range built.Inputs {
		_, name, ok := strings.Cut(name, "node_modules/")
		if !ok {
			continue
		}
		parts := strings.SplitN(name, "/", 3)
		if name = parts[0]; strings.HasPrefix(name, "@") {
			name += "/" + parts[1]
		}
		if p := filepath.Join(modules, filepath.FromSlash(name)); !slices.Contains(bundled, p) {
			bundled = append(bundled, p)
		}
	}
	slices.Sort(bundled)
	return bundled, nil
}

// keepOffline writes the service worker, which keeps all files of the site under a name
// made of what they hold.
func keepOffline(dir, page string) error {
	source, err := os.ReadFile(filepath.Join(page, "offline.js"))
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var names []string
	sum := sha256.New()
	for _, e := range entries {
		if e.Name() == "offline.js" || e.IsDir() {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n", e.Name(), len(text))
		sum.Write(text)
		names = append(names, e.Name())
	}
	list, err := json.Marshal(names)
	if err != nil {
		return err
	}
	source = bytes.Replace(source, []byte("VERSION"), []byte("factlint-"+hex.EncodeToString(sum.Sum(nil)[:8])), 1)
	source = bytes.Replace(source, []byte("= FILES"), append([]byte("= "), list...), 1)
	return os.WriteFile(filepath.Join(dir, "offline.js"), source, 0o666)
}

// told runs a command whose words are shown when it fails.
func told(cmd *exec.Cmd) error {
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", strings.Join(cmd.Args, " "), err, out)
	}
	return nil
}

func output(ctx context.Context, dir string, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	return strings.TrimSpace(string(out)), err
}

func copyFile(to, from string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, text, 0o666)
}

func writeJSON(name string, v any) error {
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile(name, text, fs.FileMode(0o666))
}
