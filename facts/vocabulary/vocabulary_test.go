package vocabulary

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/toml"
)

// builtinFields is section 3 of the contract: * required, [] one or a list, →
// the kinds a ref may name, ° acyclic, † lifetime, < order before.
var builtinFields = map[string]string{
	"source":       "title* string, url url, author string[], publisher string, published date, accessed date",
	"place":        "name* string, type string, part_of ref→place[]°†, area number, existed date[], aliases string[]",
	"organization": "name* string, part_of ref→organization[]°†, place ref→place, existed date[], exclusive string, aliases string[]",
	"person":       "name* string, born date, died date, aliases string[]",
	"office": "name* string, of ref→place|organization[]†, existed date[], replaces ref→office[]>, seats integer(min=1), complete boolean, min_age number(min=0), " +
		"max_term duration, max_consecutive integer(min=1), incompatible_with ref→office[]",
	"tenure":     "person* ref→person†, office* ref→office†, start date, end date, acting boolean, ended_by string",
	"membership": "person* ref→person†, organization* ref→organization†, start date, end date",
	"event": "title* string, date date, start date, end date, place ref→place[], by actor→person|organization|place[]†, " +
		"participants actor→person|organization|place[]†, about ref[], " +
		"announces ref[]<, type string",
	"vacancy":  "office* ref→office, start date, end date, reason string",
	"election": "title* string, date* date, office* ref→office†, candidates ref→person[], winner ref→person[]⊂candidates, defeated ref→person[]⊂candidates≠winner",
	"statement": "by* actor→person|organization|place[]†, date date, says* string, about ref[], " +
		"to actor→person|organization|place[]",
	"population": "place* ref→place†, as_of date, min number, max number, value number, group string, shares table, overlapping boolean, predominant string",
}

func TestBuiltinKindsAreThoseOfTheContract(t *testing.T) {
	v := Builtin()
	assert.Len(t, v.Kinds, len(builtinFields))
	for _, k := range v.Kinds {
		var own []string
		for i := range k.Fields {
			if f := &k.Fields[i]; !f.Common() {
				own = append(own, notation(f))
			}
			assert.NotEmpty(t, k.Fields[i].Summary, "%s.%s has no summary", k.Name, k.Fields[i].Name)
		}
		assert.Equal(t, builtinFields[k.Name], strings.Join(own, ", "), k.Name)
		assert.True(t, k.Builtin, k.Name)
		assert.NotEmpty(t, k.Summary, k.Name)
		assert.NotEmpty(t, k.Label, k.Name)
		assert.Same(t, k, v.Kind(k.Name))
		assert.Same(t, k, v.Kinds[k.Index])
	}
}

func notation(f *Field) string {
	s := f.Name
	if f.Required {
		s += "*"
	}
	s += " " + f.Type.String()
	for i, k := range f.To {
		s += []string{"→", "|"}[min(i, 1)] + k.Name
	}
	if f.Validate != "" {
		s += "(" + f.Validate + ")"
	}
	for _, o := range []struct {
		on   bool
		mark string
	}{{f.Many, "[]"}, {f.Acyclic, "°"}, {f.Lifetime, "†"}, {f.Order == Before, "<"}, {f.Order == After, ">"}} {
		if o.on {
			s += o.mark
		}
	}
	if f.SubsetOf != "" {
		s += "⊂" + f.SubsetOf
	}
	if f.DisjointWith != "" {
		s += "≠" + f.DisjointWith
	}
	return s
}

func TestCommonFields(t *testing.T) {
	for _, k := range Builtin().Kinds {
		var common []string
		for i := range k.Fields {
			if k.Fields[i].Common() {
				common = append(common, k.Fields[i].Name)
			}
		}
		want := "id source status note before after during"
		if k.Period == nil {
			want = "id source status note"
		}
		assert.Equal(t, want, strings.Join(common, " "), "the common fields of %s", k.Name)
	}
	k := Builtin().Kind("event")
	for i, name := range map[int]string{IDField: "id", SourceField: "source", StatusField: "status", NoteField: "note", BeforeField: "before", AfterField: "after", DuringField: "during"} {
		assert.Equal(t, name, k.Fields[i].Name)
	}
	got := fieldNamed(t, k, "source").To
	require.Len(t, got, 1)
	assert.Equal(t, "source", got[0].Name)
}

