package features

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/toml"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
)

const (
	itemField     = 5
	itemClass     = 7
	itemValue     = 12
	itemKeyword   = 14
	itemSnippet   = 15
	itemReference = 18

	formatSnippet = 2
)

// completion puts together what may be written at the cursor.
type completion struct {
	*spot
	list  wire.CompletionList
	typed string // of the token, before the cursor
	at    wire.Range
}

// complete proposes what may be written at a place. It goes by the text of the
// document, which need not parse, and by the newest facts there are.
func complete(sp *spot) (any, error) {
	c := completion{spot: sp, list: wire.CompletionList{Items: []wire.CompletionItem{}}}
	if !sp.inPlace() {
		c.to(sp.doc.Text.Offset(sp.position))
		c.propose()
	}
	return c.list, nil
}

func (c *completion) propose() {
	cur := &c.cursor
	src := c.doc.Text.Source
	if cur.token.Start <= c.offset {
		c.typed = string(src[cur.token.Start:c.offset])
	}
	c.at = c.rangeOf(cur.token)
	switch cur.where {
	case onHeader:
		c.kinds(true)
	case onKey:
		c.fields()
		if len(cur.path) == 0 && cur.start <= c.offset && strings.TrimSpace(string(src[cur.start:c.offset])) == c.typed {
			c.kinds(false)
		}
	case inValue:
		if f := cur.fieldAt(c.Facts.Vocabulary, src); f != nil {
			c.values(f)
		}
	case inComment:
		c.comment()
	}
}

// kinds proposes headers of facts. Asked says that one has been begun.
func (c *completion) kinds(asked bool) {
	for i, k := range c.Facts.Vocabulary.Kinds {
		head := "[[" + k.Name + "]]"
		sort := "z"
		if asked {
			sort = "a"
		}
		filter := k.Name // clients compare the word before the cursor, with brackets or without
		if strings.HasPrefix(c.typed, "[") {
			filter = head
		}
		c.add(wire.CompletionItem{
			Label: head, Kind: itemClass, Detail: k.Summary, SortText: sort + ordinal(i), FilterText: filter,
			Edit: wire.TextEdit{Range: c.at, NewText: head + "\n"},
		})
	}
}

// ordinal makes numbers below a million sort as texts.
func ordinal(n int) string { return fmt.Sprintf("%06d", n) }

// fields proposes the keys that are not yet set, those that must be first.
func (c *completion) fields() {
	src := c.doc.Text.Source
	fields := c.cursor.fieldsAt(c.Facts.Vocabulary)
	follows := strings.HasPrefix(strings.TrimLeft(string(src[c.cursor.token.End:lineEnd(src, int(c.cursor.token.End))]), " \t"), "=")
	for i := range fields {
		f := &fields[i]
		if _, set := c.cursor.set[f.Name]; set && f.Name != c.typed || f.Name == "*" {
			continue
		}
		item := wire.CompletionItem{Label: f.Name, Kind: itemField, Detail: f.Describe(), SortText: "m" + ordinal(i)}
		switch {
		case f.Required:
			item.SortText = "a" + ordinal(i)
			item.Detail = "required: " + item.Detail
		case f.Common():
			item.SortText = "n" + ordinal(i)
		}
		if f.Summary != "" {
			p := newPage(c.client().TextDocument.Completion.Item.DocumentationFormat)
			doc := p.text(f.Summary).markup()
			item.Documentation = &doc
		}
		text := f.Name
		if !follows {
			text += " = "
			if c.client().TextDocument.Completion.Item.Snippets {
				text, item.Format = text+placeholder(f), formatSnippet
			}
		}
		item.Edit = wire.TextEdit{Range: c.at, NewText: text}
		c.add(item)
	}
}

// placeholder returns the value of a field as a snippet.
func placeholder(f *vocabulary.Field) string {
	switch f.Type.Form() {
	case types.IntegerForm, types.NumberForm, types.BooleanForm, types.DateForm:
		return "$0"
	case types.TableForm:
		return "{ $0 }"
	}
	return `"$0"`
}

// values proposes what a field may have as its value.
func (c *completion) values(f *vocabulary.Field) {
	switch {
	case len(f.OneOf) > 0:
		for i, v := range f.OneOf {
			if text, ok := c.quoted(v); ok {
				c.add(wire.CompletionItem{Label: report.Visible(v), Kind: itemValue, SortText: ordinal(i), Edit: wire.TextEdit{Range: c.at, NewText: text}})
			}
		}
	case f.Type.Form() == types.BooleanForm && c.cursor.quote == 0:
		for _, v := range []string{"true", "false"} {
			c.add(wire.CompletionItem{Label: v, Kind: itemValue, Edit: wire.TextEdit{Range: c.at, NewText: v}})
		}
	case f.Refers():
		c.ids(f)
	}
}

// quoted writes a value as it stands at the cursor, which may be inside of
// quotes already; ok is false when these cannot hold it.
func (c *completion) quoted(v string) (text string, ok bool) {
	text = toml.Quote(v)
	switch c.cursor.quote {
	case 0:
		return text, true
	case '\'':
		text = v
		ok = !strings.ContainsFunc(v, func(r rune) bool { return r == '\'' || !unicode.IsPrint(r) })
	default:
		text, ok = text[1:len(text)-1], true
	}
	if c.cursor.open {
		text += string(c.cursor.quote)
	}
	return text, ok
}

func (c *completion) add(item wire.CompletionItem) { c.list.Items = append(c.list.Items, item) }

// comment proposes instructions to factlint, and the rules that they name.
func (c *completion) comment() {
	src := c.doc.Text.Source
	before := string(src[c.cursor.token.Start:c.offset])
	if open := strings.LastIndexByte(before, '['); open >= 0 && strings.Contains(before[:open], "factlint:") && !strings.Contains(before[open:], "]") {
		_, at := wordAt(src, c.offset)
		c.at = c.rangeOf(at)
		for _, name := range c.Rules().Names() {
			item := wire.CompletionItem{Label: name, Kind: itemKeyword, Edit: wire.TextEdit{Range: c.at, NewText: name}}
			if r := c.Rules().Find(name); r != nil {
				item.Detail = r.Summary
			} else {
				item.Detail = "all rules of the group"
			}
			c.add(item)
		}
		return
	}
	if typed := strings.TrimLeft(before, "# \t"); !strings.HasPrefix("factlint: ignore", typed) {
		return
	}
	c.at = c.rangeOf(facts.Span{Start: c.cursor.token.Start, End: c.offset})
	for i, form := range []string{"ignore", "ignore-file"} {
		item := wire.CompletionItem{Label: "# factlint: " + form, Kind: itemSnippet, SortText: ordinal(i), FilterText: before + "factlint: " + form, Detail: "silence rules here, with a reason"}
		item.Edit = wire.TextEdit{Range: c.at, NewText: "# factlint: " + form + "["}
		if c.client().TextDocument.Completion.Item.Snippets {
			item.Format, item.Edit.NewText = formatSnippet, "# factlint: "+form+"[$1] -- $0"
		}
		c.add(item)
	}
}
