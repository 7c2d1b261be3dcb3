package picture

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"maps"
	"math"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/factlint/factlint/facts/edtf"
)

// A shownItem is what a page shows of one: where its edges, its mark, its bar
// and its label stand.
type shownItem struct {
	number          int
	edges           []float64
	mark, leader    float64 // NaN for none
	from, to        float64 // of its bar, NaN for none
	label, labelEnd float64 // NaN for none
	texts           []box   // the lines of its label
}

// shownIn reads what a page shows.
func shownIn(t *testing.T, page string) map[int]*shownItem {
	t.Helper()
	from := strings.Index(page, `<svg id="timeline"`)
	require.GreaterOrEqual(t, from, 0)
	svg := page[from : from+strings.Index(page[from:], "</svg>")+len("</svg>")]
	d := xml.NewDecoder(strings.NewReader(svg))
	d.Entity = xml.HTMLEntity
	out := map[int]*shownItem{}
	var it *shownItem
	depth := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		require.NoError(t, err)
		switch e := token.(type) {
		case xml.EndElement:
			if depth--; depth == 0 {
				it = nil
			}
		case xml.StartElement:
			attr := map[string]string{}
			for _, a := range e.Attr {
				attr[a.Name.Local] = a.Value
			}
			if e.Name.Local == "g" && strings.HasPrefix(attr["class"], "item ") {
				n, err := strconv.Atoi(attr["id"][1:])
				require.NoError(t, err)
				nan := math.NaN()
				it = &shownItem{number: n, mark: nan, leader: nan, from: nan, to: nan, label: nan, labelEnd: nan}
				out[n] = it
				depth = 0
			}
			if it == nil {
				continue
			}
			depth++
			it.read(attr, e.Name.Local)
		}
	}
}

var pathNumber = regexp.MustCompile(`M(-?[\d.]+)`)

func (it *shownItem) read(attr map[string]string, name string) {
	number := func(key string) float64 {
		x, _ := strconv.ParseFloat(attr[key], 64)
		return x
	}
	class := strings.Fields(attr["class"] + " none")[0]
	switch {
	case class == "edge" || class == "seam":
		for _, m := range pathNumber.FindAllStringSubmatch(attr["d"], -1) {
			x, _ := strconv.ParseFloat(m[1], 64)
			it.edges = append(it.edges, x)
		}
	case class == "leader" || class == "mark":
		x, _ := strconv.ParseFloat(pathNumber.FindStringSubmatch(attr["d"])[1], 64)
		if class == "leader" {
			it.leader = x
		} else {
			it.mark = x
		}
	case name == "rect":
		x, w := number("x"), number("width")
		if math.IsNaN(it.from) {
			it.from, it.to = x, x+w
		}
		it.from, it.to = min(it.from, x), max(it.to, x+w)
	case class == "label":
		it.texts = append(it.texts, box{number("x"), number("y") - 10, number("textLength"), 12})
		if len(it.texts) > 1 {
			return
		}
		it.label, it.labelEnd = number("x"), number("x")+number("textLength")
	}
}

const pageWidth = 1000

// dump opens a page at an address and returns what it has become, and what it
// complains of.
func (p *Picture) dump(t *testing.T, hash string) string {
	t.Helper()
	dir := t.TempDir()
	var page bytes.Buffer
	require.NoError(t, p.WriteHTML(&page))
	file := filepath.Join(dir, "page.html")
	write(t, file, page.String())
	out, log := run(t, dir, "--window-size="+strconv.Itoa(pageWidth)+",6000", "--dump-dom", "file://"+file+"#"+hash)
	assert.NotContains(t, log, "CONSOLE", "the page complains")
	return out
}

