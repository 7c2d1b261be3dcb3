package rules_test

import "testing"

func TestTenureAge(t *testing.T) {
	const O = "O pm\nO king min_age=35\nO club min_age=3.5\n"
	born := func(s string) string { return "\n[[person]]\nid=\"eve\"\nname=\"Eve\"\nborn=" + s + "\n" }
	runTenureCases(t, []tenureCase{
		{"the day before the birthday", O + "T eve king 2015-12-31 2016-12-31" + born("1981-01-01"), "4 tenure-age"},
		{"on the birthday", O + "T eve king 2016-01-01 2016-12-31" + born("1981-01-01"), ""},
		{"in the year of the birthday", O + "T eve king 2016 2016" + born("1981"), ""},
		{"in a year that is too early", O + "T eve king 2015 2016" + born("1981"), "4 tenure-age"},
		{"start unknown, end too early", O + "T eve king - 2010" + born("1981"), "4 tenure-age"},
		{"start unknown", O + "T eve king - 2020" + born("1981"), ""},
		{"born unknown", O + "T ann king 2015-01-01 2016-01-01", ""},
		{"born on 29 February", O + "T eve king 2015-02-28 2016-12-31" + born("1980-02-29"), ""},
		{"born on 29 February, a day too early", O + "T eve king 2015-02-27 2016-12-31" + born("1980-02-29"), "4 tenure-age"},
		{"a fraction of a year", O + "T eve club 1984-05-01 1985-12-31" + born("1981-01-01"), "4 tenure-age"},
		{"a fraction of a year reached", O + "T eve club 1984-07-01 1985-12-31" + born("1981-01-01"), ""},
		{"min_age is the whole of it", O + "T eve club 1985-07-01 1986-12-31" + born("1981-01-01"), ""},
		{"younger than 16", O + "T eve pm 1996-12-31 2001-12-31" + born("1981-01-01"), "4 tenure-age"},
		{"16", O + "T eve pm 1997-01-01 2001-12-31" + born("1981-01-01"), ""},
		{"born after the start is date-lifetime", O + "T eve pm 1971-01-01 2001-12-31" + born("1981-01-01"), "4 date-lifetime"},
		{"111 while holding", O + "T eve pm 1850-01-01 1911-01-01" + born("1800-01-01"), "4 tenure-age"},
		{"the last day of 110", O + "T eve pm 1850-01-01 1910-12-31" + born("1800-01-01"), ""},
		{"may still be 110", O + "T eve pm 1850 1911" + born("1800"), ""},
		{"not ended gives no age", O + "T eve pm 1850-01-01 .." + born("1800-01-01"), ""},
		{"111 at the start of one that has not ended", O + "T eve pm 1950-01-01 .." + born("1800-01-01"), "4 tenure-age"},
		{"111 at the start of one without an end", O + "T eve pm 1950-01-01 -" + born("1800-01-01"), "4 tenure-age"},
		{"a disputed birth", O + "T eve pm 1990-12-31 2001-12-31" + born("1981-01-01") + "status=\"disputed\"", ""},
		{"a disputed tenure", O + "T eve pm 1990-12-31 2001-12-31 status=\"disputed\"" + born("1981-01-01"), ""},
		{"a planned tenure", O + "T eve pm 1990-12-31 2001-12-31 status=\"planned\"" + born("1981-01-01"), ""},
		{"a wrong min_age is unknown", O + "O mp min_age=\"x\"\nT eve mp 1990-12-31 2001-12-31" + born("1981-01-01"), "4 fact-type"},
		{"one wrong birth is one", O + "T eve pm 1950-01-01 1951-01-01\nT eve pm 1952-01-01 1953-01-01" + born("1800-01-01"), "9 tenure-age"},
		{"a year beyond all calendars", O + "T eve pm Y99999999999 -" + born("1800-01-01"), "4 tenure-age"},
	})
}

