package config

import (
	"sync"

	"github.com/factlint/factlint/facts/declaration"
	"github.com/factlint/factlint/facts/folder"
	"github.com/factlint/factlint/facts/mapping"
	"github.com/factlint/factlint/facts/vocabulary"
	"github.com/factlint/factlint/facts/wording"
	"github.com/factlint/factlint/rules/own"
)

// A Declaration is what may be written in factlint.toml.
type Declaration struct {
	Exclude  []string   `toml:"exclude" doc:"Globs of files and folders that are not part of the base, relative to this file." alone:"yes" form:"exclude is a list of globs such as [\"drafts/**\"], not {noun}" each:"a glob is a string such as \"drafts/**\", not {noun}" validate:"dive,glob"`
	Today    any        `toml:"today" doc:"The day by which plans are judged; without it nothing depends on the day." schema:"date"`
	Clock    string     `toml:"clock" doc:"Whether days are of one clock, or the local days of wherever things happened." called:"clock" validate:"oneof=one local"`
	Rules    any        `toml:"rules" doc:"The severity and options of rules and groups of rules." schema:"settings"`
	Override []Override `toml:"override" doc:"Settings for some files only; a later one wins over an earlier one." called:"an override" needs:"files, the globs it holds for, and rules" form:"write overrides with two brackets: [[override]], then files and rules" each:"an override is a table with files and rules, not {noun}" validate:"dive"`
	Records  []Records  `toml:"records" doc:"Files in other formats that are part of the base, and the mapping by which they make facts." called:"records" needs:"files, the globs of the files" form:"write records with two brackets: [[records]], then files and mapping" each:"records are a table with files and mapping, not {noun}" validate:"dive"`
	Shared
}

// Shared is what may be written in files that others extend too.
type Shared struct {
	Extends []string `toml:"extends" doc:"Other files whose kinds and rules hold here too, relative to this one." alone:"yes" form:"extends is a list of files such as [\"../common/kinds.toml\"], not {noun}" each:"extends is a list of files such as [\"../common/kinds.toml\"], not {noun}" validate:"min=1"`
	vocabulary.Kinds
	Rule []own.Declaration `toml:"rule" doc:"Rules that the base declares." called:"a rule" needs:"name, summary, kind, assert and message" form:"write a rule with two brackets: [[rule]], then name, summary, kind, assert and message" each:"write a rule with two brackets: [[rule]], then name, summary, kind, assert and message" validate:"dive"`
}

// An Override is what may be written in [[override]].
type Override struct {
	Files []string `toml:"files" doc:"Globs of the files, relative to this file." alone:"yes" form:"files is a list of globs such as [\"archive/**\"], not {noun}" each:"a glob is a string such as \"archive/**\", not {noun}" validate:"required,dive,glob"`
	Rules any      `toml:"rules" doc:"The severity and options of rules and groups of rules." schema:"settings" validate:"required"`
}

// Language is what factlint.toml is written in.
var Language = sync.OnceValue(func() *declaration.Language {
	return declaration.NewLanguage(vocabulary.Checks, own.Checks, mapping.Checks, map[string]declaration.Check{
		"glob": {Wrong: func(key, glob string) string {
			if err := folder.ValidatePattern(glob); err != nil {
				return "the glob " + wording.Quote(glob) + " of " + key + " " + err.Error()
			}
			return ""
		}},
	})
})
