//go:build ignore

// This program writes a generated base into a folder, for measurements by hand:
//
//	go run facts/factstest/write.go -facts 100000 -foreign 1 /tmp/base
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/factlint/factlint/facts/factstest"
)

func main() {
	n := flag.Int("facts", 100_000, "how many facts, about")
	foreign := flag.Float64("foreign", 0, "share of the refs that are to lead into other files")
	flag.Parse()
	if flag.NArg() != 1 || !(*foreign >= 0 && *foreign <= 1) {
		flag.Usage()
		os.Exit(2)
	}
	if err := factstest.Write(flag.Arg(0), factstest.Spread(factstest.Generate(*n), *foreign)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
