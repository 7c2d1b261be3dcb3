package mapping_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/mapping"
)

func TestSlug(t *testing.T) {
	for text, want := range map[string]string{
		"José Ángel Gurría": "jose-angel-gurria", "Łukasz Żółć": "lukasz-zolc", "Bjørn Ærø": "bjorn-aero", "Straße": "strasse",
		"O’Brien & Sons": "obrien-and-sons", "a@b.c": "aatb-c", "Đặng Văn Lâm": "dang-van-lam", "İstanbul ığ": "istanbul-ig", "Þór Ðal": "thor-dal",
		"Œuvre ﬁn": "oeuvre-fin", "A.B./C:D": "a-b-c-d", "  --x_y--z  ": "x_y-z", "№5": "no5", "Алан Гаглоев": "alan-gagloev", "Хетӕг": "khetaeg",
		"Σωκράτης": "sokrates", "სოხუმი": "sokhumi", "Հայաստան": "hayastan", "Большой": "bolshoi", "北京": "u5317-u4eac", "Xi 京!": "xi-u4eac",
		"": "", "—!": "", "_": "", "İ": "i",
	} {
		assert.Equal(t, want, mapping.Slug(text), text)
	}
}

// FuzzSlug makes an id of whatever has a letter or digit, and the same of that.
func FuzzSlug(f *testing.F) {
	for _, s := range []string{"José", "北京", "a_-b", "\xff", "ﷺ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		slug := mapping.Slug(s)
		if slug != "" {
			assert.True(t, facts.IsID(slug), "%q of %q", slug, s)
		}
		assert.Equal(t, slug, mapping.Slug(slug), "%q", s)
	})
}
