package rules

// ignoreUnused has no check of its own: only the engine knows, when all rules
// have run, which comments silenced something.
var ignoreUnused = &Rule{
	Name:          "ignore-unused",
	Summary:       "An ignore comment silences nothing.",
	Severity:      Warning,
	Unnecessary:   true,
	Unsilenceable: true,
	Absence:       true,
	Why: `A comment that outlives what it silenced would silence the next, real finding
at its place. It is not reported when one of the rules it names did not run.`,
	Example: mended(`[[person]]
name = "Alan Gagloev"
born = 1981-02-06 # factlint: ignore[date-invalid] -- checked with the register
`, "born = 1981-02-06 # factlint: ignore[date-invalid] -- checked with the register", "born = 1981-02-06"),
}
