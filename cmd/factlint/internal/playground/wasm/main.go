//go:build js && wasm

// Command wasm gives the web page, in a worker of its own, a function
//
//	factlint(files, receive) → { send(message, …), end() }
//
// that starts a session over files, an object of texts by name. Messages are JSON-RPC as
// strings; receive is called with each of the server. It posts "ready" once the function is there.
package main

import (
	"runtime/debug"
	"syscall/js"

	"github.com/factlint/factlint/cmd/factlint/internal/playground"
)

func main() {
	debug.SetGCPercent(400) // a base has few megabytes, and collecting has no thread of its own
	js.Global().Set("factlint", js.FuncOf(func(_ js.Value, args []js.Value) any {
		given, receive := args[0], args[1]
		files := map[string]string{}
		names := js.Global().Get("Object").Call("keys", given)
		for i := range names.Length() {
			name := names.Index(i).String()
			files[name] = given.Get(name).String()
		}
		session := playground.Start(files, func(message []byte) { receive.Invoke(string(message)) })
		return map[string]any{
			"send": js.FuncOf(func(_ js.Value, args []js.Value) any {
				messages := make([][]byte, len(args))
				for i, m := range args {
					messages[i] = []byte(m.String())
				}
				session.Send(messages...)
				return nil
			}),
			"end": js.FuncOf(func(js.Value, []js.Value) any {
				session.End()
				return nil
			}),
		}
	}))
	js.Global().Call("postMessage", "ready")
	select {}
}
