// What is drawn: the page has the moments, rows and labels of all items, and
// layouts for a few widths, which hold for every larger width and for every
// zoom. Here moments become pixels, and a label moves into its bar once it fits.
const byId = (id) => document.getElementById(id);
const data = JSON.parse(byId("data").textContent);
const { items, lanes, size } = data;
const svg = byId("timeline"), axis = byId("axis");
const happening = 0, held = 1, measured = 2; // the forms of lanes
const inside = 0, right = 1, left = 2, below = 3, nobody = 4; // where labels stand
const isPoint = 1, isSure = 2, isOngoing = 4, isOutlined = 8, isJoined = 16, isAlone = 32, isQuiet = 64;

const view = { from: data.first, to: data.last }; // the time that is shown
let width = 0, layout = data.layouts[0], total = 0;
const shown = items.map(() => true);
const rows = []; // {lane, items, y, h, top}, those with something shown
const heads = []; // {lane, y, end, items}
const rowOf = new Array(items.length);
const nodes = new Map(); // by the numbers of the items that are in sight

const plotLeft = () => layout.margin + 10;
const plotRight = () => width - layout.free;
const perSecond = () => (plotRight() - plotLeft()) / (view.to - view.from);
const x = (second) => plotLeft() + (second - view.from) * perSecond();
const clamp = (v, low, high) => Math.min(Math.max(v, low), high);

