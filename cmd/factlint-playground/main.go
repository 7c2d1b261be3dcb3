// Command factlint-playground builds a web page in which anybody tries factlint, and
// serves it on this machine:
//
//	go run ./cmd/factlint-playground                 # at http://localhost:8765
//	go run ./cmd/factlint-playground -output DIR     # as a static site, and no more
//
// The page is the checker as WebAssembly beside an editor. It needs no server but one that
// hands out files, and no network once it is loaded.
package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/signal"
)

func main() {
	output := flag.String("output", "", "write the site into this `folder`, instead of serving it")
	address := flag.String("address", "localhost:8765", "serve the page at this `address`")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *output, *address); err != nil {
		fmt.Fprintln(os.Stderr, "factlint-playground:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, output, address string) error {
	if output != "" {
		return build(ctx, output)
	}
	dir, err := os.MkdirTemp("", "factlint-playground-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Fprintln(os.Stderr, "building …")
	if err := build(ctx, dir); err != nil {
		return err
	}
	server := &http.Server{Addr: address, Handler: site(dir)}
	context.AfterFunc(ctx, func() { server.Close() })
	fmt.Fprintf(os.Stderr, "the playground is at http://%s\n", address)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		return err
	}
	return nil
}

// site hands out the files of a built site, which the browser is to ask for anew each time:
// they are built anew each time.
func site(dir string) http.Handler {
	files := http.FileServer(http.Dir(dir))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Cache-Control", "no-cache")
		files.ServeHTTP(w, r)
	})
}
