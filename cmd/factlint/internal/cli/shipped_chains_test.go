package cli

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
)

// chainSlips are single changes, like slips, that no two facts show to be
// wrong. All the facts named must be in one finding of the rule.
var chainSlips = []struct {
	name, file, old, new, rule string
	facts                      []string // in several files
}{
	{"Davituliani dead when he spoke", "people.toml", "name       = \"Beka Davituliani\"", "name       = \"Beka Davituliani\"\ndied       = 2022-03-29", "date-contradiction",
		[]string{"televised-address", "davituliani-on-the-referendum", "beka-davituliani"}},
	{"the government gone when its member spoke", "organizations.toml", `start = "2012-10"`, "start = \"2012-10\"\nend   = 2022-03-29", "date-contradiction",
		[]string{"televised-address", "davituliani-on-the-referendum", "georgian-dream-government"}},
	{"out of the party when he spoke for it", "organizations.toml", `organization = "georgian-dream"`, "organization = \"georgian-dream\"\nend          = 2022-03-29", "date-contradiction",
		[]string{"televised-address", "davituliani-on-the-referendum", "davituliani-in-georgian-dream"}},
	{"out of parliament when he spoke there", "tenures.toml", `office = "member-of-the-parliament-of-georgia"`, "office = \"member-of-the-parliament-of-georgia\"\nend    = 2022-03-29", "date-contradiction",
		[]string{"televised-address", "davituliani-on-the-referendum", "davituliani-mandate"}},
	{"respect from authorities that are no more", "organizations.toml", `name  = "Russian authorities"`, "name  = \"Russian authorities\"\nexisted = \"1991/2022-03-29\"", "date-contradiction",
		[]string{"televised-address", "russian-respect", "russian-authorities"}},
	{"Abkhazia gone before the Soviet Union", "recognition.toml", `before  = "russia-recognises-abkhazia"`, `before  = "declaration-of-sovereignty"`, "date-contradiction",
		[]string{"dissolution-of-the-soviet-union", "secession-of-abkhazia", "declaration-of-sovereignty"}},
	{"recognised before it broke away", "recognition.toml", `after  = "declaration-of-sovereignty"`, `after  = "referendum-announced"`, "date-contradiction",
		[]string{"referendum-announced", "secession-of-south-ossetia", "russia-recognises-south-ossetia"}},
	{"Gassiev stands in for one who is free", "tenures.toml", `during = "imprisonment-of-kulumbegov"`, "during = \"imprisonment-of-kulumbegov\"\nstart  = 1992-06-01", "date-contradiction",
		[]string{"gassiev-chairmanship", "imprisonment-of-kulumbegov", "declaration-of-independence"}},
	{"Gassiev after Chibirov", "tenures.toml", `during = "imprisonment-of-kulumbegov"`, "during = \"imprisonment-of-kulumbegov\"\nafter  = \"chibirov-chairmanship\"", "date-contradiction",
		[]string{"chibirov-chairmanship", "gassiev-chairmanship", "imprisonment-of-kulumbegov", "declaration-of-independence"}},
	{"Gassiev declares independence", "events.toml", `person = "torez-kulumbegov"`, `person = "znaur-gassiev"`, "date-contradiction",
		[]string{"gassiev-chairmanship", "imprisonment-of-kulumbegov", "declaration-of-independence"}},
	{"Peskov gone before he speaks", "tenures.toml", `after  = "medvedev-presidency"`, `before = "treaty-of-2015"`, "date-contradiction",
		[]string{"treaty-of-2015", "peskov-as-press-secretary", "peskov-on-the-meeting"}},
	{"Peskov gone before the ratification", "tenures.toml", `after  = "medvedev-presidency"`, `before = "ratification-of-the-treaty"`, "date-contradiction",
		[]string{"ratification-of-the-treaty", "meeting-with-surkov", "peskov-as-press-secretary", "peskov-on-the-meeting"}},
	{"Peskov only after Putin", "tenures.toml", `after  = "medvedev-presidency"`, `after  = "putin-third-term"`, "date-contradiction",
		[]string{"putin-third-term", "peskov-as-press-secretary", "peskov-on-the-meeting"}},
	{"Timakova still there when Peskov speaks", "tenures.toml", `end    = "2012-05"`, `end    = "2016-05"`, "tenure-overlap",
		[]string{"timakova-as-press-secretary", "peskov-as-press-secretary", "peskov-on-the-meeting"}},
	{"ratified under the next president", "events.toml", `after  = "treaty-of-2015"`, `after  = "election-2017"`, "date-contradiction",
		[]string{"election-2017", "ratification-of-the-treaty", "meeting-with-surkov"}},
}

// TestShippedChains makes each of the changes in chainSlips to a copy of the
// base we ship.
func TestShippedChains(t *testing.T) {
	t.Parallel()
	files := shippedFiles(t)
	for _, s := range chainSlips {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			_, got := checkShipped(t, falsified(t, files, s.file, s.old, s.new))
			named := slices.ContainsFunc(got, func(f shippedFinding) bool {
				return f.Rule == s.rule && !slices.ContainsFunc(s.facts, func(fact string) bool { return !f.about(fact) })
			})
			assert.True(t, named, "no %s about %v; findings: %+v", s.rule, s.facts, got)
			assert.LessOrEqual(t, len(got), maxFromOne, "findings from one slip")
		})
	}
}
