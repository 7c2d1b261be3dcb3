// What is pressed, typed and kept in the address.
const panel = byId("panel"), filter = byId("filter"), main = byId("main");
const off = new Set(); // the lanes that are switched off
let chosen = -1; // the item that the panel tells of

function make(tag, words, className) {
  const node = document.createElement(tag);
  if (words) node.textContent = words;
  if (className) node.className = className;
  return node;
}

// The time that is shown.

const least = Math.min(3 * day, data.last - data.first);
function show(from, to) {
  const span = clamp(to - from, least, data.last - data.first);
  view.from = clamp(from + (to - from - span) / 2, data.first, data.last - span);
  view.to = view.from + span;
  redraw();
  remember();
}
// zoom keeps the moment under a pixel where it is, and what stands at a height.
function zoom(factor, at = (plotLeft() + plotRight()) / 2, height = null) {
  anchor = height;
  const span = clamp((view.to - view.from) / factor, least, data.last - data.first);
  const part = (at - plotLeft()) / (plotRight() - plotLeft()), second = view.from + part * (view.to - view.from);
  show(second - part * span, second + (1 - part) * span);
}
const pan = (pixels) => show(view.from + pixels / perSecond(), view.to + pixels / perSecond());

// reveal brings an item into sight.
function reveal(i) {
  const [from, begin, end, to] = items[i].t, span = view.to - view.from;
  if ((to ?? end) < view.from || (from ?? begin) > view.to || ((items[i].k & isPoint) && (begin < view.from || begin > view.to))) {
    const at = (begin + end) / 2;
    show(at - span / 2, at + span / 2);
  }
  if (stepOfView() !== step) arrange();
  const covered = byId("top").getBoundingClientRect().bottom, y = svg.getBoundingClientRect().top + rowOf[i].y, h = rowOf[i].h;
  if (y < covered + 30 || y + Math.min(h, innerHeight / 2) > innerHeight - 40) scrollBy(0, y - (covered + innerHeight) / 2);
  draw();
}

// What is shown.

const texts = []; // of the facts, for the filter
function textOf(i) {
  return (texts[i] ??= JSON.stringify([items[i].x, data.facts[i], lanes[items[i].l].title[0]]).toLowerCase());
}
function select() {
  const wanted = filter.value.trim().toLowerCase();
  let count = 0, all = 0, first = -1;
  items.forEach((it, i) => {
    const on = !off.has(it.l);
    if (on) all++;
    shown[i] = on && (!wanted || textOf(i).includes(wanted));
    if (!shown[i]) return;
    count++;
    if (first < 0) first = i;
  });
  byId("count").textContent = wanted || off.size ? `${count} of ${items.length}` : "";
  byId("nothing").hidden = count > 0;
  arrange();
  draw();
  if (wanted && first >= 0) reveal(first);
  if (!byId("table").hidden) list();
  remember();
}

// switches offers the lanes by their sorts, to be switched off.
function switches() {
  const box = byId("switches");
  const sorts = [["Holders", held], ["What happened", happening], ["Numbers", measured]];
  for (const [name, form] of sorts) {
    const of = lanes.map((_, i) => i).filter((i) => lanes[i].form === form);
    if (!of.length) continue;
    if (of.length > 1) box.append(option(name, "all", of));
    for (const i of of) box.append(option(lanes[i].title[0], of.length > 1 ? "one" : "all", [i]));
  }
}
function option(name, className, of) {
  const line = make("label", "", className), input = make("input");
  input.type = "checkbox";
  input.lanes = of;
  input.checked = of.some((i) => !off.has(i));
  input.addEventListener("change", () => {
    for (const i of of) if (input.checked) off.delete(i); else off.add(i);
    check();
    select();
  });
  line.append(input, make("span", name));
  return line;
}
function check() {
  for (const input of byId("switches").querySelectorAll("input")) input.checked = input.lanes.some((i) => !off.has(i));
}

// What is known of a fact.

