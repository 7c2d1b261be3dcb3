package main

import (
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestExamples(t *testing.T) {
	list, err := examplesIn(filepath.Join("..", ".."))
	require.NoError(t, err)
	names := map[string][]string{}
	for _, e := range list {
		assert.NotEmpty(t, e.Files[e.Open], e.ID)
		assert.NotEmpty(t, e.About, e.ID)
		for name := range e.Files {
			names[e.ID] = append(names[e.ID], name)
		}
		slices.Sort(names[e.ID])
	}
	assert.Equal(t, []string{"factlint.toml", "presidency.toml"}, names["presidents"])
	assert.Equal(t, []string{"events.toml", "factlint.toml", "sitting.toml"}, names["strike"])
	assert.Equal(t, []string{"clubs.toml", "cup.toml", "factlint.toml", "matches.toml", "players.toml"}, names["league"])
	assert.Equal(t, []string{"factlint.toml", "members/by-election.yaml", "members/elected.yaml", "people.csv", "wards.json"}, names["council"])
	assert.Contains(t, names["south-ossetia"], "tenures.toml")
}

func TestWithoutNPM(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	assert.Equal(t, errNoNPM, run(t.Context(), t.TempDir(), ""))
}
