package show

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/edtf"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/timeline"
)

// Fact gathers everything known of a fact.
func (s *View) Fact(f *facts.Fact) *Fact {
	out := &Fact{
		Name: nameOf(f), Status: f.Status().String(), Place: s.place(f.IDPlace()),
		Referrers: []Reference{},
		Holdable:  holdable(s.Base.Vocabulary, f.Kind()),
	}
	for g := range s.Base.All {
		if g == f || f.ID() != "" && g.ID() == f.ID() {
			out.Shared++
		}
	}
	out.Fields, out.Sources = s.Fields(f)
	out.Begin, out.End = s.Times(f)
	for r := range s.Referrers().To(f) {
		out.Referrers = append(out.Referrers, Reference{nameOf(r.Value.Fact()), r.Path, s.place(r.Place()), r.Value.Fact()})
	}
	out.Holders, out.Tenures = s.Holders(f), s.Tenures(f)
	out.Acts = s.acts(f)
	return out
}

// Fields returns what a fact sets, in words: its fields except for id and source,
// and its sources.
func (s *View) Fields(f *facts.Fact) (fields []Field, sources []Value) {
	fields, sources = []Field{}, []Value{}
	for field, v := range f.Written {
		var values []Value
		for e := range v.Each() {
			text, refs := words(e)
			if field == &f.Kind().Fields[vocabulary.SourceField] {
				text += sourceWords(e.Ref())
			}
			values = append(values, Value{text, refs, s.place(e.Place())})
		}
		switch {
		case field == &f.Kind().Fields[vocabulary.IDField] || len(values) == 0:
		case field == &f.Kind().Fields[vocabulary.SourceField]:
			sources = values
		default:
			fields = append(fields, Field{field.Name, values})
		}
	}
	return fields, sources
}

// Times returns what all facts together say of the beginning and the end of a
// fact; nil when its kind has no period.
func (s *View) Times(f *facts.Fact) (begin, end *Moment) {
	if f.Kind().Period == nil {
		return nil, nil
	}
	t := s.Timeline()
	begin, end = s.moment(f, t.Begin(f), startOf(f)), s.moment(f, t.End(f), endOf(f))
	end.Ongoing = f.Ongoing()
	return begin, end
}

// Holders returns the tenures of what is held, in the order of time.
func (s *View) Holders(f *facts.Fact) []*Tenure { return s.inTime(s.Base.TenuresIn(f), true) }

// Tenures returns the tenures of a holder, in the order of time.
func (s *View) Tenures(f *facts.Fact) []*Tenure {
	return s.inTime(slices.Collect(s.Base.TenuresOf(f)), false)
}

// holdable reports whether some tenure can be of a fact of kind k.
func holdable(v *vocabulary.Vocabulary, k *vocabulary.Kind) bool {
	return slices.ContainsFunc(v.Kinds, func(t *vocabulary.Kind) bool {
		return t.Tenure != nil && slices.Contains(t.Fields[t.Tenure.Of].To, k)
	})
}

// words says what a value says: a date in words, a ref as the label of what it
// names with its id, a table entry by entry.
func words(v facts.Value) (text string, refs []Name) {
	refs = []Name{}
	field := v.Field()
	ref := func(v facts.Value) string {
		to := v.Ref()
		if to == nil {
			return v.Text()
		}
		refs = append(refs, nameOf(to))
		return labelled(to)
	}
	if d, ok := v.Date(); ok {
		if d.Ongoing() && !d.Interval() {
			return "not ended", refs
		}
		return v.DateName(), refs
	}
	if !v.IsTable() {
		switch field.Type.Form() {
		case types.BooleanForm:
			return map[bool]string{true: "yes", false: "no"}[v.Bool()], refs
		case types.IntegerForm, types.NumberForm:
			return strings.ReplaceAll(v.Source(), "_", " "), refs
		case types.LengthForm:
			return timeline.DurationWords(v.Text()), refs
		}
		if v.Ref() != nil {
			return ref(v), refs
		}
		return v.Text(), refs
	}
	if field.Timed {
		text = strconv.FormatInt(v.Int(), 10)
		if v.Ref() != nil || v.Text() != "" {
			text = ref(v)
		}
		if held := v.HeldWords(); held != "" {
			text += ", " + held
		}
		return text, refs
	}
	if field.Type.Form() == types.ActorForm {
		for a := range v.Actors() {
			text = ref(a.Person)
			if a.As.OK() {
				text += ", as " + ref(a.As)
			}
		}
		return text, refs
	}
	if field.Type.Form() != types.TableForm {
		for r := range v.Relations() { // one
			text = ref(r.To)
			if r.AtLeast.OK() {
				text += ", at least " + timeline.DurationWords(r.AtLeast.Text())
			}
			if r.AtMost.OK() {
				text += ", at most " + timeline.DurationWords(r.AtMost.Text())
			}
		}
		return text, refs
	}
	var parts []string
	for key, e := range v.Entries() {
		for item := range e.Each() {
			t, more := words(item)
			parts, refs = append(parts, key+": "+t), append(refs, more...)
		}
	}
	return strings.Join(parts, ", "), refs
}

