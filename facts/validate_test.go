package facts

import (
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
)

// parameters gives every tag that takes a value one that fits text.
var parameters = map[string]string{
	"postcode_iso3166_alpha2": "DE", "datetime": "2006-01-02", "contains": "a", "containsany": "abc", "excludes": "z",
	"excludesall": "xyz", "startswith": "a", "endswith": "z", "startsnotwith": "q", "endsnotwith": "q",
	"oneof": "3 7", "oneofci": "a b",
	"len": "3", "min": "1", "max": "9", "eq": "7", "ne": "3", "gt": "1", "gte": "1", "lt": "9", "lte": "9",
}

var tagTypes = []struct {
	t       Type
	tags    map[string]bool
	samples []any
}{
	{String, textTags, []any{"", "a", "sample", "7", "-1.5", "Ünï", "a@b.de", "http://x.y/z?a=b", "2022-05-13", "\x00\xff", strings.Repeat("a", 5000)}},
	{URL, textTags, []any{"", "http://x.y", "sample"}},
	{Integer, integerTags, []any{int64(0), int64(7), int64(-1), int64(1) << 62, int64(-1) << 63}},
	{Number, numberTags, []any{0.0, 7.5, -1e300, 1e-300}},
	{Boolean, booleanTags, []any{true, false}},
}

func TestEveryAllowedTagWorks(t *testing.T) {
	var c tagChecker
	for _, x := range tagTypes {
		for name, takes := range x.tags {
			tag := name
			if takes {
				if parameters[name] == "" {
					t.Fatalf("no parameter for %s", name)
				}
				if tag += "=" + parameters[name]; x.t == Boolean {
					tag = name + "=true"
				}
			}
			if err := c.check(tag, x.t); err != nil {
				t.Errorf("%s: %s: %v", x.t, tag, err)
				continue
			}
			for _, sample := range x.samples {
				func() {
					defer func() {
						if r := recover(); r != nil {
							t.Errorf("%s: %s panics on %v: %v", x.t, tag, sample, r)
						}
					}()
					_ = validate().Var(sample, tag)
				}()
			}
		}
	}
}

func TestBadTagsAreRefused(t *testing.T) {
	var c tagChecker
	for _, x := range []struct {
		t         Type
		tag, want string
	}{
		{String, "emial", `there is no tag "emial" for type string (did you mean "email"?)`},
		{Integer, "min=abc", `the value in the tag "min=abc" does not fit type`},
		{Integer, "min=1.5", `the value in the tag "min=1.5" does not fit type`},
		{Number, "max=ten", `the value in the tag "max=ten" does not fit type`},
		{String, "len=99999999999999999999", `the value in the tag "len=99999999999999999999" does not fit type`},
		{Boolean, "min=1", `there is no tag "min" for type boolean`},
		{Boolean, "eq=maybe", `the value in the tag "eq=maybe" does not fit type`},
		{Number, "oneof=1 2", `there is no tag "oneof" for type number`},
		{String, "dive", `there is no tag "dive" for type string`},
		{String, "file", `there is no tag "file" for type string`},
		{String, "dir", `there is no tag "dir" for type string`},
		{String, "tcp_addr", `there is no tag "tcp_addr" for type string`},
		{String, "eqfield=Other", `there is no tag "eqfield" for type string`},
		{String, "required_if=A b", `there is no tag "required_if" for type string`},
		{String, "timezone", `there is no tag "timezone" for type string`}, // reads the time zone files of the machine
		{String, "unique", `there is no tag "unique" for type string`},
		{String, "email,", `there is no tag "" for type string`},
		{String, "", `there is no tag "" for type string`},
		{String, "min", `the tag min needs a value: min=…`},
		{String, "min=", `the tag min needs a value: min=…`},
		{String, "email=x", `the tag email takes no value`},
		{String, "alpha|min=abc", `the value in the tag "min=abc" does not fit type`},
		{String, "min=1|dive", `there is no tag "dive" for type string`},
		{Integer, "min=1,max=x", `the value in the tag "max=x" does not fit type`},
		{Integer, "omitempty,min=x", `the value in the tag "min=x" does not fit type`},
		{String, strings.Repeat("ip,", 70) + "ip", `a tag has at most 200 characters`},
	} {
		err := c.check(x.tag, x.t)
		if err == nil || !strings.HasPrefix(err.Error(), x.want) {
			t.Errorf("%s %q: %v, want %s", x.t, x.tag, err, x.want)
		}
	}
}

func TestTagsJudge(t *testing.T) {
	for _, x := range []struct {
		tag    string
		t      Type
		value  any
		failed string
	}{
		{"email", String, "a@b.de", ""},
		{"email", String, "a b", "email"},
		{"min=1,max=10", Integer, int64(11), "max=10"},
		{"min=1,max=10", Integer, int64(0), "min=1"},
		{"min=0", Number, -0.5, "min=0"},
		{"alpha|numeric", String, "a7!", "alpha|numeric"},
		{"", String, "x", ""},
	} {
		if got := failsTag(&Field{Validate: x.tag, Type: x.t}, x.value); got != x.failed {
			t.Errorf("%s of %v fails %q, want %q", x.tag, x.value, got, x.failed)
		}
	}
}

func FuzzTag(f *testing.F) {
	for _, tag := range []string{"email", "min=1,max=10", "oneof='a b' c", "alpha|numeric", "len=\x2c", "datetime=|", "postcode_iso3166_alpha2=|", "contains=0x2C0x7C", "omitempty|len=7"} {
		f.Add(tag, "sample")
	}
	f.Fuzz(func(t *testing.T, tag, value string) {
		var c tagChecker
		if c.check(tag, String) == nil {
			_ = validator.New().Var(value, tag) // must not panic: failsTag would take it for passed
		}
		if c.check(tag, Integer) == nil {
			_ = validator.New().Var(int64(len(value))-3, tag)
		}
	})
}
