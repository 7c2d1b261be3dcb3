package features

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCursor(t *testing.T) {
	names := map[where]string{nowhere: "nowhere", onHeader: "header", onKey: "key", inValue: "value", inComment: "comment"}
	for _, c := range []struct{ text, want string }{
		{"|", "key  [] = <> {}"},
		{"[[per|son]]\n", "header person [] = <[[person]]> {}"},
		{"[[|", "header  [] = <[[> {}"},
		{"[[event]]\n|", "key event [] = <> {}"},
		{"[[event]]\nda|", "key event [] = <da> {}"},
		{"[[event]]\nda|te = 2022\nid = 'x'\n\n[[person]]\nname = 'y'", "key event [] = <date> {date,id}"},
		{"[[event]]\ntitle = 'x'\n|\nid = 'x'\n", "key event [] = <> {id,title}"},
		{"[[event]]\ndate |= 2022", "nowhere event [] = <> {date}"},
		{"[[event]]\ndate =|", "value event [] date= <> {date}"},
		{"[[event]]\ndate = 20|22-05", "value event [] date= <2022-05> {date}"},
		{"[[event]]\ndate = 2022 |\n", "nowhere event [] date= <> {date}"},
		{"[[event]]\nplace = \"so|uth\" # x", `value event [] place=" <south> {place}`},
		{"[[event]]\nplace = \"so|\ndate = 2022\n", `value event [] place="open <so> {date,place}`},
		{"[[event]]\nplace = 'so|uth'", `value event [] place=' <south> {place}`},
		{"[[event]]\nby = { person = \"an|\", as = \"o\" }\ndate = 1", `value event [by] person=" <an> {as,person}`},
		{"[[event]]\nby = { person = \"ann\", a| }\ndate = 1", `key event [by] = <a> {person}`},
		{"[[event]]\nby = { person = \"ann\", as = \"|\ndate = 1", `value event [by] as="open <> {as,person}`},
		{"[[event]]\nby = { person = \"ann\"\ndat|e = 1", `key event [] = <date> {by,date}`},
		{"[[event]]\nplace = [\"a\", \"b|\"]", `value event [] place=" <b> {place}`},
		{"[[event]]\nplace = [\n  \"a\",\n  |\n]\ndate = 1", `value event [] place= <> {date,place}`},
		{"[[event]]\nplace = [\"a\",\nda|te = 1", `key event [] = <date> {date,place}`},
		{"[[event]]\nby = [{ person = \"a|\" }]", `value event [by] person=" <a> {person}`},
		{"[[event]]\n[event.by]\npers|", `key event [by] = <pers> {}`},
		{"[[population]]\nshares.\"x\" = 1\nshares.oss| = 2", `key population [shares] = <oss> {shares}`},
		{"[defaults]\nsource = \"|\"\n[[event]]\nid = 'x'", `value defaults [] source=" <> {source}`},
		{"[[event]]\n# factlint: ig|nore[x]\nid = 'x'", `comment event [] = <# factlint: ignore[x]> {id}`},
		{"[[event]] # fact|lint\nid = 'x'", `comment  [] = <# factlint> {}`},
		{"[[event]]\r\nda|\r\nid = 'x'\r\n", `key event [] = <da> {id}`},
		{"[[event]]\nnote = \"\"\"a\n[[person]]\n|\"\"\"\n", `key person [] = <"""> {}`},
	} {
		before, after, _ := strings.Cut(c.text, "|")
		got := cursorAt([]byte(before+after), uint32(len(before)))
		quote := ""
		if got.quote != 0 {
			quote = string(got.quote)
		}
		if got.open {
			quote += "open"
		}
		s := fmt.Sprintf("%s %s %v %s=%s <%s> {%s}", names[got.where], got.kind, got.path, got.key, quote, (before + after)[got.token.Start:got.token.End], strings.Join(slices.Sorted(maps.Keys(got.set)), ","))
		assert.Equal(t, c.want, s, "%q", c.text)
	}
}

func FuzzCursor(f *testing.F) {
	f.Add("[[event]]\nby = { person = \"a\", as = [1, 2", 20)
	f.Add("[[event]]\nnote = '''\n[[x]]", 12)
	f.Fuzz(func(t *testing.T, text string, at int) {
		c := cursorAt([]byte(text), uint32(at))
		assert.LessOrEqual(t, c.token.Start, c.token.End, "%+v", c)
		assert.LessOrEqual(t, int(c.token.End), len(text), "%+v", c)
		assert.LessOrEqual(t, int(c.start), len(text), "%+v", c)
	})
}
