// Package types names the types that a field of a fact may have.
package types

// Type is the type of a field, as its declaration names it.
type Type uint8

// The types of fields. The last three, a name, a source or its URL, and a fact in
// a relation in time, exist only in fields that every kind has.
const (
	String Type = iota + 1
	Integer
	Number
	Boolean
	Date
	Duration
	URL
	Ref
	Actor
	Table
	ID
	Citation
	Relation
)

// Names are the names of the types in declarations.
var Names = [...]string{
	String: "string", Integer: "integer", Number: "number", Boolean: "boolean", Date: "date",
	Duration: "duration", URL: "url", Ref: "ref", Actor: "actor", Table: "table",
	ID: "id", Citation: "citation", Relation: "relation",
}

// String returns the type's name in declarations.
func (t Type) String() string { return Names[t] }