function close() {
  panel.hidden = true;
  const node = nodes.get(chosen);
  if (node) {
    node.classList.remove("chosen");
    if (panel.contains(document.activeElement)) node.focus({ preventScroll: true });
  }
  chosen = -1;
  remember();
}
function open(i) {
  nodes.get(chosen)?.classList.remove("chosen");
  chosen = i;
  const fact = data.facts[i], button = make("button", "×", "close");
  button.type = "button";
  button.setAttribute("aria-label", "Close");
  button.addEventListener("click", close);
  const fields = make("dl");
  for (const field of fact.fields) {
    fields.append(make("dt", field.name));
    const cell = make("dd");
    for (const value of field.values || []) cell.append(told(value));
    fields.append(cell);
  }
  panel.replaceChildren(button, make("h2", fact.label), make("p", `${fact.kind}, ${fact.when}`), fields);
  for (const words of fact.implied || []) panel.append(make("p", `By other facts it ${words}.`));
  for (const words of fact.findings || []) panel.append(make("p", words, "found"));
  const line = make("p");
  line.append(make("code", fact.place));
  panel.append(line);
  panel.hidden = false;
  nodes.get(i)?.classList.add("chosen");
  remember();
}
// told is a value of a field: a text, a link, or the name of another fact.
function told(value) {
  const line = make("div");
  if (/^https?:\/\//.test(value.url || "")) {
    const a = make("a", value.text);
    a.href = value.url;
    a.rel = "noopener noreferrer";
    a.target = "_blank";
    line.append(a);
  } else if (value.item !== undefined) {
    const button = make("button", value.text, "link");
    button.type = "button";
    button.addEventListener("click", () => reach(value.item));
    line.append(button);
  } else {
    line.textContent = value.text;
  }
  return line;
}
// reach shows an item, whatever is filtered, and tells of it.
function reach(i) {
  if (!shown[i]) {
    filter.value = "";
    off.delete(items[i].l);
    check();
    select();
  }
  reveal(i);
  nodes.get(i)?.focus({ preventScroll: true });
  open(i);
}

// list tells the facts that are shown in a table.
function list() {
  const table = make("table"), head = make("tr");
  for (const name of ["Fact", "When", "Kind", "Place"]) head.append(make("th", name));
  table.append(head);
  items.forEach((it, i) => {
    if (!shown[i]) return;
    const fact = data.facts[i], line = make("tr"), cell = make("td"), button = make("button", fact.label, "link");
    button.type = "button";
    button.addEventListener("click", () => open(i));
    cell.append(button);
    line.append(cell, make("td", fact.when), make("td", fact.kind), make("td", fact.place));
    table.append(line);
  });
  byId("table").replaceChildren(table);
}
byId("list").addEventListener("click", () => {
  const on = byId("table").hidden;
  byId("table").hidden = !on;
  main.hidden = on;
  axis.style.display = on ? "none" : "";
  byId("list").setAttribute("aria-pressed", on);
  if (on) list();
  else { arrange(); draw(); }
});

// The address keeps what is shown.

let remembering = 0;
function remember() {
  if (location.protocol === "about:") return; // a frame that has no address of its own
  clearTimeout(remembering);
  remembering = setTimeout(() => {
    const kept = new URLSearchParams();
    if (filter.value.trim()) kept.set("q", filter.value.trim());
    if (view.from > data.first || view.to < data.last) { kept.set("from", iso(view.from)); kept.set("to", iso(view.to)); }
    for (const i of off) kept.append("off", lanes[i].title[0]);
    if (chosen >= 0) kept.set("fact", data.facts[chosen].id || data.facts[chosen].place);
    const hash = kept.toString();
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : "#");
  }, 200);
}
function recall() {
  const kept = new URLSearchParams(location.hash.slice(1)), from = readISO(kept.get("from")), to = readISO(kept.get("to"));
  off.clear();
  for (const title of kept.getAll("off")) lanes.forEach((l, i) => { if (l.title[0] === title) off.add(i); });
  filter.value = kept.get("q") || "";
  view.from = data.first;
  view.to = data.last;
  check();
  select();
  if (from < to) { show(from, to); arrange(); draw(); }
  const i = kept.has("fact") ? data.facts.findIndex((f) => (f.id || f.place) === kept.get("fact")) : -1;
  if (i >= 0 && shown[i]) { reveal(i); open(i); }
}

// Pointers, wheels and keys.

