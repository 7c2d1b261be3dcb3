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
const rows = []; // {lane, number, items, hang, y, h}, those with something shown
const heads = []; // {lane, y, end, items}
const rowOf = new Array(items.length);
const nodes = new Map(); // by the numbers of the items that are in sight

const plotLeft = () => layout.margin + 10;
const plotRight = () => width - layout.free;
const perSecond = () => (plotRight() - plotLeft()) / (view.to - view.from);
const x = (second) => plotLeft() + (second - view.from) * perSecond();
const clamp = (v, low, high) => Math.min(Math.max(v, low), high);

const linesOf = (i) => layout.places[i][2] || [items[i].n];
const badgesOf = (i) => size.badge * (items[i].b || []).length;

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

// draw draws what is in sight, as it was arranged. Items keep their nodes, which may have the focus.
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

// toPaper lays everything out for paper, in strips between which a page may end.
const paperWidth = 720, stripHeight = 260;
function toPaper() {
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
function redraw() {
  pending ||= requestAnimationFrame(() => {
    pending = 0;
    if (stepOfView() !== step) anchored(arrange);
    draw();
  });
}