func TestBuiltinRoles(t *testing.T) {
	for kind, want := range map[string]string{
		"source":       "source{published accessed}",
		"place":        "period{existed}",
		"organization": "period{existed}",
		"person":       "period{born died}",
		"office":       "period{existed}",
		"tenure":       "period{start end} tenure{person office seats acting}",
		"vacancy":      "period{start end} vacancy{office}",
		"membership":   "period{start end} membership{person organization exclusive}",
		"event":        "period{date start end} act{by participants}",
		"election":     "period{date} election{office winner defeated candidates}",
		"statement":    "period{date} act{by to}",
		"population":   "quantity{place as_of min max value group predominant overlapping part_of area shares}",
	} {
		assert.Equal(t, want, roles(Builtin().Kind(kind)), kind)
	}
}

func roles(k *Kind) string {
	var out []string
	add := func(role string, fields []int, names ...string) {
		var all []string
		for _, i := range fields {
			if i != None {
				all = append(all, k.Fields[i].Name)
			}
		}
		for _, name := range names {
			if name != "" {
				all = append(all, name)
			}
		}
		out = append(out, role+"{"+strings.Join(all, " ")+"}")
	}
	if p := k.Period; p != nil {
		add("period", []int{p.Date, p.Start, p.End})
	}
	if r := k.Tenure; r != nil {
		names := []string{r.Seats.Name}
		if r.Acting != None {
			names = append(names, k.Fields[r.Acting].Name)
		}
		add("tenure", []int{r.Holder, r.Of}, names...)
	}
	if r := k.Vacancy; r != nil {
		add("vacancy", []int{r.Of})
	}
	if r := k.Membership; r != nil {
		add("membership", []int{r.Member, r.Of}, r.Exclusive.Name)
	}
	if q := k.Quantity; q != nil {
		add("quantity", []int{q.Of, q.At, q.Min, q.Max, q.Value, q.Group, q.Predominant, q.Overlapping}, q.PartOf.Name, q.Area.Name, q.Shares.Name)
	}
	if e := k.Election; e != nil {
		add("election", []int{e.Office, e.Winner, e.Defeated, e.Candidates})
	}
	if s := k.Source; s != nil {
		add("source", []int{s.Published, s.Accessed})
	}
	if len(k.Acts) > 0 {
		add("act", k.Acts)
	}
	return strings.Join(out, " ")
}

func fieldNamed(t *testing.T, k *Kind, name string) *Field {
	t.Helper()
	i := k.FieldIndex(name)
	require.NotEqual(t, None, i, "%s has no field %s", k.Name, name)
	return &k.Fields[i]
}

const ownKinds = `
[kind.recognition]
summary = "One place recognises another as a state."
label   = "{by} recognises {of}"
period  = { start = "start", end = "end" }

[kind.recognition.field]
by    = { type = "ref", to = ["place"], required = true, lifetime = true }
of    = { type = "ref", to = ["place"], required = true, lifetime = true }
start = { type = "date" }
end   = { type = "date" }

[kind.committee.field]
name   = { type = "string", unique = true }
chairs = { type = "integer", validate = "min=1,max=3" }

[kind.chair]
period = { start = "from", end = "until" }
tenure = { holder = "who", of = "committee", seats = "chairs" }
[kind.chair.field]
who       = { type = "ref", to = "person", required = true }
committee = { type = "ref", to = ["committee", "committee"], required = true }
from      = { type = "date" }
until     = { type = "date" }

[kind.harvest]
quantity = { of = "farm", at = "year", value = "tons", group = "note", part_of = "within", area = "hectares", shares = "crops" }
[kind.harvest.field]
farm   = { type = "ref", to = ["farm"] }
year   = { type = "date" }
tons   = { type = "number" }
crops  = { type = "table", fields = { "*" = { type = "number" }, wheat = { type = "number" } } }
remark = { type = "table", fields = { who = { type = "actor" }, deep = { type = "table", fields = { x = { type = "string" } } } } }

[kind.farm.field]
within   = { type = "ref", to = ["farm"], acyclic = true }
hectares = { type = "integer" }

[kind.charter]
source = { published = "sealed" }
[kind.charter.field]
sealed = { type = "date" }

[kind.person.field]
nickname = { type = "string", many = true, one_of = ["Al", "Bo"] }
patron   = { type = "ref", to = ["person"], order = "after" }
visits   = { type = "actor", to = ["person", "farm"], lifetime = true }

[kind.population.field]
method = { type = "string", required = true }
`

