package lsp

import (
	"encoding/json"
	"strings"
	"testing"

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
		if err := json.Unmarshal(c.ask("textDocument/hover", c.where("events.toml", events, h.at)), &r); err != nil {
			t.Fatal(err)
		}
		for _, w := range h.want {
			if !strings.Contains(r.Contents.Value, w) {
				t.Errorf("%s: no %q in\n%s", h.at, w, r.Contents.Value)
			}
		}
		if h.not != "" && strings.Contains(r.Contents.Value, h.not) {
			t.Errorf("%s: %q is in\n%s", h.at, h.not, r.Contents.Value)
		}
	}
	if r := c.ask("textDocument/hover", c.where("events.toml", events, `title = "The| meeting`)); string(r) != "null" {
		t.Errorf("a title has %s", r)
	}
}

func (c *client) labels(text, around string) []string {
	c.t.Helper()
	before, after, _ := strings.Cut(around, "|")
	c.didChange("events.toml", 2, wire.ContentChange{Range: nil, Text: text + "\n" + before + after})
	var list wire.CompletionList
	at := c.where("events.toml", text+"\n"+before+after, around)
	if err := json.Unmarshal(c.ask("textDocument/completion", at), &list); err != nil {
		c.t.Fatal(err)
	}
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
		for i, w := range k.want {
			if i >= len(got) || got[i] != w {
				t.Errorf("%q: got %q, want %q", k.around, got, k.want)
				break
			}
		}
		if all := strings.Join(got, "\n"); k.not != "" && strings.Contains(all, k.not) {
			t.Errorf("%q proposes %s", k.around, all)
		}
	}
}

func TestRename(t *testing.T) {
	c := opened(t, markdown)
	at := c.where("events.toml", events, `person = "a|nn"`)
	if r := c.ask("textDocument/prepareRename", at); !strings.Contains(string(r), `"placeholder":"ann"`) {
		t.Errorf("%s", r)
	}
	at["newName"] = "bob"
	var e wire.WorkspaceEdit
	if err := json.Unmarshal(c.ask("textDocument/rename", at), &e); err != nil {
		t.Fatal(err)
	}
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
	equal(t, got, `events.toml [4,16,4,21] 1 "bob"`, `events.toml [14,9,14,14] 1 'bob'`, `people.toml [1,5,1,10] null "bob"`, `terms.toml [1,9,1,14] null "bob"`)
	for name, why := range map[string]string{"chair": "is that of another fact", "a b": "may have only letters", "": "may have only letters"} {
		at["newName"] = name
		if e := c.fails("textDocument/rename", at); !strings.Contains(e.Message, why) {
			t.Errorf("%q: %s", name, e.Message)
		}
	}
	c.didOpen("people.toml", 1, people)
	c.didChange("people.toml", 2, wire.ContentChange{Range: nil, Text: people + "\nx = \n"})
	at["newName"] = "bob"
	if e := c.fails("textDocument/rename", at); !strings.Contains(e.Message, "people.toml has a syntax error") {
		t.Error(e.Message)
	}
}

func TestSymbols(t *testing.T) {
	c := opened(t, markdown)
	var outline []wire.DocumentSymbol
	if err := json.Unmarshal(c.ask("textDocument/documentSymbol", map[string]any{"textDocument": wire.DocumentID{URI: c.uri("events.toml")}}), &outline); err != nil {
		t.Fatal(err)
	}
	if len(outline) != 3 || outline[0].Name != "The meeting" || outline[0].Detail != "event meeting" || outline[0].Range.End.Line != 5 {
		t.Errorf("%+v", outline)
	}
	var found []wire.SymbolInformation
	if err := json.Unmarshal(c.ask("workspace/symbol", map[string]string{"query": "ÖZ"}), &found); err != nil {
		t.Fatal(err)
	}
	if len(found) != 3 || found[1].Name != "Ann Öz" {
		t.Errorf("%+v", found)
	}
}

func TestHintsAndLenses(t *testing.T) {
	c := opened(t, markdown)
	c.didOpen("people.toml", 1, people)
	var hints []wire.InlayHint
	whole := wire.Range{End: wire.Position{Line: 100}}
	if err := json.Unmarshal(c.ask("textDocument/inlayHint", wire.RangeParams{Document: wire.DocumentID{URI: c.uri("events.toml")}, Range: whole}), &hints); err != nil {
		t.Fatal(err)
	}
	if len(hints) != 3 || hints[0].Label != "Ann Öz" || hints[0].Position != (wire.Position{Line: 4, Character: 21}) {
		t.Errorf("%+v", hints)
	}
	var lenses []wire.CodeLens
	if err := json.Unmarshal(c.ask("textDocument/codeLens", map[string]any{"textDocument": wire.DocumentID{URI: c.uri("people.toml")}}), &lenses); err != nil {
		t.Fatal(err)
	}
	if len(lenses) != 2 || lenses[0].Command.Title != "3 references" {
		t.Errorf("%+v", lenses)
	}
}

func TestCodeActions(t *testing.T) {
	const text = "[[person]]\nname = 'x' # factlint: ignore[tenure-gap] -- a reason\n"
	c := opened(t, markdown)
	c.didOpen("more.toml", 1, text)
	c.shows("more.toml", "1:11 ignore-unused")
	ask := func(line int, only ...string) (out []wire.CodeAction) {
		p := wire.CodeActionParams{RangeParams: wire.RangeParams{Document: wire.DocumentID{URI: c.uri("more.toml")}, Range: wire.Range{Start: wire.Position{Line: line, Character: 0}, End: wire.Position{Line: line, Character: 200}}}}
		p.Context.Only = only
		if err := json.Unmarshal(c.ask("textDocument/codeAction", p), &out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	got := ask(1)
	if len(got) != 1 || got[0].Title != "Remove the comment" || !got[0].IsPreferred || got[0].Edit.DocumentChanges[0].Edits[0].NewText != "" {
		t.Errorf("%+v", got)
	}
	if got := ask(0, "source.fixAll"); len(got) != 1 || got[0].Kind != wire.KindFixAll {
		t.Errorf("%+v", got)
	}
	c.didOpen("terms.toml", 1, terms)
	p := wire.CodeActionParams{RangeParams: wire.RangeParams{Document: wire.DocumentID{URI: c.uri("terms.toml")}, Range: wire.Range{Start: wire.Position{Line: 3, Character: 8}, End: wire.Position{Line: 3, Character: 8}}}}
	if err := json.Unmarshal(c.ask("textDocument/codeAction", p), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || !strings.HasPrefix(got[0].Title, "Ignore date-lifetime here") {
		t.Fatalf("%+v", got)
	}
	edit := got[0].Edit.DocumentChanges[0].Edits[0]
	if edit.NewText != "# factlint: ignore[date-lifetime] -- \n" || edit.Range.Start != (wire.Position{Line: 3, Character: 0}) {
		t.Errorf("%+v", edit)
	}
}
