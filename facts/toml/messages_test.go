package toml

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMessages holds the words for the slips that authors of fact files make,
// and the place that they are said at.
func TestMessages(t *testing.T) {
	for _, test := range []struct{ src, place, message string }{
		{"a = 1\na = 2", "a", "a is already set on line 1: keep one of the two"},
		{"a = 1\n'a' = 2", "'a'", "'a' is already set on line 1: keep one of the two"},
		{"a = { b = 1, b = 2 }", "b", "b is already set on line 1: keep one of the two"},
		{"[[event]]\nx = 1\n[event]", "[event]", "event is a list of tables since line 1: write [[event]] to begin one more"},
		{"[a]\n[b]\n[a]", "[a]", "[a] already stands on line 1: a table has one header, write its keys there"},
		{"[a]\n[[a]]", "[[a]]", "a is a single table since line 1: write both headers with two brackets, or choose another key"},
		{"a = []\n[[a]]", "[[a]]", "the list a is closed with its bracket since line 1: add the table inside the brackets"},
		{"a = {}\n[a.b]", "a", "a is already closed with its bracket since line 1: write what belongs to it inside its brackets, without [a.b]"},
		{"a = {}\na.b = 1", "a", "the table a is closed with its brace since line 1: write b inside its braces"},
		{"a = 1\n[a.b.c]\nd = 1\n[a.b.e]", "a", "a is already set on line 1 and is not a table: [a.b.c] cannot stand under it"},
		{"a.b = 1\n[a]", "[a]", "the table a is already made by the dotted key on line 1: write its keys there"},
		{"[a.b]\n[a]\nb.c = 1", "b", "the table b has a header on line 1: write c below that header"},
		{"n = 9223372036854775808", "9223372036854775808", "9223372036854775808 is out of range: a whole number lies between -9223372036854775808 and 9223372036854775807"},
		{"n = 1e999", "1e999", "1e999 is out of range: a number lies between -1.7e308 and 1.7e308"},
		{"title = Referendum on joining # it", "Referendum on joining", `"Referendum on joining" is not a value: put text in quotes`},
		{"date = 2022-05-13x", "2022-05-13x", "2022-05-13x is not a value: put text in quotes"},
		{"version = 1.2.3", "1.2.3", `"1.2.3" is not a value: put text in quotes`},
		{"a = True", "True", "True is written in small letters: write true"},
		{"a = “x”", "“", "this quotation mark is not the one that TOML knows: write \" instead"},
		{"a = 1\n<<<<<<< HEAD\nb = 1\n=======\nb = 2\n>>>>>>> branch\n", "<<<<<<<", "git left a conflict here: keep one of the two sides, and remove the lines <<<<<<<, ======= and >>>>>>>"},
		{"a =\nb = 1", "=", "there is no value after =: write one"},
		{"a\nb = 1", "a", "this key has no value: write = and the value after it, or # before a comment"},
		{"a b = 1", "b = 1", "a key is followed by = and its value: write = after the key, and put a key with blanks in quotes"},
		{"a = 'x\nb = 1", "'x", "a string in single quotes ends on its line: close it with ', or begin and end it with '''"},
		{"a = '''x\nb = 1", "'", "this string is never closed: write ''' after its last character"},
		{"a = [ 1,\nb = 1", "b = 1", `"b = 1" is not a value: put text in quotes`},
		{"a = [ 1\nb = 1", "b = 1", "after an element of the list on line 1 comes a comma or ]: write one of them before this"},
		{"a = [ 1\n\n[[b]]\n", "[", "this list is not closed before the header on line 3: write ] after its last element"},
		{"a = { b = 1 # c\n", "{", "this table is never closed: write } after its last element"},
		{"[[event]\nx = 1", "[[event]", "this header is not closed after its name: write ]] there, and put a name with blanks in quotes"},
		{"a = \"\\d\"", "\\", `a backslash begins an escape such as \n, \t, \" or \u00e9: write \\ for a backslash itself, or use single quotes`},
		{"a = 'x\x1b[31m'", "\x1b", `the control character U+001B is not allowed here: remove it, or write it as \u001B in a string in double quotes`},
		{"# \xff", "\xff", "the byte 0xFF is not UTF-8: save the file as UTF-8"},
		{"a = 1\rb = 2", "\r", "a carriage return (U+000D) stands alone: end lines with a line feed, with or without one before it"},
		{"\xff\xfea\x00", "\xff\xfe", "the file is written in UTF-16: save it as UTF-8"},
		{"a =", "=", "there is no value after =: write one"},
		{"a = { b = }", "=", "there is no value after =: write one"},
		{"a = +", "+", "there are no digits after the sign: write a number"},
		{"a = [ 1.2.3 ]", "1.2.3", `"1.2.3" is not a value: put text in quotes`},
		{"a = -Inf", "-Inf", "-Inf is written in small letters: write -inf"},
		{"a. \nb = 1", ".", "a key is expected after the dot: write one or remove the dot"},
		{"a = { b", "b", "this key has no value: write = and the value after it, or # before a comment"},
		{"a = \"\\u12\"", "\\u12", `\x takes two hexadecimal digits, \u four and \U eight: write them all`},
		{"a = [ 99999999999999999999, 1 1 ]", "1", "after an element of the list on line 1 comes a comma or ]: write one of them before this"},
		{"\"a\\u001b\\u202e\" = 1\n\"a\\u001b\\u202e\" = 1", `"a\u001b\u202e"`, `"a\u001b\u202e" is already set on line 1: keep one of the two`},
	} {
		d := parse(t, test.src)
		if !assert.Len(t, d.Errors, 1, "%q", test.src) {
			continue
		}
		e := d.Errors[0]
		assert.Equal(t, test.place, test.src[e.Span.Start:e.Span.End], "%q", test.src)
		assert.Equal(t, test.message, e.Message, "%q", test.src)
	}
}