// labelled names a fact by its label, with its id.
func labelled(f *facts.Fact) string {
	if label := f.Label(); label != f.ID() && f.ID() != "" {
		return label + " (" + f.ID() + ")"
	}
	return f.Label()
}

// sourceWords adds when a source was published, and where it can be read.
func sourceWords(f *facts.Fact) (text string) {
	if f == nil || f.Kind().Source == nil {
		return ""
	}
	if v := f.Get(f.Kind().Source.Published); v.OK() {
		text = ", published " + v.DatePhrase()
	}
	for i := range f.Kind().Fields {
		if v := f.Get(i); f.Kind().Fields[i].Type.Row().Link && v.OK() && v.Text() != "" {
			text += ", " + v.Text()
		}
	}
	return text
}

// moment says what is implied of a moment of a fact, and by what.
func (s *View) moment(f *facts.Fact, m timeline.Implied, own facts.Value) *Moment {
	out := &Moment{
		Earliest: s.bound(f, m.Earliest, m.WhyEarliest), Latest: s.bound(f, m.Latest, m.WhyLatest),
		Words: m.Words, At: m.Moment,
	}
	if own.OK() {
		out.Own = ownDate(own.Field().Name, s.place(own.Place()))
	}
	return out
}

// ownDate says that a bound is the fact's own date.
func ownDate(field string, p Place) string {
	if field != "date" {
		field = "date (" + field + ")"
	}
	return ", its own " + field + " [" + p.String() + "]"
}

func (s *View) bound(f *facts.Fact, second int64, why []timeline.Step) Bound {
	out := Bound{Day: isoDay(second), Steps: []Step{}}
	if len(why) == 1 && why[0].Fact == f {
		for field, v := range f.Written {
			if v.Span() == why[0].Span {
				out.Own, out.OwnDate = true, ownDate(field.Name, s.place(why[0].Place))
			}
		}
	}
	rename := renaming(f, why)
	for i := range why {
		n := &why[i]
		step := Step{Message: n.Sentence(), Place: s.place(n.Place), Words: rename.Replace(n.Words)}
		if n.So != "" && i < len(why)-1 { // the last says what all of them are for
			step.Words += ", so " + rename.Replace(n.So)
		}
		if n.Fact != nil {
			step.Fact = nameOf(n.Fact)
		}
		out.Steps = append(out.Steps, step)
	}
	return out
}

// LongestName is how many code points of a label an argument repeats.
const LongestName = 60

// renaming replaces, in the words of steps about f, its label by "this event",
// and labels that are too long to be read again and again by their beginning.
// Of labels that begin at one place it takes the longest.
func renaming(f *facts.Fact, why []timeline.Step) *strings.Replacer {
	var named []*facts.Fact
	for i := range why {
		named = append(named, why[i].Names...)
	}
	slices.SortStableFunc(named, func(a, b *facts.Fact) int { return len(b.Label()) - len(a.Label()) })
	var pairs []string
	for _, g := range named {
		label := g.Label()
		short := label
		if utf8.RuneCountInString(label) > LongestName {
			short = wording.Cut(label, LongestName)
			if i := strings.LastIndexByte(short, ' '); i > LongestName/2 {
				short = short[:i] + "…"
			}
		}
		if g == f {
			short = "this " + f.Kind().Name
			pairs = append(pairs, f.Mention(), short)
		}
		pairs = append(pairs, label, strings.TrimSuffix(short, "."))
	}
	return strings.NewReplacer(pairs...)
}

// acts counts the facts in which a fact acts, and in which office.
func (s *View) acts(f *facts.Fact) Acts {
	out := Acts{Offices: []ActsAs{}}
	var last *facts.Fact
	for r := range s.Referrers().To(f) {
		by := r.Value.Fact()
		if by == last {
			continue // it refers to f again
		}
		last = by
		acts := false
		var offices []*facts.Fact
		for _, i := range by.Kind().Acts {
			for a := range by.Get(i).Actors() {
				if a.Person.Ref() != f {
					continue
				}
				acts = true
				if as := a.As.Ref(); as != nil && !slices.Contains(offices, as) {
					offices = append(offices, as)
				}
			}
		}
		if acts {
			out.Count++
		}
		for _, office := range offices {
			out.in(nameOf(office))
		}
	}
	slices.SortStableFunc(out.Offices, func(a, b ActsAs) int { return b.Count - a.Count })
	return out
}

func (a *Acts) in(office Name) {
	for i := range a.Offices {
		if a.Offices[i].Fact == office {
			a.Offices[i].Count++
			return
		}
	}
	a.Offices = append(a.Offices, ActsAs{office, 1})
}

// unknownSide reports whether a bound says nothing.
func unknownSide(second int64) bool { return second <= edtf.Past || second >= edtf.Future }
