package picture

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/config"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/disk"
	"github.com/factlint/factlint/facts/factstest"
	"github.com/factlint/factlint/rules/engine"
)

const shipped = "../../../../facts/south-ossetia"

// crowded is a base in which much stands at one place: short terms side by
// side and at once, planned, cancelled, disputed and undated facts, and
// contradictions.
func crowded() string {
	s := `
[[office]]
id = "chair"
name = "Chair of everything"
seats = 1
`
	for i := range 40 {
		s += fmt.Sprintf("[[person]]\nid = \"p%d\"\nname = \"Person with the long name number %d\"\n", i, i)
		s += fmt.Sprintf("[[tenure]]\nperson = \"p%d\"\noffice = \"chair\"\nstart = 20%02d-0%d-01\nend = \"20%02d-%02d\"\nacting = %v\n", i, i/2, 1+i%9, i/2+i%3, 1+i%12, i%7 == 0)
		status := [...]string{"", "status = \"planned\"\n", "status = \"cancelled\"\n", "status = \"disputed\"\n"}[i%4]
		s += fmt.Sprintf("[[event]]\nid = \"e%d\"\ntitle = \"Event %d of a long row of events that all have long names, so that they must be cut\"\n%s", i, i, status)
		switch i % 5 {
		case 0:
			s += "date = 2019-12-31\n"
		case 1:
			s += fmt.Sprintf("start = \"20%02d\"\nend = \"..\"\n", i/2)
		case 2:
			s += fmt.Sprintf("date = \"20%02d?\"\nafter = \"e0\"\n", i/2)
		case 3:
			s += fmt.Sprintf("after = \"e%d\"\nby = { person = \"p%d\", as = \"chair\" }\n", i-3, i)
		case 4:
			s += fmt.Sprintf("start = \"20%02d-03/\"\n", i/2)
		}
	}
	return s
}

// picturesOf draws the bases that the laws are held against.
func picturesOf(t *testing.T, width int) map[string]*Picture {
	t.Helper()
	src, err := os.ReadFile(filepath.Join(shipped, "factlint.toml"))
	require.NoError(t, err)
	conf, mistakes := config.Parse(src, nil)
	require.Empty(t, mistakes)
	out := map[string]*Picture{}
	for name, o := range map[string]facts.Options{
		"shipped":   {Files: disk.Files{}, Root: shipped, Vocabulary: conf.Vocabulary},
		"generated": {Overlay: factstest.Generate(2000)},
		"crowded":   {Overlay: map[string][]byte{"facts.toml": []byte(crowded())}},
		"empty":     {Overlay: map[string][]byte{"facts.toml": nil}},
		"huge":      {Overlay: map[string][]byte{"facts.toml": []byte("[[event]]\ntitle = \"Big bang\"\ndate = \"Y-17E8\"\n[[event]]\ntitle = \"Today\"\ndate = 2022-05-24\n")}},
		"one day":   {Overlay: map[string][]byte{"facts.toml": []byte("[[event]]\ntitle = \"Now\"\ndate = 2022-05-24\n")}},
	} {
		out[name] = draw(t, o, Options{Title: name, Width: width})
	}
	return out
}

func draw(t testing.TB, o facts.Options, po Options) *Picture {
	t.Helper()
	base, err := facts.Load(context.Background(), o)
	require.NoError(t, err)
	result, err := engine.Run(context.Background(), base, engine.Settings{})
	require.NoError(t, err)
	po.Findings = result.Findings
	p, err := New(context.Background(), base, po)
	require.NoError(t, err)
	return p
}
