package rules_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/rules"
)

func TestTenureOutside(t *testing.T) {
	const O = "O pm\nO mp\n"
	runTenureCases(t, []tenureCase{
		{"after it", O + "T ann pm 2001-01-01 2005-01-01\nA ann pm 2005-01-02", "4 tenure-outside"},
		{"before it", O + "T ann pm 2001-01-01 2005-01-01\nA ann pm 2000-12-31", "4 tenure-outside"},
		{"on its last day", O + "T ann pm 2001-01-01 2005-01-01\nA ann pm 2005-01-01", ""},
		{"on its first day", O + "T ann pm 2001-01-01 2005-01-01\nA ann pm 2001-01-01", ""},
		{"in a month that it reaches", O + "T ann pm 2001-01-01 2005-01-01\nA ann pm 2005-01", ""},
		{"in the next month", O + "T ann pm 2001-01-01 2005-01-01\nA ann pm 2005-02", "4 tenure-outside"},
		{"about that year", O + "T ann pm 2001-01-01 2005-01-01\nA ann pm 2006~", ""},
		{"undated", O + "T ann pm 2001-01-01 2005-01-01\nA ann pm -", ""},
		{"an unknown end", O + "T ann pm 2001-01-01 -\nA ann pm 2015-01-01", ""},
		{"before an unknown end", O + "T ann pm 2001-01-01 -\nA ann pm 2000-01-01", "4 tenure-outside"},
		{"not ended", O + "T ann pm 2001-01-01 ..\nA ann pm 2015-01-01", ""},
		{"between two", O + "T ann pm 2001-01-01 2002-01-01\nT ann pm 2005-01-01 2006-01-01\nA ann pm 2003-01-01", "5 tenure-outside"},
		{"in the second", O + "T ann pm 2001-01-01 2002-01-01\nT ann pm 2005-01-01 2006-01-01\nA ann pm 2005-03-01", ""},
		{"in an acting one", O + "T ann pm 2001-01-01 2002-01-01 acting=true\nA ann pm 2001-03-01", ""},
		{"a disputed one is a way out", O + "T ann pm 2001-01-01 2002-01-01\nT ann pm 2005-01-01 2006-01-01 status=\"disputed\"\nA ann pm 2005-03-01", ""},
		{"a disputed one that is none", O + "T ann pm 2001-01-01 2002-01-01\nT ann pm 2005-01-01 2006-01-01 status=\"disputed\"\nA ann pm 2007-03-01", "5 tenure-outside"},
		{"only a disputed one", O + "T ann pm 2001-01-01 2002-01-01 status=\"disputed\"\nA ann pm 2007-03-01", ""},
		{"a disputed act", O + "T ann pm 2001-01-01 2002-01-01\nA ann pm 2007-03-01 status=\"disputed\"", ""},
		{"a cancelled act", O + "T ann pm 2001-01-01 2002-01-01\nA ann pm 2007-03-01 status=\"cancelled\"", ""},
		{"a planned act", O + "T ann pm 2001-01-01 2002-01-01\nA ann pm 2007-03-01 status=\"planned\"", ""},
		{"in another office then", O + "T ann pm 2001-01-01 2002-01-01\nT ann mp 2002-01-01 2009-01-01\nA ann pm 2007-03-01", "5 tenure-outside"},
		{"a wrong end is unknown", O + "T ann pm 2001-01-01 2005-02-30\nA ann pm 2007-03-01", "3 date-invalid"},
		{"a tenure with a wrong office", O + "T ann pm 2001-01-01 2002-01-01\nT ann p 2006-01-01 2008-01-01\nA ann pm 2007-03-01", "4 ref-unresolved"},
		{"one with a wrong office, but not then", O + "T ann pm 2001-01-01 2002-01-01\nT ann p 2008-01-01 2009-01-01\nA ann pm 2007-03-01", "4 ref-unresolved, 5 tenure-outside"},
		{"a wrong end and many acts are one", O + "T ann pm 1901-01-01 1905-01-01\nA ann pm 2001-01-02\nA ann pm 2002-01-02\nA ann pm 2003-01-02", "3 tenure-outside"},
		{"a lasting event that reaches in", O + "T ann pm 2001-01-01 2005-01-01\n[[event]]\ntitle=\"x\"\nstart=2004-01-01\nend=2007-01-01\nby={person=\"ann\",as=\"pm\"}", ""},
		{"a lasting event that does not", O + "T ann pm 2001-01-01 2005-01-01\n[[event]]\ntitle=\"x\"\nstart=2006-01-01\nend=2007-01-01\nby={person=\"ann\",as=\"pm\"}", "8 tenure-outside"},
		{"a person without as", O + "T ann pm 2001-01-01 2005-01-01\n[[event]]\ntitle=\"x\"\ndate=2006-01-01\nby=\"ann\"", ""},
		{"each of several actors", O + "T ann pm 2001-01-01 2005-01-01\nT bob mp 2001-01-01 2005-01-01\n[[event]]\ntitle=\"x\"\ndate=2004-01-01\nby=[{person=\"ann\",as=\"pm\"},{person=\"bob\",as=\"pm\"}]", "8 tenure-unrecorded"},
	})
}

