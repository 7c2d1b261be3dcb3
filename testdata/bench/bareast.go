//go:build ignore

// This program lets go-toml's own parser go over every TOML file below a folder
// and builds nothing from it: the least that a check written in Go can cost.
package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/pelletier/go-toml/v2/unstable"
)

func main() {
	var p unstable.Parser
	err := filepath.WalkDir(os.Args[1], func(path string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".toml" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		p.Reset(src)
		for p.NextExpression() {
			_ = p.Expression()
		}
		return p.Error()
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