func TestOwnKinds(t *testing.T) {
	v, mistakes := declare(t, ownKinds)
	require.Empty(t, mistakes)
	for kind, want := range map[string]string{
		"recognition": "period{start end}",
		"committee":   "",
		"chair":       "period{from until} tenure{who committee chairs}",
		"harvest":     "quantity{farm year tons note within hectares crops}",
		"charter":     "source{sealed}",
		"person":      "period{born died} act{visits}",
		"population":  "quantity{place as_of min max value group predominant overlapping part_of area shares}",
	} {
		assert.Equal(t, want, roles(v.Kind(kind)), kind)
	}
	person := v.Kind("person")
	assert.True(t, person.Builtin, "a kind is built-in by where it comes from, not by who adds fields")
	assert.False(t, v.Kind("recognition").Builtin, "a kind is built-in by where it comes from, not by who adds fields")
	for name, want := range map[string]string{
		"nickname": "nickname string[]",
		"patron":   "patron ref→person>",
		"visits":   "visits actor→person|farm†",
		"name":     "name* string",
	} {
		assert.Equal(t, want, notation(fieldNamed(t, person, name)))
	}
	f := fieldNamed(t, v.Kind("chair"), "committee")
	assert.Len(t, f.To, 1, "a kind named twice counts once")
	as := fieldNamed(t, v.Kind("event"), "by").Fields[ActorAs]
	require.Len(t, as.To, 2, "what an actor may act as")
	assert.Equal(t, "office", as.To[0].Name, "what an actor may act as")
	assert.Equal(t, "committee", as.To[1].Name, "what an actor may act as")
	to := fieldNamed(t, v.Kind("event"), "source").To
	require.Len(t, to, 2)
	assert.Equal(t, "charter", to[1].Name)
	assert.Nil(t, Builtin().Kind("recognition"), "a base's own kinds reached the built-in vocabulary")
	assert.Equal(t, None, Builtin().Kind("person").FieldIndex("nickname"), "a base's own kinds reached the built-in vocabulary")
}

func TestFieldNumbersAreTheirPlaces(t *testing.T) {
	v, _ := declare(t, ownKinds)
	var check func(f *Field)
	check = func(f *Field) {
		assert.Same(t, f, v.Fields[f.ID], "number %d is %s, not %s", f.ID, v.Fields[f.ID].Name, f.Name)
		for i := range f.Fields {
			check(&f.Fields[i])
		}
	}
	for _, k := range v.Kinds {
		for i := range k.Fields {
			check(&k.Fields[i])
			assert.Equal(t, int(k.FirstField)+i, int(k.Fields[i].ID), "the number of %s.%s", k.Name, k.Fields[i].Name)
		}
	}
}

func TestVocabularyIsTheSameEveryTime(t *testing.T) {
	a, _ := declare(t, ownKinds)
	b, _ := declare(t, ownKinds)
	assert.Equal(t, b, a, "two readings of the same declarations differ")
}

func TestWidenedFields(t *testing.T) {
	v, mistakes := declare(t, `
[kind.club.field]
name = { type = "string" }
[kind.event.field]
participants = { to = ["club", "person"] }
place = { to = "club" }
type = { many = true }
status = { one_of = ["rumoured"] }
`)
	require.Empty(t, mistakes)
	event := v.Kind("event")
	assert.Equal(t, "participants actor→person|organization|place|club[]†", notation(fieldNamed(t, event, "participants")))
	assert.Equal(t, "club", event.Fields[event.FieldIndex("participants")].Fields[ActorPerson].To[3].Name)
	assert.Equal(t, "place ref→place|club[]", notation(fieldNamed(t, event, "place")))
	assert.Equal(t, "type string[]", notation(fieldNamed(t, event, "type")))
	assert.Contains(t, fieldNamed(t, event, "status").OneOf, "rumoured")
	assert.NotContains(t, fieldNamed(t, v.Kind("person"), "status").OneOf, "rumoured")
	assert.NotContains(t, fieldNamed(t, Builtin().Kind("event"), "place").To, v.Kind("club"))
}

// TestBuiltinDeclarations holds kinds.toml to the language of declarations, and to
// the forms that need no search for mistakes.
func TestBuiltinDeclarations(t *testing.T) {
	declared := &builtinDeclarations{}
	doc := declaration.NewLanguage(Checks).Read(new(toml.Parser).Parse(builtinKinds), declared, "kinds.toml", nil)
	Join()
	assert.Empty(t, doc.Sorted())
	assert.Empty(t, builtin().Doc.Mistakes)
	assert.Equal(t, declared, builtin().common)
}
