package cli

import (
	"runtime/debug"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestVersionOf(t *testing.T) {
	git := func(version, modified string) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: version}, Settings: []debug.BuildSetting{
			{Key: "vcs.revision", Value: "1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d"}, {Key: "vcs.modified", Value: modified},
		}}
	}
	module := func(version string) *debug.BuildInfo {
		return &debug.BuildInfo{Main: debug.Module{Version: version}}
	}
	for _, test := range []struct {
		how, release string
		info         *debug.BuildInfo
		want         string
	}{
		{"released with a linker flag", "1.2.0", git("(devel)", "true"), "1.2.0"},
		{"released with the name of the tag", "v1.2.0", nil, "1.2.0"},
		{"go install …@v1.2.0", "", module("v1.2.0"), "1.2.0"},
		{"go install …@v1.2.0-rc.1", "", module("v1.2.0-rc.1"), "1.2.0-rc.1"},
		{"go build at a tag", "", git("v1.2.0", "false"), "1.2.0"},
		{"go build at a tag, then changed", "", git("v1.2.0+dirty", "true"), "devel 1a2b3c4d5e6f (modified)"},
		{"go build after a tag", "", git("v1.2.1-0.20261125020732-1a2b3c4d5e6f", "false"), "devel 1a2b3c4d5e6f"},
		{"go build of Go 1.23", "", git("(devel)", "false"), "devel 1a2b3c4d5e6f"},
		{"go install …@main", "", module("v0.0.0-20261125020732-1a2b3c4d5e6f"), "devel 1a2b3c4d5e6f"},
		{"go run", "", module("(devel)"), "devel"},
		{"go test", "", module(""), "devel"},
		{"without build information", "", nil, "unknown"},
	} {
		assert.Equal(t, test.want, versionOf(test.release, test.info), test.how)
	}
}

func TestCommitOf(t *testing.T) {
	assert.Equal(t, "1a2b3c4d5e6f", commitOf(&debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.revision", Value: "1a2b3c4d5e6f708192a3"}}}))
	assert.Equal(t, "1a2b3c4d5e6f", commitOf(&debug.BuildInfo{Main: debug.Module{Version: "v0.0.0-20261125020732-1a2b3c4d5e6f"}}))
	assert.Empty(t, commitOf(&debug.BuildInfo{Main: debug.Module{Version: "v1.2.0"}}))
	assert.Empty(t, commitOf(nil))
}

func TestBuiltOn(t *testing.T) {
	info := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs.time", Value: "2026-11-25T02:07:32Z"}}}
	assert.Equal(t, "2026-11-25", builtOn(info))
	assert.Empty(t, builtOn(nil), "without build information")
}
