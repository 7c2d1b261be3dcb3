package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// licensesOf gathers the licences of all that the site hands out: those of factlint, of Go
// and the modules linked into the program, and of the packages bundled with the page.
func licensesOf(ctx context.Context, root string, bundled []string) ([]byte, error) {
	var out bytes.Buffer
	add := func(name, dir string) error {
		text, err := licenseIn(dir)
		if err == nil {
			fmt.Fprintf(&out, "%s\n%s\n\n%s\n\n\n", name, strings.Repeat("=", len(name)), bytes.TrimSpace(text))
		}
		return err
	}
	goroot, err := output(ctx, root, "go", "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	if err := add("factlint", root); err != nil {
		return nil, err
	}
	if err := add("Go", goroot); err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}}\t{{.Dir}}{{end}}{{end}}", program)
	cmd.Dir, cmd.Env = root, append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	deps, err := cmd.Output()
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for line := range strings.Lines(string(deps)) {
		name, dir, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok || known[name] {
			continue
		}
		known[name] = true
		if err := add(name, dir); err != nil {
			return nil, err
		}
	}
	for _, dir := range bundled {
		var about struct{ Name, Version string }
		raw, err := os.ReadFile(filepath.Join(dir, "package.json"))
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(raw, &about); err != nil {
			return nil, err
		}
		if err := add(about.Name+" "+about.Version, dir); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// licenseIn reads the licence in the folder of a module or package.
func licenseIn(dir string) ([]byte, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		if name := strings.ToUpper(e.Name()); strings.HasPrefix(name, "LICENSE") || strings.HasPrefix(name, "LICENCE") || strings.HasPrefix(name, "COPYING") {
			return os.ReadFile(filepath.Join(dir, e.Name()))
		}
	}
	return nil, fmt.Errorf("%s has no licence", dir)
}
