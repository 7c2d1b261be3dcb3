package facts_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/vocabulary"
)

const readmeHead = `# Kinds of facts

<!-- Written by TestReadme from kinds.toml; a test fails when it is stale. -->

A fact file is a list of facts, each an element of an array of tables named after its kind: ` + "`[[event]]`" + `. These are the kinds that every base has; a base declares
more, or adds fields to these, in its ` + "`factlint.toml`" + `, in the language of [kinds.toml](vocabulary/kinds.toml). Fields marked with * are required.
`

// TestReadme holds README.md to the vocabulary.
func TestReadme(t *testing.T) {
	var b strings.Builder
	b.WriteString(readmeHead)
	kinds := vocabulary.Builtin().Kinds
	b.WriteString("\n## Fields that every kind has\n\n")
	readmeFields(&b, kinds[len(kinds)-1], true) // the last has no period
	for _, k := range kinds {
		if k.Period != nil {
			b.WriteString("\nKinds with a period have relations in time too:\n\n")
			readmeRelations(&b, k)
			break
		}
	}
	for _, k := range kinds {
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", k.Name, k.Summary)
		readmeFields(&b, k, false)
		if roles := k.DescribeRoles(); len(roles) > 0 {
			fmt.Fprintf(&b, "\nRoles: %s\n", strings.Join(roles, "; "))
		}
		fmt.Fprintf(&b, "\nIn messages: `%s`\n", k.Label)
	}
	if os.Getenv("FACTLINT_UPDATE") != "" {
		require.NoError(t, os.WriteFile("README.md", []byte(b.String()), 0o666))
	}
	stands, err := os.ReadFile("README.md")
	require.NoError(t, err)
	assert.Equal(t, b.String(), string(stands), "facts/README.md is stale; run the test with FACTLINT_UPDATE=1")
}

const readmeTable = "| field | takes | |\n| --- | --- | --- |\n"

func readmeFields(b *strings.Builder, k *vocabulary.Kind, common bool) {
	b.WriteString(readmeTable)
	for i := range k.Fields {
		if f := &k.Fields[i]; f.Common() == common {
			readmeField(b, f)
		}
	}
}

func readmeRelations(b *strings.Builder, k *vocabulary.Kind) {
	b.WriteString(readmeTable)
	for _, i := range []int{vocabulary.BeforeField, vocabulary.AfterField, vocabulary.DuringField} {
		readmeField(b, &k.Fields[i])
	}
}

func readmeField(b *strings.Builder, f *vocabulary.Field) {
	name := "`" + f.Name + "`"
	if f.Required {
		name += "*"
	}
	fmt.Fprintf(b, "| %s | %s | %s |\n", name, strings.ReplaceAll(f.Describe(), "|", `\|`), f.Summary)
}
