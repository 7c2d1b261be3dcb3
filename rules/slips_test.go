package rules_test

import "testing"

// TestCutShort says that nothing is concluded from a fact that a syntax error
// cuts short: it may have a status that cannot be read.
func TestCutShort(t *testing.T) {
	const died = "[[person]]\nid=\"eve\"\nname=\"Eve\"\ndied=2000\n"
	runTenureCases(t, []tenureCase{
		{"a lifetime", died + "[[event]]\ntitle=\"x\"\ndate=2001\nby=\"eve\"\nnote = = 1", "9 toml-syntax"},
		{"an order", "[[event]]\nid=\"x\"\ntitle=\"x\"\ndate=2001\nbefore=\"y\"\nnote = = 1\n[[event]]\nid=\"y\"\ntitle=\"y\"\ndate=2000", "6 toml-syntax"},
		{"a status that can be read", died + "[[event]]\ntitle=\"x\"\ndate=2001\nby=\"eve\"\nstatus=\"planned\"\nnote = = 1", "10 toml-syntax"},
		{"the next fact", died + "[[event]]\ntitle=\"x\"\nnote = = 1\n[[event]]\ntitle=\"x\"\ndate=2001\nby=\"eve\"", "10 date-lifetime, 7 toml-syntax"},
	})
}
