package facts

import (
	"cmp"
	"slices"
	"sort"
	"strings"

	"github.com/factlint/factlint/facts/edtf"
)

// looseTenures are the tenures of which a slip hides whose they are, or of
// what: each is a way out for rules that miss a tenure.
type looseTenures struct {
	times map[looseKey]*reaches
	words map[string]bool // in facts of an unknown kind, each of which may be a tenure
	any   bool            // one of those words may be any id
}

// A looseKey is what is known of such a tenure: one of the two is nil, or both
// are. Tenures of a known holder stand under {nil, elsewhere} too.
type looseKey struct{ holder, of *Fact }

var elsewhere = &Fact{}

// reaches are the times that some tenures may take up, each from the earliest
// it may begin to the latest it may end, sorted.
type reaches struct {
	spans  []edtf.Moment
	latest []int64 // the latest end of this span and those before it
}

// build indexes the vague tenures, and what may be one.
func (x *looseTenures) build(b *Base, vague []*Fact) {
	for _, f := range vague {
		x.add(f, f.Get(f.Kind().Tenure.Holder).Ref(), f.Get(f.Kind().Tenure.Of).Ref())
	}
	for _, r := range x.times {
		r.sort()
	}
	for _, f := range b.Files {
		if len(f.unknown) == 0 {
			continue
		}
		for i := range f.Facts {
			if f.Facts[i].UnknownKind() { // a slip in the name of the kind hides a tenure too
				x.addWords(alias(f.Facts[i].text()))
			}
		}
	}
}

func (x *looseTenures) add(f, holder, of *Fact) {
	if x.times == nil {
		x.times = map[looseKey]*reaches{}
	}
	keys := []looseKey{{holder, of}}
	if holder != nil {
		keys = append(keys, looseKey{nil, elsewhere})
	}
	for _, k := range keys {
		if x.times[k] == nil {
			x.times[k] = &reaches{}
		}
		x.times[k].spans = append(x.times[k].spans, edtf.Moment{Earliest: f.Begin().Earliest, Latest: f.End().Latest})
	}
}

// text returns the part of the file from the fact's header to the next fact.
func (f *Fact) text() []byte { return f.File.Source[f.Head().Start:f.textEnd()] }

func (x *looseTenures) addWords(text string) {
	if x.words == nil {
		x.words = map[string]bool{}
	}
	for word := range strings.FieldsFuncSeq(text, func(c rune) bool { return !strings.ContainsRune(slugBytes, c) }) {
		x.words[word] = true
	}
	x.any = x.any || strings.Contains(text, `\u`) || strings.Contains(text, `\U`) || strings.Contains(text, `\x`)
}

// sort makes the reaches ready to be asked.
func (r *reaches) sort() {
	slices.SortFunc(r.spans, func(a, b edtf.Moment) int { return cmp.Compare(a.Earliest, b.Earliest) })
	r.latest = make([]int64, len(r.spans))
	latest := edtf.Past
	for i, s := range r.spans {
		latest = max(latest, s.Latest)
		r.latest[i] = latest
	}
}

func (r *reaches) meets(begin, end edtf.Moment) bool {
	if r == nil {
		return false
	}
	n := sort.Search(len(r.spans), func(i int) bool { return r.spans[i].Earliest > end.Latest })
	return n > 0 && r.latest[n-1] >= begin.Earliest
}

// MayHoldLoosely reports whether, between begin and end, a tenure may be that
// of holder in of although a slip hides whose it is, or of what. With a nil
// holder it asks for tenures of anybody.
func (b *Base) MayHoldLoosely(holder, of *Fact, begin, end edtf.Moment) bool {
	times := b.tenures.loose.times
	if len(times) == 0 {
		return false
	}
	if holder == nil {
		if times[looseKey{nil, elsewhere}].meets(begin, end) {
			return true
		}
	} else if times[looseKey{holder, nil}].meets(begin, end) {
		return true
	}
	return times[looseKey{nil, of}].meets(begin, end) || times[looseKey{}].meets(begin, end)
}

// MayHaveLostTenure reports whether a tenure that names one of the facts may
// stand where nothing could be read, or in a fact of an unknown kind.
func (b *Base) MayHaveLostTenure(of ...*Fact) bool {
	loose := &b.tenures.loose
	if b.lostAny || loose.any {
		return true
	}
	if len(b.lostNames) == 0 && len(loose.words) == 0 {
		return false // as mostly; the ids are not looked up then
	}
	return slices.ContainsFunc(of, func(f *Fact) bool { return b.lostNames[f.ID()] || loose.words[f.ID()] })
}
