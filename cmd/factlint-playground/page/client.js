// A client of the language server in the worker.

const root = "file:///base/";

/** The URI of a file, and the name of the file at a URI. */
export const uriOf = (name) => root + name.split("/").map(encodeURIComponent).join("/");
export const nameOf = (uri) => decodeURIComponent(uri.slice(root.length));

// It is started first of all: what it loads is most of the page.
const worker = new Worker("worker.js");

export class Client {
  #worker = worker;
  #last = 0;
  #waiting = new Map();
  #versions = new Map();
  #first; // messages of a start, which go together

  /**
   * @param {(method: string, params: object) => void} told takes what the server says unasked
   * @param {(why: string) => void} failed is called when there is no server
   */
  constructor(told, failed) {
    this.#worker.onerror = (e) => failed(e.message);
    this.#worker.onmessage = ({ data }) => {
      if (data.failed) return failed(data.failed);
      const m = JSON.parse(data);
      if (m.method && m.id !== undefined) this.#send({ id: m.id, result: null });
      else if (m.method) told(m.method, m.params);
      else this.#waiting.get(m.id)?.(m);
    };
  }

  /** Starts anew, with these files, an object of texts by name. */
  start(files) {
    for (const answer of this.#waiting.values()) answer({ error: { message: "the files have changed" } });
    this.#versions.clear();
    this.#first = [];
    this.ask("initialize", {
      rootUri: root.slice(0, -1),
      capabilities: {
        textDocument: {
          hover: { contentFormat: ["markdown"] },
          publishDiagnostics: { relatedInformation: true },
          completion: { completionItem: { documentationFormat: ["markdown"] } },
        },
      },
    });
    this.tell("initialized", {});
    for (const [name, text] of Object.entries(files)) {
      this.#versions.set(name, 1);
      this.tell("textDocument/didOpen", { textDocument: { uri: uriOf(name), languageId: "toml", version: 1, text } });
    }
    this.#worker.postMessage({ files, messages: this.#first });
    this.#first = null;
  }

  /** Tells of the whole text of a file. */
  change(name, text) {
    const version = this.#versions.get(name) + 1;
    this.#versions.set(name, version);
    this.tell("textDocument/didChange", { textDocument: { uri: uriOf(name), version }, contentChanges: [{ text }] });
  }

  tell(method, params) {
    this.#send({ method, params });
  }

  /** Asks, and promises the answer: null for none, as after a change of the text. */
  ask(method, params) {
    const id = ++this.#last;
    this.#send({ id, method, params });
    return new Promise((done) =>
      this.#waiting.set(id, (m) => {
        this.#waiting.delete(id);
        done(m.error ? null : m.result);
      }),
    );
  }

  #send(message) {
    const text = JSON.stringify({ jsonrpc: "2.0", ...message });
    if (this.#first) this.#first.push(text);
    else this.#worker.postMessage({ messages: [text] });
  }
}
