package vocabulary

import (
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/types"
)

// parameters gives every tag that takes a value one that fits text.
var parameters = map[string]string{
	"postcode_iso3166_alpha2": "DE", "datetime": "2006-01-02", "contains": "a", "containsany": "abc", "excludes": "z",
	"excludesall": "xyz", "startswith": "a", "endswith": "z", "startsnotwith": "q", "endsnotwith": "q",
	"oneof": "3 7", "oneofci": "a b",
	"len": "3", "min": "1", "max": "9", "eq": "7", "ne": "3", "gt": "1", "gte": "1", "lt": "9", "lte": "9",
}

var tagTypes = []struct {
	t       types.Type
	tags    map[string]bool
	samples []any
}{
	{types.String, textTags, []any{"", "a", "sample", "7", "-1.5", "Ünï", "a@b.de", "http://x.y/z?a=b", "2022-05-13", "\x00\xff", strings.Repeat("a", 5000)}},
	{types.URL, textTags, []any{"", "http://x.y", "sample"}},
	{types.Integer, integerTags, []any{int64(0), int64(7), int64(-1), int64(1) << 62, int64(-1) << 63}},
	{types.Number, numberTags, []any{0.0, 7.5, -1e300, 1e-300}},
	{types.Boolean, booleanTags, []any{true, false}},
}

func TestEveryAllowedTagWorks(t *testing.T) {
	var c tagChecker
	for _, x := range tagTypes {
		for name, takes := range x.tags {
			tag := name
			if takes {
				require.NotEmpty(t, parameters[name], "no parameter for %s", name)
				if tag += "=" + parameters[name]; x.t == types.Boolean {
					tag = name + "=true"
				}
			}
			if !assert.NoError(t, c.check(tag, x.t), "%s: %s", x.t, tag) {
				continue
			}
			for _, sample := range x.samples {
				func() {
					defer func() {
						assert.Nil(t, recover(), "%s: %s panics on %v", x.t, tag, sample)
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
		t         types.Type
		tag, want string
	}{
		{types.String, "emial", `there is no tag "emial" for type string (did you mean "email"?)`},
		{types.Integer, "min=abc", `the value in the tag "min=abc" does not fit type`},
		{types.Integer, "min=1.5", `the value in the tag "min=1.5" does not fit type`},
		{types.Number, "max=ten", `the value in the tag "max=ten" does not fit type`},
		{types.String, "len=99999999999999999999", `the value in the tag "len=99999999999999999999" does not fit type`},
		{types.Boolean, "min=1", `there is no tag "min" for type boolean`},
		{types.Boolean, "eq=maybe", `the value in the tag "eq=maybe" does not fit type`},
		{types.Number, "oneof=1 2", `there is no tag "oneof" for type number`},
		{types.String, "dive", `there is no tag "dive" for type string`},
		{types.String, "file", `there is no tag "file" for type string`},
		{types.String, "dir", `there is no tag "dir" for type string`},
		{types.String, "tcp_addr", `there is no tag "tcp_addr" for type string`},
		{types.String, "eqfield=Other", `there is no tag "eqfield" for type string`},
		{types.String, "required_if=A b", `there is no tag "required_if" for type string`},
		{types.String, "timezone", `there is no tag "timezone" for type string`}, // reads the time zone files of the machine
		{types.String, "unique", `there is no tag "unique" for type string`},
		{types.String, "email,", `there is no tag "" for type string`},
		{types.String, "", `there is no tag "" for type string`},
		{types.String, "min", `the tag min needs a value: min=…`},
		{types.String, "min=", `the tag min needs a value: min=…`},
		{types.String, "email=x", `the tag email takes no value`},
		{types.String, "alpha|min=abc", `the value in the tag "min=abc" does not fit type`},
		{types.String, "min=1|dive", `there is no tag "dive" for type string`},
		{types.Integer, "min=1,max=x", `the value in the tag "max=x" does not fit type`},
		{types.Integer, "omitempty,min=x", `the value in the tag "min=x" does not fit type`},
		{types.String, strings.Repeat("ip,", 70) + "ip", `a tag has at most 200 characters`},
	} {
		err := c.check(x.tag, x.t)
		assert.ErrorContains(t, err, x.want, "%s %q", x.t, x.tag)
	}
}

func TestTagsJudge(t *testing.T) {
	for _, x := range []struct {
		tag    string
		t      types.Type
		value  any
		failed string
	}{
		{"email", types.String, "a@b.de", ""},
		{"email", types.String, "a b", "email"},
		{"min=1,max=10", types.Integer, int64(11), "max=10"},
		{"min=1,max=10", types.Integer, int64(0), "min=1"},
		{"min=0", types.Number, -0.5, "min=0"},
		{"alpha|numeric", types.String, "a7!", "alpha|numeric"},
		{"", types.String, "x", ""},
	} {
		assert.Equal(t, x.failed, FailsTag(&Field{Validate: x.tag, Type: x.t}, x.value), "the part of %s that %v fails", x.tag, x.value)
	}
}

func FuzzTag(f *testing.F) {
	for _, tag := range []string{"email", "min=1,max=10", "oneof='a b' c", "alpha|numeric", "len=\x2c", "datetime=|", "postcode_iso3166_alpha2=|", "contains=0x2C0x7C", "omitempty|len=7"} {
		f.Add(tag, "sample")
	}
	f.Fuzz(func(t *testing.T, tag, value string) {
		var c tagChecker
		if c.check(tag, types.String) == nil {
			_ = validator.New().Var(value, tag) // must not panic: failsTag would take it for passed
		}
		if c.check(tag, types.Integer) == nil {
			_ = validator.New().Var(int64(len(value))-3, tag)
		}
	})
}
