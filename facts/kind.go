package facts

// Type is the type of a field, as its declaration names it.
type Type uint8

// The types of fields. The last three, a name, a source or its URL, and a fact in
// a relation in time, exist only in fields that every kind has.
const (
	String Type = iota + 1
	Integer
	Number
	Boolean
	DateType
	Duration
	URL
	RefType
	ActorType
	TableType
	IDType
	CitationType
	RelationType
)

var typeNames = [...]string{
	String: "string", Integer: "integer", Number: "number", Boolean: "boolean", DateType: "date",
	Duration: "duration", URL: "url", RefType: "ref", ActorType: "actor", TableType: "table",
	IDType: "id", CitationType: "citation", RelationType: "relation",
}

// String returns the type's name in declarations.
func (t Type) String() string { return typeNames[t] }

// Order is the relation in time that a ref implies.
type Order uint8

// The relations in time between a fact and one it refers to.
const (
	Unordered Order = iota
	Before          // the fact ends earlier than the other begins
	After           // the fact begins later than the other ends
	During          // the fact lies within the other
)

var orderNames = [...]string{Unordered: "", Before: "before", After: "after", During: "during"}

// String returns the order's name in declarations.
func (o Order) String() string { return orderNames[o] }

// None stands for a field that a kind does not have.
const None = -1

// A Field is one field of a kind, or of a table inside a field.
type Field struct {
	Name    string
	Summary string
	Type    Type
	To      []*Kind  // kinds that a ref or the plain form of an actor may name; nil: any
	OneOf   []string // allowed values; nil: any
	// Validate is a tag of go-playground/validator, known to be safe for the type; "" for none.
	Validate string
	Fields   []Field // of a table; a field named "*" stands for any other name
	Order    Order
	Many     bool // one value or a list
	Required bool
	Unique   bool // no two facts of the kind share a value
	Acyclic  bool // refs form no loop
	Lifetime bool // the fact's period must lie within that of what is named

	id        uint16 // index into the vocabulary's flat list, which values carry
	common    bool   // one of the fields that every kind has
	onlyTimed bool   // given only to kinds with a period
	toTimed   bool   // a relation in time, which only a fact with a period can have
	toNames   []string
}

// A Kind is a sort of fact: its fields and the roles it plays. Rules look at roles only.
type Kind struct {
	Name    string
	Summary string
	Label   string  // template of a fact's name in messages: "{person}, {office}"
	Fields  []Field // those every kind has first
	Index   int     // position among the vocabulary's kinds

	Period   *PeriodRole
	Tenure   *TenureRole
	Quantity *QuantityRole
	Source   *SourceRole
	Builtin  bool

	// Acts, Lifetimes, Orders and Refs list the indexes of the fields that
	// are acts in an office, carry a lifetime, imply a relation in time, or
	// refer to other facts at all.
	Acts, Lifetimes, Orders, Refs []int

	byName map[string]int
	label  []labelPart
	first  uint16 // id of Fields[0]
}

// The fields that every kind has stand at these indexes of Kind.Fields.
const (
	IDField = iota
	SourceField
	StatusField
	NoteField
	BeforeField // this and the next two only when the kind has a period
	AfterField
	DuringField
)

// FieldIndex returns the index in Fields of the field called name, or None.
func (k *Kind) FieldIndex(name string) int {
	if i, ok := k.byName[name]; ok {
		return i
	}
	return None
}

// PeriodRole says which fields hold the time of a fact: Date for a period in
// one field, Start and End for one in two. Indexes into Kind.Fields, or None.
type PeriodRole struct{ Date, Start, End int }

// TenureRole says that Holder occupies Of during the period. Seats names the
// integer field of the held fact. Holder, Of and Acting are indexes into
// Kind.Fields; Acting is None when the kind has no such boolean.
type TenureRole struct {
	Holder, Of, Acting int
	Seats              string
}

// QuantityRole describes a number about Of at a time. The indexes are into
// Kind.Fields, or None. PartOf, Area and Shares name fields of the thing
// measured or of the fact itself.
type QuantityRole struct {
	Of, At, Min, Max, Value, Group, Predominant int
	PartOf, Area, Shares                        string
}

// SourceRole describes something that facts are cited from. Indexes into
// Kind.Fields, or None.
type SourceRole struct{ Published, Accessed int }

// A Vocabulary is the kinds of a base. It is read-only once built.
type Vocabulary struct {
	Kinds   []*Kind // the built-in ones first, each group by order of declaration
	byName  map[string]*Kind
	fields  []*Field // by Field.id
	common  []Field
	sources []*Kind // those in the source role
	held    []*Kind // kinds that some tenure role can hold: what an actor may act as
}

// Kind returns the kind called name, or nil.
func (v *Vocabulary) Kind(name string) *Kind { return v.byName[name] }