const itemAt = (target) => { const node = target.closest?.(".item[id]"); return node ? Number(node.id.slice(1)) : -1; };
const toX = (event) => event.clientX - svg.getBoundingClientRect().left;
const pointers = new Map();
let dragged = false;
svg.addEventListener("pointerdown", (event) => {
  if (!pointers.size) dragged = false;
  pointers.set(event.pointerId, toX(event));
});
addEventListener("pointermove", (event) => {
  const was = pointers.get(event.pointerId), at = toX(event);
  if (was === undefined || (!dragged && Math.abs(at - was) < 5 && pointers.size < 2)) return;
  dragged = true;
  pointers.set(event.pointerId, at);
  if (pointers.size === 1) { pan(was - at); return; }
  const other = [...pointers].find(([id]) => id !== event.pointerId)[1];
  if (Math.abs(was - other) > 10 && Math.abs(at - other) > 10) zoom(Math.abs(at - other) / Math.abs(was - other), (at + other) / 2, event.clientY);
});
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, (event) => pointers.delete(event.pointerId));
svg.addEventListener("pointermove", (event) => point(event.pointerType === "mouse" ? toX(event) : null));
svg.addEventListener("pointerleave", () => point(null));
svg.addEventListener("dblclick", (event) => zoom(3, toX(event), event.clientY));
svg.addEventListener("click", (event) => {
  const i = itemAt(event.target);
  if (i >= 0 && !dragged) open(i);
});
byId("top").addEventListener("wheel", wheel, { passive: false });
svg.addEventListener("wheel", wheel, { passive: false });
function wheel(event) {
  const tall = document.documentElement.scrollHeight > innerHeight;
  if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) { event.preventDefault(); pan(event.deltaX); return; }
  if (tall && !event.ctrlKey && !event.metaKey && !event.altKey) return; // the page scrolls
  event.preventDefault();
  zoom(Math.exp(-event.deltaY / 300), toX(event), event.clientY);
}
byId("in").addEventListener("click", () => zoom(2));
byId("out").addEventListener("click", () => zoom(0.5));
byId("all").addEventListener("click", () => show(data.first, data.last));
for (const button of document.querySelectorAll("#findings button")) button.addEventListener("click", () => reach(Number(button.dataset.item)));

// walk goes from a fact to the next that is shown.
function walk(by) {
  let i = itemAt(document.activeElement);
  if (i < 0) i = by > 0 ? -1 : items.length;
  do i += by; while (i >= 0 && i < items.length && !shown[i]);
  if (i < 0 || i >= items.length) return;
  reveal(i);
  nodes.get(i)?.focus({ preventScroll: true });
  if (!panel.hidden) open(i);
}
addEventListener("click", (event) => { if (!byId("lanes").contains(event.target)) byId("lanes").open = false; });
addEventListener("keydown", (event) => {
  if (event.key === "Escape") { byId("lanes").open = false; close(); return; }
  if (/^(INPUT|SUMMARY)$/.test(event.target.tagName) || event.ctrlKey || event.metaKey || event.altKey) return;
  const i = itemAt(event.target), keys = {
    "+": () => zoom(2), "=": () => zoom(2), "-": () => zoom(0.5), "0": () => show(data.first, data.last),
    ArrowLeft: () => pan(-80), ArrowRight: () => pan(80), "/": () => filter.focus(), l: () => byId("list").click(),
  };
  if (i >= 0 || event.target === main) Object.assign(keys, { ArrowDown: () => walk(1), ArrowUp: () => walk(-1) });
  if (i >= 0) Object.assign(keys, { Enter: () => open(i), " ": () => open(i) });
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});

let typing = 0;
filter.addEventListener("input", () => { clearTimeout(typing); typing = setTimeout(select, items.length > 2000 ? 150 : 0); });
addEventListener("scroll", redraw, { passive: true });
addEventListener("resize", () => { arrange(); redraw(); });
addEventListener("hashchange", recall);
addEventListener("beforeprint", toPaper);
addEventListener("afterprint", () => {
  byId("paper").replaceChildren();
  axis.removeAttribute("viewBox");
  arrange();
  draw();
});
switches();
recall();
