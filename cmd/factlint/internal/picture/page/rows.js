// Where rows stand. In which row a holder stands was decided by time, and where
// labels stand by the layout; in that, all of the time is in sight. With every
// doubling of the zoom the rows close up: what happens takes as few rows as its
// labels then need, and so do the labels below bars.
let step = 0; // how often the time has been doubled in the rows as they are

function stepOfView() {
  return Math.max(0, Math.floor(Math.log2((data.last - data.first) / (view.to - view.from)) + 1e-6));
}

// runsOf returns the bars of a row, those that go on with one another as one.
function runsOf(row) {
  const runs = [];
  for (const i of row.items) {
    const it = items[i], [from, to] = extent(it), last = runs.at(-1);
    if (last && it.k & isJoined) {
      items[last.items.at(-1)].goesOn = true;
      last.items.push(i);
      last.to = to;
      last.numbers = last.numbers.concat(it.b || []);
    } else {
      runs.push({ items: [i], from, to, numbers: it.b || [] });
    }
    it.goesOn = false;
  }
  return runs;
}

// nameFor returns the name of a holder for so much room, null for none.
function nameFor(it, room) {
  if (it.n[1] <= room) return it.n;
  return it.s && it.s[1] <= room ? it.s : null;
}

// hang returns in which row of labels below its bar each label hangs that has
// no room in it. From the right, each takes the first in which nothing stands
// before it ends, so that no line crosses a label.
function hang(row) {
  const levels = new Map(), limits = [];
  for (const { items: [i], from, to, numbers } of runsOf(row).reverse()) {
    const it = items[i], badges = size.badge * numbers.length;
    if (layout.places[i][1] !== below || nameFor(it, to - from - badges - 2 * size.pad)) continue;
    const line = middleOf(it), end = line + size.pad + badges + linesOf(i)[0][1] + size.apart;
    let n = 0;
    while (n < limits.length && limits[n] < end) n++;
    for (let k = 0; k <= n; k++) limits[k] = line - 2;
    levels.set(i, n);
  }
  return { levels, depth: limits.length };
}

function heightOf(i) {
  if (lanes[items[i].l].form === measured && !(items[i].k & isAlone)) return size.caption + size.chart;
  return size.otherBar + size.lineRoom * (linesOf(i).length - 1);
}

// pack returns the rows of what happens, each item in the first that is free.
function pack(list) {
  const ends = [], numbers = [];
  for (const i of list) {
    const flag = flagOf(i), endless = flag.mark ? 0 : Infinity;
    const low = items[i].t[0] === null ? flag.low - endless : flag.low, high = items[i].t[3] === null ? flag.high + endless : flag.high;
    let n = 0;
    while (n < ends.length && ends[n] > low) n++;
    ends[n] = high + size.apart;
    numbers.push(n);
  }
  return numbers;
}

// arrange takes the layout for the width, and stacks the rows that have
// something to show.
function arrange(room = svg.parentNode.clientWidth) {
  width = room;
  layout = data.layouts[0];
  for (const l of data.layouts) if (l.width <= width) layout = l;
  step = stepOfView();
  const { from, to } = view; // meanwhile, the whole of the time so often doubled
  view.from = data.first;
  view.to = data.first + (data.last - data.first) / 2 ** step;
  rows.length = heads.length = 0;
  const byLane = lanes.map(() => []);
  let all = true;
  items.forEach((it, i) => { if (shown[i]) byLane[it.l].push(i); else all = false; });
  let y = 6;
  byLane.forEach((list, lane) => {
    if (!list.length) return;
    heads.push({ lane, y, items: list });
    y += size.headRoom;
    const found = [], form = lanes[lane].form, numbers = form === happening && (step > 0 || !all) ? pack(list) : list.map((i) => layout.places[i][0]);
    list.forEach((i, k) => {
      const row = (found[numbers[k]] ??= { lane, number: numbers[k], items: [], h: 0 });
      row.items.push(i);
      row.h = Math.max(row.h, form === held ? size.heldBar : heightOf(i));
      rowOf[i] = row;
    });
    for (const row of found) {
      if (!row) continue;
      if (form === held) row.hang = hang(row);
      if (row.hang?.depth) row.h += 3 + size.hangRow * row.hang.depth;
      row.y = y;
      rows.push(row);
      y += row.h + size.rowGap;
    }
    y += size.laneGap - size.rowGap;
    heads.at(-1).end = y - size.laneGap;
  });
  total = y;
  Object.assign(view, { from, to });
  svg.setAttribute("width", width);
  svg.setAttribute("height", total);
  svg.setAttribute("viewBox", `0 0 ${width} ${total}`);
}

// anchored does some work that moves rows, and keeps that at the pointer, or in
// the middle of the window, where it is.
let anchor = null; // the height of the pointer
function anchored(work) {
  const at = (anchor ?? innerHeight / 2) - svg.getBoundingClientRect().top;
  const inSight = (i) => { const [from, begin, end, to] = items[i].t; return (from ?? begin) <= view.to && (to ?? end) >= view.from; };
  let best = null;
  for (const row of rows) {
    const away = Math.abs(row.y + size.otherBar / 2 - at);
    if (best && away >= best.away) continue;
    const i = row.items.find(inSight);
    if (i !== undefined) best = { i, away, y: row.y };
  }
  work();
  if (best) scrollBy(0, rowOf[best.i].y - best.y);
}
