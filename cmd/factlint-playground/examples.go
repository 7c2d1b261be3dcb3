package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// An example is files to choose from on the page.
type example struct {
	ID    string            `json:"id"` // in the address
	Title string            `json:"title"`
	About string            `json:"about"`
	Open  string            `json:"open"` // the file that is shown first
	Files map[string]string `json:"files"`

	folder   string   // of the repository, with the files of a base; "" for none
	document string   // in which the files named below stand too
	named    []string // by the names that they have there
}

// listed are the examples, in their order. What they hold is where it is tested.
var listed = []example{
	{ID: "presidents", Title: "Two presidents, one chair", Open: "presidency.toml", document: "README.md", named: []string{"presidency.toml"},
		About: "One term begins before the other ends. Mend the date, or take the fix, and the finding goes."},
	{ID: "strike", Title: "A sitting too short", Open: "events.toml", document: ".github/GUIDE.md", named: []string{"strike/events.toml", "strike/sitting.toml"},
		About: "Three facts in two files: each two of them agree, all three cannot be true."},
	{ID: "league", Title: "A football league: kinds and rules of one's own", Open: "cup.toml", folder: "testdata/league", document: "testdata/league/README.md", named: []string{"cup.toml"},
		About: "Clubs, players and matches are declared in factlint.toml, and so is the rule that a match breaks here."},
	{ID: "council", Title: "A town council: records in YAML, JSON and CSV", Open: "members/by-election.yaml", folder: "testdata/council", document: "testdata/council/README.md", named: []string{"members/by-election.yaml"},
		About: "The records stay as they are; factlint.toml says which facts they make."},
	{ID: "south-ossetia", Title: "South Ossetia, 2022: a whole base", Open: "events.toml", folder: "facts/south-ossetia",
		About: "155 facts that agree. Change a date and see who contradicts."},
}

// inDocument is a file in a document of ours: a comment with its name before its text.
var inDocument = regexp.MustCompile("(?s)<!-- file: (\\S+) -->\n```\\w*\n(.*?)```")

// examplesIn reads the examples from the repository.
func examplesIn(root string) ([]example, error) {
	out := make([]example, len(listed))
	for i, e := range listed {
		e.Files = map[string]string{}
		if e.folder != "" {
			if err := e.takeFolder(filepath.Join(root, filepath.FromSlash(e.folder))); err != nil {
				return nil, err
			}
		}
		if e.document != "" {
			text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(e.document)))
			if err != nil {
				return nil, err
			}
			for _, m := range inDocument.FindAllStringSubmatch(string(text), -1) {
				// The first text with a name is the one with the slip.
				if name := strings.TrimPrefix(m[1], e.ID+"/"); slices.Contains(e.named, m[1]) && e.Files[name] == "" {
					e.Files[name] = m[2]
				}
			}
		}
		if _, ok := e.Files["factlint.toml"]; !ok {
			e.Files["factlint.toml"] = "# Settings, kinds and rules of this base: see the guide to the configuration.\n"
		}
		if _, ok := e.Files[e.Open]; !ok {
			return nil, fmt.Errorf("the example %s has no file %s", e.ID, e.Open)
		}
		out[i] = e
	}
	return out, nil
}

// takeFolder takes the files of a base, but not those of its tests.
func (e *example) takeFolder(dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return fs.SkipDir
		case d.IsDir() || d.Name() == "README.md":
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		e.Files[filepath.ToSlash(rel)] = string(text)
		return err
	})
}