function element(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const name in attributes) {
    const v = attributes[name];
    node.setAttribute(name, typeof v === "number" ? Math.round(v * 10) / 10 : v);
  }
  node.append(...children);
  return node;
}
function text(className, at, y, words, wide) {
  const node = element("text", { class: className, x: at, y }, words);
  if (wide) {
    node.setAttribute("textLength", Math.round(wide * 10) / 10);
    node.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
  return node;
}
const path = (className, d) => element("path", { class: className, d });
const n1 = (v) => Math.round(v * 10) / 10;

const linesOf = (i) => layout.places[i][3] || [items[i].n];
const badgesOf = (i) => size.badge * (items[i].b || []).length;

function heightOf(i) {
  const [, side, hang] = layout.places[i];
  switch (lanes[items[i].l].form) {
    case held: return size.heldBar + (side === below ? 3 + size.hangRow * (hang + 1) : 0);
    case measured: if (!(items[i].k & isAlone)) return size.caption + size.chart;
  }
  return size.otherBar + size.lineRoom * (linesOf(i).length - 1);
}

// arrange takes the layout for the width, and stacks the rows that have
// something to show.
function arrange(room = svg.parentNode.clientWidth) {
  width = room;
  layout = data.layouts[0];
  for (const l of data.layouts) if (l.width <= width) layout = l;
  rows.length = heads.length = 0;
  const byLane = lanes.map(() => []);
  items.forEach((it, i) => { if (shown[i]) byLane[it.l].push(i); });
  let y = 6;
  byLane.forEach((list, lane) => {
    if (!list.length) return;
    heads.push({ lane, y, items: list });
    y += size.headRoom;
    const found = [];
    for (const i of list) {
      const n = layout.places[i][0], row = (found[n] ??= { lane, number: n, items: [], h: 0 });
      row.items.push(i);
      row.h = Math.max(row.h, heightOf(i));
      rowOf[i] = row;
    }
    for (const row of found) {
      if (!row) continue;
      row.y = y;
      rows.push(row);
      y += row.h + size.rowGap;
    }
    y += size.laneGap - size.rowGap;
    heads.at(-1).end = y - size.laneGap;
  });
  total = y;
  svg.setAttribute("width", width);
  svg.setAttribute("height", total);
  svg.setAttribute("viewBox", `0 0 ${width} ${total}`);
}

// asMark reports whether an item is a moment, or too short for a bar.
function asMark(it) {
  const [from, , , to] = it.t;
  return (it.k & isPoint) !== 0 || (lanes[it.l].form === happening && from !== null && to !== null && x(to) - x(from) < size.barOrMark);
}

// extent returns from where to where an item reaches, beyond the edges too; a
// bar without a known end as far as one sees.
function extent(it) {
  const [from, at, , to] = it.t;
  if (asMark(it)) {
    const m = x(at), r = size.markRadius;
    return [from === null ? m - size.tail : Math.min(m - r, x(from)), to === null ? m + size.tail : Math.max(m + r, x(to))];
  }
  const a = from === null ? -size.tail : x(from), b = to === null ? width + size.tail : x(to);
  return [a, Math.max(b, a + size.shortest)];
}

function drawBar(it, y, h, [from, to]) {
  const out = [], [first, begin, end, last] = it.t, sure = it.k & isSure;
  const low = Math.max(from, -2), high = Math.min(to, width + 2);
  if (high <= low) return out;
  let a = clamp(x(begin), low, high), b = clamp(x(end), low, high), begins = false, ends = false;
  const rect = (attributes, from, to) => { if (to > from) out.push(element("rect", { ...attributes, x: from, y, width: to - from, height: h })); };
  const fade = `fade${it.c[1]}${/ alt/.test(it.c) ? "a" : ""}`;
  if (first === null) rect({ fill: `url(#${fade}i)` }, low, a);
  else if (x(begin) - from > size.precise) rect({ class: "bar maybe" }, low, a);
  else { a = low; begins = from > -2 && (sure || first === begin); }
  if (last === null) rect({ fill: `url(#${fade}${it.k & isOngoing ? "o" : ""})` }, b, high);
  else if (to - x(end) > size.precise) rect({ class: "bar maybe" }, b, high);
  else { b = high; ends = to < width + 2 && (sure || last === end); }
  rect({ class: sure || to - from <= size.shortest ? "bar" : "bar maybe" }, a, b);
  if (it.k & isOutlined) {
    const p = first === null ? a : low, q = last === null ? b : high;
    out.push(path("outline", `M${n1(p)} ${n1(y + 0.5)}H${n1(q)}M${n1(p)} ${n1(y + h - 0.5)}H${n1(q)}`));
  }
  const edge = (at) => `M${n1(at)} ${n1(y)}v${n1(h)}`;
  if (begins && it.k & isJoined) out.push(path("seam", edge(from)));
  const edges = (begins && !(it.k & isJoined) ? edge(from + 0.5) : "") + (ends && !it.goesOn && to - from > size.shortest ? edge(to - 0.5) : "");
  if (edges) out.push(path("edge", edges));
  return out;
}

function drawMark(it, y, [from, to], gap) {
  const [first, at, , last] = it.t, m = x(at), out = [], r = size.markRadius;
  if (to - from > 2 * r + 1) {
    const low = Math.max(from, -2), high = Math.min(to, width + 2);
    let d = `M${n1(low)} ${n1(y)}`;
    if (gap && gap[0] < high && gap[1] > low) d += `H${n1(Math.max(gap[0] - 3, low))}M${n1(Math.min(gap[1] + 3, high))} ${n1(y)}`;
    d += `H${n1(high)}`;
    if (first !== null && low === from) d += `M${n1(low)} ${n1(y - 3)}v6`;
    if (last !== null && high === to) d += `M${n1(high)} ${n1(y - 3)}v6`;
    out.push(path("whisker", d));
  }
  const shapes = [
    `M${n1(m - r + 0.3)} ${n1(y)}a${r - 0.3} ${r - 0.3} 0 1 0 ${2 * r - 0.6} 0a${r - 0.3} ${r - 0.3} 0 1 0 ${0.6 - 2 * r} 0z`,
    `M${n1(m)} ${n1(y - r - 0.5)}l${r + 0.5} ${r + 0.5}l${-r - 0.5} ${r + 0.5}l${-r - 0.5} ${-r - 0.5}z`,
    `M${n1(m - r + 0.7)} ${n1(y - r + 0.7)}h${2 * r - 1.4}v${2 * r - 1.4}h${1.4 - 2 * r}z`,
    `M${n1(m)} ${n1(y - r)}l${r + 0.3} ${2 * r - 1}h${-2 * r - 0.6}z`,
  ];
  out.push(path("mark", shapes[it.f]));
  return out;
}

// label returns a label with the numbers of findings before it.
function label(className, at, middle, lines, numbers) {
  const out = [];
  for (const n of numbers) {
    const error = data.chains[n - 1].error;
    out.push(element("g", { class: `badge ${error ? "error" : "warning"}` },
      element("circle", { cx: at + size.badge / 2 - 2, cy: middle, r: 7 }),
      element("text", { class: "number", "text-anchor": "middle", x: at + size.badge / 2 - 2, y: middle + 3.2 }, String(n))));
    at += size.badge;
  }
  lines.forEach(([words, wide], n) => out.push(text(className, at, middle + 4.2 + size.lineRoom * n, words, wide)));
  return out;
}

// cut shortens a text to about a width.
function cut([words, wide], room) {
  const letters = [...words], n = Math.floor(letters.length * (room / wide)) - 1;
  return n < 2 ? null : [letters.slice(0, n).join("") + "…", 0];
}

// drawHolders draws a row of bars. Bars that go on with one another share a label.
function drawHolders(row, put) {
  for (let k = 0; k < row.items.length;) {
    const i = row.items[k], it = items[i], y = row.y;
    let last = k, numbers = it.b || [];
    while (last + 1 < row.items.length && items[row.items[last + 1]].k & isJoined) {
      items[row.items[last]].goesOn = true;
      last++;
      numbers = numbers.concat(items[row.items[last]].b || []);
    }
    items[row.items[last]].goesOn = false;
    const whole = [extent(it)[0], extent(items[row.items[last]])[1]];
    if (whole[1] >= -size.tail && whole[0] <= width + size.tail) {
      for (let j = k; j <= last; j++) put(row.items[j], drawBar(items[row.items[j]], y, size.heldBar, extent(items[row.items[j]])));
      put(i, holderLabel(i, whole, y, numbers));
    }
    k = last + 1;
  }
}

function holderLabel(i, [from, to], y, numbers) {
  const it = items[i], [, side, hang] = layout.places[i], badges = size.badge * numbers.length;
  const low = Math.max(from, layout.margin - size.pad), high = Math.min(to, width), room = high - low - badges - 2 * size.pad, middle = y + size.heldBar / 2;
  if (it.n[1] <= room) return label("label", low + size.pad, middle, [it.n], numbers);
  if (it.s && it.s[1] <= room) return label("label", low + size.pad, middle, [it.s], numbers);
  if (side === right && to >= 0 && to < width) return label("label out", to + size.pad, middle, [it.n], numbers);
  const line = x(it.t[1] + (it.t[2] - it.t[1]) / 2);
  if (side === below && line >= 0 && line < width) {
    const top = y + size.heldBar + 3 + size.hangRow * hang + size.hangRow / 2;
    return [path("leader", `M${n1(line)} ${n1(y + size.heldBar)}V${n1(top)}h${size.pad - 2}`), ...label("label out", line + size.pad, top, linesOf(i), numbers)];
  }
  const words = cut(it.s || it.n, room);
  return words ? label("label", low + size.pad, middle, [words], numbers) : [];
}

// drawFlags draws a row of what happens. A label that the window would cut goes
// to the other side of its mark where that is free.
function drawFlags(row, put) {
  const flags = row.items.map((i) => {
    const it = items[i], [from, to] = extent(it), mark = asMark(it), m = x(it.t[1]), r = size.markRadius;
    const lines = linesOf(i), wide = Math.max(...lines.map((l) => l[1])) + badgesOf(i), [, side] = layout.places[i];
    const a = mark && m - from > size.mostAside ? m - r : from, b = mark && to - m > size.mostAside ? m + r : to;
    const flag = { i, it, from, to, mark, lines, wide, side, at: { [left]: a - size.pad - wide, [right]: b + size.pad } };
    flag.low = side === left ? Math.min(from, flag.at[left]) : from;
    flag.high = side === right ? Math.max(to, flag.at[right] + wide) : to;
    return flag;
  });
  flags.forEach((flag, k) => {
    if (flag.to < 0 || flag.from > width || !flag.mark) return;
    const before = k ? flags[k - 1].high + size.apart : 0, after = k + 1 < flags.length ? flags[k + 1].low - size.apart : width;
    if (flag.side === left && flag.at[left] < 0 && flag.at[right] + flag.wide <= Math.min(after, width)) {
      flag.side = right;
      flag.high = Math.max(flag.to, flag.at[right] + flag.wide);
    } else if (flag.side === right && flag.at[right] + flag.wide > width && flag.at[left] >= Math.max(before, 0)) {
      flag.side = left;
      flag.low = Math.min(flag.from, flag.at[left]);
    }
  });
  for (const flag of flags) if (flag.to >= 0 && flag.from <= width) drawFlag(row, flag, (parts) => put(flag.i, parts));
}

function drawFlag(row, { i, it, from, to, mark, lines, wide, side, at }, put) {
  const numbers = it.b || [], middle = row.y + size.otherBar / 2;
  if (mark) {
    const seen = x(it.t[1]) >= -size.markRadius && x(it.t[1]) <= width + size.markRadius;
    put(drawMark(it, middle, [from, to], seen ? [at[side], at[side] + wide] : null));
    if (seen) put(label("label out", at[side], middle, lines, numbers));
    return;
  }
  const low = Math.max(from, layout.margin - size.pad), room = Math.min(to, width) - low - badgesOf(i) - 2 * size.pad;
  put(drawBar(it, row.y, side === inside ? heightOf(i) : size.otherBar, [from, to]));
  if (side === inside && wide - badgesOf(i) <= room) put(label("label", low + size.pad, middle, lines, numbers));
  else if (it.n[1] <= room) put(label("label", low + size.pad, middle, [it.n], numbers));
  else if (side === right && to < width) put(label("label out", at[right], middle, lines, numbers));
  else if (side === left && from > 0) put(label("label out", at[left], middle, lines, numbers));
  else {
    const words = cut(it.n, room);
    if (words) put(label("label", low + size.pad, middle, [words], numbers));
  }
}

// drawNumbers draws a line of numbers, with labels as far as there is room.
function drawNumbers(row, put, behind) {
  const level = (at) => row.y + size.chartBottom - (size.chartBottom - size.chartTop) * at;
  behind.push(text("note", layout.margin, row.y + 11, lanes[row.lane].lines[row.number]));
  const d = row.items.map((i, n) => `${n ? "L" : "M"}${n1(clamp(x(items[i].t[1]), -1e6, 1e6))} ${n1(level(items[i].v[1]))}`);
  behind.push(path(`curve h${lanes[row.lane].hue}`, d.join("")));
  let free = Infinity; // left of the labels so far
  const gap = (x(items[row.items.at(-1)].t[1]) - x(items[row.items[0]].t[1])) / row.items.length; // between points
  for (const i of row.items.toReversed()) {
    const it = items[i], m = x(it.t[1]);
    if (m < -size.tail || m > width + size.tail) continue;
    const parts = [], [low, at, high] = it.v;
    if (low < high) parts.push(path("range", `M${n1(m)} ${n1(level(low))}V${n1(level(high))}`));
    parts.push(element("circle", { class: "dot", cx: m, cy: level(at), r: 2.2 }));
    const a = clamp(m - it.n[1] / 2, 3, width - 3 - it.n[1]);
    const told = !(it.k & isQuiet) || gap >= 2 * it.n[1];
    if (told && a + it.n[1] + 3 <= free && m >= 0 && m <= width) {
      free = a - 3;
      parts.push(text("note", a, level(high) - 6, it.n[0], it.n[1]));
    }
    put(i, parts);
  }
}

// linkAt is the point of the picture that a finding speaks of.
function linkAt([i, moment]) {
  const it = items[i], row = rowOf[i], [from, to] = extent(it);
  const y = row.y + (lanes[it.l].form === held ? size.heldBar - 1 : asMark(it) ? size.otherBar / 2 : size.otherBar - 1);
  return [clamp(clamp(x(moment), from, to), -1e5, 1e5), y];
}

function drawChains(behind, front) {
  for (const chain of data.chains) {
    const points = chain.links.filter(([i]) => shown[i]).map(linkAt);
    const kind = chain.error ? "error" : "warning";
    let d = "";
    points.forEach(([px, py], n) => {
      front.push(element("circle", { class: "joint", cx: px, cy: py, r: 3 }));
      if (!n) { d = `M${n1(px)} ${n1(py)}`; return; }
      const [qx, qy] = points[n - 1], mid = Math.abs(qy - py) < 1 ? py + 22 : (qy + py) / 2;
      d += `C${n1(qx)} ${n1(mid)} ${n1(px)} ${n1(mid)} ${n1(px)} ${n1(py)}`;
    });
    if (points.length > 1) behind.push(path(`chain ${kind}`, d));
  }
}

const today = data.today ?? Date.now() / 1000, hasToday = today >= data.first && today <= data.last;

function drawAxis() {
  const h = size.axisRoom + (hasToday ? size.todayRoom : 0), marks = [], lines = [];
  const from = view.from - plotLeft() / perSecond(), to = view.to + layout.free / perSecond();
  let end = -1e9;
  const ticks = ticksOf(perSecond(), Math.max(from, data.first), Math.min(to, data.last));
  const next = ticks.find((t, n) => n && t.over);
  if (next && x(next.second) - x(ticks[0].second) < 8 + 7 * ticks[0].over.length) ticks[0].over = "";
  for (const t of ticks) {
    const at = x(t.second);
    lines.push(`M${n1(at)} 0V${total}`);
    marks.push(element("text", { class: "tick", "text-anchor": "middle", x: at, y: h - 10 }, t.label));
    if (t.over && at > end) {
      marks.push(text("tick over", Math.max(at - 6, 4), h - 24, t.over));
      end = at + 8 + 7 * t.over.length;
    }
  }
  const at = x(today), seen = hasToday && at >= 0 && at <= width;
  if (seen) marks.push(element("text", { class: "tick today", "text-anchor": "middle", x: clamp(at, 20, width - 20), y: h - (ticks.some((t) => t.over) ? 38 : 24) }, "today"));
  marks.push(path("rule", `M0 ${h - 0.5}H${width}`));
  axis.setAttribute("width", width);
  axis.setAttribute("height", h);
  axis.replaceChildren(...marks, pointer);
  return [path("grid", lines.join("")), ...(seen ? [path("today", `M${n1(at)} 0V${total}`)] : [])];
}

// point shows the day under the pointer, at the axis; null for none.
const pointer = text("tick pointed", 0, 0, ""), hair = path("hair", "");
function point(at) {
  const on = at !== null && at >= 0 && at <= width;
  pointer.textContent = on ? nameOf(view.from + (at - plotLeft()) / perSecond()) : "";
  hair.setAttribute("d", on ? `M${n1(at)} 0V${total}` : "");
  if (!on) return;
  pointer.setAttribute("x", clamp(at, 40, width - 40));
  pointer.setAttribute("y", axis.getAttribute("height") - 10);
}

// drawHead writes the heading of a lane, which stays in sight as long as the lane, with how much of it lies before and
// after what is in sight.
function drawHead(head, top) {
  const { title, note } = lanes[head.lane], room = width - 2 * layout.margin, y = clamp(top + 15, head.y + 15, head.end - 12);
  const [words, wide] = title[1] <= room ? title : cut(title, room) || title;
  let before = 0, after = 0;
  for (const i of view.to - view.from < data.last - data.first ? head.items : []) {
    const [from, at, , to] = items[i].t;
    if ((to ?? (items[i].k & isPoint ? at : Infinity)) < view.from) before++;
    else if ((from ?? (items[i].k & isPoint ? at : -Infinity)) > view.to) after++;
  }
  const beside = [note, before && `← ${before} earlier`, after && `${after} later →`].filter(Boolean);
  const out = element("g", {}, text("head", layout.margin, y, words, wide));
  if (y > head.y + 15) out.prepend(element("rect", { class: "paper", x: 0, y: y - 16, width, height: 22 }));
  if (beside.length && title[1] + 60 * beside.length <= room) out.append(text("note", layout.margin + title[1] + 8, y, beside.join("  ·  ")));
  return out;
}

// gather returns what stands between two heights: behind the items, of each
// item, and before them. The first that is not covered is where headings stay.
function gather(top, bottom, first) {
  const behind = drawAxis(), front = [], parts = new Map();
  const put = (i, list) => { if (list.length) parts.set(i, (parts.get(i) || []).concat(list)); };
  drawChains(behind, front);
  for (const head of heads) if (head.end >= top && head.y <= bottom) front.push(drawHead(head, first));
  for (const row of rows) {
    if (row.y + row.h < top || row.y > bottom) continue;
    const alone = items[row.items[0]].k & isAlone;
    [drawFlags, drawHolders, alone ? drawFlags : drawNumbers][lanes[row.lane].form](row, put, behind);
  }
  return { behind, parts, front };
}

// draw draws what is in sight. Items keep their nodes, which may have the focus.
const back = element("g", {}), middleGround = element("g", {}), fore = element("g", {});
svg.append(back, hair, middleGround, fore);
function draw() {
  const above = svg.getBoundingClientRect().top, top = -above - 300;
  const { behind, parts, front } = gather(top, top + innerHeight + 600, axis.getBoundingClientRect().bottom - above);
  for (const [i, node] of nodes) {
    if (parts.has(i)) continue;
    if (node === document.activeElement) node.replaceChildren(); // out of sight, it keeps the focus
    else { node.remove(); nodes.delete(i); }
  }
  let before = null;
  for (const i of [...parts.keys()].sort((a, b) => a - b)) {
    let node = nodes.get(i);
    if (!node) {
      node = element("g", { class: `item ${items[i].c}`, id: `i${i}`, role: "button", tabindex: -1, "aria-label": items[i].x });
      nodes.set(i, node);
    }
    node.replaceChildren(element("title", {}, items[i].x), ...parts.get(i));
    if (node.parentNode !== middleGround || node.previousSibling !== before) middleGround.insertBefore(node, before ? before.nextSibling : middleGround.firstChild);
    before = node;
  }
  back.replaceChildren(...behind);
  fore.replaceChildren(...front);
}

// print lays everything out for paper, in strips between which a page may end.
const paperWidth = 720, stripHeight = 260;
function print() {
  arrange(paperWidth);
  const strips = [];
  for (const row of rows) {
    const head = heads.find((h) => h.lane === row.lane), begins = head.items[0] === row.items[0];
    const last = strips.at(-1), from = begins ? head.y - 4 : row.y - size.rowGap / 2, to = row.y + row.h + size.rowGap / 2;
    if (last && (to - last.from <= stripHeight)) last.to = to;
    else { if (last) last.to = from; strips.push({ from, to }); }
  }
  byId("paper").replaceChildren(...strips.map(({ from, to }) => {
    const { behind, parts, front } = gather(from, to, 0);
    const drawn = [...parts].map(([i, list]) => element("g", { class: `item ${items[i].c}` }, ...list));
    return element("svg", { class: "factlint strip", viewBox: `0 ${n1(from)} ${width} ${n1(to - from)}` }, ...behind, ...drawn, ...front);
  }));
  axis.setAttribute("viewBox", `0 0 ${width} ${axis.getAttribute("height")}`);
  byId("paper").prepend(axis.cloneNode(true));
}
let pending = 0;
function redraw() { pending ||= requestAnimationFrame(() => { pending = 0; draw(); }); }
