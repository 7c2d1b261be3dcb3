// Command factlint checks facts kept in TOML files: it reports those that
// cannot all be true.
package main

import (
	"os"

	"github.com/factlint/factlint/cmd/factlint/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
