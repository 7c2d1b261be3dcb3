// The tabs of the files.
import { element } from "./markdown.js";

export class Tabs {
  #parent;
  #editor;
  #on;
  #found = [];

  /** @param {{opened: () => void, renewed: (files: object, open: string) => void}} on */
  constructor(parent, editor, on) {
    this.#parent = parent;
    this.#editor = editor;
    this.#on = on;
  }

  /** Shows the files, those with findings marked. */
  show(found) {
    this.#found = found;
    const add = element("button", "+");
    Object.assign(add, { type: "button", className: "add", title: "Add a file", onclick: () => this.#add() });
    add.setAttribute("aria-label", "Add a file");
    this.#parent.replaceChildren(...this.#editor.names().map((name) => this.#tab(name)), add);
  }

  #tab(name) {
    const shown = name === this.#editor.shown;
    const tab = element("button", name);
    Object.assign(tab, { type: "button", onclick: () => (shown ? undefined : this.#open(name)), ondblclick: () => this.#rename(name) });
    tab.title = "Double-click to rename or remove";
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-selected", shown);
    const worst = Math.min(...this.#placed(name));
    if (worst < 3) tab.className = worst === 1 ? "error" : "warning";
    return tab;
  }

  /** The severities of the findings with a place in a file. */
  #placed(name) {
    const here = (f) => f.name === name || f.relatedInformation?.some((r) => decodeURIComponent(r.location.uri).endsWith("/base/" + name));
    return this.#found.filter(here).map((f) => f.severity);
  }

  #open(name) {
    this.#editor.show(name);
    this.show(this.#found);
    this.#on.opened();
  }

  #add() {
    const name = this.#ask("Name of the new file, such as facts.toml", "facts.toml");
    if (name && !this.#editor.names().includes(name)) this.#on.renewed({ ...this.#editor.files(), [name]: "" }, name);
  }

  #rename(old) {
    const name = this.#ask("New name of the file; nothing to remove it", old);
    if (name === null || name === old) return;
    const files = Object.fromEntries(Object.entries(this.#editor.files()).flatMap(([n, text]) => (n !== old ? [[n, text]] : name ? [[name, text]] : [])));
    if (Object.keys(files).length > 0) this.#on.renewed(files, name || Object.keys(files)[0]);
  }

  /** Asks for a path below the base; null for none. */
  #ask(words, proposed) {
    const name = prompt(words, proposed);
    return name === null ? null : name.trim().split("/").filter((part) => part && part !== "." && part !== "..").join("/");
  }
}
