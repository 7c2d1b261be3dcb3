package lsp

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
)

const events = `[[event]]
id = "meeting"
title = "The meeting"
date = "1985~"
by = { person = "ann", as = "chair" }
after = "party"

[[event]]
id = "party"
title = "A <b>party</b> at [home](http://x) www.x.org"
start = 1984-05-03
source = "https://example.org/party"

[[tenure]] # factlint: ignore[tenure-overlap] -- a reason
person = 'ann'
office = "chair"
start = 1980
end = 1990
`

func opened(t testing.TB, capabilities string) *client {
	c := open(t, capabilities, map[string]string{"factlint.toml": "", "people.toml": people, "terms.toml": terms, "events.toml": events})
	c.didOpen("events.toml", 1, events)
	return c
}

const markdown = `{"textDocument":{"hover":{"contentFormat":["markdown"]},"completion":{"completionItem":{"snippetSupport":true}},"publishDiagnostics":{"relatedInformation":true},"documentSymbol":{"hierarchicalDocumentSymbolSupport":true}},"workspace":{"workspaceEdit":{"documentChanges":true}}}`

func TestHover(t *testing.T) {
	c := opened(t, markdown)
	for _, h := range []struct {
		at   string
		want []string
		not  string
	}{
		{`person = "a|nn"`, []string{"**Ann Öz**\nperson `ann` · 3 February 1960 – ?", "- was born on 3 February 1960", "Tenures", "- 1 January 1950 – 1 January 1990: Chair"}, ""},
		{`as = "ch|air"`, []string{"office `chair`", "Holders", "- 1980 – 1990: Ann Öz"}, ""},
		{`after = "par|ty"`, []string{`**A \<b\>party\</b\> at \[home\](http\://x) www\.x.org**`, "3 May 1984 – ?", "ends no later than 31 December 1986, because", "Source: https\\://example.org/party"}, "<b>"},
		{`date = "198|5~"`, []string{"**about 1985**", "from 1 January 1984 at the earliest to 31 December 1986 at the latest"}, ""},
		{"start = 198|0\n", []string{"**1980**"}, ""},
		{"start = 1984-0|5-03\n", []string{"**3 May 1984**", "from 3 May 1984 at 00:00:00 to 3 May 1984 at 23:59:59"}, ""},
		{"dat|e = \"1985~\"", []string{"**date** · date", "for a lasting event write start and end instead"}, ""},
		{"by = { per|son", []string{"**person** · id of a person", "required", "Who acts"}, ""},
		{"[[ten|ure]]", []string{"**tenure**", "A person holds an office for a while.", "- tenure: person holds office"}, ""},
		{"ignore[tenure-o|verlap]", []string{"**tenure-overlap**", "(https://github.com/factlint/factlint/blob/main/rules/README.md#tenure-overlap)"}, ""},
	} {
		var r wire.HoverResult
		require.NoError(t, json.Unmarshal(c.ask("textDocument/hover", c.where("events.toml", events, h.at)), &r))
		for _, w := range h.want {
			assert.Contains(t, r.Contents.Value, w, h.at)
		}
		if h.not != "" {
			assert.NotContains(t, r.Contents.Value, h.not, h.at)
		}
	}
	assert.Equal(t, "null", string(c.ask("textDocument/hover", c.where("events.toml", events, `title = "The| meeting`))))
}

func (c *client) labels(text, around string) []string {
	c.t.Helper()
	before, after, _ := strings.Cut(around, "|")
	c.didChange("events.toml", 2, wire.ContentChange{Range: nil, Text: text + "\n" + before + after})
	var list wire.CompletionList
	at := c.where("events.toml", text+"\n"+before+after, around)
	require.NoError(c.t, json.Unmarshal(c.ask("textDocument/completion", at), &list))
	var out []string
	for _, i := range list.Items {
		out = append(out, i.Label+" → "+i.Edit.NewText)
	}
	return out
}

