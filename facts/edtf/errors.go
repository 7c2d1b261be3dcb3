package edtf

import (
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"
)

// What an *Error unwraps to.
var (
	ErrForm  = errors.New("not a date")                         // not written as a date
	ErrNone  = errors.New("no such date")                       // well written, but no such day, month or time of day exists
	ErrRange = errors.New("date too far in the past or future") // beyond what is counted
)

// An Error says why a text is not a date.
type Error struct {
	Text string // as given, with whatever it holds
	// Reason is one clause without capital or full stop that can follow a colon:
	// "February 2022 has 28 days". It is printable ASCII, whatever Text holds.
	Reason string
	Kind   error // ErrForm, ErrNone or ErrRange
}

// Error gives the text, quoted and cut to a readable length, and the reason.
func (e *Error) Error() string {
	text := e.Text
	if len(text) > 60 {
		text = text[:60] + "..."
	}
	return strconv.Quote(text) + ": " + e.Reason
}

// Unwrap gives Kind, for errors.Is.
func (e *Error) Unwrap() error { return e.Kind }

// Inside the package an error has no text yet; about adds the whole one.
func about(text string, e *Error) error {
	e.Text = text
	return e
}

func badForm(reason string) *Error { return &Error{Reason: reason, Kind: ErrForm} }

func notExisting(format string, args ...any) *Error {
	return &Error{Reason: fmt.Sprintf(format, args...), Kind: ErrNone}
}

func tooFar() *Error {
	return &Error{Reason: "years reach from -100000000000 to 100000000000", Kind: ErrRange}
}

func integerYear(y int64) error {
	return &Error{Text: strconv.FormatInt(y, 10), Kind: ErrRange,
		Reason: `a year written as a number lies between -9999 and 9999; write others as a string such as "Y12000"`}
}

const formHint = "a date is written like 2022-05-13, 2022-05 or 2022"

// noSuchDay explains a full date without X whose day does not exist.
func noSuchDay(y int64, m, d int) *Error {
	switch {
	case d < 1 || d > 31:
		return notExisting("day %02d does not exist", d)
	case m == 2:
		return notExisting("February%s has %d days", ofYear(y), daysIn(y, m))
	}
	return notExisting("%s has %d days", time.Month(m).String(), daysIn(y, m))
}

// misread explains a text that is not a date from its first byte on, looking for
// what people often write instead.
func misread(s string) *Error {
	digits, blank, words, other := 0, false, false, byte(0)
	for i := range len(s) {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits++
		case c == ' ' || c == '\t':
			blank = true
		case c == '(' || c == ')' || c == 'u' || c == 'x':
			if other == 0 {
				other = c
			}
		case c >= 'a' && c <= 'z' || c >= utf8.RuneSelf:
			words = true
		}
	}
	switch {
	case s == "":
		return badForm("it is empty; " + formHint)
	case digits == 0, words && other != '(' && other != ')':
		return badForm(formHint)
	case other == '(' || other == ')':
		return badForm("parentheses are not part of EDTF since 2019; a mark stands right at its part, as in 2004-06~-11")
	case other != 0:
		return badForm("an unspecified digit is written as a capital X, as in 199X")
	case blank:
		return badForm("a date has no blanks in it; " + formHint)
	}
	return badForm(formHint)
}