// TestPageZoom zooms by 8 and by 64 around moments at which much stands: each
// edge must stand at its day, each mark at its moment, each label at its mark or
// bar, and what is short must not grow.
func TestPageZoom(t *testing.T) {
	needChromium(t)
	pictures := picturesOf(t, 0)
	for name, at := range map[string]string{"shipped": "2022-05-20", "crowded": "2012-06-01"} {
		p, middle := pictures[name], window(t, at, at).Since
		var l *layout
		for _, w := range pageWidths {
			if w <= pageWidth {
				l = p.layOut(w)
			}
		}
		l = l.wider(pageWidth)
		for _, factor := range []int64{1, 8, 64} {
			span := (p.last - p.first) / factor
			from := edtf.DayOf(min(middle-span/2, p.last-span)) * day
			to := from + (span/day)*day
			if factor == 1 {
				from, to = p.first, p.last
			}
			iso := func(second int64) string { return timeOf(second).Format("2006-01-02") }
			items := shownIn(t, p.dump(t, "from="+iso(from)+"&to="+iso(to)))
			require.NotEmpty(t, items, "%s by %d", name, factor)
			plot := l.plot
			plot.first, plot.last = from, to
			checked := checkZoomed(t, fmt.Sprintf("%s by %d", name, factor), p, plot, items)
			assert.Positive(t, checked, "%s by %d: nothing was in sight", name, factor)
		}
	}
}

func checkZoomed(t *testing.T, what string, p *Picture, plot plot, items map[int]*shownItem) (checked int) {
	t.Helper()
	var texts []box
	for _, n := range slices.Sorted(maps.Keys(items)) {
		for _, b := range items[n].texts {
			for _, o := range texts {
				assert.False(t, b.overlaps(o), "%s: the label of %s at %+v is written over another at %+v", what, p.items[n].full, b, o)
			}
			texts = append(texts, b)
		}
	}
	for n, s := range items {
		it := p.items[n]
		d := &it.drawn
		for _, x := range s.edges {
			checked++
			near := min(math.Abs(x-plot.x(d.from)), math.Abs(x-plot.x(d.to)))
			assert.LessOrEqual(t, near, 1.0, "%s: an edge of %s at %v, not %v or %v", what, it.full, x, plot.x(d.from), plot.x(d.to))
		}
		if !math.IsNaN(s.mark) && it.form != square { // whose path begins at its corner
			checked++
			shift := map[form]float64{circle: -markRadius + 0.3}[it.form]
			assert.InDelta(t, plot.x(d.begin)+shift, s.mark, 1, "%s: the mark of %s", what, it.full)
		}
		if !math.IsNaN(s.from) && !unknown(d.from) && !unknown(d.to) && it.next == nil {
			length := plot.x(d.to) - plot.x(d.from)
			assert.LessOrEqual(t, s.to-s.from, max(length, shortest)+0.5, "%s: %s is drawn too long", what, it.full)
		}
		switch {
		case math.IsNaN(s.label):
		case !math.IsNaN(s.leader):
			if it.first != nil {
				d = &it.first.drawn
			}
			assert.InDelta(t, plot.x(d.begin+(d.end-d.begin)/2), s.leader, 1, "%s: the line of %s", what, it.full)
			assert.InDelta(t, s.leader+pad, s.label-it.badges(), 1, "%s: the label of %s", what, it.full)
		case !math.IsNaN(s.mark):
			x := plot.x(d.begin)
			away := min(math.Abs(s.label-it.badges()-x), math.Abs(x-s.labelEnd))
			for _, part := range p.layOut(pageWidth).places[n].lines { // the first of several lines may be shorter
				away = min(away, math.Abs(x-s.label-textWidth(part)))
			}
			assert.LessOrEqual(t, away, mostAside+pad+markRadius+0.5, "%s: the label of %s", what, it.full)
		case !it.joined: // of a bar: in it, or beside it
			inIt := s.label >= s.from-0.5 && s.labelEnd <= s.to+0.5
			beside := min(math.Abs(s.label-it.badges()-s.to), math.Abs(s.from-s.labelEnd))
			assert.True(t, inIt || beside <= pad+0.5, "%s: the label of %s at %v to %v, its bar from %v to %v", what, it.full, s.label, s.labelEnd, s.from, s.to)
		}
	}
	return checked
}

// TestPageDays zooms to two weeks: the axis must count days, and a bar that goes
// through all of them must keep its name in sight.
func TestPageDays(t *testing.T) {
	needChromium(t)
	p := picturesOf(t, 0)["shipped"]
	page := p.dump(t, "from=2004-05-01&to=2004-05-15")
	items, seen := shownIn(t, page), false
	for n, s := range items {
		if p.items[n].short == "Kokoity" {
			seen = true
			require.Len(t, s.texts, 1)
			assert.GreaterOrEqual(t, s.label, 0.0)
			assert.LessOrEqual(t, s.labelEnd, float64(pageWidth))
		}
	}
	assert.True(t, seen)
	axis := page[strings.Index(page, `id="axis"`):strings.Index(page, "<main")]
	assert.Contains(t, axis, ">May 2004<")
	for day := 1; day <= 15; day++ {
		assert.Contains(t, axis, fmt.Sprintf(">%d</text>", day))
	}
}