func TestComplete(t *testing.T) {
	c := opened(t, markdown)
	for _, k := range []struct {
		around string
		want   []string // the first ones
		not    string
	}{
		{"[[per|", []string{"[[source]] → [[source]]\n", "[[place]] → [[place]]\n"}, ""},
		{"[[tenure]]\n|\nperson = \"ann\"", []string{`id → id = "$0"`}, "person →"},
		{"[[tenure]]\nperson = \"a|", []string{`ann → ann"`}, "chair"},
		{"[[tenure]]\nperson = |", []string{`ann → "ann"`}, "chair"},
		{"[[tenure]]\nperson = 'a|nn'", []string{`ann → ann`}, "chair"},
		{"[[tenure]]\nperson = \"öz|", []string{`ann → ann"`}, ""},
		{"[[event]]\nstatus = \"|", []string{`planned → planned"`, `cancelled → cancelled"`}, ""},
		{"[[tenure]]\nacting = |", []string{"true → true", "false → false"}, ""},
		{"[[event]]\nby = { person = \"ann\", a|", []string{`as → as = "$0"`}, "person →"},
		{"[[event]]\nby = { person = \"ann\", as = \"|", []string{`chair → chair"`}, "ann →"},
		{"[[event]]\nafter = [\"meeting\", \"p|", []string{`party → party"`}, ""},
		{"[[event]] # factlint: ignore[date-l|", []string{"date → date", "date-contradiction → date-contradiction"}, ""},
		{"# fact|", []string{"# factlint: ignore → # factlint: ignore[$1] -- $0"}, ""},
	} {
		got := c.labels(events, k.around)
		assert.Equal(t, k.want, got[:min(len(k.want), len(got))], "%q", k.around)
		if k.not != "" {
			assert.NotContains(t, strings.Join(got, "\n"), k.not, "%q", k.around)
		}
	}
}

