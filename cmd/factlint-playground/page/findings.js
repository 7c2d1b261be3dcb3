// The findings: a list beside the editor, and the places of each in all files.
import { nameOf, uriOf } from "./client.js";
import { element } from "./markdown.js";

const severities = { 1: "error", 2: "warning" };

export class Findings {
  #client;
  #editor;
  #byFile = new Map(); // the diagnostics that the server told of
  #asking = 0; // the round of questions for fixes
  #timer;
  #fresh = true; // the first finding is still to be scrolled to

  constructor(client, editor) {
    this.#client = client;
    this.#editor = editor;
  }

  clear() {
    this.#fresh = true;
    this.#byFile.clear();
    this.#asking++;
  }

  /** Takes what the server found in a file. */
  take({ uri, diagnostics }) {
    this.#byFile.set(nameOf(uri), diagnostics);
  }

  /** Somebody writes: from now on nothing scrolls by itself. */
  stay() {
    this.#fresh = false;
  }

  all() {
    return this.#editor.names().flatMap((name) => (this.#byFile.get(name) ?? []).map((d) => ({ name, ...d })));
  }

  /** Shows everything anew. */
  show() {
    const all = this.all();
    const first = all.find((f) => f.name === this.#editor.shown);
    if (this.#fresh && first) {
      this.#editor.scrollTo(first.range);
      this.#fresh = false;
    }
    const list = document.getElementById("list");
    const rows = all.slice(0, 200).map((f) => this.#row(f));
    list.replaceChildren(...rows.map((r) => r.row));
    const count = document.getElementById("count");
    count.textContent = summary(all);
    count.className = all.some((f) => f.severity === 1) ? "error" : all.length > 0 ? "warning" : "none";
    this.#mark(all);
    this.#asking++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#askFixes(rows), 150); // once nobody types
  }

  #row(f) {
    const rule = element("a", f.code ?? "factlint.toml");
    if (f.codeDescription) Object.assign(rule, { href: f.codeDescription.href, target: "_blank", rel: "noreferrer" });
    rule.className = "rule";
    const related = f.relatedInformation ?? [];
    const told = related.some((r) => nameOf(r.location.uri) === f.name && r.location.range.start.line === f.range.start.line && r.location.range.start.character === f.range.start.character);
    const places = element("ul", ...(told ? [] : [this.#place(f.name, f.range, "")]));
    for (const r of related) places.append(this.#place(nameOf(r.location.uri), r.location.range, r.message));
    places.className = "places";
    const fixes = element("div");
    fixes.className = "fixes";
    const row = element("li", element("p", f.message, " ", rule), places, fixes);
    row.className = severities[f.severity];
    return { f, row, fixes };
  }

  #place(name, range, words) {
    const link = element("button", `${name}:${range.start.line + 1}`);
    link.type = "button";
    link.onclick = () => this.#editor.reveal(name, range);
    return element("li", link, words && " " + words);
  }

  /** Underlines every place of every finding, each with its own words. */
  #mark(all) {
    const marks = new Map(this.#editor.names().map((name) => [name, []]));
    const add = (name, mark) => marks.get(name)?.push({ ...mark, source: "factlint" });
    for (const f of all) {
      add(f.name, { range: f.range, severity: severities[f.severity], message: f.message, actions: this.#actions(f) });
      for (const r of f.relatedInformation ?? []) {
        add(nameOf(r.location.uri), { range: r.location.range, severity: "info", message: `${r.message}: ${f.message}` });
      }
    }
    for (const [name, list] of marks) this.#editor.mark(name, list);
  }

  #actions(f) {
    return (f.fixes ?? []).map((fix) => ({ name: fix.title, apply: () => this.#editor.edit(fix.edit.changes) }));
  }

  /** Asks what may be done about each finding, one after the other, until something changes. */
  async #askFixes(rows) {
    const mine = ++this.#asking;
    for (const { f, fixes } of rows.slice(0, 50)) {
      const answer = await this.#client.ask("textDocument/codeAction", {
        textDocument: { uri: uriOf(f.name) },
        range: f.range,
        context: { diagnostics: [f] },
      });
      if (mine !== this.#asking) return;
      f.fixes = (answer ?? []).filter((a) => a.diagnostics?.length);
      fixes.replaceChildren(
        ...f.fixes.map((fix) => {
          const button = element("button", fix.title);
          button.type = "button";
          if (fix.title.startsWith("Ignore ")) button.className = "ignore";
          button.onclick = () => this.#editor.edit(fix.edit.changes);
          return button;
        }),
      );
    }
    this.#mark(rows.map((r) => r.f));
  }
}

function summary(all) {
  const errors = all.filter((f) => f.severity === 1).length;
  const counted = (n, word) => (n > 0 ? [`${n} ${word}${n > 1 ? "s" : ""}`] : []);
  return [...counted(errors, "error"), ...counted(all.length - errors, "warning")].join(", ") || "No findings";
}
