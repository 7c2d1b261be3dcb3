package declaration

import (
	"fmt"
	"maps"
	"reflect"
	"strings"
	"unicode"

	"github.com/go-playground/validator/v10"

	"github.com/factlint/factlint/facts/wording"
)

// A Check is what a validate tag asks of a text.
type Check struct {
	// Wrong says what is wrong with the text of a key; "" when nothing is.
	Wrong func(key, text string) string
	// Schema is what the JSON Schema of the text says of it besides its type.
	Schema map[string]any
}

// A Language is what the validate tags of some structs may say.
type Language struct {
	checks    map[string]Check
	validator *validator.Validate
}

// NewLanguage returns a language with checks of its own, besides those that every
// one has: required, min=1 for a list that is not empty, oneof, prints, text and line.
func NewLanguage(own ...map[string]Check) *Language {
	l := &Language{checks: map[string]Check{
		"prints": {Wrong: wrongCharacter},
		"text":   {Wrong: wrongText},
		"line":   {Wrong: wrongLine},
	}, validator: validator.New()}
	for _, checks := range own {
		maps.Copy(l.checks, checks)
	}
	for name, c := range l.checks {
		holds := func(f validator.FieldLevel) bool { return c.Wrong("", f.Field().String()) == "" }
		if err := l.validator.RegisterValidation(name, holds, true); err != nil {
			panic(err) // the library has a tag of that name
		}
	}
	l.validator.RegisterTagNameFunc(func(f reflect.StructField) string {
		if f.Anonymous {
			return embedded
		}
		return f.Tag.Get("toml")
	})
	return l
}

// embedded is the part of a path that stands for a struct within a struct, whose
// keys are in the same table.
const embedded = "\x00"

// validate says what does not hold that the validate tags ask for.
func (d *Document) validate(to any) {
	errs, _ := d.language.validator.Struct(to).(validator.ValidationErrors)
	for _, e := range errs {
		_, path, _ := strings.Cut(strings.ReplaceAll(e.Namespace(), embedded+".", ""), ".")
		at, stands := d.places[path]
		key, _, _ := strings.Cut(e.Field(), "[")
		text, _ := e.Value().(string)
		switch {
		case !stands && e.Tag() == "required":
			d.missing(path[:max(0, strings.LastIndexByte(path, '.'))], key)
		case !stands || d.mistaken[path]:
		case e.Tag() == "required" && e.Kind() == reflect.String:
			d.Mistake(path, at.node.Span, "%s is empty", key)
		case e.Tag() == "required":
		case e.Tag() == "min":
			at.tags.form = strings.TrimSuffix(at.tags.form, ", not {noun}")
			d.misfit(at.node, e.Type(), at.tags, path, "")
		case e.Tag() == "oneof":
			allowed := strings.Fields(e.Param())
			called := at.tags.called
			if called == "" {
				called = key
			}
			d.Mistake(path, at.node.Span, "there is no %s %s%s; it is %s", called, wording.Quote(text), wording.DidYouMean(text, allowed), wording.Or(allowed))
		default:
			d.Mistake(path, at.node.Span, "%s", d.language.checks[e.Tag()].Wrong(key, text))
		}
	}
}

// missing says that a table lacks a key, unless it may have it under another name,
// or have lost it to an error.
func (d *Document) missing(path, key string) {
	at := d.places[path]
	if at.partial || at.node.Broken() || d.Get(at.node, key) != nil {
		return
	}
	d.Mistake(path, at.node.Span, "%s needs %s; here %s is missing", at.tags.called, at.tags.needs, key)
}

func wrongCharacter(key, text string) string {
	for _, c := range text {
		if !unicode.IsPrint(c) && c != '\n' && c != '\t' && c != '\r' {
			return fmt.Sprintf("%s holds the character %U, which does not print; leave it out", key, c)
		}
	}
	return ""
}

func wrongText(key, text string) string {
	if strings.TrimSpace(text) == "" {
		return key + " is empty"
	}
	return wrongCharacter(key, text)
}

// maxLine is the greatest number of bytes of a text that is in a table of others.
const maxLine = 200

func wrongLine(key, text string) string {
	if len(text) > maxLine || strings.ContainsAny(text, "\n\r\t") {
		return fmt.Sprintf("%s is one line of at most %d bytes", key, maxLine)
	}
	return wrongText(key, text)
}