func TestTenureTerm(t *testing.T) {
	const O = "O pm max_term=\"4y\"\nO mp max_consecutive=2\n"
	runTenureCases(t, []tenureCase{
		{"four years", O + "T ann pm 2001-01-01 2005-01-01", ""},
		{"a day more", O + "T ann pm 2001-01-01 2005-01-02", "3 tenure-term"},
		{"years that may be four", O + "T ann pm 2001 2005", ""},
		{"years that cannot be four", O + "T ann pm 2001 2006", "3 tenure-term"},
		{"not ended has no length", O + "T ann pm 2001 ..", ""},
		{"no end", O + "T ann pm 2001 -", ""},
		{"disputed", O + "T ann pm 2001-01-01 2009-01-02 status=\"disputed\"", ""},
		{"planned", O + "T ann pm 2001-01-01 2009-01-02 status=\"planned\"", ""},
		{"acting is no term", O + "T ann pm 2001-01-01 2009-01-02 acting=true", ""},
		{"three in a row", O + "T ann mp 2001-01-01 2002-01-01\nT ann mp 2002-01-01 2003-01-01\nT ann mp 2003-01-01 2004-01-01", "5 tenure-term"},
		{"four in a row are one finding", O + "T ann mp 2001 2002\nT ann mp 2002 2003\nT ann mp 2003 2004\nT ann mp 2004 2005", "5 tenure-term"},
		{"two", O + "T ann mp 2001-01-01 2002-01-01\nT ann mp 2002-01-01 2003-01-01", ""},
		{"gaps do not matter", O + "T ann mp 2001-01-01 2002-01-01\nT ann mp 2004-01-01 2005-01-01\nT ann mp 2007-01-01 2008-01-01", "5 tenure-term"},
		{"somebody between", O + "T ann mp 2001-01-01 2002-01-01\nT bob mp 2002-01-01 2003-01-01\nT ann mp 2003-01-01 2004-01-01\nT ann mp 2004-01-01 2005-01-01", ""},
		{"somebody acting between", O + "T ann mp 2001-01-01 2002-01-01\nT bob mp 2002-01-01 2003-01-01 acting=true\nT ann mp 2003-01-01 2004-01-01\nT ann mp 2004-01-01 2005-01-01", "6 tenure-term"},
		{"somebody disputed between", O + "T ann mp 2001-01-01 2002-01-01\nT bob mp 2002-01-01 2003-01-01 status=\"disputed\"\nT ann mp 2003-01-01 2004-01-01\nT ann mp 2004-01-01 2005-01-01", ""},
		{"somebody perhaps between", O + "T ann mp 2001-01-01 2002-01-01\nT bob mp 2001 2003\nT ann mp 2003-01-01 2004-01-01\nT ann mp 2004-01-01 2005-01-01", ""},
		{"somebody before and after", O + "T bob mp 1999-01-01 2001-01-01\nT ann mp 2001-01-01 2002-01-01\nT ann mp 2002-01-01 2003-01-01\nT ann mp 2003-01-01 2004-01-01\nT cy mp 2004-01-01 -", "6 tenure-term"},
		{"a colleague all the time", "O pm\nO mp max_consecutive=2 seats=2\nT bob mp 1999-01-01 2019-01-01\nT ann mp 2001-01-01 2002-01-01\nT ann mp 2002-01-01 2003-01-01\nT ann mp 2003-01-01 2004-01-01", "6 tenure-term"},
		{"the order is not certain", O + "T ann mp 2001 2001\nT ann mp 2001 2001 note=\"a\"\nT ann mp 2001 2001 note=\"b\"", "4 tenure-repeated"},
		{"a disputed third", O + "T ann mp 2001-01-01 2002-01-01\nT ann mp 2002-01-01 2003-01-01\nT ann mp 2003-01-01 2004-01-01 status=\"disputed\"", ""},
		{"written twice is not two", O + "T ann mp 2001-01-01 2002-01-01\nT ann mp 2002-01-01 2003-01-01\nT ann mp 2002-01-01 2003-01-01", "5 fact-duplicate"},
		{"a wrong person between", O + "T ann mp 2001-01-01 2002-01-01\nT nobody mp 2002-01-01 2003-01-01\nT ann mp 2003-01-01 2004-01-01\nT ann mp 2004-01-01 2005-01-01", "4 ref-unresolved"},
	})
}
