package wire

import (
	"encoding/json"
	"slices"
	"strings"
)

// The part of the Language Server Protocol 3.17 that is used here, under the
// protocol's own names.

// A Position counts lines and characters from 0.
type Position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// A Range is a part of a text; its end is exclusive.
type Range struct {
	Start Position `json:"start"`
	End   Position `json:"end"`
}

// A Location is a part of a document.
type Location struct {
	URI   string `json:"uri"`
	Range Range  `json:"range"`
}

// InitializeParams are what the client says of itself.
type InitializeParams struct {
	ProcessID    *int               `json:"processId"`
	RootPath     string             `json:"rootPath"`
	RootURI      string             `json:"rootUri"`
	Folders      []WorkspaceFolder  `json:"workspaceFolders"`
	Capabilities ClientCapabilities `json:"capabilities"`
	Options      json.RawMessage    `json:"initializationOptions"`
}

// Options are those of factlint, in initializationOptions.
type Options struct {
	// RelatedInMessage has related places written into the message, for clients that
	// say they take them by themselves and do not show them.
	RelatedInMessage bool `json:"relatedInMessage"`
}

// A WorkspaceFolder is a folder that is open in the client.
type WorkspaceFolder struct {
	URI  string `json:"uri"`
	Name string `json:"name"`
}

// ClientCapabilities are what the client can do.
type ClientCapabilities struct {
	General struct {
		PositionEncodings []string `json:"positionEncodings"`
	} `json:"general"`
	Workspace struct {
		WorkspaceEdit struct {
			DocumentChanges bool `json:"documentChanges"`
		} `json:"workspaceEdit"`
		Diagnostics struct {
			RefreshSupport bool `json:"refreshSupport"`
		} `json:"diagnostics"`
		Watched struct {
			DynamicRegistration bool `json:"dynamicRegistration"`
		} `json:"didChangeWatchedFiles"`
	} `json:"workspace"`
	TextDocument struct {
		Diagnostic         *struct{} `json:"diagnostic"`
		PublishDiagnostics struct {
			RelatedInformation bool `json:"relatedInformation"`
		} `json:"publishDiagnostics"`
		Hover struct {
			ContentFormat []string `json:"contentFormat"`
		} `json:"hover"`
		Completion struct {
			Item struct {
				Snippets            bool     `json:"snippetSupport"`
				DocumentationFormat []string `json:"documentationFormat"`
				LabelDetails        bool     `json:"labelDetailsSupport"`
			} `json:"completionItem"`
		} `json:"completion"`
		DocumentSymbol struct {
			Hierarchical bool `json:"hierarchicalDocumentSymbolSupport"`
		} `json:"documentSymbol"`
		Rename struct {
			Prepare bool `json:"prepareSupport"`
		} `json:"rename"`
	} `json:"textDocument"`
}

// A TextDocumentItem is a document that is opened.
type TextDocumentItem struct {
	URI        string `json:"uri"`
	LanguageID string `json:"languageId"`
	Version    int    `json:"version"`
	Text       string `json:"text"`
}

// A DocumentID names a document, and perhaps a version of it.
type DocumentID struct {
	URI     string `json:"uri"`
	Version *int   `json:"version,omitempty"`
}

// DidChangeParams tell of changes of a document, one after the other.
type DidChangeParams struct {
	Document DocumentID      `json:"textDocument"`
	Changes  []ContentChange `json:"contentChanges"`
}

// A ContentChange replaces a range, or without one the whole text.
type ContentChange struct {
	Range *Range `json:"range"`
	Text  string `json:"text"`
}

// PositionParams ask about a place in a document.
type PositionParams struct {
	Document DocumentID `json:"textDocument"`
	Position Position   `json:"position"`
}

// ReferenceParams ask where a fact is named.
type ReferenceParams struct {
	PositionParams
	Context struct {
		IncludeDeclaration bool `json:"includeDeclaration"`
	} `json:"context"`
}

// RenameParams ask for another id.
type RenameParams struct {
	PositionParams
	NewName string `json:"newName"`
}

// RangeParams ask about a part of a document.
type RangeParams struct {
	Document DocumentID `json:"textDocument"`
	Range    Range      `json:"range"`
}

// CodeActionParams ask for what may be done in a part of a document.
type CodeActionParams struct {
	RangeParams
	Context struct {
		Diagnostics []json.RawMessage `json:"diagnostics"`
		Only        []string          `json:"only"`
	} `json:"context"`
}

// The severities of a diagnostic, and the tag of one about what can go.
const (
	SeverityError   = 1
	SeverityWarning = 2

	TagUnnecessary = 1
)

// A Diagnostic is a finding as the client shows it.
type Diagnostic struct {
	Range       Range             `json:"range"`
	Severity    int               `json:"severity"`
	Code        string            `json:"code,omitempty"`
	Description *CodeDescription  `json:"codeDescription,omitempty"`
	Source      string            `json:"source"`
	Message     string            `json:"message"`
	Tags        []int             `json:"tags,omitempty"`
	Related     []RelatedLocation `json:"relatedInformation,omitempty"`
}

// A CodeDescription leads to the page of a rule.
type CodeDescription struct {
	Href string `json:"href"`
}

