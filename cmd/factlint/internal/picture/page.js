"use strict";
// Time stretches, letters do not: what is drawn in time (.stretch) is scaled
// along x, what has a place in time (data-x) is moved there.
const byId = (id) => document.getElementById(id);
const svg = byId("timeline"), panel = byId("panel"), filter = byId("filter");
const left = Number(svg.dataset.left), right = Number(svg.dataset.right);
const most = 4096;
let zoom = 1, shift = 0, pending = 0;

// once puts off work until it is needed: the page opens sooner.
function once(work) {
  let done;
  return () => done ??= work();
}
const data = once(() => JSON.parse(byId("data").textContent));
const items = once(() => data().facts.map((_, i) => byId("i" + i)));
const texts = once(() => data().facts.map((fact) => JSON.stringify(fact).toLowerCase()));
const stretched = once(() => [...svg.querySelectorAll(".stretch")].filter((node) => !byId("ticks").contains(node)));
const placed = once(() => [...svg.querySelectorAll("[data-x]")].filter((node) => !byId("ticks").contains(node)));

function element(tag, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

// ticks draws the finest ticks that have room.
function ticks() {
  const { levels, top, bottom } = data();
  let level = levels[0];
  for (const l of levels) if (l.zoom <= zoom) level = l;
  const nodes = [], lines = [];
  for (const t of level.ticks) {
    const x = t.x * zoom + shift;
    if (x < 0 || x > svg.viewBox.baseVal.width) continue;
    lines.push(`M${x} ${top}V${bottom}`);
    for (const y of [top - 6, bottom + 14]) nodes.push(element("text", { class: "tick", x, y, "text-anchor": "middle" }, t.label));
    if (t.over) for (const y of [top - 20, bottom + 28]) nodes.push(element("text", { class: "tick over", x: x - 6, y }, t.over));
  }
  byId("ticks").replaceChildren(element("path", { class: "grid", d: lines.join("") }), ...nodes);
}

function draw() {
  pending = 0;
  const scale = `translate(${shift} 0) scale(${zoom} 1)`;
  for (const node of stretched()) node.setAttribute("transform", scale);
  for (const node of placed()) {
    const x = Number(node.dataset.x);
    node.setAttribute("transform", `translate(${x * zoom + shift - x} 0)`);
  }
  ticks();
}

function show(newZoom, newShift) {
  zoom = Math.min(most, Math.max(1, newZoom));
  shift = Math.min(left - left * zoom, Math.max(right - right * zoom, newShift));
  if (!pending) pending = requestAnimationFrame(draw);
}

// around keeps the moment under x where it is.
function around(x, factor) {
  const to = Math.min(most, Math.max(1, zoom * factor));
  show(to, x - (x - shift) * (to / zoom));
}

function toX(clientX) {
  const box = svg.getBoundingClientRect();
  return (clientX - box.left) * svg.viewBox.baseVal.width / box.width;
}

function make(tag, text, className) {
  const node = document.createElement(tag);
  if (text) node.textContent = text;
  if (className) node.className = className;
  return node;
}

function close() {
  panel.hidden = true;
  for (const node of svg.querySelectorAll(".chosen")) node.classList.remove("chosen");
}

function open(i) {
  close();
  const fact = data().facts[i];
  const button = make("button", "×", "close");
  button.type = "button";
  button.setAttribute("aria-label", "Close");
  button.addEventListener("click", close);
  const list = make("dl");
  for (const field of fact.fields) {
    list.append(make("dt", field.name));
    const cell = make("dd");
    for (const value of field.values || []) {
      const line = make("div");
      if (/^https?:\/\//.test(value.url || "")) {
        const a = make("a", value.text);
        a.href = value.url;
        a.rel = "noopener noreferrer";
        a.target = "_blank";
        line.append(a);
      } else if (value.item !== undefined) {
        const a = make("a", value.text);
        a.href = "#i" + value.item;
        a.addEventListener("click", (event) => { event.preventDefault(); reach(value.item); });
        line.append(a);
      } else {
        line.textContent = value.text;
      }
      cell.append(line);
    }
    list.append(cell);
  }
  panel.replaceChildren(button, make("h2", fact.label), make("p", `${fact.kind}, ${fact.when}`), list);
  for (const finding of fact.findings || []) panel.append(make("p", finding, "found"));
  if (fact.place) {
    const line = make("p");
    line.append(make("code", fact.place));
    panel.append(line);
  }
  panel.hidden = false;
  items()[i].classList.add("chosen");
}

function reach(i) {
  open(i);
  items()[i].scrollIntoView({ block: "center" });
  items()[i].focus({ preventScroll: true });
}

function select() {
  const wanted = filter.value.trim().toLowerCase();
  let count = 0;
  items().forEach((node, i) => {
    const hit = texts()[i].includes(wanted);
    if (hit) count++;
    node.classList.toggle("dim", !hit);
  });
  byId("count").textContent = wanted ? `${count} of ${texts().length}` : "";
}

svg.setAttribute("role", "group"); // its marks can now be pressed
const itemAt = (event) => event.target.closest(".item[id]");
svg.addEventListener("click", (event) => {
  const node = itemAt(event);
  if (node && !dragged) open(Number(node.id.slice(1)));
});
svg.addEventListener("keydown", (event) => {
  const node = itemAt(event);
  if (node && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    open(Number(node.id.slice(1)));
  }
});

let from = null, dragged = false;
svg.addEventListener("pointerdown", (event) => { from = { x: toX(event.clientX), shift }; dragged = false; });
addEventListener("pointermove", (event) => {
  if (!from) return;
  const by = toX(event.clientX) - from.x;
  if (Math.abs(by) > 4) dragged = true;
  if (dragged && zoom > 1) { event.preventDefault(); show(zoom, from.shift + by); }
});
addEventListener("pointerup", () => { from = null; });
addEventListener("pointercancel", () => { from = null; });
svg.addEventListener("wheel", (event) => {
  const tall = document.documentElement.scrollHeight > innerHeight;
  if (tall && !event.ctrlKey && !event.metaKey && !event.altKey) return; // the page scrolls
  event.preventDefault();
  around(toX(event.clientX), Math.exp(-event.deltaY / 300));
}, { passive: false });
const middle = (left + right) / 2;
byId("in").addEventListener("click", () => around(middle, 2));
byId("out").addEventListener("click", () => around(middle, 0.5));
byId("all").addEventListener("click", () => show(1, 0));
addEventListener("keydown", (event) => {
  if (event.key === "Escape") { close(); return; }
  if (event.target === filter || event.ctrlKey || event.metaKey || event.altKey) return;
  const keys = {
    "+": () => around(middle, 2), "=": () => around(middle, 2), "-": () => around(middle, 0.5), "0": () => show(1, 0),
    ArrowLeft: () => show(zoom, shift + 80), ArrowRight: () => show(zoom, shift - 80), "/": () => filter.focus(),
  };
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});
filter.addEventListener("input", select);
