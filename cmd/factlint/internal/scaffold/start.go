package scaffold

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/outfile"
	"github.com/factlint/factlint/cmd/factlint/internal/schema"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/rules"
)

//go:embed start
var start embed.FS

// A File is one file of a new base.
type File struct {
	Name    string // where it goes
	Purpose string // in a few words, after "for"
	Text    string
	// Renewed says that it is written anew when asked: it follows from the program
	// and the configuration, and nobody need have changed it.
	Renewed bool
}

// A Place is where a base begins.
type Place struct {
	Base string // the folder of the base, absolute
	Top  string // the folder of the repository, or Base; absolute
	// Foreign are files of TOML in the base that hold no facts, by path in
	// it: they are to be excluded.
	Foreign []string
	Facts   bool // there are fact files already
	// Vocabulary and Rules are those of the base, if there is one already.
	Vocabulary *vocabulary.Vocabulary
	Rules      rules.List
}

// Files returns the files of a new base, those that are there already too.
func (p Place) Files() ([]File, error) {
	below, err := filepath.Rel(p.Top, p.Base)
	if err != nil {
		return nil, err
	}
	dir := filepath.ToSlash(below) + "/"
	excluded, elsewhere := p.Foreign, []string{dir + "factlint.toml"}
	if below == "." {
		dir = ""
		excluded = append([]string{".taplo.toml"}, excluded...)
		elsewhere = []string{"factlint.toml"}
	}
	for _, name := range excluded {
		elsewhere = append(elsewhere, dir+name)
	}
	fill := strings.NewReplacer("{{exclude}}", globs(excluded), "{{elsewhere}}", globs(elsewhere),
		"{{dir}}", dir, "{{path}}", yaml(path.Clean("./"+dir)))
	files := []File{
		{filepath.Join(p.Base, "factlint.toml"), "the configuration of the base", "factlint.toml.tmpl", false},
		{filepath.Join(p.Base, "example.toml"), "first facts, which pass", "example.toml.tmpl", false},
		{filepath.Join(p.Base, ".schema", "facts.json"), "what editors of TOML know of facts", "", true},
		{filepath.Join(p.Base, ".schema", "config.json"), "what they know of factlint.toml", "", true},
		{filepath.Join(p.Top, ".taplo.toml"), "where they find that", "taplo.toml.tmpl", false},
		{filepath.Join(p.Top, ".vscode", "extensions.json"), "the extension of VS Code for TOML", "extensions.json", false},
		{filepath.Join(p.Top, ".pre-commit-config.yaml"), "a check before each commit", "pre-commit.yaml", false},
		{filepath.Join(p.Top, ".github", "workflows", "factlint.yml"), "a check of each pull request", "workflow.yml", true},
	}
	var out []File
	for _, f := range files {
		switch filepath.Base(f.Name) {
		case "facts.json":
			f.Text = string(schema.Facts(cmp.Or(p.Vocabulary, vocabulary.Builtin())))
		case "config.json":
			known := p.Rules
			if known == nil {
				known = rules.All()
			}
			f.Text = string(schema.Config(known))
		case "example.toml":
			if p.Facts {
				continue
			}
			fallthrough
		default:
			text, err := start.ReadFile("start/" + f.Text)
			if err != nil {
				return nil, err
			}
			f.Text = fill.Replace(string(text))
		}
		out = append(out, f)
	}
	return out, nil
}

var plain = regexp.MustCompile(`^[A-Za-z0-9_./][A-Za-z0-9_./-]*$`)

// yaml writes a path as a scalar of YAML, in quotes where it needs them.
func yaml(path string) string {
	if plain.MatchString(path) {
		return path
	}
	return strconv.Quote(path)
}

// globs lists globs that match the paths and nothing else, as TOML has it.
func globs(paths []string) string {
	list := make([]string, len(paths))
	for i, p := range paths {
		list[i] = toml.Quote(folder.GlobOf(p))
	}
	return strings.Join(list, ", ")
}

// Exists reports whether something has the file's name, a link that leads nowhere too.
func (f File) Exists() bool {
	_, err := os.Lstat(f.Name)
	return !errors.Is(err, fs.ErrNotExist)
}

// Write writes a file of the place and makes the folders it is in. It fails
// when there is one by then, or a link leads it out of the repository.
func (p Place) Write(ctx context.Context, f File) error {
	return outfile.Create(ctx, outfile.Within{Dir: p.Top, Name: "the repository"}, f.Name, f.Text)
}

// Renew writes a file of the place that is there already anew, and reports whether
// it was another one.
func (p Place) Renew(ctx context.Context, f File) (changed bool, err error) {
	err = outfile.Edit(ctx, outfile.Within{Dir: p.Top, Name: "the repository"}, f.Name, maxRenewed, func(old []byte) []byte {
		changed = string(old) != f.Text
		return []byte(f.Text)
	})
	return changed, err
}

// maxRenewed is how many bytes a file may have that is written anew.
const maxRenewed = 16 << 20
