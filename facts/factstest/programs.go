package factstest

import (
	"os"
	"os/exec"
	"slices"
	"testing"
)

// everyday are programs that tests may start wherever they are.
var everyday = []string{"bash", "chroot", "git", "go", "sh"}

// Need skips a test that starts other programs where one of them is absent, and
// where it would be one more of many that take long: programs that are not
// everyday are asked for by FACTLINT_TOOLS. With FACTLINT_TOOLS=needed the test
// fails for want of a program: nobody reads of what is skipped.
func Need(t testing.TB, programs ...string) {
	t.Helper()
	for _, name := range programs {
		if !slices.Contains(everyday, name) && os.Getenv("FACTLINT_TOOLS") == "" {
			t.Skipf("%s is started only with FACTLINT_TOOLS=wanted", name)
		}
		if _, err := exec.LookPath(name); err != nil {
			Lack(t, name+" is not on this machine")
		}
	}
}

// Lack skips a test for want of something, or with FACTLINT_TOOLS=needed fails it.
func Lack(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("FACTLINT_TOOLS") == "needed" {
		t.Fatal(why)
	}
	t.Skip(why)
}