// TestPageFilter filters and switches off by the address: what matches stays
// with its lane, and is counted.
func TestPageFilter(t *testing.T) {
	needChromium(t)
	p := picturesOf(t, 0)["shipped"]
	page := p.dump(t, "q=kokoity")
	items := shownIn(t, page)
	want := 0
	details := p.details()
	for n, it := range p.items {
		text, err := json.Marshal([]any{it.title(), details[n], it.lane.title})
		require.NoError(t, err)
		hit := strings.Contains(strings.ToLower(string(text)), "kokoity")
		if hit {
			want++
		}
		assert.Equal(t, hit, items[n] != nil, it.full)
	}
	require.Positive(t, want)
	assert.Contains(t, page, fmt.Sprintf(`>%d of %d</output>`, want, len(p.items)))
	assert.Contains(t, page, `>President of South Ossetia<`)
	assert.NotContains(t, page[strings.Index(page, `id="timeline"`):strings.Index(page, "</main>")], `>Aide to the President of Russia<`)

	items = shownIn(t, p.dump(t, "off=Events&off=Statements"))
	for n, it := range p.items {
		assert.Equal(t, it.lane.title != "Events" && it.lane.title != "Statements", items[n] != nil, it.full)
	}

	page = p.dump(t, "fact=kokoity-presidency")
	assert.Contains(t, page, `<h2>Eduard Kokoity, President of South Ossetia</h2>`)
	assert.Contains(t, page, `<code>tenures.toml:`, "paths are relative to the base")
}

// TestPageKeys goes through the facts by the keyboard: each must be reached, in
// order, and told of; and the pointer must be told its day.
func TestPageKeys(t *testing.T) {
	needChromium(t)
	p := picturesOf(t, 0)["shipped"]
	dir := t.TempDir()
	var page bytes.Buffer
	require.NoError(t, p.WriteHTML(&page))
	write(t, filepath.Join(dir, "keys.html"), `<!DOCTYPE html><meta charset="utf-8"><body>
<iframe width="1000" height="600" srcdoc="`+html.EscapeString(page.String())+`" onload="const d = this.contentDocument, key = (k) => d.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: k, bubbles: true }));
const seen = [], told = []; d.getElementById('main').focus();
for (let i = 0; i < `+strconv.Itoa(len(p.items)+2)+`; i++) { key('ArrowDown'); seen.push(d.activeElement.id); key('Enter'); told.push(d.querySelector('#panel h2').textContent); }
d.getElementById('timeline').dispatchEvent(new PointerEvent('pointermove', { clientX: 500, pointerType: 'mouse', bubbles: true }));
const day = d.querySelector('.pointed').textContent; key('Escape');
this.contentWindow.dispatchEvent(new Event('beforeprint')); const printed = d.querySelectorAll('#paper .item').length; this.contentWindow.dispatchEvent(new Event('afterprint'));
document.body.textContent = JSON.stringify({ seen, told, day, printed, closed: d.getElementById('panel').hidden, after: d.querySelectorAll('#paper .item').length })"></iframe>`)
	out, _ := run(t, dir, "--dump-dom", "file://"+filepath.Join(dir, "keys.html"))
	_, out, _ = strings.Cut(out, "<body>")
	out, _, _ = strings.Cut(out, "</body>")
	var got struct {
		Seen, Told []string
		Day        string
		Closed     bool
		Printed    int
		After      int
	}
	require.NoError(t, json.Unmarshal([]byte(html.UnescapeString(out)), &got), out)
	for i, it := range p.items {
		assert.Equal(t, "i"+strconv.Itoa(i), got.Seen[i])
		assert.Equal(t, it.full, got.Told[i])
	}
	assert.Equal(t, got.Seen[len(p.items)-1], got.Seen[len(p.items)+1], "beyond the last there is none")
	assert.Regexp(t, `^\d+ [A-Z][a-z]+ \d{4}$`, got.Day)
	assert.True(t, got.Closed)
	assert.GreaterOrEqual(t, got.Printed, len(p.items), "on paper stands everything")
	assert.Zero(t, got.After)
}

