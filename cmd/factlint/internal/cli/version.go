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

// versionAndCommit is version with the commit that a release was built from, where
// that is known.
func versionAndCommit() string {
	info, _ := debug.ReadBuildInfo()
	v := versionOf(release, info)
	if commit := commitOf(info); commit != "" && !strings.Contains(v, commit) {
		v += " (" + commit + ")"
	}
	return v
}

// commitOf returns the beginning of the hash of the commit; "" when it is not known.
func commitOf(info *debug.BuildInfo) string {
	if info == nil {
		return ""
	}
	commit := ""
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value
		}
	}
	if commit == "" { // of go install …@main
		v, _ := strings.CutSuffix(info.Main.Version, "+dirty")
		commit, _ = module.PseudoVersionRev(v)
	}
	return commit[:min(12, len(commit))]
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
	modified := false
	for _, s := range info.Settings {
		modified = modified || s.Key == "vcs.modified" && s.Value == "true"
	}
	v, dirty := strings.CutSuffix(info.Main.Version, "+dirty")
	if v != "" && v != "(devel)" && !dirty && !modified && !module.IsPseudoVersion(v) {
		return strings.TrimPrefix(v, "v")
	}
	out := "devel"
	if commit := commitOf(info); commit != "" {
		out += " " + commit
	}
	if dirty || modified {
		out += " (modified)"
	}
	return out
}
