package report

// sarifLog is as much of SARIF 2.1.0 as is written.
type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version" line:"1"`
	Runs    []sarifRun `json:"runs" line:"1" each:"2"`
}

type sarifRun struct {
	Tool        sarifTool         `json:"tool"`
	ColumnKind  string            `json:"columnKind" line:"3"`
	BaseIDs     sarifBaseIDs      `json:"originalUriBaseIds" line:"3"`
	Invocations []sarifInvocation `json:"invocations" line:"3"`
	Results     list[sarifResult] `json:"results" line:"3" each:"4"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name           string      `json:"name"`
	InformationURI string      `json:"informationUri"`
	Version        string      `json:"version,omitempty"`
	Rules          []sarifRule `json:"rules" line:"4" each:"5"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifHelp struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown" line:"15"`
}

type sarifRule struct {
	ID               string             `json:"id"`
	HelpURI          string             `json:"helpUri,omitempty"`
	ShortDescription *sarifText         `json:"shortDescription,omitempty" line:"6"`
	FullDescription  *sarifText         `json:"fullDescription,omitempty" line:"6"`
	Help             *sarifHelp         `json:"help,omitempty" line:"6"`
	Configuration    sarifConfiguration `json:"defaultConfiguration" line:"6"`
	Properties       sarifProperties    `json:"properties" line:"6"`
}

type sarifConfiguration struct {
	Level   string `json:"level"`
	Enabled *bool  `json:"enabled,omitempty"` // true without it
}

// sarifProperties are those that GitHub reads.
type sarifProperties struct {
	Severity  string   `json:"problem.severity"`
	Precision string   `json:"precision"`
	Tags      []string `json:"tags"`
}

type sarifBaseIDs struct {
	Root sarifBase `json:"%SRCROOT%"`
}

type sarifBase struct {
	Description sarifText `json:"description"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty" line:"4" each:"5"`
}

type sarifNotification struct {
	Level   string    `json:"level"`
	Message sarifText `json:"message"`
}

type sarifResult struct {
	RuleID       string            `json:"ruleId"`
	RuleIndex    int               `json:"ruleIndex"`
	Level        string            `json:"level"`
	Message      sarifText         `json:"message" line:"5"`
	Locations    []sarifLocation   `json:"locations" line:"5"`
	Related      []sarifLocation   `json:"relatedLocations,omitempty" line:"5" each:"6"`
	Fingerprints sarifFingerprints `json:"partialFingerprints" line:"5"`
	Fixes        []sarifFix        `json:"fixes,omitempty" line:"5"`
}

type sarifLocation struct {
	ID       int            `json:"id,omitempty"`      // of a related place, from 1
	Message  *sarifText     `json:"message,omitempty"` // likewise
	Physical *sarifPhysical `json:"physicalLocation,omitempty"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI  string `json:"uri"`
	Base string `json:"uriBaseId,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`
}

type sarifFingerprints struct {
	First string `json:"factlint/v1"`
}

type sarifFix struct {
	Description sarifText     `json:"description"`
	Changes     []sarifChange `json:"artifactChanges" each:"6"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements" each:"7"`
}

type sarifReplacement struct {
	Deleted  sarifRegion `json:"deletedRegion"`
	Inserted sarifText   `json:"insertedContent"`
}
