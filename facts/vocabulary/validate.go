package vocabulary

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

// validate runs the tags of fields. It is safe for concurrent use and keeps
// every tag it has parsed.
var validate = sync.OnceValue(func() *validator.Validate { return validator.New() })

// The tags that a declaration may use, with a = after those that take a parameter. They
// look at the value alone: none reads a file, asks the network, compares with another
// field, or descends into a list.
var (
	numberTags  = tagsOf(`len= min= max= eq= ne= gt= gte= lt= lte= latitude longitude required omitempty`)
	integerTags = tagsOf(`len= min= max= eq= ne= gt= gte= lt= lte= latitude longitude required omitempty oneof=`)
	booleanTags = tagsOf(`eq= ne= required`)
	textTags    = tagsOf(`
		alpha alphanum alphaunicode alphanumunicode ascii printascii boolean number numeric hexadecimal hexcolor
		lowercase uppercase email url uri http_url https_url uuid uuid4 isbn isbn10 isbn13 issn
		iso3166_1_alpha2 iso3166_1_alpha3 iso3166_2 iso4217 bcp47_language_tag bic e164 latitude longitude semver
		json jwt ip ipv4 ipv6 cidr mac hostname fqdn base64 base64url md5 sha256 sha512 cron
		postcode_iso3166_alpha2= luhn_checksum multibyte datetime= contains= containsany= excludes= excludesall=
		startswith= endswith= startsnotwith= endsnotwith= oneof= oneofci=
		len= min= max= eq= ne= gt= gte= lt= lte= required omitempty`)
)

// tagsOf tells of each tag of a list whether it takes a parameter.
func tagsOf(list string) map[string]bool {
	tags := map[string]bool{}
	for tag := range strings.FieldsSeq(list) {
		name, takes := strings.CutSuffix(tag, "=")
		tags[name] = takes
	}
	return tags
}

// maxTags is how many different tags a vocabulary may have: the library takes
// time in proportion to them for each that it sees first.
const maxTags = 1000

// tagChecker judges the tags of declarations; the zero value is ready.
type tagChecker struct{ known map[typedTag]error }

type typedTag struct {
	tag string
	t   types.Type
}

// check reports why a validate tag cannot be used on fields of type t.
func (c *tagChecker) check(tag string, t types.Type) error {
	if c.known == nil {
		c.known = map[typedTag]error{}
	}
	key := typedTag{tag, t}
	err, seen := c.known[key]
	switch {
	case seen:
		return err
	case len(tag) > 200:
		return errors.New("a tag has at most 200 characters")
	case len(c.known) == maxTags:
		return fmt.Errorf("there are more than %d different tags", maxTags)
	}
	err = checkTag(tag, t)
	c.known[key] = err
	return err
}

// checkTag reports why a tag cannot be used. The library panics on a bad tag,
// and only when it reaches the bad part: so every part is tried alone on a
// value that is not zero. It also keeps every tag for ever: so this is done
// with a validator that is then thrown away.
func checkTag(tag string, t types.Type) error {
	allowed, sample := textTags, any("sample")
	switch t.Form() {
	case types.IntegerForm:
		allowed, sample = integerTags, int64(7)
	case types.NumberForm:
		allowed, sample = numberTags, 7.5
	case types.BooleanForm:
		allowed, sample = booleanTags, true
	}
	v := validator.New()
	for part := range strings.SplitSeq(tag, ",") {
		for alternative := range strings.SplitSeq(part, "|") {
			name, parameter, has := strings.Cut(alternative, "=")
			takes, known := allowed[name]
			if !known {
				return noTag(name, t, slices.Sorted(maps.Keys(allowed)))
			}
			if takes && (!has || parameter == "") {
				return fmt.Errorf("the tag %s needs a value: %s=…", name, name)
			}
			if !takes && has {
				return fmt.Errorf("the tag %s takes no value", name)
			}
			if err := tryTag(v, alternative, t, sample); err != nil {
				return err
			}
		}
	}
	return tryTag(v, tag, t, sample)
}

func tryTag(v *validator.Validate, tag string, t types.Type, sample any) (err error) {
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("the value in the tag %s does not fit type %s", wording.Quote(tag), t)
		}
	}()
	_ = v.Var(sample, tag)
	return nil
}

func noTag(name string, t types.Type, known []string) error {
	hint := wording.DidYouMean(name, known)
	if hint == "" && len(known) <= 20 {
		hint = "; it takes " + wording.And(known)
	}
	return fmt.Errorf("there is no tag %s for type %s%s", wording.Quote(name), t, hint)
}

// FailsTag returns the part of the field's tag that a value fails, or "".
// A tag that panics after all counts as passed: checkTag has let it through.
func FailsTag(f *Field, value any) (failed string) {
	if f.Validate == "" {
		return ""
	}
	defer func() {
		if recover() != nil {
			failed = ""
		}
	}()
	if n, ok := value.(int64); ok {
		if failed, plain := failsBounds(f.Validate, n); plain {
			return failed
		}
	}
	err := validate().Var(value, f.Validate)
	if errs, ok := err.(validator.ValidationErrors); ok && len(errs) > 0 {
		e := errs[0]
		if e.Param() != "" {
			return e.Tag() + "=" + e.Param()
		}
		return e.Tag()
	}
	return ""
}

// failsBounds judges an integer by a tag of bounds alone, as most tags of integers
// are: the library would take fifty times as long. It reports false for any other.
func failsBounds(tag string, n int64) (failed string, plain bool) {
	for part := range strings.SplitSeq(tag, ",") {
		name, param, _ := strings.Cut(part, "=")
		limit, err := strconv.ParseInt(param, 10, 64)
		holds := false
		switch name {
		case "min", "gte":
			holds = n >= limit
		case "max", "lte":
			holds = n <= limit
		default:
			return "", false
		}
		if err != nil {
			return "", false
		}
		if !holds {
			return part, true
		}
	}
	return "", true
}
