package features

import (
	"slices"
	"strings"

	"github.com/factlint/factlint/cmd/factlint/internal/lsp/wire"
	"github.com/factlint/factlint/cmd/factlint/internal/report"
)

// page puts a text together for the client, in Markdown when it reads that.
// Whatever comes from a fact file passes through text or code, so that it makes
// no links, images or other markup.
type page struct {
	strings.Builder
	markdown bool
}

func newPage(formats []string) *page {
	return &page{markdown: slices.Contains(formats, "markdown")}
}

// markup returns the page as the protocol has it.
func (p *page) markup() wire.Markup {
	kind := "plaintext"
	if p.markdown {
		kind = "markdown"
	}
	return wire.Markup{Kind: kind, Value: strings.TrimSpace(p.String())}
}

// text writes words as they are to be read.
func (p *page) text(s string) *page {
	s = report.Visible(s)
	if p.markdown {
		s = escapes.Replace(s)
	}
	p.WriteString(s)
	return p
}

// escapes makes markup of any sort plain text, links that readers of Markdown
// find by themselves included.
var escapes = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "<", `\<`, ">", `\>`, "|", `\|`, "#", `\#`, "&", `\&`, "!", `\!`,
	"~", `\~`, "$", `\$`, "://", `\://`, "www.", `www\.`, "@", `\@`,
)

// code writes a word as it stands in a file.
func (p *page) code(s string) *page {
	s = report.Visible(s)
	if !p.markdown || strings.Contains(s, "`") {
		return p.text(s)
	}
	p.WriteString("`" + s + "`")
	return p
}

func (p *page) strong(s string) *page {
	if !p.markdown {
		return p.text(s)
	}
	p.WriteString("**")
	p.text(strings.TrimSpace(s))
	p.WriteString("**")
	return p
}

// link writes a link of our own.
func (p *page) link(s, url string) *page {
	if !p.markdown {
		return p.text(s + ": " + url)
	}
	p.WriteString("[")
	p.text(s)
	p.WriteString("](" + url + ")")
	return p
}

// item begins an item of a list, at a depth.
func (p *page) item(depth int) *page {
	p.line()
	p.WriteString(strings.Repeat("  ", depth) + "- ")
	return p
}

// line ends a line, and paragraph what is together.
func (p *page) line() *page {
	if p.Len() > 0 && !strings.HasSuffix(p.String(), "\n") {
		p.WriteByte('\n')
	}
	return p
}

func (p *page) paragraph() *page {
	if p.line(); p.Len() > 0 && !strings.HasSuffix(p.String(), "\n\n") {
		p.WriteByte('\n')
	}
	return p
}
