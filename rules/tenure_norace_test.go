//go:build !race

package rules_test

// slower makes limits generous: they tell what takes forever, on machines that
// other work shares too.
const slower = 6
