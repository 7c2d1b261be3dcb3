package edtf_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/edtf"
)

// TestSuggest holds what people write in place of dates: what can only mean one date
// is reported with that date, what may mean several with all of them.
func TestSuggest(t *testing.T) {
	for text, want := range map[string]string{
		"13.05.2022": "2022-05-13", "3.5.2022": "?2022-05-03 2022-03-05", "13/05/2022": "2022-05-13", "05/13/2022": "2022-05-13",
		"05/06/2022": "?2022-06-05 2022-05-06", "05/05/2022": "2022-05-05", "28.06.1919": "1919-06-28",
		"2022/05/13": "2022-05-13", "2022.5.13": "2022-05-13", "1950-5-3": "1950-05-03", "20180328": "2018-03-28", "201803": `"2018-03"`,
		"2015-00-00": "2015", "2015-03-00": `"2015-03"`, "2022-13-05": "?2022-05-13",
		"1700-02-29": "?1700-03-11", "1900-02-29": "?1900-03-13", "2022-02-30": "", "31.02.2022": "", "13.13.2022": "",
		"May 2022": `"2022-05"`, "13 May 2022": "2022-05-13", "1st September 1991": "1991-09-01", "13 Sept. 2022": "2022-09-13",
		"May 13, 2022": "2022-05-13", "Sunday, June 28, 1919": "1919-06-28", "3-May-1950": "1950-05-03", "13 Mayo 2022": "",
		"1973-10": `"1973-10"`, "1973-3": `"1973-03"`, "03/1973": `"1973-03"`, "2022-05-13 9:30": "2022-05-13T09:30:00",
		"c. 1950": `"1950~"`, "ca 1950": `"1950~"`, "about May 1950": `"1950-05~"`, "~ 1950": `"1950~"`, "1950 (?)": `"1950?"`, "probably 1950": `"1950?"`,
		"about before 1950": "", "century": "", "cancelled": "",
		"1950s": `"195X"`, "the 1950's": `"195X"`, "1900s": `?"190X" "19XX"`, "early 1950s": `?"[1950..1953]" "195X"`, "195x": `"195X"`, "19??": `"19XX"`,
		"20th century": `"19XX"`, "the 1st century": `"00XX"`, "5th century BC": `"-04XX"`,
		"44 BC": "-43", "44 B.C.": "-43", "1 BC": "0", "AD 500": "500", "500 CE": "500", "44": "44", "-44": "-44", "-10000": `"Y-10000"`, "12000": `"Y12000"`,
		"1999.0": "1999", "-43.0": "-43", "1999.5": "",
		"before 1950": `"[..1949]"`, "before March 1950": `"[..1950-02]"`, "before 2022-01-01": `"[..2021-12-31]"`, "after 1950": `"[1951..]"`, "until 1950": `"[..1950]"`, "since 1950": `"1950/.."`,
		"1914-1918": `"1914/1918"`, "1914–18": `"1914/1918"`, "1914 to 1918": `"1914/1918"`, "1918-1914": "", "1990-present": `"1990/.."`, "May 1950 - June 1951": `"1950-05/1951-06"`,
		"31.12.1999 - 01.01.2000": `"1999-12-31/2000-01-01"`,
		"between 1950 and 1953":   `"[1950..1953]"`, "1950 or 1951": `"[1950,1951]"`, "1950 and 1951": `"{1950,1951}"`,
		"1743/44": `?"1743/1744" "[1743,1744]"`, "1911/12": `?"1911/1912" "[1911,1912]" "1911-12"`, "1743/99": `"1743/1799"`, "1618-48": `"1618/1648"`, "2001-42": `?"2001/2042"`,
		"present": `".."`, "Now": `".."`, "spring 1950": `"1950-21"`, "Q1 1950": `"1950-33"`, "1950 Q4": `"1950-36"`,
		"unknown": "-", "?": "-", "": "-", "n/a": "-", "0000-00-00": "-",
		"Title": "", "1.2.3": "", "12:30": "", strings.Repeat("1", 500): "", strings.Repeat("c. ", 15) + "1950": "",
	} {
		g := edtf.Suggest(text)
		var got []string
		for _, c := range g.Choices {
			got = append(got, c.Write)
			_, err := edtf.Parse(strings.Trim(c.Write, `"`))
			if len(strings.TrimLeft(c.Write, "-")) > 4 { // else a year as TOML writes integers
				require.NoError(t, err, "%q is told to be %s", text, c.Write)
			}
		}
		out := strings.Join(got, " ")
		switch {
		case g.Unknown:
			out = "-"
		case out != "" && !g.Certain:
			out = "?" + out
		}
		assert.Equal(t, want, out, "what %q means", text)
	}
}

// FuzzSuggest holds that every choice is a date, whatever the text.
func FuzzSuggest(f *testing.F) {
	for _, seed := range []string{"c. 1950", "1743/44", "28.06.1919", "between May 1950 and 3 June 1951", "99th century BC", "\xff 1950"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		g := edtf.Suggest(text)
		for _, c := range g.Choices {
			if inner, quoted := strings.CutPrefix(c.Write, `"`); quoted {
				_, err := edtf.Parse(strings.TrimSuffix(inner, `"`))
				require.NoError(t, err, "%q is told to be %s", text, c.Write)
			} else if len(c.Write) > 5 {
				_, err := edtf.ParseTOML(c.Write)
				require.NoError(t, err, "%q is told to be %s", text, c.Write)
			}
			require.Equal(t, len(g.Choices) > 1, c.Means != "", "what tells the choices apart: %v", g.Choices)
		}
		require.False(t, g.Certain && len(g.Choices) != 1)
	})
}
