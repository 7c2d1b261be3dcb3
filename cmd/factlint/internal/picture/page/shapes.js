// The shapes of items, each row in its way: what is asked here of the layout,
// the view and the items stands in draw.js.
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
  for (const run of runsOf(row)) {
    if (run.to < -size.tail || run.from > width + size.tail) continue;
    for (const i of run.items) put(i, drawBar(items[i], row.y, size.heldBar, extent(items[i])));
    put(run.items.at(-1), holderLabel(run, row)); // over all of its bars
  }
}

// middleOf is where the line to a label below a bar stands.
const middleOf = (it) => x(it.t[1] + (it.t[2] - it.t[1]) / 2);

function holderLabel({ items: [i], from, to, numbers }, row) {
  const it = items[i], [, side] = layout.places[i], level = row.hang.levels.get(i);
  const low = Math.max(from, layout.margin - size.pad), room = Math.min(to, width) - low - size.badge * numbers.length - 2 * size.pad;
  const name = nameFor(it, room), middle = row.y + size.heldBar / 2;
  if (name) return label("label", low + size.pad, middle, [name], numbers);
  if (side === right && to >= 0 && to < width) return label("label out", to + size.pad, middle, [it.n], numbers);
  const line = middleOf(it);
  if (level !== undefined && line >= 0 && line < width) {
    const at = row.y + size.heldBar + 3 + size.hangRow * (level + 0.5);
    return [path("leader", `M${n1(line)} ${n1(row.y + size.heldBar)}V${n1(at)}h${size.pad - 2}`), ...label("label out", line + size.pad, at, linesOf(i), numbers)];
  }
  const words = cut(it.s || it.n, room);
  return words ? label("label", low + size.pad, middle, [words], numbers) : [];
}

// flagOf returns where a mark or bar of what happens stands with its label.
function flagOf(i) {
  const it = items[i], [from, to] = extent(it), mark = asMark(it), m = x(it.t[1]), r = size.markRadius;
  const lines = linesOf(i), wide = Math.max(...lines.map((l) => l[1])) + badgesOf(i), [, side] = layout.places[i];
  const a = mark && m - from > size.mostAside ? m - r : from, b = mark && to - m > size.mostAside ? m + r : to;
  const flag = { i, it, from, to, mark, lines, wide, side, at: { [left]: a - size.pad - wide, [right]: b + size.pad } };
  flag.low = side === left ? Math.min(from, flag.at[left]) : from;
  flag.high = side === right ? Math.max(to, flag.at[right] + wide) : to;
  return flag;
}

// drawFlags draws a row of what happens. A label that the window would cut goes
// to the other side of its mark where that is free.
function drawFlags(row, put) {
  const flags = row.items.map(flagOf);
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
      const under = row.items.filter((o) => { const at = x(items[o].t[1]); return at > a - 3 && at < a + it.n[1] + 3; }); // which it would cover
      parts.push(text("note", a, level(Math.max(high, ...under.map((o) => items[o].v[2]))) - 6, it.n[0], it.n[1]));
    }
    put(i, parts);
  }
}
