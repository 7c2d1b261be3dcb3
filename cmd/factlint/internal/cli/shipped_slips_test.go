package cli

// slips are single changes that make the base we ship false: in file, old
// becomes new. Old stands there exactly once. The rule must speak, and one of
// its places be in the fact with the id or the label about ("": in no fact).
var shippedSlips = []struct{ name, file, old, new, rule, about string }{
	// The text.
	{"an open bracket", "people.toml", `[[person]]
id         = "torez`, `[[person]
id         = "torez`, "toml-syntax", ""},
	{"a string that does not end", "events.toml", `title  = "Russo-Georgian war"`, `title  = "Russo-Georgian war`, "toml-syntax", ""},
	{"a misspelt kind", "events.toml", "[[proposal]]", "[[propposal]]", "fact-kind", ""},
	{"a table for a fact", "organizations.toml", "[[government]]", "[government]", "fact-kind", ""},
	{"a misspelt field", "statements.toml", "to     = \"vladimir-solovyov\"", "too    = \"vladimir-solovyov\"", "fact-field", "clarification-to-solovyov"},
	{"a field of another kind", "places.toml", "area     = 7_987", "born     = 7_987", "fact-field", "north-ossetia"},
	{"nobody says it", "statements.toml", "by     = \"russian-authorities\"\n", "", "fact-required", "russian-respect"},
	{"an election without a date", "elections.toml", "date   = 1996-11-10\n", "", "fact-required", "election-1996"},
	{"seats in words", "offices.toml", "seats  = 150", "seats  = \"150\"", "fact-type", "member-of-the-parliament-of-georgia"},
	{"half a year", "tenures.toml", "start  = 1993\n", "start  = 1993.5\n", "fact-type", "chibirov-chairmanship"},
	{"a status typo", "events.toml", `"cancelled"`, `"canceled"`, "fact-value", "referendum-2022"},
	{"an unknown standing", "places.toml", `"former"
part_of  = { id = "soviet-union"`, `"gone"
part_of  = { id = "soviet-union"`, "fact-value", "georgian-ssr"},
	{"no country has this code", "places.toml", `"TV"`, `"TX"`, "fact-value", "tuvalu"},
	{"a fourth round", "elections.toml", "number = 2", "number = 4", "fact-value", "round ? of the 2022 South Ossetian presidential election"},
	{"an id twice", "people.toml", `id         = "vadim-brovtsev"`, `id         = "eduard-kokoity"`, "fact-duplicate", "eduard-kokoity"},
	{"a code twice", "places.toml", `"NR"`, `"NI"`, "fact-duplicate", "nauru"},
	{"a fact twice", "recognition.toml", "\n# Russia's hold.", "\n[[claim]]\nby     = \"georgia\"\nto     = \"abkhazia\"\nend    = \"..\"\nsource = \"wikipedia\"\n\n# Russia's hold.", "fact-duplicate", "Georgia claims Abkhazia"},
	{"a person again, in other letters", "people.toml", "[[person]]\nid         = \"lyudvig-chibirov\"", "[[person]]\nid   = \"kokoity\"\nname = \"Eduard KOKOITY\"\nborn = 1964-10-31\n\n[[person]]\nid         = \"lyudvig-chibirov\"", "fact-alike", "eduard-kokoity"},

	// References.
	{"a misspelt person", "tenures.toml", `person = "vladislav-surkov"`, `person = "vladislav-surkow"`, "ref-unresolved", "surkov-as-aide"},
	{"a misspelt source", "tenures.toml", `["wikidata", "jamnews-2022-04-04"]`, `["wikidata", "jamnews-2022-04-05"]`, "ref-unresolved", "zalkaliani-ministry"},
	{"a person for an office", "elections.toml", `office = "president-of-south-ossetia"
winner = "leonid-tibilov"`, `office = "leonid-tibilov"
winner = "leonid-tibilov"`, "ref-kind", "election-2012"},
	{"a party that is a country", "organizations.toml", `party = "georgian-dream"`, `party = "georgia"`, "ref-kind", "georgian-dream-government"},
	{"the Caucasus in South Ossetia", "places.toml", `standing = "region"

`, `standing = "region"
part_of  = "south-ossetia"

`, "ref-cycle", "south-ossetia"},

	// Dates.
	{"a season for two years", "events.toml", "date     = 2022-07-17", "date     = \"2022-23\"", "date-doubtful", "referendum-2022"},
	{"30 February", "statements.toml", "2022-03-30", "2022-02-30", "date-invalid", "televised-address"},
	{"a date in words", "population.toml", `"2022~"`, `"about 2022"`, "date-invalid", "population of South Ossetia"},
	{"a term that ends before it begins", "tenures.toml", "end    = 2020-02-18", "end    = 2012-02-18", "date-period", "surkov-as-aide"},
	{"a withdrawal before the recognition", "recognition.toml", "2014-03-31", "2004-03-31", "date-period", "Tuvalu recognises South Ossetia"},
	{"the referendum before it is announced", "events.toml", "2022-07-17", "2022-05-12", "date-order", "referendum-2022"},
	{"announced before the election is over", "events.toml", "= 2022-05-13", "= 2022-05-03", "date-order", "referendum-announced"},
	{"the referendum of 1992 before the end of the Soviet Union", "events.toml", "1992-01-19", "1991-01-19", "date-order", "referendum-1992"},
	{"the Soviet Union ends after the referendum", "events.toml", "date   = 1991-12-26", "date   = 1992-12-26", "date-order", "dissolution-of-the-soviet-union"},
	{"Tibilov says it outside the meeting", "statements.toml", "date   = 2015-10-19", "date   = 2015-11-19", "date-order", "tibilov-on-a-referendum"},
	{"the meeting on another day", "events.toml", "date   = 2015-10-19", "date   = 2014-10-19", "date-order", "meeting-with-surkov"},
	{"a round outside its election", "elections.toml", "date   = 2022-04-10", "date   = 2022-03-10", "date-order", "election-2022-first-round"},
	{"the rounds a week apart", "elections.toml", "date   = 2022-05-08", "date   = 2022-04-17", "date-order", "round 2 of the 2022 South Ossetian presidential election"},
	{"a term that begins before its election", "elections.toml", `"2001-11-18/2001-12-06"`, `"2002-11-18/2002-12-06"`, "date-order", "kokoity-presidency"},
	{"elected outside his presidency", "elections.toml", "2006-11-12", "2012-11-12", "date-order", "election-2006"},
	{"recognised before the decree", "recognition.toml", "start  = 2008-08-26\nact    = \"decree-on-abkhazia\"", "start  = 2008-08-25\nact    = \"decree-on-abkhazia\"", "date-order", "russia-recognises-abkhazia"},
	{"the decree before the war", "events.toml", "title  = \"Medvedev's decree on the recognition of Abkhazia\"\ndate   = 2008-08-26", "title  = \"Medvedev's decree on the recognition of Abkhazia\"\ndate   = 2008-07-26", "date-order", "decree-on-abkhazia"},
	{"occupied before the war is over", "recognition.toml", "of           = \"abkhazia\"\naccording_to = [\"georgia\", \"european-court-of-human-rights\"]\nstart        = 2008-08-12", "of           = \"abkhazia\"\naccording_to = [\"georgia\", \"european-court-of-human-rights\"]\nstart        = 2007-08-12", "date-order", "occupation-of-abkhazia"},
	{"suspended after it was to be held", "events.toml", "2022-05-30", "2022-08-30", "date-order", "referendum-suspended"},
	{"two weeks without a decision", "events.toml", "date   = 2022-05-30", "date   = 2022-06-07", "date-order", "referendum-suspended"},
	{"Medvedev born in office", "people.toml", "1965-09-14", "2009-09-14", "date-lifetime", "dmitry-medvedev"},
	{"a death before a speech", "people.toml", "born       = 1970-02-06", "born       = 1970-02-06\ndied       = 2022-03-29", "date-lifetime", "anatoly-bibilov"},
	{"recognised by a state not yet there", "recognition.toml", `start = 2009-12-16`, `start = 1967-12-16`, "date-lifetime", "Nauru recognises South Ossetia"},
	{"in government before it was founded", "organizations.toml", `"2012-10"`, `"2011-10"`, "date-lifetime", "georgian-dream-government"},
	{"president before there were any", "tenures.toml", "start  = 1996-11-27", "start  = 1995-11-27", "date-lifetime", "chibirov-presidency"},
	{"the place not yet proclaimed", "places.toml", `"1990-09-20/.."`, `"1995-09-20/.."`, "date-lifetime", "south-ossetia"},
	{"Wikidata's end of the ministry", "tenures.toml", "end    = 2022-04-04", "end    = 2022-02-09", "date-contradiction", "zalkaliani-on-the-referendum"},
	{"the address on the morrow of the election", "statements.toml", "2022-03-30", "2022-04-11", "date-contradiction", "clarification-to-solovyov"},
	{"independence under the next chairman", "events.toml", "1992-05-29", "1994-05-29", "date-contradiction", "kulumbegov-chairmanship"},
	{"a successor before Kulumbegov acts", "tenures.toml", "start  = 1993\n", "start  = 1991\n", "date-contradiction", "declaration-of-independence"},
	{"in the future, yet without a status", "tenures.toml", "start  = 2022-04-04", "start  = 2032-04-04", "date-stale", "darchiashvili-ministry"},
	{"still planned", "events.toml", `"cancelled"`, `"planned"`, "date-stale", "referendum-2022"},

	// Offices.
	{"in office for five thousand years", "tenures.toml", "end      = 2022-05-24", "end      = 7015-05-24", "tenure-overlap", "bibilov-presidency"},
	{"a term too early", "tenures.toml", "start    = 2017-04-21", "start    = 2016-04-21", "tenure-overlap", "bibilov-presidency"},
	{"two ministers at once", "tenures.toml", "office = \"minister-of-foreign-affairs-of-georgia\"\nstart  = 2022-04-04", "office = \"minister-of-foreign-affairs-of-georgia\"\nstart  = 2021-04-04", "tenure-overlap", "darchiashvili-ministry"},
	{"no longer acting", "tenures.toml", "end      = 2012-04-19\nacting   = true", "end      = 2012-07-19\nacting   = false", "tenure-overlap", "brovtsev-presidency"},
	{"nobody for a year", "tenures.toml", "end    = 2001-12-18", "end    = 2000-12-18", "tenure-gap", "kokoity-presidency"},
	{"no end", "tenures.toml", "end      = 2022-05-24\n", "", "tenure-unclosed", "bibilov-presidency"},
	{"he speaks as president four years after", "statements.toml", "2022-03-30", "2017-03-30", "tenure-outside", "televised-address"},
	{"Tibilov in another's office", "statements.toml", `by     = { person = "leonid-tibilov", as = "president-of-south-ossetia" }`, `by     = { person = "eduard-kokoity", as = "president-of-south-ossetia" }`, "tenure-outside", "tibilov-on-a-referendum"},
	{"suspended by the loser", "events.toml", "date   = 2022-05-30\nby     = { person = \"alan-gagloev\"", "date   = 2022-05-30\nby     = { person = \"anatoly-bibilov\"", "tenure-outside", "referendum-suspended"},
	{"Surkov leaves before the meeting", "tenures.toml", "end    = 2020-02-18", "end    = 2015-02-18", "tenure-outside", "surkov-as-aide"},
	{"Putin recognises", "events.toml", `by     = { person = "dmitry-medvedev", as = "president-of-russia" }
after  = { id = "war-of-2008", at_most = "3w" }
source = "decree-1261"`, `by     = { person = "vladimir-putin", as = "president-of-russia" }
after  = { id = "war-of-2008", at_most = "3w" }
source = "decree-1261"`, "tenure-outside", "decree-on-south-ossetia"},
	{"another takes Gagloev's term", "tenures.toml", `person = "alan-gagloev"`, `person = "leonid-tibilov"`, "tenure-unrecorded", "inauguration-of-gagloev"},
	{"a journalist for a minister", "statements.toml", `"david-zalkaliani"`, `"vladimir-solovyov"`, "tenure-unrecorded", "zalkaliani-on-the-referendum"},
	{"he won and lost", "elections.toml", `defeated   = ["leonid-tibilov", "alan-gagloev"]`, `defeated   = ["leonid-tibilov", "anatoly-bibilov"]`, "ref-set", "election-2017"},
	{"a term again", "tenures.toml", "[[tenure]]\nid     = \"chibirov-presidency\"", "[[tenure]]\nperson = \"lyudvig-chibirov\"\noffice = \"chairman-of-the-supreme-council\"\nstart  = 1993\n\n[[tenure]]\nid     = \"chibirov-presidency\"", "tenure-repeated", "chibirov-chairmanship"},
	{"a member twice", "organizations.toml", "organization = \"georgian-dream\"\n", "organization = \"georgian-dream\"\nend = \"..\"\n\n[[membership]]\nperson = \"beka-davituliani\"\norganization = \"georgian-dream\"\nstart = 2022\nend = \"..\"\n", "membership-overlap", "davituliani-in-georgian-dream"},
	{"a winner who never took office", "elections.toml", `winner = "lyudvig-chibirov"`, `winner = "torez-kulumbegov"`, "tenure-unrecorded", "election-1996"},
	{"speaker and president", "tenures.toml", `end    = "2017-04"`, `end    = "2018-04"`, "tenure-incompatible", "bibilov-speakership"},
	{"a president of 23 years", "people.toml", "1965-09-14", "1985-09-14", "tenure-age", "medvedev-presidency"},
	{"a president of eleven years", "people.toml", "1981-02-06\ncitizen_of = \"south-ossetia\"", "2011-02-06\ncitizen_of = \"south-ossetia\"", "tenure-age", "gagloev-presidency"},
	{"a term of eight years", "tenures.toml", "start  = 2008-05-07", "start  = 2004-05-07", "tenure-term", "medvedev-presidency"},
	{"won by a president of the past", "elections.toml", `winner     = "anatoly-bibilov"`, `winner     = "eduard-kokoity"`, "tenure-election", "election-2017"},

	// Numbers.
	{"the population inverted", "population.toml", "max         = 60_000", "max         = 6_000", "quantity-range", "population of South Ossetia"},
	{"fewer than nobody", "population.toml", "240_705", "-240_705", "quantity-range", "population of Abkhazia"},
	{"one place for another", "population.toml", `"abkhaz-assr"`, `"south-ossetian-oblast"`, "quantity-disagree", "population of South Ossetian Autonomous Oblast"},
	{"a zero too many", "population.toml", "53_532", "535_320", "quantity-growth", "population of South Ossetia"},
	{"more in the part than in the whole", "population.toml", "712_980", "712_980_000", "quantity-parts", "population of North Ossetia"},
	{"the whole counted short", "population.toml", "5_400_841", "540_084", "quantity-parts", "population of Georgian Soviet Socialist Republic"},
	{"a share over 1", "population.toml", "0.899", "8.99", "quantity-shares", "population of South Ossetia"},
	{"the smaller predominant", "population.toml", "predominant = \"Ossetians\"\n\n", "predominant = \"Georgians\"\n\n", "quantity-shares", "population of South Ossetian Autonomous Oblast"},
	{"an area in the wrong unit", "places.toml", "area     = 3_900\nexisted  = \"1990", "area     = 0.39\nexisted  = \"1990", "quantity-density", "south-ossetia"},

	// Sources.
	{"a source less", "population.toml", "source = \"census-2011\"\n", "source = []\n", "source-missing", "population of Abkhazia"},
	{"published before the event", "sources.toml", "published = 2022-05-14", "published = 2022-05-11", "source-anachronism", "referendum-announced"},
	{"cited for what was yet to come", "events.toml", `"res-2022-05-24"`, `"civil-2022-05-20"`, "source-anachronism", "inauguration-of-gagloev"},
	{"a decree printed long before it was signed", "sources.toml", "title     = \"Decree No. 1261, on the recognition of the Republic of South Ossetia\"\npublisher = \"President of Russia\"\npublished = 2008-08-26", "title     = \"Decree No. 1261, on the recognition of the Republic of South Ossetia\"\npublisher = \"President of Russia\"\npublished = 2008-08-24", "source-anachronism", "decree-1261"},
	{"read long before it was published", "sources.toml", "published = 2015-10-19", "published = 2015-10-19\naccessed  = 2015-10-17", "source-anachronism", "rferl-2015-10-19"},

	// Comments.
	{"an ignore comment for nothing", "tenures.toml", "start  = 2008-05-07", "start  = 2008-05-07 # factlint: ignore[tenure-term] -- he was elected twice", "ignore-unused", ""},
	{"an ignore comment for no rule", "tenures.toml", "start  = 2008-05-07", "start  = 2008-05-07 # factlint: ignore[tenure-terms] -- he was elected twice", "ignore-unknown", ""},
	{"an ignore comment without a reason", "tenures.toml", "start  = 2008-05-07", "start  = 2008-05-07 # factlint: ignore[tenure-term]", "ignore-unknown", ""},
}
