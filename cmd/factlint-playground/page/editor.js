// The editor: one view, and for each file a state with its own history.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching, HighlightStyle, indentOnInput, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { json } from "@codemirror/legacy-modes/mode/javascript";
import { toml } from "@codemirror/legacy-modes/mode/toml";
import { yaml } from "@codemirror/legacy-modes/mode/yaml";
import { lintGutter, lintKeymap, setDiagnostics } from "@codemirror/lint";
import { highlightSelectionMatches, searchKeymap } from "@codemirror/search";
import { EditorSelection, EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, hoverTooltip, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";

import { uriOf } from "./client.js";
import { element, markdown } from "./markdown.js";

// What the modes call each token, by the colours of style.css.
const colours = HighlightStyle.define([
  { tag: tags.comment, class: "tok-comment" },
  { tag: [tags.string, tags.special(tags.string)], class: "tok-string" },
  { tag: [tags.number, tags.bool, tags.atom, tags.literal], class: "tok-number" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], class: "tok-key" },
  { tag: [tags.standard(tags.variableName), tags.typeName, tags.keyword], class: "tok-table" },
]);

function language(name) {
  const mode = { toml, mapping: toml, yaml, yml: yaml, json, jsonl: json }[name.split(".").at(-1)];
  return mode ? StreamLanguage.define({ ...mode, tokenTable: { property: tags.propertyName } }) : [];
}

export class Editor {
  #states = new Map(); // of the files that are not shown
  #marks = new Map();
  #view;
  #client;
  #on;
  shown = ""; // the name of the file in the view

  /**
   * @param {Client} client is asked about places
   * @param {{changed: (name: string) => void, jump: (location: object) => void}} on
   */
  constructor(parent, client, on) {
    this.#client = client;
    this.#on = on;
    this.#view = new EditorView({ parent });
  }

  /** Takes other files in place of all. */
  load(files, open) {
    this.shown = "";
    this.#marks.clear();
    this.#states = new Map(Object.entries(files).map(([name, text]) => [name, this.#state(name, text)]));
    this.show(open);
  }

  show(name) {
    if (name === this.shown) return;
    if (this.shown) this.#states.set(this.shown, this.#view.state);
    this.shown = name;
    this.#view.setState(this.#states.get(name));
    this.#mark();
  }

  names() {
    return [...this.#states.keys()];
  }

  text(name) {
    return this.#stateOf(name).doc.toString();
  }

  files() {
    return Object.fromEntries(this.names().map((name) => [name, this.text(name)]));
  }

  focus() {
    this.#view.focus();
  }

  /** Shows what is found in a file: CodeMirror's diagnostics, with ranges of the protocol. */
  mark(name, marks) {
    this.#marks.set(name, marks);
    if (name === this.shown) this.#mark();
  }

  #mark() {
    const { doc } = this.#view.state;
    const all = (this.#marks.get(this.shown) ?? []).map((m) => ({ ...m, from: offset(doc, m.range.start), to: offset(doc, m.range.end) }));
    this.#view.dispatch(setDiagnostics(this.#view.state, all));
  }

  /** Shows a place and puts the cursor there. */
  reveal(name, range) {
    this.show(name);
    const at = offset(this.#view.state.doc, range.start);
    this.#view.dispatch({ selection: EditorSelection.cursor(at), effects: EditorView.scrollIntoView(at, { y: "center" }) });
    this.focus();
  }

  /** Scrolls to a place in the file that is shown, wherever the cursor is. */
  scrollTo(range) {
    const at = offset(this.#view.state.doc, range.start);
    this.#view.dispatch({ effects: EditorView.scrollIntoView(at, { y: "center" }) });
  }

  /** Makes the edits of a fix, by URI, each of which may be undone. */
  edit(changes) {
    for (const name of this.names()) {
      const edits = changes[uriOf(name)];
      if (!edits) continue;
      const state = this.#stateOf(name);
      const spec = { changes: edits.map((e) => ({ from: offset(state.doc, e.range.start), to: offset(state.doc, e.range.end), insert: e.newText })) };
      if (name === this.shown) this.#view.dispatch(spec);
      else {
        this.#states.set(name, state.update(spec).state);
        this.#on.changed(name);
      }
    }
  }

  #stateOf(name) {
    return name === this.shown ? this.#view.state : this.#states.get(name);
  }

  #state(name, doc) {
    return EditorState.create({
      doc,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        closeBrackets(),
        highlightActiveLine(),
        highlightSelectionMatches(),
        lintGutter({ markerFilter: (marks) => marks.filter((m) => m.severity !== "info") }),
        language(name),
        syntaxHighlighting(colours),
        EditorView.contentAttributes.of({ "aria-label": name, autocapitalize: "off", autocorrect: "off", spellcheck: "false" }),
        EditorView.updateListener.of((u) => u.docChanged && this.#on.changed(name)),
        hoverTooltip((view, pos) => this.#hover(name, view, pos), { hoverTime: 250 }),
        autocompletion({ override: [(context) => this.#complete(name, context)], icons: false }),
        keymap.of([
          { key: "F12", run: (view) => this.#define(name, view) },
          ...closeBracketsKeymap,
          ...defaultKeymap,
          ...searchKeymap,
          ...historyKeymap,
          ...completionKeymap,
          ...lintKeymap,
        ]),
      ],
    });
  }

  #at(name, doc, pos) {
    return { textDocument: { uri: uriOf(name) }, position: position(doc, pos) };
  }

  async #hover(name, view, pos) {
    const { doc } = view.state;
    const answer = await this.#client.ask("textDocument/hover", this.#at(name, doc, pos));
    if (!answer?.contents?.value) return null;
    const from = answer.range ? offset(doc, answer.range.start) : pos;
    const to = answer.range ? offset(doc, answer.range.end) : pos;
    return {
      pos: from,
      end: to,
      above: true,
      create: () => {
        const dom = element("div", markdown(answer.contents.value));
        dom.className = "told";
        return { dom };
      },
    };
  }

  async #complete(name, context) {
    const before = context.matchBefore(/[\w:./-]+|["'.=[]/);
    if (!context.explicit && !before) return null;
    const { doc } = context.state;
    const answer = await this.#client.ask("textDocument/completion", this.#at(name, doc, context.pos));
    if (context.aborted || !answer?.items?.length) return null;
    const options = answer.items.map((item, i) => ({
      label: item.filterText ?? item.label,
      displayLabel: item.label,
      detail: item.labelDetails?.description ?? item.detail,
      info: item.documentation && (() => Object.assign(element("div", markdown(item.documentation.value)), { className: "told" })),
      boost: -Math.min(i, 99),
      apply: item.textEdit.newText,
    }));
    return { from: offset(doc, answer.items[0].textEdit.range.start), options, validFor: answer.isIncomplete ? undefined : /^[\w:./-]*$/ };
  }

  #define(name, view) {
    const at = this.#at(name, view.state.doc, view.state.selection.main.head);
    this.#client.ask("textDocument/definition", at).then((found) => {
      const first = Array.isArray(found) ? found[0] : found;
      if (first) this.#on.jump(first);
    });
    return true;
  }
}

/** The offset of a position of the protocol, which counts UTF-16 as JavaScript does. */
function offset(doc, { line, character }) {
  if (line >= doc.lines) return doc.length;
  const at = doc.line(line + 1);
  return Math.min(at.from + character, at.to);
}

function position(doc, pos) {
  const line = doc.lineAt(pos);
  return { line: line.number - 1, character: pos - line.from };
}
