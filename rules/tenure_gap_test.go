package rules_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules/engine"
)

func TestTenureGap(t *testing.T) {
	const O = "O pm complete=true\n"
	runTenureCases(t, []tenureCase{
		{"a year free", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01", "3 tenure-gap"},
		{"31 days", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2002-02-02 2004-01-01", ""},
		{"32 days", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2002-02-03 2004-01-01", "3 tenure-gap"},
		{"not complete", "O pm\nT ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01", ""},
		{"the claim is disputed", "O pm complete=true status=\"disputed\"\nT ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01", ""},
		{"acting fills it", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\nT cy pm 2002-01-01 2003-01-01 acting=true", ""},
		{"acting on both sides", O + "T ann pm 2001-01-01 2002-01-01 acting=true\nT bob pm 2003-01-01 2004-01-01 acting=true", "3 tenure-gap"},
		{"an unknown end", O + "T ann pm 2001-01-01 -\nT bob pm 2003-01-01 2004-01-01", ""},
		{"an unknown start", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm - 2004-01-01", ""},
		{"nothing known of a third", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\nT cy pm - -", ""},
		{"years that may touch", O + "T ann pm 2001 2002\nT bob pm 2003 2004", ""},
		{"years that cannot", O + "T ann pm 2001 2002\nT bob pm 2004 2005", "3 tenure-gap"},
		{"disputed may fill it", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\nT cy pm 2002-01-01 2003-01-01 status=\"disputed\"", ""},
		{"disputed is no end of it", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01 status=\"disputed\"", ""},
		{"disputed fills too little", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\nT cy pm 2002-01-01 2002-02-01 status=\"disputed\"", "3 tenure-gap"},
		{"planned may fill it", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\nT cy pm 2002-01-01 2003-01-01 status=\"planned\"", ""},
		{"planned is no end of it", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01 status=\"planned\"", ""},
		{"cancelled does not fill it", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\nT cy pm 2002-01-01 2003-01-01 status=\"cancelled\"", "3 tenure-gap"},
		{"a long one covers", O + "T ann pm 2000-01-01 2010-01-01\nT bob pm 2001-01-01 2002-01-01\nT cy pm 2010-01-01 2011-01-01", ""},
		{"only one tenure", O + "T ann pm 2000-01-01 2010-01-01", ""},
		{"two gaps", O + "T ann pm 2000-01-01 2001-01-01\nT bob pm 2002-01-01 2003-01-01\nT cy pm 2004-01-01 2005-01-01", "3 tenure-gap, 4 tenure-gap"},
		{"somebody acts in it then", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\nA cy pm 2002-06-01", "4 tenure-unrecorded"},
		{"a wrong person holds it then", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\nT nobody pm 2002-01-01 2003-01-01", "4 ref-unresolved"},
		{"a wrong office is held then", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\nT cy mp 2002-01-01 2003-01-01", "4 ref-unresolved"},
		{"a tenure with a wrong kind", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\n[[tenur]]\noffice=\"pm\"\nperson=\"cy\"", "4 fact-kind"},
		{"lost to a syntax error", O + "T ann pm 2001-01-01 2002-01-01\nT bob pm 2003-01-01 2004-01-01\n[[tenure\noffice=\"pm\"\nperson=\"cy\"\n", "4 toml-syntax"},
	})
}

func TestTenureGapOption(t *testing.T) {
	text, _ := expand("O pm complete=true\nT ann pm 2001-01-01 2002-01-01\nT bob pm 2002-02-01 2004-01-01")
	for most, want := range map[float64]int{10: 1, 30: 0} {
		s := engine.Settings{Rules: map[string]engine.Setting{"tenure-gap": {Options: map[string]float64{"max_gap": most}}}}
		res, err := engine.Run(context.Background(), load(t, map[string]string{"facts.toml": text}), s)
		require.NoError(t, err)
		assert.Len(t, res.Findings, want, "max_gap %v: %s", most, describe(res.Findings))
	}
}
