package rules_test

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/factlint/factlint/rules"
)

//go:generate go test -run ^TestReadme$ . -readme

var readme = flag.Bool("readme", false, "write README.md anew")

// TestReadme holds README.md to the pages of the rules.
func TestReadme(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# Rules

<!-- Written by go generate from the rules themselves; a test fails when it is stale. -->

An error is a proof: no reading of imprecise or missing dates makes the facts agree. What is merely unlikely is a warning. The first word of a name is
its group; ` + "`--select`, `--ignore`, `[rules]` in `factlint.toml` and ignore comments" + ` take names and groups.

| rule | default | speaks when |
| --- | --- | --- |
`)
	for _, r := range rules.All() {
		severity := r.Severity.String()
		if r.Off {
			severity = "off"
		}
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", r.Name, r.Name, severity, r.Summary)
	}
	for _, r := range rules.All() {
		fmt.Fprintf(&b, "\n## %s\n\n%s", r.Name, r.Markdown())
	}
	if *readme {
		if err := os.WriteFile("README.md", []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	stands, err := os.ReadFile("README.md")
	if err != nil || string(stands) != b.String() {
		t.Errorf("rules/README.md is stale: go generate ./rules (%v)", err)
	}
}

func TestMarkdownOfStrangers(t *testing.T) {
	r := &rules.Rule{
		Name: "house-rule", Severity: rules.Error,
		Summary: "![x](http://evil) <script> `a` | b",
		Bad:     "a = \"```\n# free\"\n",
	}
	want := "*error* · \\!\\[x\\](http://evil) \\<script\\> \\`a\\` \\| b\n\nBad:\n\n````toml\na = \"```\n# free\"\n````\n"
	if got := r.Markdown(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if r.URL() != "" {
		t.Errorf("a rule of a base has the address %s", r.URL())
	}
}
