package cli

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"factlint": func() { os.Exit(Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the command as a user meets it. With
// FACTLINT_UPDATE=1 the expected outputs are written anew.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../../../testdata/script",
		UpdateScripts:       os.Getenv("FACTLINT_UPDATE") != "",
		RequireExplicitExec: true,
		// To collect the garbage of so short runs is half of what they take.
		Setup: func(env *testscript.Env) error { env.Setenv("GOGC", "off"); return nil },
	})
}
