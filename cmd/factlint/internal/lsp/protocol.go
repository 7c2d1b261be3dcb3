package lsp

import "encoding/json"

// The part of the Language Server Protocol 3.17 that is used here, under the
// protocol's own names.

type position struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

type textRange struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type location struct {
	URI   string    `json:"uri"`
	Range textRange `json:"range"`
}

type initializeParams struct {
	ProcessID  *int   `json:"processId"`
	RootPath   string `json:"rootPath"`
	RootURI    string `json:"rootUri"`
	ClientInfo struct {
		Name string `json:"name"`
	} `json:"clientInfo"`
	Folders      []workspaceFolder  `json:"workspaceFolders"`
	Capabilities clientCapabilities `json:"capabilities"`
	Options      json.RawMessage    `json:"initializationOptions"`
}

// options are those of factlint, in initializationOptions.
type options struct {
	// RelatedInMessage has related places told in the message, for clients that
	// say they take them by themselves and do not show them.
	RelatedInMessage bool `json:"relatedInMessage"`
}

type workspaceFolder struct {
	URI  string `json:"uri"`
	Name string `json:"name"`
}

type clientCapabilities struct {
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
		CodeLens struct {
			RefreshSupport bool `json:"refreshSupport"`
		} `json:"codeLens"`
		InlayHint struct {
			RefreshSupport bool `json:"refreshSupport"`
		} `json:"inlayHint"`
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
		Rename renameCapability `json:"rename"`
	} `json:"textDocument"`
}

type renameCapability struct {
	Prepare bool `json:"prepareSupport"`
}

type textDocumentItem struct {
	URI        string `json:"uri"`
	LanguageID string `json:"languageId"`
	Version    int    `json:"version"`
	Text       string `json:"text"`
}

type documentID struct {
	URI     string `json:"uri"`
	Version *int   `json:"version,omitempty"`
}

type didChangeParams struct {
	Document documentID      `json:"textDocument"`
	Changes  []contentChange `json:"contentChanges"`
}

type contentChange struct {
	Range *textRange `json:"range"`
	Text  string     `json:"text"`
}

type positionParams struct {
	Document documentID `json:"textDocument"`
	Position position   `json:"position"`
}

type referenceParams struct {
	positionParams
	Context struct {
		IncludeDeclaration bool `json:"includeDeclaration"`
	} `json:"context"`
}

type renameParams struct {
	positionParams
	NewName string `json:"newName"`
}

type rangeParams struct {
	Document documentID `json:"textDocument"`
	Range    textRange  `json:"range"`
}

type codeActionParams struct {
	rangeParams
	Context struct {
		Diagnostics []json.RawMessage `json:"diagnostics"`
		Only        []string          `json:"only"`
	} `json:"context"`
}

const (
	severityError   = 1
	severityWarning = 2

	tagUnnecessary = 1
)

type diagnostic struct {
	Range       textRange         `json:"range"`
	Severity    int               `json:"severity"`
	Code        string            `json:"code,omitempty"`
	Description *codeDescription  `json:"codeDescription,omitempty"`
	Source      string            `json:"source"`
	Message     string            `json:"message"`
	Tags        []int             `json:"tags,omitempty"`
	Related     []relatedLocation `json:"relatedInformation,omitempty"`
}

type codeDescription struct {
	Href string `json:"href"`
}

type relatedLocation struct {
	Location location `json:"location"`
	Message  string   `json:"message"`
}

type publishParams struct {
	URI         string       `json:"uri"`
	Version     *int         `json:"version,omitempty"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

// diagnosticReport answers a request for the diagnostics of a document.
type diagnosticReport struct {
	Kind     string        `json:"kind"` // full or unchanged
	ResultID string        `json:"resultId,omitempty"`
	Items    *[]diagnostic `json:"items,omitempty"`
	URI      string        `json:"uri,omitempty"`     // of a report on the workspace
	Version  *versionOrNil `json:"version,omitempty"` // the same
}

// versionOrNil is a version, or null for a document that is not open.
type versionOrNil struct{ version *int }

func (v versionOrNil) MarshalJSON() ([]byte, error) { return json.Marshal(v.version) }

type markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type hoverResult struct {
	Contents markup     `json:"contents"`
	Range    *textRange `json:"range,omitempty"`
}

type textEdit struct {
	Range   textRange `json:"range"`
	NewText string    `json:"newText"`
}

type versionedDocument struct {
	URI     string `json:"uri"`
	Version *int   `json:"version"` // null when it is not open
}

type documentEdit struct {
	Document versionedDocument `json:"textDocument"`
	Edits    []textEdit        `json:"edits"`
}

type workspaceEdit struct {
	Changes         map[string][]textEdit `json:"changes,omitempty"`
	DocumentChanges []documentEdit        `json:"documentChanges,omitempty"`
}

type codeAction struct {
	Title       string            `json:"title"`
	Kind        string            `json:"kind"`
	Diagnostics []json.RawMessage `json:"diagnostics,omitempty"`
	IsPreferred bool              `json:"isPreferred,omitempty"`
	Edit        *workspaceEdit    `json:"edit"`
}

const (
	messageError   = 1
	messageWarning = 2
	messageInfo    = 3
)

type logMessage struct {
	Type    int    `json:"type"`
	Message string `json:"message"`
}

type fileEvent struct {
	URI  string `json:"uri"`
	Type int    `json:"type"`
}

const (
	fileCreated = 1
	fileChanged = 2
	fileDeleted = 3
)
