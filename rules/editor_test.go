package rules_test

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules/engine"
)

// An editor makes random edits of the kind that people and programs make, and
// takes most of them back, so that the base stays one of facts.
type editor struct {
	rand     *rand.Rand
	original map[string][]byte
	now      map[string][]byte
	ids      []string
	files    int // made so far
}

func newEditor(seed uint64, texts map[string][]byte) *editor {
	e := &editor{rand: rand.New(rand.NewPCG(seed, 1)), original: texts, now: maps.Clone(texts)}
	for _, path := range e.paths() {
		for _, m := range idOf.FindAllSubmatch(texts[path], -1) {
			e.ids = append(e.ids, string(m[1]))
		}
	}
	e.ids = append(e.ids, "nobody")
	return e
}

var (
	idOf     = regexp.MustCompile(`(?m)^id\s*=\s*"([^"]+)"`)
	headOf   = regexp.MustCompile(`(?m)^\[\[[^\]]+\]\]`)
	quotedOf = regexp.MustCompile(`"[^"\n]*"`)
	dateOf   = regexp.MustCompile(`\d{4}-\d\d-\d\d|\b\d{4}\b`)
)

func (e *editor) paths() []string { return slices.Sorted(maps.Keys(e.now)) }

func (e *editor) path() string {
	paths := e.paths()
	if len(paths) == 0 {
		return "new.toml"
	}
	return paths[e.rand.IntN(len(paths))]
}

// spot returns a random match in a text.
func (e *editor) spot(re *regexp.Regexp, text []byte) []int {
	all := re.FindAllIndex(text, -1)
	if len(all) == 0 {
		return nil
	}
	return all[e.rand.IntN(len(all))]
}

// fact returns where a random fact stands.
func (e *editor) fact(text []byte) (from, to int) {
	all := headOf.FindAllIndex(text, -1)
	if len(all) == 0 {
		return 0, 0
	}
	i := e.rand.IntN(len(all))
	if i+1 < len(all) {
		return all[i][0], all[i+1][0]
	}
	return all[i][0], len(text)
}

func splice(text []byte, from, to int, with string) []byte {
	return slices.Concat(text[:from], []byte(with), text[to:])
}

// edit makes one edit, or a few at once, and returns the changes.
func (e *editor) edit() map[string][]byte {
	out := map[string][]byte{}
	for range 1 + e.rand.IntN(8)/7 {
		e.one(out)
	}
	for path, text := range out {
		if text == nil {
			delete(e.now, path)
		} else {
			e.now[path] = text
		}
	}
	return out
}