func TestCompleteEscapes(t *testing.T) {
	c := open(t, pushing, map[string]string{"factlint.toml": "[kind.event.field]\nsize = { type = \"string\", one_of = ['5\"', \"it's\", '\\'] }\n", "events.toml": ""})
	c.didOpen("events.toml", 1, "")
	for around, want := range map[string][]string{
		"[[event]]\nsize = |":        {`5" → "5\""`, `it's → "it's"`, `\ → "\\"`},
		"[[event]]\nsize = \"|\"":    {`5" → 5\"`, `it's → it's`, `\ → \\`},
		"[[event]]\nsize = '|'":      {`5" → 5"`, `\ → \`},
		"[[event]]\nsize = \"5\\|\n": {`5" → 5\""`, `it's → it's"`, `\ → \\"`},
	} {
		assert.Equal(t, want, c.labels("", around), around)
	}
}

func TestRename(t *testing.T) {
	c := opened(t, markdown)
	at := c.where("events.toml", events, `person = "a|nn"`)
	assert.Contains(t, string(c.ask("textDocument/prepareRename", at)), `"placeholder":"ann"`)
	at["newName"] = "bob"
	var e wire.WorkspaceEdit
	require.NoError(t, json.Unmarshal(c.ask("textDocument/rename", at), &e))
	var got []string
	for _, d := range e.DocumentChanges {
		version := "null"
		if d.Document.Version != nil {
			version = "1"
		}
		for _, x := range d.Edits {
			got = append(got, c.place(wire.Location{URI: d.Document.URI, Range: x.Range})+" "+version+" "+x.NewText)
		}
	}
	assert.Equal(t, []string{`events.toml [4,16,4,21] 1 "bob"`, `events.toml [14,9,14,14] 1 'bob'`, `people.toml [1,5,1,10] null "bob"`, `terms.toml [1,9,1,14] null "bob"`}, got)
	for name, why := range map[string]string{"chair": "is that of another fact", "a b": "may have only letters", "": "may have only letters"} {
		at["newName"] = name
		assert.Contains(t, c.fails("textDocument/rename", at).Message, why, "%q", name)
	}
	c.didOpen("people.toml", 1, people)
	c.didChange("people.toml", 2, wire.ContentChange{Range: nil, Text: people + "\nx = \n"})
	at["newName"] = "bob"
	assert.Contains(t, c.fails("textDocument/rename", at).Message, "people.toml has a syntax error")
}

// TestIDsInRules has a rule of the base name facts, in factlint.toml and in what
// that extends.
func TestIDsInRules(t *testing.T) {
	const rule = "[[rule]]\nname = \"house-chair\"\nsummary = \"s\"\nkind = \"event\"\nassert = \"get('ann').name != 'x' or get('nobody').name == 'é'\"\nmessage = \"{fact.title} of {get('chair').name}\"\n"
	shared := strings.NewReplacer("house-chair", "house-more", "'nobody'", "'ann'").Replace(rule)
	c := open(t, markdown, map[string]string{"factlint.toml": "extends = \"shared.toml\"\n" + rule, "shared.toml": shared, "people.toml": people})
	assert.Contains(t, c.shows("factlint.toml", "5:41 ")[0].Message, `nothing has the id "nobody"`)
	c.didOpen("people.toml", 1, people)
	c.didOpen("factlint.toml", 1, "extends = \"shared.toml\"\n"+rule)
	at := c.where("people.toml", people, `id = "a|nn"`)
	assert.Equal(t, []string{"shared.toml [4,15,4,18]", "shared.toml [4,41,4,44]", "factlint.toml [5,15,5,18]"}, c.locations("textDocument/references", at))
	at["newName"] = "bob"
	var e wire.WorkspaceEdit
	require.NoError(t, json.Unmarshal(c.ask("textDocument/rename", at), &e))
	var got []string
	for _, d := range e.DocumentChanges {
		for _, x := range d.Edits {
			got = append(got, c.place(wire.Location{URI: d.Document.URI, Range: x.Range})+" "+x.NewText)
		}
	}
	assert.Equal(t, []string{"factlint.toml [5,15,5,18] bob", `people.toml [1,5,1,10] "bob"`, "shared.toml [4,15,4,18] bob", "shared.toml [4,41,4,44] bob"}, got)
	at["newName"] = "nobody"
	assert.Contains(t, c.fails("textDocument/rename", at).Message, "is named already")
	assert.Equal(t, []string{"people.toml [1,5,1,10]"}, c.locations("textDocument/definition", c.where("factlint.toml", "extends = \"shared.toml\"\n"+rule, "get('an|n')")))
	c.didOpen("people.toml", 1, people+"[[person]]\nid = \"nobody\"\nname = \"N\"\n")
	c.shows("factlint.toml")
	c.didChange("factlint.toml", 2, wire.ContentChange{Text: "x = 1\n" + rule})
	at["newName"] = "bob"
	assert.Contains(t, c.fails("textDocument/rename", at).Message, "factlint.toml has mistakes")
}

func TestSymbols(t *testing.T) {
	c := opened(t, markdown)
	var outline []wire.DocumentSymbol
	require.NoError(t, json.Unmarshal(c.ask("textDocument/documentSymbol", map[string]any{"textDocument": wire.DocumentID{URI: c.uri("events.toml")}}), &outline))
	require.Len(t, outline, 3)
	assert.Equal(t, "The meeting", outline[0].Name)
	assert.Equal(t, "event meeting", outline[0].Detail)
	assert.Equal(t, 5, outline[0].Range.End.Line)
	var found []wire.SymbolInformation
	require.NoError(t, json.Unmarshal(c.ask("workspace/symbol", map[string]string{"query": "ÖZ"}), &found))
	require.Len(t, found, 3)
	assert.Equal(t, "Ann Öz", found[1].Name)
}

func TestHintsAndLenses(t *testing.T) {
	c := opened(t, markdown)
	c.didOpen("people.toml", 1, people)
	var hints []wire.InlayHint
	whole := wire.Range{End: wire.Position{Line: 100}}
	require.NoError(t, json.Unmarshal(c.ask("textDocument/inlayHint", wire.RangeParams{Document: wire.DocumentID{URI: c.uri("events.toml")}, Range: whole}), &hints))
	require.Len(t, hints, 3)
	assert.Equal(t, "Ann Öz", hints[0].Label)
	assert.Equal(t, wire.Position{Line: 4, Character: 21}, hints[0].Position)
	var lenses []wire.CodeLens
	require.NoError(t, json.Unmarshal(c.ask("textDocument/codeLens", map[string]any{"textDocument": wire.DocumentID{URI: c.uri("people.toml")}}), &lenses))
	require.Len(t, lenses, 2)
	assert.Equal(t, "3 references", lenses[0].Command.Title)
}

// TestGuardedActions offers no fix that would bring another error.
func TestGuardedActions(t *testing.T) {
	const text = "[[person]]\nid = \"ann\"\nname = \"Ann\"\nnme = \"Anna\"\nbron = 1960\n"
	c := open(t, markdown, map[string]string{"factlint.toml": "", "people.toml": text})
	c.didOpen("people.toml", 1, text)
	var got []wire.CodeAction
	p := wire.CodeActionParams{RangeParams: wire.RangeParams{Document: wire.DocumentID{URI: c.uri("people.toml")}, Range: wire.Range{End: wire.Position{Line: 9}}}}
	require.NoError(t, json.Unmarshal(c.ask("textDocument/codeAction", p), &got))
	var titles []string
	for _, a := range got {
		titles = append(titles, a.Title)
	}
	assert.Equal(t, []string{"Ignore fact-field here, with a reason to be written", "Write born", "Ignore fact-field here, with a reason to be written"}, titles)
	p.Context.Only = []string{wire.KindFixAll}
	require.NoError(t, json.Unmarshal(c.ask("textDocument/codeAction", p), &got))
	require.Len(t, got, 1)
	assert.Equal(t, []wire.TextEdit{{Range: wire.Range{Start: wire.Position{Line: 4}, End: wire.Position{Line: 4, Character: 4}}, NewText: "born"}}, got[0].Edit.DocumentChanges[0].Edits)
}

// TestSuggestions offers what was probably meant, which is not certain.
func TestSuggestions(t *testing.T) {
	c := opened(t, markdown)
	c.didOpen("mission.toml", 1, `[[office]]
id = "commander"
name = "commander"
seats = 1
[[person]]
id = "reyes"
name = "Ada Reyes"
[[person]]
id = "olsen"
name = "Ben Olsen"
[[tenure]]
person = "reyes"
office = "commander"
start = 1999-03-01
end = 2015-07-27
[[tenure]]
person = "olsen"
office = "commander"
start = 2005-07-27
end = 2009-06-30
`)
	p := wire.CodeActionParams{RangeParams: wire.RangeParams{Document: wire.DocumentID{URI: c.uri("mission.toml")}, Range: wire.Range{Start: wire.Position{Line: 14, Character: 8}, End: wire.Position{Line: 14, Character: 8}}}}
	var got []wire.CodeAction
	require.NoError(t, json.Unmarshal(c.ask("textDocument/codeAction", p), &got))
	require.Len(t, got, 2)
	assert.Equal(t, "Write 2005-07-27 for 2015-07-27: one digit apart, it agrees with everything", got[0].Title)
	assert.False(t, got[0].IsPreferred)
	assert.Equal(t, "2005-07-27", got[0].Edit.DocumentChanges[0].Edits[0].NewText)
	assert.Regexp(t, "^Ignore tenure-overlap here", got[1].Title)
}

func TestCodeActions(t *testing.T) {
	const text = "[[person]]\nname = 'x' # factlint: ignore[tenure-gap] -- a reason\n"
	c := opened(t, markdown)
	c.didOpen("more.toml", 1, text)
	c.shows("more.toml", "1:11 ignore-unused")
	ask := func(line int, only ...string) (out []wire.CodeAction) {
		p := wire.CodeActionParams{RangeParams: wire.RangeParams{Document: wire.DocumentID{URI: c.uri("more.toml")}, Range: wire.Range{Start: wire.Position{Line: line, Character: 0}, End: wire.Position{Line: line, Character: 200}}}}
		p.Context.Only = only
		require.NoError(t, json.Unmarshal(c.ask("textDocument/codeAction", p), &out))
		return out
	}
	got := ask(1)
	require.Len(t, got, 1)
	assert.Equal(t, "Remove the comment", got[0].Title)
	assert.True(t, got[0].IsPreferred)
	assert.Empty(t, got[0].Edit.DocumentChanges[0].Edits[0].NewText)
	all := ask(0, "source.fixAll")
	require.Len(t, all, 1)
	assert.Equal(t, wire.KindFixAll, all[0].Kind)
	c.didOpen("terms.toml", 1, terms)
	p := wire.CodeActionParams{RangeParams: wire.RangeParams{Document: wire.DocumentID{URI: c.uri("terms.toml")}, Range: wire.Range{Start: wire.Position{Line: 3, Character: 8}, End: wire.Position{Line: 3, Character: 8}}}}
	got = nil
	require.NoError(t, json.Unmarshal(c.ask("textDocument/codeAction", p), &got))
	require.Len(t, got, 1)
	assert.Regexp(t, "^Ignore date-lifetime here", got[0].Title)
	edit := got[0].Edit.DocumentChanges[0].Edits[0]
	assert.Equal(t, "# factlint: ignore[date-lifetime] -- \n", edit.NewText)
	assert.Equal(t, wire.Position{Line: 3, Character: 0}, edit.Range.Start)
}
