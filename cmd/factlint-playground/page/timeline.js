// The timeline below the editor, as factlint draws it.
import { element } from "./markdown.js";

export class Timeline {
  #place;
  #client;
  #document;
  #drawing = false;
  #again = false;
  #timer;

  /** @param {() => string} document is the URI of a document of the base */
  constructor(place, client, document) {
    this.#place = place.attachShadow({ mode: "open" });
    this.#client = client;
    this.#document = document;
    place.shadowRoot.append(element("style", ":host{display:block}svg{display:block;max-width:100%;height:auto}p{margin:1rem}"), element("div"));
  }

  /** Draws once nobody types for a moment, and no more than one picture at a time. */
  redraw() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draw(), 60);
  }

  async #draw() {
    if (this.#drawing) return (this.#again = true);
    this.#drawing = true;
    do {
      this.#again = false;
      const width = Math.round(this.#place.host.clientWidth);
      const answer = await this.#client.ask("factlint/timeline", { textDocument: { uri: this.#document() }, width });
      if (answer) this.#show(answer);
    } while (this.#again);
    this.#drawing = false;
  }

  #show({ svg, why }) {
    const drawn = svg
      ? document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true)
      : element("p", `There is nothing to draw: ${why}.`);
    this.#place.lastChild.replaceChildren(drawn);
  }
}