// A RelatedLocation is a related place of a finding.
type RelatedLocation struct {
	Location Location `json:"location"`
	Message  string   `json:"message"`
}

// PublishParams are the diagnostics of a document.
type PublishParams struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version,omitempty"`
	Diagnostics []Diagnostic `json:"diagnostics"`
}

// DiagnosticReport answers a request for the diagnostics of a document.
type DiagnosticReport struct {
	Kind     string        `json:"kind"` // full or unchanged
	ResultID string        `json:"resultId,omitempty"`
	Items    *[]Diagnostic `json:"items,omitempty"`
	URI      string        `json:"uri,omitempty"`     // of a report on the workspace
	Version  **int         `json:"version,omitempty"` // the same; null for a document that is not open
}

// Markup is a text to be shown: plaintext or markdown.
type Markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

// A HoverResult is what is shown of a place.
type HoverResult struct {
	Contents Markup `json:"contents"`
	Range    *Range `json:"range,omitempty"`
}

// A TextEdit replaces a range.
type TextEdit struct {
	Range   Range  `json:"range"`
	NewText string `json:"newText"`
}

// A VersionedDocument names the version of a document that is edited.
type VersionedDocument struct {
	URI     string `json:"uri"`
	Version *int   `json:"version"` // null when it is not open
}

// A DocumentEdit is edits of one document.
type DocumentEdit struct {
	Document VersionedDocument `json:"textDocument"`
	Edits    []TextEdit        `json:"edits"`
}

// A WorkspaceEdit is edits of several documents: by URI, or for clients that take versions as DocumentChanges.
type WorkspaceEdit struct {
	Changes         map[string][]TextEdit `json:"changes,omitempty"`
	DocumentChanges []DocumentEdit        `json:"documentChanges,omitempty"`
}

// A CodeAction is something that may be done.
type CodeAction struct {
	Title       string            `json:"title"`
	Kind        string            `json:"kind"`
	Diagnostics []json.RawMessage `json:"diagnostics,omitempty"`
	IsPreferred bool              `json:"isPreferred,omitempty"`
	Edit        *WorkspaceEdit    `json:"edit"`
}

// The kinds of a LogMessage.
const (
	MessageError   = 1
	MessageWarning = 2
	MessageInfo    = 3
)

// A LogMessage is shown where the client logs.
type LogMessage struct {
	Type    int    `json:"type"`
	Message string `json:"message"`
}

// A FileEvent tells of a change on disk.
type FileEvent struct {
	URI  string `json:"uri"`
	Type int    `json:"type"`
}

// The kinds of a FileEvent.
const (
	FileCreated = 1
	FileChanged = 2
	FileDeleted = 3
)

// A CompletionList is what may be written at a place.
type CompletionList struct {
	Incomplete bool             `json:"isIncomplete"`
	Items      []CompletionItem `json:"items"`
}

// A CompletionItem is one thing that may.
type CompletionItem struct {
	Label         string            `json:"label"`
	Details       map[string]string `json:"labelDetails,omitempty"`
	Kind          int               `json:"kind"`
	Detail        string            `json:"detail,omitempty"`
	Documentation *Markup           `json:"documentation,omitempty"`
	SortText      string            `json:"sortText,omitempty"`
	FilterText    string            `json:"filterText,omitempty"`
	Format        int               `json:"insertTextFormat,omitempty"`
	Edit          TextEdit          `json:"textEdit"`
}

// An InlayHint is shown within a text.
type InlayHint struct {
	Position Position `json:"position"`
	Label    string   `json:"label"`
	Left     bool     `json:"paddingLeft"`
}

// A CodeLens is shown above a line.
type CodeLens struct {
	Range   Range `json:"range"`
	Command struct {
		Title   string `json:"title"`
		Command string `json:"command"`
	} `json:"command"`
}

// DocumentSymbol is a fact in the outline of a document.
type DocumentSymbol struct {
	Name   string `json:"name"`
	Detail string `json:"detail,omitempty"`
	Kind   int    `json:"kind"`
	Range  Range  `json:"range"`
	Select Range  `json:"selectionRange"`
}

// SymbolInformation is a fact of the workspace.
type SymbolInformation struct {
	Name      string   `json:"name"`
	Kind      int      `json:"kind"`
	Container string   `json:"containerName,omitempty"`
	Location  Location `json:"location"`
}

// The kinds of a CodeAction.
const (
	KindQuickFix = "quickfix"
	KindFixAll   = "source.fixAll.factlint"
)

// Wanted reports whether the client asked for actions of a kind: for all, for
// that kind or for one above it.
func (p *CodeActionParams) Wanted(kind string) bool {
	if p.Context.Only == nil {
		return kind != KindFixAll // only when asked for, as on saving
	}
	return slices.ContainsFunc(p.Context.Only, func(o string) bool {
		return o == "" || o == kind || strings.HasPrefix(kind, o+".")
	})
}

// Decode reads parameters.
func Decode[P any](raw json.RawMessage) (p P, err error) {
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, &Error{CodeInvalidParams, "the parameters cannot be read: " + err.Error()}
	}
	return p, nil
}
