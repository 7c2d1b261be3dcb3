package folder

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/factlint/factlint/facts/disk"
)

// 10 000 files in 100 folders below a .gitignore of ordinary size.
func BenchmarkList(b *testing.B) {
	files := map[string]string{".git/HEAD": "", ".gitignore": strings.Repeat("*.py[cod]\n/build/\n*.log\nnode_modules/\n**/tmp/*.bak\n!keep.toml\nold*\n", 10)}
	for d := range 100 {
		for f := range 100 {
			files[fmt.Sprintf("folder-%02d/file-%02d.toml", d, f)] = ""
		}
	}
	root := grow(b, files)
	for _, exclude := range [][]string{nil, {"drafts/**", "**/*.bak.toml", "{a,b,c}/x"}} {
		b.Run(fmt.Sprint("excludes=", len(exclude)), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if l, err := List(context.Background(), disk.Files{}, root, Selection{Exclude: exclude}); err != nil || len(l.Files) != 10_000 {
					b.Fatal(len(l.Files), err)
				}
			}
		})
	}
}

func BenchmarkWildmatch(b *testing.B) {
	w := compileWildmatch("**/a*b?[c-e]/*.toml")
	for b.Loop() {
		w.match("some/folder/aaaaaabxd/presidency.toml", newEffort())
	}
}
