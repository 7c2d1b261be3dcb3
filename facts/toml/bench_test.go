package toml

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2/unstable"
)

const exampleFacts = `[defaults]
source = "rferl-2022-05-13"

[[event]]
id       = "referendum-announced"
title    = "Referendum on joining Russia announced"
date     = 2022-05-13
by       = { person = "anatoly-bibilov", as = "president-of-south-ossetia" }
announces = "referendum-2022"

[[event]]
id     = "referendum-2022"
title  = "Referendum on joining Russia"
date   = 2022-07-17
status = "cancelled"
after  = "election-2022"

[[tenure]]
person = "anatoly-bibilov"
office = "president-of-south-ossetia"
start  = 2017-04-21
end    = 2022-05-24

[[population]]
place  = "south-ossetia"
min    = 40_000
max    = 60_000
as_of  = "2022~"
`

// manyFacts is a file of a hundred facts.
func manyFacts() []byte {
	head, facts, _ := strings.Cut(exampleFacts, "\n\n")
	var b strings.Builder
	b.WriteString(head + "\n\n")
	for i := range 25 {
		b.WriteString(strings.ReplaceAll(facts, "referendum", fmt.Sprint("referendum-", i)) + "\n")
	}
	return []byte(b.String())
}

func BenchmarkAST(b *testing.B) {
	src := manyFacts()
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	var p unstable.Parser
	for b.Loop() {
		p.Reset(src)
		for p.NextExpression() {
			p.Expression()
		}
	}
}

func BenchmarkParse(b *testing.B) {
	src := manyFacts()
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	var p Parser
	for b.Loop() {
		if d := p.Parse(src); len(d.Errors) > 0 {
			b.Fatal(d.Errors)
		}
	}
}

func BenchmarkEach(b *testing.B) {
	src := manyFacts()
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	var p Parser
	for b.Loop() {
		if _, ok := p.Each(src, func(*Document, *Node) {}); !ok {
			b.Fatal("a header leads back")
		}
	}
}

// BenchmarkRatio says how many times as long as the bare AST pass a Parse
// takes, and an Each. It reads by turns and keeps the shortest times, since on
// a busy machine two benchmarks one after the other cannot be compared.
func BenchmarkRatio(b *testing.B) {
	src := manyFacts()
	var ast unstable.Parser
	var p Parser
	passes := [3]func(){
		func() {
			ast.Reset(src)
			for ast.NextExpression() {
				ast.Expression()
			}
		},
		func() { p.Parse(src) },
		func() { p.Each(src, func(*Document, *Node) {}) },
	}
	shortest := [3]time.Duration{time.Hour, time.Hour, time.Hour}
	for b.Loop() {
		for i, pass := range passes {
			start := time.Now()
			pass()
			shortest[i] = min(shortest[i], time.Since(start))
		}
	}
	b.ReportMetric(float64(shortest[1])/float64(shortest[0]), "parse/AST")
	b.ReportMetric(float64(shortest[2])/float64(shortest[0]), "each/AST")
	b.ReportMetric(float64(len(src))/1e6/shortest[2].Seconds(), "MB/s-at-best")
}
