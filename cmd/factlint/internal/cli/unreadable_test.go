package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
)

// TestNestedConfigurationThatCannotBeRead hides nothing of the other bases.
func TestNestedConfigurationThatCannotBeRead(t *testing.T) {
	for want, spoil := range map[string]func(t *testing.T, name string){
		"is larger than 16 MB": func(t *testing.T, name string) {
			require.NoError(t, os.WriteFile(name, nil, 0o666))
			require.NoError(t, os.Truncate(name, config.MaxSize+1))
		},
		"is a link to a file of another name, which is not followed": func(t *testing.T, name string) {
			if err := os.Symlink("b.toml", name); err != nil {
				t.Skip("no links:", err)
			}
		},
		"is a link that leads nowhere": func(t *testing.T, name string) {
			if err := os.Symlink("none", name); err != nil {
				t.Skip("no links:", err)
			}
		},
		"permission denied": func(t *testing.T, name string) {
			if os.Getuid() <= 0 {
				t.Skip("nothing is closed to the superuser")
			}
			require.NoError(t, os.WriteFile(name, nil, 0))
		},
	} {
		t.Run(want, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for _, dir := range []string{".", "a-nested", "nested", "z-nested"} {
				require.NoError(t, os.MkdirAll(dir, 0o777))
				require.NoError(t, os.WriteFile(filepath.Join(dir, "b.toml"), []byte(clash("b")), 0o666))
				if dir == "nested" {
					spoil(t, filepath.Join(dir, "factlint.toml"))
				} else {
					require.NoError(t, os.WriteFile(filepath.Join(dir, "factlint.toml"), nil, 0o666))
				}
			}
			var out, errs bytes.Buffer
			assert.Equal(t, exitFailure, Main([]string{"check", "--format", "compact"}, strings.NewReader(""), &out, &errs))
			assert.Equal(t, "factlint: nested/factlint.toml: "+want+"\n", errs.String())
			for _, file := range []string{"b.toml", "a-nested/b.toml", "z-nested/b.toml"} {
				assert.Contains(t, "\n"+out.String(), "\n"+file+":5:7: error: b ends")
			}
			assert.NotContains(t, out.String(), "\nnested/")
		})
	}
}
