package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/rules"
)

// TestAlignment holds drawings against cells counted by hand: each want is the
// line as drawn and what stands under it.
func TestAlignment(t *testing.T) {
	for _, c := range []struct {
		name, line, mark string
		drawn            string
		before, under    int // cells before the underline, and under it
	}{
		{"ascii", `a = "b"`, `"b"`, `a = "b"`, 4, 3},
		{"umlaut", `ü = "ö"`, `"ö"`, `ü = "ö"`, 4, 3},
		{"combining", "e\u0301 = \"e\u0301\"", "\"e\u0301\"", "e\u0301 = \"e\u0301\"", 4, 3},
		{"cjk", `東京 = "日本"`, `日本`, `東京 = "日本"`, 8, 4},
		{"fullwidth", `Ａ = 1`, `1`, `Ａ = 1`, 5, 1},
		{"hangul", `한국 = 1`, `1`, `한국 = 1`, 7, 1},
		{"conjoining", "\u1112\u1161\u11ab = 1", "1", "\u1112\u1161\u11ab = 1", 5, 1},
		{"emoji", `🙂 = 1`, `1`, `🙂 = 1`, 5, 1},
		{"family", `👩‍👩‍👧 = "x"`, `"x"`, `👩‍👩‍👧 = "x"`, 5, 3},
		{"flag", `🇬🇪 = 1`, `1`, `🇬🇪 = 1`, 5, 1},
		{"skin", `👍🏽 = 1`, `1`, `👍🏽 = 1`, 5, 1},
		{"heart", "❤\ufe0f = 1", "1", "❤\ufe0f = 1", 5, 1},
		{"georgian", `სახელი = "ა"`, `"ა"`, `სახელი = "ა"`, 9, 3},
		{"persian joiner", "می\u200cخواهم = 1", "1", "می\u200cخواهم = 1", 10, 1},
		{"latin joiner", "a\u200db = 1", "1", "a<U+200D>b = 1", 13, 1},
		{"inside a character", "é👩‍👧 x", "\u200d", "é👩‍👧 x", 1, 2},
		{"tabs", "\ta\t= 1", "1", "    a    = 1", 11, 1},
		{"marked tab", "a\tb", "\t", "a    b", 1, 4},
		{"escape", "a = \"\x1b[31m\" # x", "x", `a = "\x1b[31m" # x`, 17, 1},
		{"marked escape", "a\x1bb", "\x1b", `a\x1bb`, 1, 4},
		{"control", "\x00\x7f = 1", "1", `\x00\x7f = 1`, 11, 1},
		{"c1", "\u009b31m = 1", "1", "<U+009B>31m = 1", 14, 1},
		{"bidi", "a\u202eb = 1", "1", "a<U+202E>b = 1", 13, 1},
		{"isolate", "\u2066a\u2069 = 1", "1", "<U+2066>a<U+2069> = 1", 20, 1},
		{"marks of direction", "\u200e\u200f\u061c=1", "1", "<U+200E><U+200F><U+061C>=1", 25, 1},
		{"bom inside", "a\ufeff = 1", "1", "a<U+FEFF> = 1", 12, 1},
		{"line separator", "a\u2028 = 1", "1", "a<U+2028> = 1", 12, 1},
		{"not utf-8", "\xff\xc3 = 1", "1", `\xff\xc3 = 1`, 11, 1},
		{"cut short", "\xe6\x97 = 1", "1", `\xe6\x97 = 1`, 11, 1},
		{"replacement", "\ufffd = 1", "1", "\ufffd = 1", 4, 1},
		{"private", "\ue000 = 1", "1", "<U+E000> = 1", 11, 1},
		{"tag", "\U000e0041 = 1", "1", "<U+E0041> = 1", 12, 1},
		{"lone mark", "\u0301 = 1", "1", "<U+0301> = 1", 11, 1},
		{"lone selector", "\x01\ufe0f = 1", "1", `\x01<U+FE0F> = 1`, 15, 1},
		{"carriage return inside", "a\rb = 1", "1", `a\rb = 1`, 7, 1},
		{"at the end", "a = ", "", "a = ", 4, 1},
		{"empty line", "", "", "", 0, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := &facts.File{Path: "a.toml", Source: []byte("\ufeff" + c.line + "\r\nx\r\n")}
			at := uint32(3 + strings.LastIndex(c.line, c.mark))
			in := &report.Input{Findings: []rules.Finding{{
				Rule: rule("r"), Severity: rules.Error, Message: "m",
				Place: facts.Place{File: file, Span: facts.Span{Start: at, End: at + uint32(len(c.mark))}},
			}}}
			lines := strings.Split(write(t, "text", in), "\n")
			want := "    1 | " + c.drawn
			if c.drawn == "" {
				want = "    1 |"
			}
			assert.Equal(t, want, lines[2])
			assert.Equal(t, "      | "+strings.Repeat(" ", c.before)+strings.Repeat("^", c.under), lines[3])
		})
	}
}

// TestLongLines holds that a line too long is cut around its mark, quickly
// even when it is all marks without letters.
func TestLongLines(t *testing.T) {
	for _, filler := range []string{"x", "日", "e\u0301", "\u0301", "\x1b", "\t", "👩‍", "\xff"} {
		for _, where := range []string{"begin", "middle", "end"} {
			many := strings.Repeat(filler, 1<<20/len(filler))
			line := map[string]string{"begin": "MARK" + many, "middle": many + "MARK" + many, "end": many + "MARK"}[where]
			file := &facts.File{Path: "a.toml", Source: []byte(line)}
			at := uint32(strings.Index(line, "MARK"))
			for _, width := range []int{0, 40, 80} {
				in := &report.Input{Options: report.Options{Width: width}, Findings: []rules.Finding{{
					Rule: rule("r"), Severity: rules.Error, Message: "m",
					Place: facts.Place{File: file, Span: facts.Span{Start: at, End: at + 4}},
				}}}
				lines := strings.Split(write(t, "text", in), "\n")
				drawn, under := lines[2], lines[3]
				if width == 0 {
					width = 120 + 8
				}
				assert.LessOrEqual(t, cells(drawn), width, "%q %s:\n%s\n%s", filler, where, drawn, under)
				assert.LessOrEqual(t, cells(under), width, "%q %s:\n%s\n%s", filler, where, drawn, under)
				before, _, ok := strings.Cut(drawn, "MARK")
				require.True(t, ok, "%q %s in %d cells: the mark is not under its text:\n%s\n%s", filler, where, width, drawn, under)
				assert.Equal(t, strings.Repeat(" ", cells(before)-7)+"^^^^", under[7:], "%q %s in %d cells: the mark is not under its text:\n%s\n%s", filler, where, width, drawn, under)
				assert.Equal(t, where != "begin", strings.Contains(drawn, "| …"), "%q %s in %d cells: cut without a sign:\n%s", filler, where, width, drawn)
				assert.Equal(t, where != "end", strings.HasSuffix(drawn, "…"), "%q %s in %d cells: cut without a sign:\n%s", filler, where, width, drawn)
			}
		}
	}
}
