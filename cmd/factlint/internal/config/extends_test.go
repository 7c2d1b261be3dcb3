package config

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

// reading reads from a map, as from the folder of a base.
func reading(files map[string]string) Reader {
	return func(name string) ([]byte, error) {
		src, ok := files[name]
		if !ok {
			return nil, errors.New("is not there")
		}
		return []byte(src), nil
	}
}

const sharedKinds = `extends = "deeper/base.toml"
[kind.treaty]
label = "{title}"
period = "signed"
[kind.treaty.field]
title = { type = "string", required = true }
signed = { type = "date" }
[[rule]]
name = "treaty-signed"
summary = "A treaty is signed."
kind = "treaty"
assert = "has(fact.signed)"
message = "{fact} is not signed"
`

func TestExtends(t *testing.T) {
	files := map[string]string{
		"../common/kinds.toml":       sharedKinds,
		"../common/deeper/base.toml": "[kind.treaty.field]\nparties = { type = \"ref\", many = true }\n",
		"own [1].toml":               "extends = [\"../common/kinds.toml\"]\n[[rule]]\nname = \"house-a\"\nsummary = \"s\"\nkind = \"treaty\"\nassert = \"len(fact.parties) > 1\"\nmessage = \"m\"\n",
	}
	src := `extends = ["../common/kinds.toml", "own [1].toml"]
[rules]
treaty-signed = "warning"
[kind.treaty]
label = "treaty {title}"
[kind.treaty.field]
title = { type = "string", required = true }
ratified = { type = "date" }
`
	c, mistakes := Parse([]byte(src), reading(files))
	require.Empty(t, mistakes, wordedIn(mistakes))
	k := c.Vocabulary.Kind("treaty")
	var fields []string
	for _, f := range k.Fields {
		if !f.Common() {
			fields = append(fields, f.Name)
		}
	}
	assert.Equal(t, []string{"parties", "title", "signed", "ratified"}, fields)
	assert.Equal(t, "treaty {title}", k.Label)
	require.Len(t, c.Settings.Own, 2)
	assert.Equal(t, "treaty-signed", c.Settings.Own[0].Name)
	assert.Equal(t, "house-a", c.Settings.Own[1].Name)
	assert.Equal(t, []string{`own \[1\].toml`}, c.Exclude)
}

// wordedIn renders the mistakes in several files.
func wordedIn(mistakes []FileMistakes) string {
	var out []string
	for _, m := range mistakes {
		lines := toml.NewLines(m.Source)
		for _, one := range m.Mistakes {
			from, to := lines.Position(one.Span.Start), lines.Position(one.Span.End)
			out = append(out, fmt.Sprintf("%s:%d:%d-%d %s", m.Name, from.Line, from.Column, to.Column, one.Message))
		}
	}
	return strings.Join(out, "\n")
}

