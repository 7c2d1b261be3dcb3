// Moments are seconds from 1970 in the proleptic Gregorian calendar; Date does
// not reach as far as facts do.
const day = 86400;
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

// dayOf numbers a day of the calendar, 1970-01-01 being 0; months beyond the
// year count on.
function dayOf(year, month, date) {
  year += Math.floor(month / 12);
  month = ((month % 12) + 12) % 12;
  const y = month < 2 ? year - 1 : year, era = Math.floor(y / 400), ofEra = y - era * 400;
  const ofYear = Math.floor((153 * ((month + 10) % 12) + 2) / 5) + date - 1;
  return era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
}

function civil(second) {
  const z = Math.floor(second / day) + 719468, era = Math.floor(z / 146097), ofEra = z - era * 146097;
  const y = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
  const ofYear = ofEra - (365 * y + Math.floor(y / 4) - Math.floor(y / 100)), m = Math.floor((5 * ofYear + 2) / 153);
  const month = (m + 2) % 12;
  return { year: y + era * 400 + (month < 2 ? 1 : 0), month, date: ofYear - Math.floor((153 * m + 2) / 5) + 1 };
}

// iso writes the day of a second, and readISO reads one; NaN when it is none.
function iso(second) {
  const { year, month, date } = civil(second), two = (n) => String(n).padStart(2, "0");
  return `${year < 0 ? "-" : ""}${String(Math.abs(year)).padStart(4, "0")}-${two(month + 1)}-${two(date)}`;
}
// yearLabel writes a year as historians count: the year 0 is 1 BC.
const yearLabel = (year) => year <= 0 ? `${1 - year} BC` : String(year);
const nameOf = (second) => { const { year, month, date } = civil(second); return `${date} ${months[month]} ${yearLabel(year)}`; };
function readISO(text) {
  const m = /^(-?\d{4,12})-(\d\d)-(\d\d)$/.exec(text || "");
  return m ? day * dayOf(Number(m[1]), Number(m[2]) - 1, Number(m[3])) : NaN;
}

// steps are the distances of ticks with the room that their labels need.
const steps = [["d", 1, 26], ["d", 2, 26], ["d", 5, 26], ["d", 10, 26], ["m", 1, 38], ["m", 3, 38], ["m", 6, 38]];
const lengths = { d: day, m: 30.436875 * day, y: 365.2425 * day };

// stepOf returns the smallest step whose labels have room.
function stepOf(perSecond, from, to) {
  for (const [unit, n, room] of steps) if (n * lengths[unit] * perSecond >= room) return { unit, n };
  const room = 16 + 6.2 * Math.max(yearLabel(civil(from).year).length, yearLabel(civil(to).year).length);
  for (let n = 1; ; n *= 10) for (const m of [1, 2, 5]) if (n * m * lengths.y * perSecond >= room || n > 1e10) return { unit: "y", n: n * m };
}

// ticksOf returns the ticks from one second to another: the second, the label,
// and over it what begins there beyond the label.
function ticksOf(perSecond, from, to) {
  const { unit, n } = stepOf(perSecond, from, to), out = [];
  const at = civil(from);
  let { year, month, date } = { year: at.year, month: unit === "d" ? at.month : 0, date: 1 };
  if (unit === "y") year = year <= 0 ? 1 - Math.ceil((1 - year) / n) * n : Math.max(1, Math.floor(year / n) * n); // 500 BC is the year -499
  let over = "";
  for (;;) {
    const second = day * dayOf(year, month, date), now = civil(second);
    if (second > to) return out;
    if (second >= from) {
      const label = { d: now.date, m: months[now.month].slice(0, 3), y: yearLabel(now.year) }[unit];
      const above = { d: `${months[now.month]} ${yearLabel(now.year)}`, m: yearLabel(now.year), y: "" }[unit];
      out.push({ second, label: String(label), over: above === over ? "" : above });
      over = above;
    }
    if (unit === "y") { year = year === 1 ? Math.max(2, n) : year + n; continue; } // after the first year the round ones
    if (unit === "m") { month += n; continue; }
    // Days begin anew with each month, and the last one leaves room for the first of the next.
    date += n;
    const left = dayOf(year, month + 1, 1) - dayOf(year, month, date);
    if (left <= 0 || (n > 1 && left <= Math.floor((n + 1) / 2))) { month++; date = 1; }
  }
}