func TestTenureUnrecorded(t *testing.T) {
	const O = "O pm\nO mp\n"
	runTenureCases(t, []tenureCase{
		{"none at all", O + "A ann pm 2005-01-02", "3 tenure-unrecorded"},
		{"undated", O + "A ann pm -", "3 tenure-unrecorded"},
		{"in another office", O + "T ann mp 2001-01-01 2007-01-01\nA ann pm 2005-01-02", "4 tenure-unrecorded"},
		{"of another person", O + "T bob pm 2001-01-01 2007-01-01\nA ann pm 2005-01-02", "4 tenure-unrecorded"},
		{"a disputed one", O + "T ann pm 2001-01-01 2007-01-01 status=\"disputed\"\nA ann pm 2005-01-02", ""},
		{"a disputed act", O + "A ann pm 2005-01-02 status=\"disputed\"", ""},
		{"a cancelled act", O + "A ann pm 2005-01-02 status=\"cancelled\"", ""},
		{"a planned act", O + "A ann pm 2005-01-02 status=\"planned\"", ""},
		{"a wrong person", O + "A an pm 2005-01-02", "3 ref-unresolved"},
		{"a tenure with a wrong person", O + "T an pm 2001-01-01 2007-01-01\nA ann pm 2005-01-02", "3 ref-unresolved"},
		{"a tenure with a wrong office", O + "T ann p 2001-01-01 2007-01-01\nA ann pm 2005-01-02", "3 ref-unresolved"},
		{"a tenure of a wrong kind", O + "[[tenures]]\nperson=\"ann\"\noffice=\"pm\"\nstart=2001-01-01\nA ann pm 2005-01-02", "3 fact-kind"},
		{"an organization does not hold offices", O + "[[organization]]\nid=\"org\"\nname=\"Org\"\n[[statement]]\nsays=\"x\"\nby={person=\"org\",as=\"pm\"}", ""},
		{"a winner", O + "[[election]]\ntitle=\"e\"\ndate=2001-01-01\noffice=\"pm\"\nwinner=\"ann\"", "7 tenure-unrecorded"},
		{"a winner of a cancelled election", O + "[[election]]\ntitle=\"e\"\ndate=2001-01-01\noffice=\"pm\"\nwinner=\"ann\"\nstatus=\"cancelled\"", ""},
	})
}