func TestExtendsMistakes(t *testing.T) {
	files := map[string]string{
		"kinds.toml": sharedKinds, "deeper/base.toml": "", "loop.toml": `extends = "turn.toml"`, "turn.toml": `extends = ["loop.toml"]`,
		"settings.toml": "today = 2022-01-01\n[rules]\n[knd.x]\n", "broken.toml": "a = = 1\n",
		"label.toml": "[kind.treaty]\nlabel = \"Another\"\n",
		"wrong.toml": "[[rule]]\nname = \"house-a\"\nsummary = \"s\"\nkind = \"event\"\nassert = \"fact.titel == 'x'\"\nmessage = \"m\"\n[kind.k.field]\na = { type = \"dat\" }\n",
		"rule.toml":  "[[rule]]\nname = \"house-a\"\nsummary = \"s\"\nkind = \"event\"\nassert = \"fact.titel == 'x'\"\nmessage = \"m\"\n",
	}
	for i := range 20 {
		files[fmt.Sprintf("deep%d.toml", i)] = fmt.Sprintf("extends = \"deep%d.toml\"", i+1)
	}
	for _, x := range []struct{ src, want string }{
		{`extends = "nothing.toml"`, `:1:11-25 "nothing.toml" is not there`},
		{`extends = 3`, `:1:11-12 extends is a list of files such as ["../common/kinds.toml"], not an integer`},
		{`extends = []`, `:1:11-13 extends is a list of files such as ["../common/kinds.toml"]`},
		{`extends = ["a.toml", 3]`, `:1:12-20 "a.toml" is not there
:1:22-23 extends is a list of files such as ["../common/kinds.toml"], not an integer`},
		{`extends = ["/etc/x.toml", "a\\b.toml", "kinds.json", "../.git/x.toml", "a/../factlint.toml", "C:x.toml"]`,
			`:1:12-25 "/etc/x.toml" begins with a slash; write it relative to this file
:1:27-38 "a\\b.toml" is not a path; write / between folders on every system
:1:40-52 "kinds.json" is not a file of kinds and rules; its name ends in .toml
:1:54-70 "../.git/x.toml" lies in a folder that is hidden, or is hidden itself; such files are not read
:1:72-92 "a/../factlint.toml" is this factlint.toml itself
:1:94-104 "C:x.toml" is not a path; write / between folders on every system`},
		{`extends = "loop.toml"`, `turn.toml:1:12-23 "loop.toml" leads back to itself: factlint.toml extends loop.toml extends turn.toml extends loop.toml`},
		{`extends = "deep0.toml"`, `deep9.toml:1:11-24 files extend each other more than 10 deep; name this one in factlint.toml`},
		{`extends = "settings.toml"`, `settings.toml:1:1-6 a file that others extend shares kinds and rules; today stands in the factlint.toml of each base
settings.toml:2:2-7 a file that others extend shares kinds and rules; rules stands in the factlint.toml of each base
settings.toml:3:2-5 a file that others extend has no key "knd" (did you mean "kind"?); its keys are extends, kind and rule`},
		{"extends = [\"kinds.toml\", \"label.toml\"]\n[kind.treaty]\nlabel = \"A {title}\"\n",
			`label.toml:2:1-6 treaty already has another label, given in "kinds.toml" on line 3; give the same, or leave it out`},
		{"extends = \"kinds.toml\"\n[kind.treaty]\nperiod = \"signed\"\n[kind.treaty.field]\ntitle = { type = \"integer\" }\nsigned = { type = \"date\" }\n",
			`:3:1-7 treaty already has the role period, given in "kinds.toml" on line 4
:5:1-6 treaty already has a field title, declared otherwise in "kinds.toml" on line 6; declare it alike, or choose another name`},
		{"extends = \"kinds.toml\"\n[[rule]]\nname = \"treaty-signed\"\nsummary = \"s\"\nkind = \"treaty\"\nassert = \"true\"\nmessage = \"m\"\n",
			`:3:8-23 there is a rule treaty-signed already, in "kinds.toml" on line 9; choose another name`},
		{`extends = ["wrong.toml"]`, `wrong.toml:8:14-19 there is no type "dat" (did you mean "date"?); it is one of ` + wording.Or(types.Declarable())},
		{"extends = [\"rule.toml\"]\n[rules]\nhouse-b = \"off\"\n", `rule.toml:5:16-21 an event has no field "titel" (did you mean title?)
:3:1-8 there is no rule "house-b" (did you mean "house-a"?)`},
		{"extends = \"broken.toml\"\n[kind.k.field]\na = { type = \"ref\", to = [\"lost\"] }\n", `broken.toml:1:5-6 this is a second =: remove one of the two`},
	} {
		c, mistakes := parse([]byte(x.src), someRules, reading(files))
		assert.Equal(t, x.want, wordedIn(mistakes), x.src)
		assert.Nil(t, c, x.src)
	}
	_, mistakes := parseAlone([]byte(`extends = "kinds.toml"`), someRules)
	require.Len(t, mistakes, 1, "without a reader")
	assert.Equal(t, `"kinds.toml" cannot be read here`, mistakes[0].Message, "without a reader")
}
