package vocabulary

import (
	"fmt"
	"strings"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/types"
	"github.com/factlint/factlint/facts/wording"
)

// A KindDeclaration is what may be written in [kind.NAME].
type KindDeclaration struct {
	Summary string `toml:"summary" doc:"What a fact of this kind is, in one sentence." validate:"prints"`
	Label   string `toml:"label" doc:"How messages name a fact: text with {FIELD} in it." validate:"prints"`
	Roles
	Alike []string                    `toml:"alike" doc:"Fields in which two facts with different ids are probably one." alone:"yes" validate:"dive,prints"`
	Field map[string]FieldDeclaration `toml:"field" doc:"Its fields, besides those that every kind has; of one that it has, to, many and one_of let it take more." called:"a field" form:"the fields of kind {in} are a table: NAME = { type = \"…\" }" each:"write a field as a table: {key} = { type = \"string\" }" validate:"dive"`
}

// A FieldDeclaration is what may be written in a field. The tags with and without say
// which types a key goes with, top that fields of tables do not have it.
type FieldDeclaration struct {
	Type         string                      `toml:"type" doc:"What its values are." validate:"fieldtype"`
	Summary      string                      `toml:"summary" doc:"What it says, in one sentence." validate:"prints"`
	To           []string                    `toml:"to" doc:"The kinds that a ref, or the plain form of an actor, may name." alone:"yes" with:"ref actor" validate:"dive,prints"`
	Many         bool                        `toml:"many" doc:"It takes one value or a list."`
	Required     bool                        `toml:"required" doc:"Every fact of the kind has it."`
	OneOf        []string                    `toml:"one_of" doc:"The values that it may have." alone:"yes" with:"string" validate:"dive,prints"`
	Validate     string                      `toml:"validate" doc:"A tag of go-playground/validator, such as \"email\" or \"min=1,max=10\"." with:"string url integer number boolean" validate:"prints"`
	Unique       bool                        `toml:"unique" doc:"No two facts of the kind share a value." without:"table actor" top:"yes"`
	Acyclic      bool                        `toml:"acyclic" doc:"Its refs form no loop." with:"ref" top:"yes"`
	Lifetime     bool                        `toml:"lifetime" doc:"The fact's period lies within the period of what it names." with:"ref actor" top:"yes"`
	Order        string                      `toml:"order" doc:"The relation in time that this ref implies." with:"ref relation" top:"yes" validate:"oneof=before after during"`
	SubsetOf     string                      `toml:"subset_of" doc:"Another ref field of the same fact: each of these is among those." with:"ref" top:"yes" validate:"prints"`
	DisjointWith string                      `toml:"disjoint_with" doc:"Another ref field of the same fact: none of these is among those." with:"ref" top:"yes" validate:"prints"`
	Timed        bool                        `toml:"timed" doc:"It may be written as tables that say from when until when it holds: { id, start, end } for a ref, { NAME, start, end } for a number." with:"ref integer number" top:"yes"`
	Fields       map[string]FieldDeclaration `toml:"fields" doc:"The fields of a table; \"*\" stands for any other name." called:"a field" form:"the fields of field {in} are a table: NAME = { type = \"…\" }" each:"write a field as a table: {key} = { type = \"string\" }" with:"table" schema:"open" validate:"dive"`
}

// builtinDeclarations are what is in kinds.toml.
type builtinDeclarations struct {
	// Common is what kinds and roles have that give none of their own, and the
	// fields that every kind has.
	Common struct {
		Label []string `toml:"label"`
		Roles
		Field map[string]commonField `toml:"field"`
		// Also are other names that people write for fields, by what fields are called.
		Also map[string][]string `toml:"also"`
		// Columns are further names that columns of records have for fields.
		Columns map[string][]string `toml:"columns"`
		Lists   []List              `toml:"list"`
	} `toml:"common"`
	Kinds
}

// A List is what lists of records are called that hold facts of a kind.
type List struct {
	Kind   string   `toml:"kind"`
	Called []string `toml:"called"` // without case and underscores
}

// A commonField is a field that every kind has, with period only those with a period.
type commonField struct {
	FieldDeclaration
	Period bool `toml:"period"`
}

// Checks are what the validate tags of declarations of kinds may ask for.
var Checks = map[string]declaration.Check{
	"fieldtype": {
		Wrong: func(_, name string) string {
			if types.Named(name) != 0 {
				return ""
			}
			return noType(name)
		},
		Schema: map[string]any{"enum": types.Declarable()},
	},
	"word": {Wrong: func(key, word string) string {
		if word == "" || len(word) > maxWord || strings.ContainsAny(word, "\n\t") {
			return fmt.Sprintf("%s is a word or a few on one line, such as \"holds\", of up to %d bytes", key, maxWord)
		}
		return ""
	}},
}

// maxWord is how many bytes a word of a role may have: messages repeat it.
const maxWord = 60

func noType(name string) string {
	return fmt.Sprintf("there is no type %s%s; it is one of %s", wording.Quote(name), wording.DidYouMean(name, types.Declarable()), wording.Or(types.Declarable()))
}
