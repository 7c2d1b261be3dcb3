package rules_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules"
)

// TestReadme holds README.md to the pages of the rules.
func TestReadme(t *testing.T) {
	var b strings.Builder
	b.WriteString(`# Rules

<!-- Written by TestReadme from the rules themselves; a test fails when it is stale. -->

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
	if os.Getenv("FACTLINT_UPDATE") != "" {
		require.NoError(t, os.WriteFile("README.md", []byte(b.String()), 0o666))
	}
	stands, err := os.ReadFile("README.md")
	require.NoError(t, err)
	assert.Equal(t, b.String(), string(stands), "rules/README.md is stale; run the test with FACTLINT_UPDATE=1")
}

func TestMarkdownOfStrangers(t *testing.T) {
	r := &rules.Rule{
		Name: "house-rule", Severity: rules.Error,
		Summary: "![x](http://evil) <script> `a` | b",
		Example: rules.Example{Bad: "a = \"```\n# free\"\n"},
	}
	want := "*error* · \\!\\[x\\](http://evil) \\<script\\> \\`a\\` \\| b\n\nBad:\n\n````toml\na = \"```\n# free\"\n````\n"
	assert.Equal(t, want, r.Markdown())
	assert.Empty(t, r.URL(), "the address of a rule of a base")
}