func TestMalformed(t *testing.T) {
	for _, test := range []struct {
		src     string
		want    Type
		problem string
	}{
		{"2022-05-13", LocalDate, ""},
		{"2024-02-29", LocalDate, ""},
		{"2022-05-13 10:00", LocalDateTime, ""},
		{"2022-05-13t10:00:00.5z", OffsetDateTime, ""},
		{"10:00", LocalTime, ""},
		{"2022-02-30", LocalDate, "2022-02 has no day 30: write a day that the month has"},
		{"1900-02-29", LocalDate, "1900-02 has no day 29: write a day that the month has"},
		{"2022-05-00", LocalDate, "2022-05 has no day 00: write a day that the month has"},
		{"2022-13-01", LocalDate, "there is no month 13: write one from 01 to 12"},
		{"2022-13", LocalDate, "a date without quotes has a year, a month and a day, as 2022-05-13: put any other form in quotes"},
		{"2022-5-13", LocalDate, "a date without quotes has a year, a month and a day, as 2022-05-13: put any other form in quotes"},
		{"2022-05-13-14", LocalDate, "a date without quotes has a year, a month and a day, as 2022-05-13: put any other form in quotes"},
		{"2022-02-30T10:00:00Z", OffsetDateTime, "2022-02 has no day 30: write a day that the month has"},
		{"2022-05-13 5", LocalDateTime, "a time has two digits for hours and for minutes, as 14:30 or 14:30:00"},
		{"2022-05-13T24:00:00", LocalDateTime, "there is no hour 24: write one from 00 to 23"},
		{"23:60", LocalTime, "there is no minute 60: write one from 00 to 59"},
		{"23:59:60", LocalTime, "there is no second 60: write one from 00 to 59"},
		{"23:59:59.", LocalTime, "a fraction of a second has at least one digit, as 14:30:00.5"},
		{"23:59:59:59", LocalTime, "a time has nothing after its seconds: write it as 14:30 or 14:30:00"},
		{"2022-05-13T10:00:00+24:00", OffsetDateTime, "an offset from UTC is written as Z, +03:00 or -03:00"},
		{"2022-05-13T10:00:00+0300", OffsetDateTime, "an offset from UTC is written as Z, +03:00 or -03:00"},
	} {
		d := parse(t, "a = "+test.src+"\nb = 1\n")
		n := d.Get(d.Root(), "a")
		require.NotNil(t, n, test.src)
		assert.Equal(t, test.want, n.Type, test.src)
		assert.Equal(t, test.problem, n.Problem(), test.src)
		assert.Equal(t, test.problem != "", n.Malformed(), test.src)
		assert.Equal(t, test.src, n.Text())
		assert.Empty(t, d.Errors, test.src)
		assert.NotNil(t, d.Get(d.Root(), "b"), test.src)
	}
}

func TestComments(t *testing.T) {
	src := "\ufeff# one\na = '#' # two\r\nb = \"\"\"\n# no\n\"\"\" #three\n" +
		"[ '#' ] # four\n[[ x . '#' ]] \t#five\nc = [ # six\n 1, # seven\n # eight\n # nine\n [ # ten\n ] ]#eleven\n" +
		"d = { # twelve\n 'e#' = [ { # thirteen\n } ], # fourteen\n}\nf = # lost\n# lost\n[[x]] # fifteen\n# sixteen"
	want := "# one,# two,#three,# four,#five,# six,# seven,# eight,# nine,# ten,#eleven,# twelve,# thirteen,# fourteen,# fifteen,# sixteen"
	var got []string
	for _, c := range Comments([]byte(src)) {
		got = append(got, src[c.Start:c.End])
	}
	assert.Equal(t, want, strings.Join(got, ","))
}

// TestBareDates marks what begins with 0 as a text without quotes, all of it, so that
// whoever knows that a date is meant can say which.
func TestBareDates(t *testing.T) {
	for text, bare := range map[string]bool{"01/02/1999": true, "01.02.1999": true, "007": true} {
		doc := new(Parser).Parse([]byte("date = " + text + "\n"))
		require.NotEmpty(t, doc.Errors, text)
		e := doc.Errors[0]
		assert.Equal(t, bare, e.Bare, text)
		if bare {
			assert.Equal(t, text, string(doc.Source[e.Span.Start:e.Span.End]))
		}
	}
}