// TestPageAddress zooms, filters, switches a lane off and opens a fact: the
// address must keep all that, and bring it back.
func TestPageAddress(t *testing.T) {
	needChromium(t)
	p := picturesOf(t, 0)["shipped"]
	dir := t.TempDir()
	var page bytes.Buffer
	require.NoError(t, p.WriteHTML(&page))
	// The page forbids scripts but its own; this copy of it does not.
	open := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy"[^>]*>`).ReplaceAllString(page.String(), "")
	file := filepath.Join(dir, "page.html")
	write(t, file, open+`<script>
byId("filter").value = "kokoity"; byId("filter").dispatchEvent(new Event("input"));
setTimeout(() => {
  for (const input of document.querySelectorAll("#switches .one input")) if (input.parentNode.textContent.trim() === "Events") input.click();
  byId("in").click(); byId("in").click();
  svg.querySelector(".item .bar").dispatchEvent(new MouseEvent("click", { bubbles: true }));
  setTimeout(() => { document.body.setAttribute("data-hash", location.hash); }, 400);
}, 50);
</script>`)
	out, _ := run(t, dir, "--virtual-time-budget=3000", "--dump-dom", "file://"+file)
	m := regexp.MustCompile(`data-hash="#([^"]*)"`).FindStringSubmatch(out)
	require.NotNil(t, m, "the page has no address")
	kept, err := url.ParseQuery(html.UnescapeString(m[1]))
	require.NoError(t, err)
	assert.Equal(t, []string{"kokoity"}, kept["q"])
	assert.Equal(t, []string{"Events"}, kept["off"])
	assert.Equal(t, []string{"kokoity-presidency"}, kept["fact"])
	var ends [2]time.Time
	for i, key := range []string{"from", "to"} {
		ends[i], err = time.Parse(time.DateOnly, kept.Get(key))
		require.NoError(t, err)
	}
	assert.InDelta(t, float64(p.last-p.first)/4, ends[1].Sub(ends[0]).Seconds(), 2*day)
	back := p.dump(t, html.UnescapeString(m[1]))
	assert.Contains(t, back, `<h2>Eduard Kokoity, President of South Ossetia</h2>`)
	assert.Regexp(t, `for="filter">\d+ of 79</output>`, back)
}

// TestPagePhone opens the page at 360 pixels: it must be laid out for them,
// every fact with its label, nothing wider than the window.
func TestPagePhone(t *testing.T) {
	needChromium(t)
	p := picturesOf(t, 0)["shipped"]
	dir := t.TempDir()
	var page bytes.Buffer
	require.NoError(t, p.WriteHTML(&page))
	write(t, filepath.Join(dir, "phone.html"), `<!DOCTYPE html><meta charset="utf-8"><body>
<iframe width="360" height="8000" srcdoc="`+html.EscapeString(page.String())+`" onload="const d = this.contentDocument; const wide = d.documentElement.scrollWidth; document.body.innerHTML = d.getElementById('timeline').outerHTML; document.body.setAttribute('data-wide', wide)"></iframe>`)
	out, _ := run(t, dir, "--dump-dom", "file://"+filepath.Join(dir, "phone.html"))
	assert.Contains(t, out, `data-wide="360"`, "the page is wider than the window")
	out = strings.Replace(out, `<svg xmlns="http://www.w3.org/2000/svg" id="timeline"`, `<svg id="timeline"`, 1)
	items := shownIn(t, out)
	for n, it := range p.items {
		s := items[n]
		if !assert.NotNil(t, s, it.full) || it.lane.form == measured || it.next != nil {
			continue
		}
		assert.False(t, math.IsNaN(s.label), "%s has no label", it.full)
		assert.GreaterOrEqual(t, s.label, 0.0, it.full)
		assert.LessOrEqual(t, s.labelEnd, 360.5, it.full)
	}
}

func timeOf(second int64) time.Time { return time.Unix(second, 0).UTC() }