func TestTenureElection(t *testing.T) {
	const O = "O pm\nO mp\n"
	const E = "\n[[election]]\ntitle=\"e\"\noffice=\"pm\"\nwinner=[\"ann\"]\ndate="
	runTenureCases(t, []tenureCase{
		{"ended before", O + "T ann pm 2001-01-01 2005-01-01" + E + "2006-01-01", "7 tenure-election"},
		{"ended that day", O + "T ann pm 2001-01-01 2005-01-01" + E + "2005-01-01", ""},
		{"may have ended later", O + "T ann pm 2001 2005" + E + "2005-03-01", ""},
		{"an unknown end", O + "T ann pm 2001-01-01 -" + E + "2006-01-01", ""},
		{"one after", O + "T ann pm 2001-01-01 2005-01-01\nT ann pm 2006-02-01 -" + E + "2006-01-01", ""},
		{"a planned one after", O + "T ann pm 2001-01-01 2005-01-01\nT ann pm 2006-02-01 - status=\"planned\"" + E + "2006-01-01", ""},
		{"a cancelled one after", O + "T ann pm 2001-01-01 2005-01-01\nT ann pm 2006-02-01 - status=\"cancelled\"" + E + "2006-01-01", ""},
		{"a disputed one after", O + "T ann pm 2001-01-01 2005-01-01\nT ann pm 2006-02-01 - status=\"disputed\"" + E + "2006-01-01", ""},
		{"only a disputed one before", O + "T ann pm 2001-01-01 2005-01-01 status=\"disputed\"" + E + "2006-01-01", ""},
		{"another office after", O + "T ann pm 2001-01-01 2005-01-01\nT ann mp 2006-02-01 -" + E + "2006-01-01", "8 tenure-election"},
		{"goes on through it", O + "T ann pm 2001-01-01 2009-01-01" + E + "2006-01-01", ""},
		{"a disputed election", O + "T ann pm 2001-01-01 2005-01-01" + E + "2006-01-01\nstatus=\"disputed\"", ""},
		{"a cancelled election", O + "T ann pm 2001-01-01 2005-01-01" + E + "2006-01-01\nstatus=\"cancelled\"", ""},
		{"a cancelled one without dates", O + "T ann pm 2001-01-01 2005-01-01\nT ann pm - - status=\"cancelled\"" + E + "2006-01-01", ""},
		{"a cancelled one of before", O + "T ann pm 2001-01-01 2005-01-01 status=\"cancelled\"\nT ann pm 1991-01-01 1995-01-01" + E + "2006-01-01", "8 tenure-election"},
		{"in two rounds", O + "T ann pm 2001-01-01 2005-01-01" + E + "\"2004-12-20/2005-01-20\"", ""},
	})
}

// TestTenureElectionSeverity holds that a tenure which is not recorded is a gap in
// the base, and no proof, unless the office is complete.
func TestTenureElectionSeverity(t *testing.T) {
	for office, want := range map[string]rules.Severity{"O pm": rules.Warning, "O pm complete=true": rules.Error, "O pm complete=true status=\"disputed\"": rules.Warning} {
		text, _ := expand(office + "\nT ann pm 2001-01-01 2005-01-01\n[[election]]\ntitle=\"e\"\noffice=\"pm\"\nwinner=\"ann\"\ndate=2006-01-01")
		found := check(t, text)
		require.Len(t, found, 1, office)
		assert.Equal(t, "tenure-election", found[0].Rule.Name)
		assert.Equal(t, want, found[0].Severity, office)
		assert.Contains(t, found[0].Message, "status = \"cancelled\" if it was never taken")
	}
}

func TestTenureIncompatible(t *testing.T) {
	const O = "O pm incompatible_with=\"judge\"\nO judge\nO mp\n"
	const both = "T ann pm 2001-01-01 2005-01-01\nT ann judge 2004-01-01 2007-01-01"
	runTenureCases(t, []tenureCase{
		{"at once", O + both, "5 tenure-incompatible"},
		{"said by the other", "O judge\nO pm incompatible_with=[\"judge\"]\nO mp\n" + both, "5 tenure-incompatible"},
		{"said by both is told once", "O pm incompatible_with=\"judge\"\nO judge incompatible_with=\"pm\"\nO mp\n" + both, "5 tenure-incompatible"},
		{"not said", "O pm\nO judge\nO mp\n" + both, ""},
		{"of two people", O + "T ann pm 2001-01-01 2005-01-01\nT bob judge 2004-01-01 2007-01-01", ""},
		{"one after the other", O + "T ann pm 2001-01-01 2005-01-01\nT ann judge 2005-01-01 2007-01-01", ""},
		{"within a year", O + "T ann pm 2001 2005\nT ann judge 2005 2007", ""},
		{"begun within", O + "T ann pm 2001 2005\nT ann judge 2003 -", "5 tenure-incompatible"},
		{"an unknown end", O + "T ann pm 2001-01-01 -\nT ann judge 2003-01-01 2004-01-01", ""},
		{"acting", O + both + " acting=true", ""},
		{"disputed", O + both + " status=\"disputed\"", ""},
		{"planned", O + both + " status=\"planned\"", ""},
		{"a disputed office", "O pm incompatible_with=\"judge\" status=\"disputed\"\nO judge\nO mp\n" + both, ""},
		{"one against many is one", O + "T ann judge 2001-01-01 2009-01-01\nT ann pm 2002-01-01 2003-01-01\nT ann pm 2004-01-01 2005-01-01", "4 tenure-incompatible"},
	})
}
