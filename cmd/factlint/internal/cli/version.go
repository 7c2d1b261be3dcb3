package cli

import (
	"runtime/debug"
	"strings"

	"golang.org/x/mod/module"
)

// release is the version of a release, such as 1.2.0, set by the linker:
//
//	-ldflags "-X github.com/factlint/factlint/cmd/factlint/internal/cli.release=1.2.0"
var release string

// version returns the version that the program was built as: that of a
// release, or "devel" with the commit.
func version() string {
	info, _ := debug.ReadBuildInfo()
	return versionOf(release, info)
}

// versionOf words the version: 1.2.0 for a release, whether the linker or the
// module system says so, and else what is known of the commit: "devel
// 1a2b3c4d5e6f (modified)", where modified means that what was built differs
// from the commit.
func versionOf(release string, info *debug.BuildInfo) string {
	if release != "" {
		return strings.TrimPrefix(release, "v")
	}
	if info == nil {
		return "unknown"
	}
	commit, modified := "", false
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			commit = s.Value
		case "vcs.modified":
			modified = s.Value == "true"
		}
	}
	v, dirty := strings.CutSuffix(info.Main.Version, "+dirty")
	if v != "" && v != "(devel)" && !dirty && !modified && !module.IsPseudoVersion(v) {
		return strings.TrimPrefix(v, "v")
	}
	if commit == "" {
		commit, _ = module.PseudoVersionRev(v) // of go install …@main
	}
	out := "devel"
	if commit != "" {
		out += " " + commit[:min(12, len(commit))]
	}
	if dirty || modified {
		out += " (modified)"
	}
	return out
}