func (e *editor) changed() []string {
	var out []string
	for path, text := range e.original {
		if now, ok := e.now[path]; !ok || !bytes.Equal(now, text) {
			out = append(out, path)
		}
	}
	for path := range e.now {
		if _, ok := e.original[path]; !ok {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// one adds an edit to out.
func (e *editor) one(out map[string][]byte) {
	if c := e.changed(); len(c) > 0 && (len(c) > 6 || e.rand.IntN(4) == 0) {
		path := c[e.rand.IntN(len(c))]
		out[path] = e.original[path]
		return
	}
	path := e.path()
	text, taken := out[path]
	if !taken {
		text = e.now[path]
	}
	at := 0
	if len(text) > 0 {
		at = e.rand.IntN(len(text))
	}
	id := e.ids[e.rand.IntN(len(e.ids))]
	switch e.rand.IntN(24) {
	case 0, 1, 2: // a letter of a word, a digit of a number
		if len(text) > 0 {
			text = splice(text, at, at+1, string("0123456789abcdefghij -"[e.rand.IntN(22)]))
		}
	case 3:
		if len(text) > 0 {
			text = splice(text, at, at+1, "")
		}
	case 4, 5, 6: // a date
		if m := e.spot(dateOf, text); m != nil {
			text = splice(text, m[0]+1+e.rand.IntN(3), m[0]+4, fmt.Sprint(e.rand.IntN(10)))
		}
	case 7, 8:
		if m := e.spot(dateOf, text); m != nil {
			text = splice(text, m[0], m[1], fmt.Sprint(1900+e.rand.IntN(130)))
		}
	case 9, 10: // what a ref names, or a title
		if m := e.spot(quotedOf, text); m != nil {
			text = splice(text, m[0], m[1], `"`+id+`"`)
		}
	case 11:
		from, to := e.fact(text)
		text = splice(text, from, to, "")
	case 12: // the same twice
		from, to := e.fact(text)
		text = splice(text, to, to, "\n"+string(text[from:to]))
	case 13: // moved to another file
		from, to := e.fact(text)
		other := e.path()
		if other != path {
			if _, taken := out[other]; !taken {
				out[other] = append(slices.Clone(e.now[other]), "\n"+string(text[from:to])...)
				text = splice(text, from, to, "")
			}
		}
	case 14: // an id renamed where it stands
		if m := e.spot(idOf, text); m != nil {
			text = splice(text, m[1]-1, m[1]-1, "x")
		}
	case 15: // and where it is used
		for p, t := range e.now {
			if t := bytes.ReplaceAll(t, []byte(`"`+id+`"`), []byte(`"`+id+`y"`)); !bytes.Equal(t, e.now[p]) && out[p] == nil {
				out[p] = t
			}
		}
		return
	case 16:
		from, _ := e.fact(text)
		text = splice(text, from, from, []string{"", "id = \"x\"\n", "\n", "# a comment\n", "[defaults]\nstatus = \"disputed\"\n\n", "[defaults]\nsource = \"" + id + "\"\n\n"}[e.rand.IntN(6)])
	case 17:
		from, to := e.fact(text)
		names := []string{"tenure", "date", "quantity", "ref-unresolved", "tenure-overlap, date-order", "nothing", "fact"}
		from = []int{0, from, to, at}[e.rand.IntN(4)]
		text = splice(text, from, from, "\n# factlint: ignore"+[]string{"", "-file"}[e.rand.IntN(2)]+"["+names[e.rand.IntN(len(names))]+"] -- a reason\n")
	case 18: // a comment goes
		if i := bytes.Index(text, []byte("# factlint")); i >= 0 {
			text = splice(text, i, i+1, "")
		}
	case 19:
		text = nil
	case 20: // a file of one fact
		from, to := e.fact(text)
		e.files++
		out[fmt.Sprintf("new/%03d.toml", e.files)] = slices.Clone(text[from:to])
		return
	case 21: // a quote, bracket or line end too many
		text = splice(text, at, at, string("\"[]\n=#{"[e.rand.IntN(7)]))
	case 22:
		from, to := e.fact(text)
		text = splice(text, to, to, []string{
			"\n[[event]]\nid = \"" + id + "\"\n", "\n[[event]]\nbefore = \"" + id + "\"\nafter = \"" + e.ids[e.rand.IntN(len(e.ids))] + "\"\n",
			"\n[[tenure]]\nperson = \"" + id + "\"\n", "\n[[perso]]\nid = \"" + id + "\"\n", "\n[[population]]\nplace = \"" + id + "\"\nvalue = 12\n",
		}[e.rand.IntN(5)])
		_ = from
	case 23: // a field set where it was not
		from, _ := e.fact(text)
		if i := bytes.IndexByte(text[from:], '\n'); i >= 0 {
			line := []string{"status = \"disputed\"", "status = \"planned\"", "complete = true", "seats = 1", "seats = 2", "max_term = \"2y\"", "max_consecutive = 1", "acting = true",
				"incompatible_with = \"" + id + "\"", "part_of = \"" + id + "\"", "during = \"" + id + "\"", "before = \"" + id + "\"", "source = \"" + id + "\"", "end = \"..\""}
			text = splice(text, from+i+1, from+i+1, line[e.rand.IntN(len(line))]+"\n")
		}
	}
	out[path] = text
}

// written writes all of a result, for comparison.
func written(r *engine.Result) string {
	var b strings.Builder
	fmt.Fprintln(&b, "ignored", r.Ignored)
	note := func(n facts.Note) {
		path, label := "", ""
		if n.File != nil {
			path = n.File.Path
		}
		if n.Fact != nil {
			label = fmt.Sprint(n.Fact.Index, " ", n.Fact.Head(), " ", n.Fact.Label())
			if n.Fact.File.Path != path || &n.File.Source[0] != &n.Fact.File.Source[0] {
				label += " OF ANOTHER FILE"
			}
		}
		fmt.Fprintf(&b, "  %s %v (%s) %s\n", path, n.Span, label, n.Words)
	}
	for _, f := range r.Findings {
		fmt.Fprintln(&b, f.Rule.Name, f.Severity, f.Message, f.Fingerprint)
		note(facts.Note{Place: f.Place, Words: f.Words})
		for _, p := range f.Parts {
			note(facts.Note{Place: p.Place, Words: "part: " + p.Message + " " + p.Fingerprint})
		}
		for _, n := range f.Related {
			note(n)
		}
		if f.Fix != nil {
			fmt.Fprintln(&b, "  fix", f.Fix.Title, f.Fix.Safe)
			for _, edit := range f.Fix.Edits {
				fmt.Fprintf(&b, "    %s %v %q\n", edit.File.Path, edit.Span, edit.Text)
			}
		}
	}
	return b.String()
}
