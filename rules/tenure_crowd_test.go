package rules_test

import "testing"

// TestTenureCrowd holds offices with several seats against what other facts say of
// the times of their holders.
func TestTenureCrowd(t *testing.T) {
	const two = "O consul seats=2\nT ann consul 2001-01-01 2005-01-01\nT bob consul 2001-01-01 2005-01-01\n"
	const event = "\n[[event]]\nid=\"e\"\ntitle=\"e\"\n"
	runTenureCases(t, []tenureCase{
		{"an event during an undated tenure", two + "T cy consul - - id=\"third\"" + event + "date=2003-01-01\nduring=\"third\"", "4 tenure-overlap"},
		{"an event during it, at another time", two + "T cy consul - - id=\"third\"" + event + "date=2006-01-01\nduring=\"third\"", ""},
		{"an event that may be outside", two + "T cy consul - - id=\"third\"" + event + "date=\"2005\"\nduring=\"third\"", ""},
		{"enough seats", "O consul seats=3" + two[len("O consul seats=2"):] + "T cy consul - - id=\"third\"" + event + "date=2003-01-01\nduring=\"third\"", ""},
		{"by a distance", two + "T cy consul - 2004-01-01 id=\"third\" after={id=\"e\",at_most=\"1y\"}" + event + "date=2002-01-01", "4 tenure-overlap"},
		{"by a distance that leaves room", two + "T cy consul - 2006-01-01 id=\"third\" after={id=\"e\",at_most=\"4y\"}" + event + "date=2002-01-01", ""},
		{"by an act, and an order", two + "T cy consul - - id=\"third\"" + "\n[[event]]\nid=\"e\"\ntitle=\"e\"\ndate=2003-01-01\nby={person=\"cy\",as=\"consul\"}", "4 tenure-overlap"},
		{"one person counts once", two + "T ann consul - - id=\"third\"" + event + "date=2003-01-01\nduring=\"third\"", "4 tenure-overlap"},
		{"a disputed one", two + "T cy consul - - id=\"third\" status=\"disputed\"" + event + "date=2003-01-01\nduring=\"third\"", ""},
		{"an acting one", two + "T cy consul - - id=\"third\" acting=true" + event + "date=2003-01-01\nduring=\"third\"", ""},
	})
}
