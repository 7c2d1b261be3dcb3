package picture

import (
	"cmp"
	"math"
	"slices"

	"github.com/factlint/factlint/cmd/factlint/internal/report"
	"github.com/factlint/factlint/facts"
	"github.com/factlint/factlint/facts/wording"
)

// A quantity is a number in a measured lane, with its range; at is where they
// stand in their row, from 0 at the bottom to 1 at the top.
type quantity struct {
	low, high, mid       float64
	atLow, atHigh, atMid float64
}

// fewNumbers about something are all labelled.
const fewNumbers = 8

// A line is a row of a measured lane: the numbers about one thing, in the order
// of time.
type line struct {
	title string
	items []*item
}

// measure reads the number of an item; it reports whether there is one with a date.
func (it *item) measure() bool {
	q := facts.ReadQuantity(it.fact)
	if !q.Known || !q.Dated || q.Of == nil || math.IsInf(q.Min, 0) && math.IsInf(q.Max, 0) {
		return false
	}
	it.begin, it.end, it.point = q.At, q.At, true
	v := &it.value
	v.low, v.high = q.Min, q.Max
	if math.IsInf(v.low, 0) {
		v.low = v.high
	}
	if math.IsInf(v.high, 0) {
		v.high = v.low
	}
	v.mid = v.low + (v.high-v.low)/2
	if value := it.fact.Get(q.Kind.Quantity.Value); value.OK() {
		v.mid = min(max(value.Number(), v.low), v.high)
	}
	switch {
	case math.IsInf(q.Min, 0):
		it.name = "≤ " + wording.RoundNumber(v.high)
	case math.IsInf(q.Max, 0):
		it.name = "≥ " + wording.RoundNumber(v.low)
	case v.low < v.high && !it.fact.Get(q.Kind.Quantity.Value).OK():
		it.name = wording.RoundNumber(v.low) + "–" + wording.RoundNumber(v.high)
	default:
		it.name = wording.RoundNumber(v.mid)
	}
	return known(it.begin)
}

// draw sorts the numbers of a lane into lines, each with a scale of its own.
func (l *lane) draw() {
	type about struct {
		of    *facts.Fact
		group string
	}
	rows := map[about]int{}
	for _, it := range l.items {
		q := facts.ReadQuantity(it.fact)
		key := about{q.Of, q.Group}
		n, ok := rows[key]
		if !ok {
			n = len(l.lines)
			rows[key] = n
			title := report.Visible(q.Of.Label())
			if q.Group != "" {
				title += ", " + report.Visible(q.Group)
			}
			l.lines = append(l.lines, line{title: title})
		}
		it.row = n
		l.lines[n].items = append(l.lines[n].items, it)
	}
	l.items = nil
	for _, ln := range l.lines {
		slices.SortStableFunc(ln.items, func(a, b *item) int { return cmp.Compare(a.drawn.begin, b.drawn.begin) })
		l.items = append(l.items, ln.items...)
		if first := ln.items[0]; len(ln.items) == 1 {
			first.alone = true
			first.name = ln.title + ": " + first.name
			continue
		}
		low, high := math.Inf(1), math.Inf(-1)
		for _, it := range ln.items {
			low, high = min(low, it.value.low), max(high, it.value.high)
		}
		at := func(x float64) float64 {
			if high <= low {
				return 0.5
			}
			return (x - low) / (high - low)
		}
		for i, it := range ln.items {
			ends := i == 0 || i == len(ln.items)-1
			it.quiet = len(ln.items) > fewNumbers && !ends && it.value.high < high && it.value.low > low
			it.value.atLow, it.value.atHigh, it.value.atMid = at(it.value.low), at(it.value.high), at(it.value.mid)
		}
	}
}
